"""Temper in a call: what moves somebody's level, and how they bear, speak and choose their words at it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.moments import Fact, Moment
from simulator.model.script import Line, Patience
from simulator.model.temper import FORBIDDEN_RISE, FURIOUS, Annoyance, Mood, Temper, mood_at, pace_at, patience_at
from simulator.session import places
from simulator.session.draft import Draft
from simulator.session.scene import is_attendant
from simulator.session.state import Party

# --- what it does ----------------------------------------------------------------------------------------------------


def mood(draft: Draft, actor: str) -> Mood:
    """What is heard of somebody's temper; calm without one."""
    return mood_at(_level(draft, actor))


def fitting(lines: Sequence[Line], mood: Mood) -> Sequence[Line]:
    """The lines for a mood, else those for none in particular."""
    return [line for line in lines if mood in line.temper] or [line for line in lines if not line.temper]


def patience(draft: Draft, actor: str) -> Patience:
    """What somebody still bears.  A patience of at least one repetition keeps one."""
    usual = draft.scene.actor(actor).manner.patience
    left = patience_at(_level(draft, actor))
    return Patience(
        silence=type(usual.silence)(usual.silence * left // 100),
        hold=type(usual.hold)(usual.hold * left // 100),
        ring=usual.ring,
        repeats=max(min(usual.repeats, 1), (usual.repeats * left + 50) // 100),
    )


def pace(draft: Draft, actor: str) -> int:
    """How fast somebody speaks, in percent of their usual rate."""
    return pace_at(_level(draft, actor))


def level_of(temper: Temper, party: Party | None) -> int:
    """How angry somebody with a temper is now."""
    return temper.starts if party is None or party.temper is None else party.temper


# --- what moves it ---------------------------------------------------------------------------------------------------


def heard(draft: Draft, actor: str, yes: Sequence[str], *, asked_again: bool) -> bool:
    """The operator's words, by the phrases that were understood; whether the actor has had enough with them."""
    temper = _temper(draft, actor)
    if temper is None:
        return False
    party, was = draft.parties[actor], _level(draft, actor)
    soothing = frozenset(yes).intersection(temper.soothed_by)
    angering = [phrase for phrase in yes if phrase in temper.angered_by]
    rises = [FORBIDDEN_RISE if _forbidden(draft, phrase) else 1 for phrase in angering]
    if asked_again and Annoyance.ASKED_AGAIN in temper.annoyed_by:
        angering.append(Annoyance.ASKED_AGAIN.value)
        rises.append(1)
    rise, fresh = max(rises, default=0), soothing - party.soothed
    draft.set_party(actor, soothed=soothing if rise else party.soothed | soothing)
    _move(draft, actor, rise - bool(fresh), angering or [phrase for phrase in yes if phrase in fresh])
    if not party.turn or not was == _level(draft, actor) == FURIOUS:  # a greeting is nothing to bear
        return False
    return draft.set_party(actor, borne=party.borne + 1).borne > temper.furious_after


def annoyed(draft: Draft, actor: str, why: Annoyance) -> None:
    """Something that annoys has happened to somebody."""
    temper = None if is_attendant(actor) else _temper(draft, actor)
    if temper is not None and why in temper.annoyed_by:
        draft.set_party(actor, soothed=frozenset())
        _move(draft, actor, 1, [why.value])


def annoying(fact: Fact) -> Annoyance | None:
    """What a fact about a line does to the caller on it."""
    if fact.moment is Moment.HOLD_REMINDER:
        return Annoyance.HELD_LONG
    if fact.moment is Moment.RETURNED or fact.detail.get("recall"):
        return Annoyance.SENT_BACK
    return None


def _move(draft: Draft, actor: str, by: int, why: Sequence[str]) -> None:
    """Move the level within its bounds and state it where it has changed."""
    was = _level(draft, actor)
    level = min(max(was + by, 0), FURIOUS)
    if level == was:
        return
    draft.set_party(actor, temper=level, borne=0)
    line, extension = places.place(draft, actor)
    draft.fact(
        Moment.ANGERED if level > was else Moment.SOOTHED,
        line=line,
        actor=actor,
        extension=extension,
        about=mood_at(level).value,
        level=level,
        was=was,
        by=list(why),
    )


def _level(draft: Draft, actor: str) -> int:
    temper = None if is_attendant(actor) else _temper(draft, actor)
    return 0 if temper is None else level_of(temper, draft.parties.get(actor))


def _temper(draft: Draft, actor: str) -> Temper | None:
    return draft.scene.actor(actor).manner.temper


def _forbidden(draft: Draft, phrase: str) -> bool:
    known = draft.scene.rulebook.phrases.get(phrase)
    return known is not None and known.forbidden
