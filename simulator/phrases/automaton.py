"""Templates compiled for alignment: every place of every variant once, however many variants there are.

A template becomes a position automaton (Glushkov): one position per required syllable, number or slot, with the
positions that may come before it.  Positions are numbered so that all predecessors come first, so one sweep aligns all
variants together.  Short variants and those with a gap have stricter thresholds and therefore automata of their own; a
slot counts as two syllables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, product
from operator import or_

from simulator.phrases.grammar import Gap, Item, Reference, Sequence, SlotName, Words
from simulator.phrases.required import Keys, Label, Syllable
from simulator.phrases.thresholds import SHORT

MAX_POSITIONS = 1_000
START = -1
WIDTH = 2
"""What a slot counts as, in syllables."""

_LONG = SHORT + 1
"""The length of all that are long."""
_COUNTS = SHORT + 2
_STATES = tuple(product((False, True), range(_COUNTS)))
"""What is told apart at the end of a position: whether there was a gap, and how many syllables."""
_BITS = tuple(tuple(bit for bit in range(len(_STATES)) if mask >> bit & 1) for mask in range(1 << len(_STATES)))
_BEGINNING = 1
"""No gap and no syllable: the only state at ``START``, as a bit."""


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
    """All variants of a template that are as strict; ``finals`` are the positions where a variant may end.

    ``chains`` are the same positions once more; what may come before a chain stands before it.
    """

    positions: tuple[Position, ...]
    chains: tuple[Chain, ...]
    finals: tuple[int, ...]
    short: bool
    gapped: bool

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
        """The automata of the short variants and of the others, without and with a gap, as far as there are any."""
        states = _states(self.positions)
        kinds = product((False, True), (True, False))
        found = (_of_kind(self, states, short, gapped, keys) for gapped, short in kinds)
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


def _states(positions: tuple[Position, ...]) -> list[int]:
    """For each position, in which states its end may be reached; bit by bit."""
    states: list[int] = []
    for position in positions:
        reached = reduce(or_, (_BEGINNING if before == START else states[before] for before in position.before))
        states.append(_after(reached, *_step(position)))
    return states


def _of_kind(layout: Layout, states: list[int], short: bool, gapped: bool, keys: Keys) -> Automaton | None:
    """The part whose variants are short, or long, with a gap, or without."""
    positions = layout.positions
    kind = sum(1 << bit for bit, (gap, length) in enumerate(_STATES) if gap is gapped and (length < _LONG) is short)
    needed = [0] * len(positions)
    for at in layout.finals:
        needed[at] = states[at] & kind
    finals = [(at, state) for at in sorted(layout.finals) for state in _BITS[needed[at]]]
    if not finals:
        return None
    for at in reversed(range(len(positions))):
        if needed[at]:
            earlier = _earlier(needed[at], *_step(positions[at]))
            for before in positions[at].before:
                if before != START:
                    needed[before] |= states[before] & earlier
    number = {state: at for at, state in enumerate((at, one) for at, mask in enumerate(needed) for one in _BITS[mask])}
    compiled = tuple(
        Position(positions[at].label, _before(positions[at], state, needed, number)) for at, state in number
    )
    ends = tuple(number[state] for state in finals)
    return Automaton(compiled, _chains(compiled, ends, keys), ends, short, gapped)


def _before(position: Position, state: int, needed: list[int], number: dict[tuple[int, int], int]) -> tuple[int, ...]:
    """The numbers of the states that may come before a position which ends in a state."""
    earlier = _earlier(1 << state, *_step(position))
    found: list[int] = []
    for before in position.before:
        if before != START:
            found += [number[before, one] for one in _BITS[needed[before] & earlier]]
        elif earlier & _BEGINNING:
            found.append(START)
    return tuple(found)


def _step(position: Position) -> tuple[int, bool]:
    """How many syllables a position counts as, and whether it is a gap."""
    free = isinstance(position.label, Free)
    return 0 if free else WIDTH if isinstance(position.label, Slot) else 1, free


def _next(state: int, width: int, free: bool) -> int:
    gapped, length = _STATES[state]
    return _STATES.index((gapped or free, min(length + width, _LONG)))


@cache
def _after(states: int, width: int, free: bool) -> int:
    """The states to which a position leads from any of these."""
    return reduce(or_, (1 << _next(state, width, free) for state in _BITS[states]), 0)


@cache
def _earlier(states: int, width: int, free: bool) -> int:
    """The states from which a position leads to any of these."""
    return sum(1 << state for state in range(len(_STATES)) if states >> _next(state, width, free) & 1)


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
