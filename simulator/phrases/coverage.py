"""What each template of a phrase accepts, by example: few wordings that take every branch of every choice, and those
that are very short.

Unlike ``sampling``, which writes out all there is, this keeps the number small: a slot is filled with two of its names
at a time, and a reference stands for each of the phrase's templates, whose own choices take turns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.grammar import Choice, Gap, Item, Reference, Sequence, SlotName, Template, Words, parse_template
from simulator.phrases.normal import normalise
from simulator.phrases.required import FUNCTION_WORDS, NEGATIONS

NUMBER = "8012"
NAMES = 2
"""Names that a slot is filled with at least, where the company has so many."""
MOST = 32
"""Wordings of one template."""
BRIEF = 3
"""Syllables of a wording that is very short."""
_DEEPEST = 8
"""References followed into references; a circle, which the compiler reports, ends here."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a template stands in its file: the phrase's key, the list, the index in it."""

    phrase: str
    kind: str
    index: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """A template and the wordings it is known by.

    ``brief``: all that it accepts of at most ``BRIEF`` syllables; ``named``: it has a slot for a name somewhere.
    """

    at: Place
    template: str
    wordings: tuple[str, ...]
    brief: tuple[str, ...]
    named: bool


def templates_of(phrase: Phrase) -> Iterator[tuple[Place, str]]:
    """The templates by which a phrase is said."""
    for kind in ("full", "accepted", "paraphrase"):
        for index, text in enumerate(getattr(phrase, kind)):
            yield Place(phrase.id, kind, index), text


class Coverage:
    """Writes wordings of the templates of a rulebook, with a company's names."""

    def __init__(self, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> None:
        self._names = {
            slot: tuple(form for one in names for form in (one.text, *one.also)) for slot, names in slots.items()
        }
        self._wordings = {id_: _parsed((*phrase.full, *phrase.accepted)) for id_, phrase in phrases.items()}

    def of(self, phrase: Phrase) -> tuple[Sampled, ...]:
        """Every template of the phrase; one that the company has no names for has no wordings."""
        return tuple(self._sampled(at, text) for at, text in templates_of(phrase))

    def _sampled(self, at: Place, text: str) -> Sampled:
        (body,) = _parsed((text,)) or (Sequence(()),)
        turns = range(min(self._width(body, 0), MOST))
        wordings = dict.fromkeys(one for turn in turns if (one := self._nth(body, turn, 0)))
        brief = tuple(sorted(self._brief(body, 0) - {""}))
        return Sampled(at, text, tuple(wordings), brief, self._is_named(body, 0))

    def _is_named(self, sequence: Sequence, depth: int) -> bool:
        """Whether the sequence, or what it refers to, has a slot for a name."""
        return any(
            item.name != "number"
            if isinstance(item, SlotName)
            else any(self._is_named(branch, depth + 1) for branch in self._branches(item, depth))
            for item in sequence.walk()
            if isinstance(item, SlotName | Reference)
        )

    # --- every branch once -------------------------------------------------------------------------------------------

    def _width(self, sequence: Sequence, depth: int) -> int:
        """How many turns it takes to go through every branch."""
        return max((self._item_width(item, depth) for item in sequence.items), default=1)

    def _item_width(self, item: Item, depth: int) -> int:
        if isinstance(item, Choice):
            return sum(self._width(branch, depth) for branch in item.branches) + item.optional
        if isinstance(item, Reference):
            return max(1, len(self._branches(item, depth)))
        return min(NAMES, len(self._fillings(item))) if isinstance(item, SlotName) else 1

    def _nth(self, sequence: Sequence, turn: int, depth: int) -> str | None:
        """One wording; ``turn`` picks the branch of every choice, round and round.  None: a name is wanting."""
        parts = [self._nth_item(item, turn, depth) for item in sequence.items]
        return None if None in parts else "".join(part for part in parts if part)

    def _nth_item(self, item: Item, turn: int, depth: int) -> str | None:
        if isinstance(item, Words | Gap):
            return item.text if isinstance(item, Words) else ""
        if isinstance(item, SlotName):
            fillings = self._fillings(item)
            return fillings[turn % len(fillings)] if fillings else None
        branches = self._branches(item, depth)
        if isinstance(item, Reference):
            return self._nth(branches[turn % len(branches)], turn, depth + 1) if branches else None
        turn %= self._item_width(item, depth)
        for branch in branches:
            width = self._width(branch, depth)
            if turn < width:
                return self._nth(branch, turn, depth)
            turn -= width
        return ""

    def _branches(self, item: Choice | Reference, depth: int) -> tuple[Sequence, ...]:
        if isinstance(item, Choice):
            return item.branches
        return self._wordings.get(item.phrase, ()) if depth < _DEEPEST else ()

    def _fillings(self, item: SlotName) -> tuple[str, ...]:
        return (NUMBER,) if item.name == "number" else self._names.get(item.name, ())

    # --- as little as possible ---------------------------------------------------------------------------------------

    def _brief(self, sequence: Sequence, depth: int) -> set[str]:
        """Every wording of the sequence that has no more than ``BRIEF`` syllables."""
        found = {""}
        for item in sequence.items:
            found = {one for one in map("".join, product(found, self._brief_item(item, depth))) if _is_brief(one)}
        return found

    def _brief_item(self, item: Item, depth: int) -> set[str]:
        if isinstance(item, Words | Gap):
            return {item.text if isinstance(item, Words) else ""}
        if isinstance(item, SlotName):
            return set(filter(_is_brief, self._fillings(item)))
        deeper = depth + isinstance(item, Reference)
        branches = [self._brief(branch, deeper) for branch in self._branches(item, depth)]
        return set[str]().union(*branches, {""} if isinstance(item, Choice) and item.optional else ())


def _is_brief(text: str) -> bool:
    return len(normalise(text).text) <= BRIEF


def content_of(text: str) -> int:
    """How many syllables of a text bear its meaning.  A negation counts for two: it is heard exactly or not at all."""
    spoken = normalise(text).text
    return sum(2 if char in NEGATIONS else char not in FUNCTION_WORDS for char in spoken)


def _parsed(texts: tuple[str, ...]) -> tuple[Sequence, ...]:
    return tuple(one.body for one in map(parse_template, texts) if isinstance(one, Template))
