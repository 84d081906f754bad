"""Names of people, companies and departments: how they sound, where they are said, whether they are written right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce
from operator import or_

from simulator.model.company import Company, Person, SpokenName
from simulator.phrases.heard import UNIT, Heard, Jump
from simulator.phrases.normal import normalise
from simulator.phrases.required import Keys, Label, Syllable, spoken_forms, surname_length
from simulator.phrases.sounds import EQUAL, FUZZY, Weight
from simulator.phrases.tables import is_han
from simulator.phrases.thresholds import ALMOST, SHORT_NAME, TITLE_YES, YES, reaches, thresholds

_HONORIFICS = ("先生", "女士", "小姐", "太太", "同志", "老师")
PEOPLE_SLOTS = ("person", "operator_name")


class NameVerdict(StrEnum):
    """How a written name compares with the right one."""

    EXACT = "exact"
    SAME_SOUND = "same_sound"  # other characters, each with the same syllable
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Form:
    """One way an entry is called.  ``personal``: it names a person (李敏, 李经理), not an office (总经理)."""

    labels: tuple[Label, ...]
    personal: bool
    syllables: tuple[int, ...] = field(init=False)
    """The keys that it requires."""
    needed: int = field(init=False)
    """These as a set of bits."""

    def __post_init__(self) -> None:
        keys = tuple(label.key for label in self.labels if isinstance(label, Syllable))
        object.__setattr__(self, "syllables", keys)
        object.__setattr__(self, "needed", reduce(or_, (1 << key for key in keys), 0))


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot's entry: the written text that a match reports, and the forms it is called by."""

    text: str
    forms: tuple[Form, ...]

    def said_in(self, heard: Heard) -> list[Jump]:
        """Every place where one of the forms is said, for sure or almost."""
        found = []
        for form in self.forms:
            if not heard.may_say(form.needed, len(form.syllables)):  # as nearly always
                continue
            for jump in heard.jumps_of(form.labels, self.text):
                yes, almost = thresholds(YES, ALMOST, jump.length <= SHORT_NAME)
                yes = yes if jump.length <= SHORT_NAME else TITLE_YES
                score = 1.0 - jump.cost // UNIT / 100 / jump.length
                if form.personal or reaches(score, almost):
                    sure = _named_for_sure(form.labels, jump, heard) if form.personal else reaches(score, yes)
                    found.append(replace(jump, sure=sure))
        return found


def compile_entry(name: SpokenName, keys: Keys, person: bool) -> Entry:
    """The entry of a directory name with its ``also`` forms; ``pinyin`` holds for the same characters in those, too."""
    override = _override(name)
    surname = name.text[: surname_length(name.text)]
    forms = []
    for text in dict.fromkeys((name.text, *name.also)):
        personal = person and text.startswith(surname)
        labels = keys.name(text, override) if personal else keys.title(text, override)
        if labels:
            forms.append(Form(labels, personal))
    return Entry(name.text, tuple(forms))


def compile_entries(slots: Mapping[str, tuple[SpokenName, ...]], keys: Keys) -> dict[str, tuple[Entry, ...]]:
    """The entries of each slot.  People may be called by a name in any slot."""
    people = {name.text for slot in PEOPLE_SLOTS for name in slots.get(slot, ())}
    return {
        slot: tuple(compile_entry(name, keys, slot in PEOPLE_SLOTS or name.text in people) for name in names)
        for slot, names in slots.items()
    }


class Names:
    """Everything that a company's slots may be filled with, to be looked for in texts without any phrases."""

    def __init__(self, slots: Mapping[str, tuple[SpokenName, ...]]) -> None:
        self._keys = Keys()
        entries = compile_entries(slots, self._keys).values()
        self._entries = tuple(dict.fromkeys(entry for of_slot in entries for entry in of_slot))
        self._keys.transpose()

    def said_in(self, text: str) -> bool:
        """Whether anything in the text is a name, for sure or almost."""
        heard = Heard(text, self._keys)
        return any(entry.said_in(heard) for entry in self._entries)


def _named_for_sure(labels: tuple[Label, ...], jump: Jump, heard: Heard) -> bool:
    """The surname's very syllable, and every other within a fuzzy step."""
    at = jump.start
    for label in labels:
        if not isinstance(label, Syllable):
            return jump.cost < UNIT
        if heard.cells(label.key)[at] // UNIT > (EQUAL if heard.keys.weights[label.key] is Weight.SURNAME else FUZZY):
            return False
        at += 1
    return True


def compare_name(expected: SpokenName, written: str) -> NameVerdict:
    """Whether ``written`` is the expected name: in the right characters (traditional ones too), by sound only, or not.

    Any of the ``also`` forms will do; a 先生 or 女士 after it changes nothing.
    """
    text = _without_honorific(normalise(written).text, expected)
    forms = [normalise(form).text for form in (expected.text, *expected.also)]
    if text and text in forms:
        return NameVerdict.EXACT
    override = _override(expected)
    if text and any(_same_sound(form, text, override) for form in forms):
        return NameVerdict.SAME_SOUND
    return NameVerdict.WRONG


def contains_name(expected: SpokenName, text: str) -> tuple[int, int] | None:
    """Where ``text`` says the name, by sound: half-open characters of the best place, the first of equals; or None."""
    keys = Keys()
    entry = compile_entry(replace(expected, also=()), keys, person=True)
    others = [compile_entry(SpokenName(form, expected.pinyin), keys, person=True) for form in expected.also]
    keys.transpose()
    heard = Heard(text, keys)
    jumps = [jump for one in (entry, *others) for jump in one.said_in(heard) if jump.sure]
    if not jumps:
        return None
    best = min(jumps, key=lambda jump: (jump.cost // UNIT / jump.length, -jump.length, jump.cost, jump.start))
    return heard.normal.span(best.start, best.end)


def slots_of(company: Company) -> Mapping[str, tuple[SpokenName, ...]]:
    """What may fill each slot for this company; the order is that of the written texts, not of the files.

    A person is also called by a title that nobody else has (董事长秘书), and by surname and such a title (王主任).
    """
    people = tuple(_with_titles(person, company) for person in company.people.values())
    departments = tuple(department.name for department in company.departments.values())
    return {
        "company": (company.name,),
        "operator_no": (SpokenName(company.operator_no),) if company.operator_no else (),
        "operator_name": (company.operator_name,),
        "person": _sorted(people),
        "department": _sorted(departments),
        "destination": _sorted((*people, *departments)),
    }


def _with_titles(person: Person, company: Company) -> SpokenName:
    title = normalise(person.title).text
    others = [normalise(other.title).text for other in company.people.values() if other.id != person.id]
    surname = person.name.text[: surname_length(person.name.text)]
    same_surname = [
        other for other in company.people.values() if other.id != person.id and other.name.text[:1] == surname[:1]
    ]
    calls = [person.title] if title and title not in others else []
    if title and not any(normalise(other.title).text == title for other in same_surname):
        calls.append(surname + person.title)
    known = {person.name.text, *person.name.also}
    return SpokenName(
        person.name.text, person.name.pinyin, (*person.name.also, *(call for call in calls if call not in known))
    )


def _sorted(names: Iterable[SpokenName]) -> tuple[SpokenName, ...]:
    return tuple(sorted(names, key=lambda name: (name.text, name.pinyin, name.also)))


def _override(name: SpokenName) -> dict[str, str]:
    """The listed reading of each character of the name; empty where none is given or the count does not fit."""
    characters = [char for char in normalise(name.text).text if is_han(char)]
    syllables = name.pinyin.lower().replace("ü", "v").split()
    if len(characters) != len(syllables):
        return {}
    return {char: one if one[-1:].isdigit() else one + "5" for char, one in zip(characters, syllables, strict=True)}


def _without_honorific(text: str, expected: SpokenName) -> str:
    forms = [normalise(form).text for form in (expected.text, *expected.also)]
    for honorific in _HONORIFICS:
        if text.endswith(honorific) and text not in forms and len(text) > len(honorific):
            return text[: -len(honorific)]
    return text


def _same_sound(form: str, text: str, override: Mapping[str, str]) -> bool:
    return len(form) == len(text) and all(
        one == other or toneless(one, override) & toneless(other, {}) for one, other in zip(form, text, strict=True)
    )


def toneless(char: str, override: Mapping[str, str]) -> frozenset[str]:
    """The syllables that a character may stand for, or the one that ``override`` lists; of ASCII, itself."""
    forms = (override[char],) if char in override else spoken_forms(char)
    return frozenset(form[:-1] for form in forms) if not char.isascii() else frozenset({char})
