"""Templates compiled for alignment: every place of every variant once, however many variants there are.

A template becomes a position automaton (Glushkov): one position per required syllable, number or slot, with the
positions that may come before it.  Positions are numbered so that all predecessors come first, so one sweep aligns all
variants together.  Short variants have stricter thresholds and therefore an automaton of their own; a slot counts as
two syllables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from simulator.phrases.grammar import Item, Reference, Sequence, SlotName, Words
from simulator.phrases.required import Keys, Label, Syllable
from simulator.phrases.thresholds import SHORT

MAX_POSITIONS = 1_000
START = -1


@dataclass(frozen=True, slots=True)
class Slot:
    """A position that an entry of a list fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Position:
    """What is required at one place, and the positions (or ``START``) that may come right before it.

    ``syllables`` and ``places``: the most syllables outside slots, and the most slots, that any variant has after it.
    """

    label: Label | Slot
    before: tuple[int, ...]
    syllables: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Automaton:
    """All variants of a template of one class of length; ``finals`` are the positions where a variant may end."""

    positions: tuple[Position, ...]
    finals: tuple[int, ...]
    short: bool
    index: Index


@dataclass(frozen=True, slots=True)
class Index:
    """What tells at a glance that an automaton cannot match.

    ``always``: the keys of the syllables that every variant has; ``filled``: the slots that every variant fills;
    ``slots``: all that any fills; ``syllables`` and ``places``: the most syllables outside slots, and the most slots,
    of any variant.
    """

    always: tuple[int, ...]
    filled: tuple[str, ...]
    slots: tuple[str, ...]
    syllables: int
    places: int


class TooLarge(ValueError):
    """A template that, with everything it refers to, has more than ``MAX_POSITIONS`` places."""


def compile_template(
    body: Sequence, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]
) -> tuple[Automaton, ...]:
    """The automata of a template.  ``wordings`` gives the trees that a reference stands for.  Raises ``TooLarge``."""
    positions, finals = lay_out(body, keys, wordings)
    return tuple(
        automaton for short in (True, False) if (automaton := _of_length(positions, finals, short)) is not None
    )


def lay_out(
    body: Sequence, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]
) -> tuple[list[Position], frozenset[int]]:
    """The positions of a template, and those where a variant may end.  Raises ``TooLarge``."""
    builder = _Builder(keys, wordings)
    finals = builder.sequence(body, frozenset({START}))
    return builder.positions, finals


class _Builder:
    """Lays out positions; every method takes the places it may follow and returns the places it may end at."""

    def __init__(self, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]) -> None:
        self.keys = keys
        self.wordings = wordings
        self.positions: list[Position] = []

    def place(self, label: Label | Slot, before: frozenset[int]) -> frozenset[int]:
        if len(self.positions) >= MAX_POSITIONS:
            raise TooLarge
        self.positions.append(Position(label, tuple(sorted(before))))
        return frozenset({len(self.positions) - 1})

    def sequence(self, sequence: Sequence, before: frozenset[int]) -> frozenset[int]:
        for item in sequence.items:
            before = self.item(item, before)
        return before

    def item(self, item: Item, before: frozenset[int]) -> frozenset[int]:
        if isinstance(item, Words):
            for label in self.keys.words(item.text):
                before = self.place(label, before)
            return before
        if isinstance(item, SlotName):
            return self.place(Slot(item.name), before)
        if isinstance(item, Reference):
            return self.any_of(self.wordings(item.phrase), before)
        ends = self.any_of(item.branches, before)
        return ends | before if item.optional else ends

    def any_of(self, branches: tuple[Sequence, ...], before: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(self.sequence(branch, before) for branch in branches))


def _of_length(positions: list[Position], finals: frozenset[int], short: bool) -> Automaton | None:
    """The part whose variants are short, or long; positions are told apart by the syllables before them."""
    lengths: list[set[int]] = []
    for position in positions:
        size = 2 if isinstance(position.label, Slot) else 1
        reached = {0} if START in position.before else set()
        reached = reached.union(*(lengths[before] for before in position.before if before != START))
        lengths.append({min(length + size, SHORT + 1) for length in reached})
    ends = {(at, length) for at in finals for length in lengths[at] if (length <= SHORT) == short}
    return _restricted(positions, lengths, ends, short) if ends else None


def _restricted(
    positions: list[Position], lengths: list[set[int]], ends: set[tuple[int, int]], short: bool
) -> Automaton:
    """The states (position, length) from which ``ends`` are reached, numbered in order."""
    needed = set(ends)
    steps: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for at in reversed(range(len(positions))):
        for length in lengths[at]:
            if (at, length) in needed:
                steps[at, length] = _predecessors(positions, lengths, at, length)
                needed |= steps[at, length]
    order = {state: number for number, state in enumerate(sorted(state for state in needed if state[0] != START))}
    compiled = tuple(
        Position(
            positions[state[0]].label,
            tuple(sorted(START if before[0] == START else order[before] for before in steps[state])),
        )
        for state in order
    )
    finals = tuple(sorted(order[end] for end in ends))
    return Automaton(_with_rest(compiled), finals, short, _index(compiled, finals))


def _with_rest(positions: tuple[Position, ...]) -> tuple[Position, ...]:
    """The positions with the most that may follow them."""
    syllables, places = [0] * len(positions), [0] * len(positions)
    for number in reversed(range(len(positions))):
        own_syllables, own_places = _size(positions[number].label)
        for before in positions[number].before:
            if before != START:
                syllables[before] = max(syllables[before], syllables[number] + own_syllables)
                places[before] = max(places[before], places[number] + own_places)
    return tuple(
        replace(position, syllables=syllables[number], places=places[number])
        for number, position in enumerate(positions)
    )


def _size(label: Label | Slot) -> tuple[int, int]:
    """How many syllables outside slots, and how many slots, a position is."""
    if isinstance(label, Slot):
        return 0, 1
    return (1 if isinstance(label, Syllable) else len(label.digits)), 0


def _index(positions: tuple[Position, ...], finals: tuple[int, ...]) -> Index:
    """The index; which positions lie on all ways to each position is kept as bits."""
    on_all_ways: list[int] = []
    syllables: list[int] = []
    places: list[int] = []
    for number, (label, before) in enumerate((position.label, position.before) for position in positions):
        on_all_ways.append(1 << number | reduce(and_, (0 if at == START else on_all_ways[at] for at in before)))
        own_syllables, own_places = _size(label)
        syllables.append(own_syllables + max(0 if at == START else syllables[at] for at in before))
        places.append(own_places + max(0 if at == START else places[at] for at in before))
    needed = reduce(and_, (on_all_ways[at] for at in finals))
    every = [position.label for position in positions]
    always = [label for number, label in enumerate(every) if needed >> number & 1]
    return Index(
        tuple(label.key for label in always if isinstance(label, Syllable)),
        tuple(dict.fromkeys(label.name for label in always if isinstance(label, Slot))),
        tuple(dict.fromkeys(label.name for label in every if isinstance(label, Slot))),
        max(syllables[at] for at in finals),
        max(places[at] for at in finals),
    )


def _predecessors(positions: list[Position], lengths: list[set[int]], at: int, length: int) -> set[tuple[int, int]]:
    size = 2 if isinstance(positions[at].label, Slot) else 1
    found = set()
    for before in positions[at].before:
        for earlier in {0} if before == START else lengths[before]:
            if min(earlier + size, SHORT + 1) == length:
                found.add((before, earlier))
    return found
