"""The extension panel: a busy-lamp field by departments, and its search by name, number, title and pinyin.

A lamp shows what the equipment knows: extensions in use are lit, those that the operator calls ring.  That somebody is
away or does not answer is nothing that a lamp can know; it shows once the call has been refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.company import ExtensionState, Role
from simulator.model.text import Lang, Text
from simulator.session.scene import Scene
from simulator.session.state import LegStatus, State
from simulator.ui.views.cards import Card, cards
from simulator.ui.views.pinyin import Found, Sounded, find, typed


class ExtensionLamp(StrEnum):
    """The lamp of an extension."""

    FREE = "free"
    BUSY = "busy"  # in use by itself
    RINGING = "ringing"  # called by the operator
    TALKING = "talking"  # with a caller or the operator
    PRIVATE = "private"  # with the operator, the caller hears nothing
    REFUSED = "refused"  # gives the tone of being busy, away or out of order


_LAMPS: dict[ExtensionLamp, Text] = {
    ExtensionLamp.FREE: Text("空闲", "Free"),
    ExtensionLamp.BUSY: Text("占线", "Busy"),
    ExtensionLamp.RINGING: Text("振铃", "Ringing"),
    ExtensionLamp.TALKING: Text("通话", "Talking"),
    ExtensionLamp.PRIVATE: Text("单独通话", "In private"),
    ExtensionLamp.REFUSED: Text("未接通", "Not reached"),
}
_REFUSED: dict[ExtensionState, Text] = {
    ExtensionState.BUSY: Text("占线", "Busy"),
    ExtensionState.ABSENT: Text("不在", "Away"),
    ExtensionState.OUT_OF_ORDER: Text("故障", "Out of order"),
}
_ROLES: dict[Role, Text] = {
    Role.COMPLAINTS: Text("受理投诉", "complaints"),
    Role.UNCLEAR: Text("不明确的来电", "unclear requests"),
    Role.EXECUTIVE_DEPUTY: Text("代总经理接听", "stands in for the general manager"),
    Role.TECHNICAL: Text("报修", "fault reports"),
}
PUBLIC = Text("可告知", "may be told")
PRIVATE = Text("不外告", "not to be told")


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A field of the panel.  ``since`` is session ms of the state shown, -1 where nothing goes on; ``matched`` the
    wording by which a search found it, with its characters [``start``, ``end``)."""

    number: str
    holder: str
    name: str
    title: str
    department: str
    lamp: ExtensionLamp
    status: str
    line: str
    since: int
    public: bool
    mark: str
    notes: tuple[str, ...]
    person: bool
    here: bool
    matched: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A department with its extensions, its own first."""

    department: str
    name: str
    extensions: tuple[ExtensionView, ...]


def panel(scene: Scene, state: State, lang: Lang) -> tuple[Group, ...]:
    """Every extension, by department in the directory's order."""
    groups: dict[str, list[ExtensionView]] = {}
    for card in cards(scene.company):
        groups.setdefault(card.department, []).append(_shown(scene, state, card, lang))
    names = {card.department: card.department_name for card in cards(scene.company)}
    return tuple(Group(id_, names[id_], tuple(found)) for id_, found in groups.items())


def search(scene: Scene, state: State, query: str, lang: Lang, limit: int = 0) -> tuple[ExtensionView, ...]:
    """The extensions that ``query`` means, the likeliest first; every word of it has to fit.  All for an empty query,
    at most ``limit`` unless that is 0."""
    words = query.split()
    ranked = []
    for place, card in enumerate(cards(scene.company)):
        hits = [_best(card, word) for word in words]
        if all(hit is not None for hit in hits):
            known = [hit for hit in hits if hit is not None]
            ranked.append((sum(hit.rank for hit in known), place, card, known[0] if known else None))
    ranked.sort(key=lambda one: one[:2])
    shown = [_shown(scene, state, card, lang, hit) for _, _, card, hit in ranked]
    return tuple(shown[:limit] if limit else shown)


# --- what is lit -----------------------------------------------------------------------------------------------------


def _shown(scene: Scene, state: State, card: Card, lang: Lang, hit: _Hit | None = None) -> ExtensionView:
    lamp, status, line, since = _lamp(scene, state, card.number, lang)
    return ExtensionView(
        number=card.number,
        holder=card.holder,
        name=card.name,
        title=card.title,
        department=card.department_name,
        lamp=lamp,
        status=status,
        line=line,
        since=since,
        public=card.public,
        mark=(PUBLIC if card.public else PRIVATE)[lang],
        notes=tuple(_ROLES[role][lang] for role in card.roles),
        person=card.person,
        here=state.at == card.number,
        matched=hit.text if hit is not None else "",
        start=hit.found.start if hit is not None else 0,
        end=hit.found.end if hit is not None else 0,
    )


def _lamp(scene: Scene, state: State, number: str, lang: Lang) -> tuple[ExtensionLamp, str, str, int]:
    """Lamp, its text, the line it has to do with, and since when."""
    leg = state.legs.get(number)
    scripted = scene.extension_state(number)
    if leg is None:
        lamp = ExtensionLamp.BUSY if scripted is ExtensionState.BUSY else ExtensionLamp.FREE
        return lamp, _LAMPS[lamp][lang], "", -1
    if leg.status is LegStatus.REFUSED:
        status = _REFUSED.get(scripted, _LAMPS[ExtensionLamp.REFUSED])
        return ExtensionLamp.REFUSED, status[lang], leg.line, leg.since
    if leg.status is LegStatus.RINGING:
        lamp = ExtensionLamp.RINGING
    else:
        lamp = ExtensionLamp.PRIVATE if leg.private else ExtensionLamp.TALKING
    return lamp, _LAMPS[lamp][lang], leg.line, leg.since


# --- searching -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hit:
    rank: int
    text: str
    found: Found


_NUMBER, _NUMBER_BEGINS, _NAME, _NAME_BEGINS, _SOUND, _SOUND_BEGINS = range(6)
_NAME_INSIDE, _SOUND_INSIDE, _PLACE, _PLACE_SOUND, _NUMBER_INSIDE = range(6, 11)


def _best(card: Card, word: str) -> _Hit | None:
    return min(_hits(card, word), key=lambda hit: hit.rank, default=None)


def _hits(card: Card, word: str) -> Iterator[_Hit]:
    """Every way in which a word means the extension, with its rank: the less, the likelier."""
    if word.isdigit():
        at = card.number.find(word)
        if at >= 0:
            rank = _NUMBER if word == card.number else _NUMBER_BEGINS if at == 0 else _NUMBER_INSIDE
            yield _Hit(2 * rank, card.number, Found(at, at + len(word)))
        return
    for other, wording in enumerate(card.wordings):
        yield from _in(
            other > 0, wording, word, (_NAME, _NAME_BEGINS, _NAME_INSIDE), (_SOUND, _SOUND_BEGINS, _SOUND_INSIDE)
        )
    for wording in card.places:
        yield from _in(False, wording, word, (_PLACE,) * 3, (_PLACE_SOUND,) * 3)


def _in(
    other: bool, wording: Sounded, word: str, by_text: tuple[int, int, int], by_sound: tuple[int, int, int]
) -> Iterator[_Hit]:
    """``other``: the wording is not the name itself, which comes first of equals."""
    at = wording.text.find(word)
    if at >= 0:
        yield _Hit(2 * _rank(by_text, at, at + len(word), wording) + other, wording.text, Found(at, at + len(word)))
    found = find(typed(word), wording) if word.isascii() else None
    if found is not None:
        yield _Hit(2 * _rank(by_sound, found.start, found.end, wording) + other, wording.text, found)


def _rank(ranks: tuple[int, int, int], start: int, end: int, wording: Sounded) -> int:
    whole, begins, inside = ranks
    if start:
        return inside
    return whole if end == len(wording.text) else begins
