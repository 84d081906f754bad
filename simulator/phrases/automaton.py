"""Templates compiled for alignment: every place of every variant once, however many variants there are.

A template becomes a position automaton (Glushkov): one position per required syllable, number or slot, with the
positions that may come before it.  Positions are numbered so that all predecessors come first, so one sweep aligns all
variants together.  Short variants have stricter thresholds and therefore an automaton of their own; a slot counts as
two syllables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

from simulator.phrases.grammar import Gap, Item, Reference, Sequence, SlotName, Words
from simulator.phrases.required import Keys, Label, Syllable
from simulator.phrases.thresholds import SHORT

MAX_POSITIONS = 1_000
START = -1

_SHORTS = (1 << SHORT + 1) - 1
_LONG = 1 << SHORT + 1
_BITS = tuple(tuple(bit for bit in range(SHORT + 2) if mask >> bit & 1) for mask in range(1 << SHORT + 2))
"""Lengths as bits: one for each short length from 0 on, and one for all that are long."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A position that an entry of a list fills."""

    name: str


@dataclass(frozen=True, slots=True)
class Free:
    """A position that up to ``GAP`` units fill, or none; it is no syllable and costs nothing."""


@dataclass(frozen=True, slots=True)
class Position:
    """What is required at one place, and the positions (or ``START``) that may come right before it."""

    label: Label | Slot | Free
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Positions that only ever come one after the other: a run of syllables, or one slot, number or gap by itself.

    ``run``: the number of the syllables' keys in ``Keys.runs``, -1 for anything else; ``label``: that of the first
    position; ``before`` and ``after``: the chains (or ``START``) that may come right before and after it; ``final``:
    whether a variant may end with it.
    """

    positions: tuple[int, ...]
    run: int
    label: Label | Slot | Free
    before: tuple[int, ...]
    after: tuple[int, ...]
    final: bool


@dataclass(frozen=True, slots=True)
class Automaton:
    """All variants of a template of one class of length; ``finals`` are the positions where a variant may end.

    ``chains`` are the same positions once more; what may come before a chain stands before it.
    """

    positions: tuple[Position, ...]
    chains: tuple[Chain, ...]
    finals: tuple[int, ...]
    short: bool

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(position.label.name for position in self.positions if isinstance(position.label, Slot))


class TooLarge(ValueError):
    """A template that, with everything it refers to, has more than ``MAX_POSITIONS`` places."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of a template, and those where a variant may end."""

    positions: tuple[Position, ...]
    finals: frozenset[int]

    def automata(self, keys: Keys) -> tuple[Automaton, ...]:
        """The automaton of the short variants and that of the others, as far as there are any."""
        lengths = _lengths(self.positions)
        found = (_of_length(self, lengths, short, keys) for short in (True, False))
        return tuple(automaton for automaton in found if automaton is not None)


def lay_out(body: Sequence, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]) -> Layout:
    """Lay out a template.  ``wordings`` gives the trees that a reference stands for.  Raises ``TooLarge``."""
    builder = _Builder(keys, wordings)
    finals = builder.sequence(body, frozenset({START}))
    return Layout(tuple(builder.positions), finals)


class _Builder:
    """Lays out positions; every method takes the places it may follow and returns the places it may end at."""

    def __init__(self, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]) -> None:
        self.keys = keys
        self.wordings = wordings
        self.positions: list[Position] = []

    def place(self, label: Label | Slot | Free, before: frozenset[int]) -> frozenset[int]:
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
        if isinstance(item, Gap):
            return self.place(Free(), before)
        if isinstance(item, Reference):
            return self.any_of(self.wordings(item.phrase), before)
        ends = self.any_of(item.branches, before)
        return ends | before if item.optional else ends

    def any_of(self, branches: tuple[Sequence, ...], before: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(self.sequence(branch, before) for branch in branches))


def _lengths(positions: tuple[Position, ...]) -> list[int]:
    """For each position, how many syllables there may be up to its end; bit by bit, the last for all that are long."""
    lengths: list[int] = []
    for position in positions:
        reached = reduce(or_, (1 if before == START else lengths[before] for before in position.before))
        longer = reached << _width(position)
        lengths.append(longer & _SHORTS | (_LONG if longer >= _LONG else 0))
    return lengths


def _of_length(layout: Layout, lengths: list[int], short: bool, keys: Keys) -> Automaton | None:
    """The part whose variants are short, or long; positions are told apart by the syllables up to their end."""
    positions = layout.positions
    needed = [0] * len(positions)
    for at in layout.finals:
        needed[at] = lengths[at] & (_SHORTS if short else _LONG)
    finals = [(at, length) for at in sorted(layout.finals) for length in _BITS[needed[at]]]
    if not finals:
        return None
    for at in reversed(range(len(positions))):
        if needed[at]:
            earlier = _earlier(needed[at], _width(positions[at]))
            for before in positions[at].before:
                if before != START:
                    needed[before] |= lengths[before] & earlier
    number = {state: at for at, state in enumerate((at, one) for at, mask in enumerate(needed) for one in _BITS[mask])}
    compiled = tuple(
        Position(positions[at].label, _before(positions[at], length, needed, number)) for at, length in number
    )
    ends = tuple(number[state] for state in finals)
    return Automaton(compiled, _chains(compiled, ends, keys), ends, short)


def _before(position: Position, length: int, needed: list[int], number: dict[tuple[int, int], int]) -> tuple[int, ...]:
    """The numbers of the states that may come before a position which ends at a length."""
    earlier = _earlier(1 << length, _width(position))
    found: list[int] = []
    for before in position.before:
        if before != START:
            found += [number[before, one] for one in _BITS[needed[before] & earlier]]
        elif earlier & 1:
            found.append(START)
    return tuple(found)


def _width(position: Position) -> int:
    """How many syllables a position counts as."""
    if isinstance(position.label, Free):
        return 0
    return 2 if isinstance(position.label, Slot) else 1


def _earlier(lengths: int, width: int) -> int:
    """The lengths from which a position of the width leads to any of these."""
    if not width:
        return lengths
    return lengths >> width | (_LONG | _LONG >> 1 | _LONG >> width if lengths & _LONG else 0)


def _chains(positions: tuple[Position, ...], finals: tuple[int, ...], keys: Keys) -> tuple[Chain, ...]:
    """The positions in chains as long as can be."""
    followers = Counter(chain.from_iterable(position.before for position in positions))
    runs: list[list[int]] = []
    ending: dict[int, int] = {START: START}
    for number, position in enumerate(positions):
        previous = position.before[0]
        if (
            followers[previous] == 1
            and len(position.before) == 1
            and previous != START
            and previous not in finals
            and type(position.label) is Syllable
            and type(positions[previous].label) is Syllable
        ):
            ending[number] = ending.pop(previous)
            runs[ending[number]].append(number)
        else:
            ending[number] = len(runs)
            runs.append([number])
    before = [tuple([ending[at] for at in positions[run[0]].before]) for run in runs]
    after: list[list[int]] = [[] for _ in runs]
    for number, earlier in enumerate(before):
        for at in earlier:
            if at != START:
                after[at].append(number)
    required = [[label.key for at in run if type(label := positions[at].label) is Syllable] for run in runs]
    return tuple(
        Chain(
            tuple(run),
            keys.run(tuple(required[number])) if required[number] else -1,
            positions[run[0]].label,
            before[number],
            tuple(after[number]),
            run[-1] in finals,
        )
        for number, run in enumerate(runs)
    )
