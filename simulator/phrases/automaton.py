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
    """What is required at one place, and the positions (or ``START``) that may come right before it."""

    label: Label | Slot
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Positions that only ever come one after the other: a run of syllables, or one slot or number by itself.

    ``keys``: those of the syllables, and ``run`` their number in ``Keys.runs``; none and -1 for a slot or number;
    ``label``: that of the first position; ``before`` and ``after``: the chains (or ``START``) that may come right
    before and after it; ``final``: whether a variant may end with it.
    """

    positions: tuple[int, ...]
    keys: tuple[int, ...]
    run: int
    label: Label | Slot
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


def compile_template(
    body: Sequence, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]
) -> tuple[Automaton, ...]:
    """The automata of a template.  ``wordings`` gives the trees that a reference stands for.  Raises ``TooLarge``."""
    positions, finals = lay_out(body, keys, wordings)
    return tuple(
        automaton for short in (True, False) if (automaton := _of_length(positions, finals, short, keys)) is not None
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


def _of_length(positions: list[Position], finals: frozenset[int], short: bool, keys: Keys) -> Automaton | None:
    """The part whose variants are short, or long; positions are told apart by the syllables before them."""
    lengths: list[set[int]] = []
    for position in positions:
        size = 2 if isinstance(position.label, Slot) else 1
        reached = {0} if START in position.before else set()
        reached = reached.union(*(lengths[before] for before in position.before if before != START))
        lengths.append({min(length + size, SHORT + 1) for length in reached})
    ends = {(at, length) for at in finals for length in lengths[at] if (length <= SHORT) == short}
    return _restricted(positions, lengths, ends, short, keys) if ends else None


def _restricted(
    positions: list[Position], lengths: list[set[int]], ends: set[tuple[int, int]], short: bool, keys: Keys
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
    return Automaton(compiled, _chains(compiled, finals, keys), finals, short)


def _chains(positions: tuple[Position, ...], finals: tuple[int, ...], keys: Keys) -> tuple[Chain, ...]:
    """The positions in chains as long as can be."""
    followers = Counter(before for position in positions for before in position.before)
    runs: list[list[int]] = []
    ending: dict[int, int] = {START: START}
    for number, position in enumerate(positions):
        previous = position.before[0]
        joined = (
            len(position.before) == 1
            and previous != START
            and previous not in finals
            and followers[previous] == 1
            and isinstance(position.label, Syllable)
            and isinstance(positions[previous].label, Syllable)
        )
        if joined:
            ending[number] = ending.pop(previous)
            runs[ending[number]].append(number)
        else:
            ending[number] = len(runs)
            runs.append([number])
    return _joined(runs, positions, finals, keys)


def _joined(
    runs: list[list[int]], positions: tuple[Position, ...], finals: tuple[int, ...], keys: Keys
) -> tuple[Chain, ...]:
    """The chains of runs of positions."""
    number_of = {run[-1]: number for number, run in enumerate(runs)} | {START: START}
    before = [tuple(number_of[at] for at in positions[run[0]].before) for run in runs]
    after: list[list[int]] = [[] for _ in runs]
    for number, earlier in enumerate(before):
        for at in earlier:
            if at != START:
                after[at].append(number)
    chains = []
    for number, run in enumerate(runs):
        required = tuple(label.key for at in run if isinstance(label := positions[at].label, Syllable))
        chains.append(
            Chain(
                tuple(run),
                required,
                keys.run(required) if required else -1,
                positions[run[0]].label,
                before[number],
                tuple(after[number]),
                run[-1] in finals,
            )
        )
    return tuple(chains)


def _predecessors(positions: list[Position], lengths: list[set[int]], at: int, length: int) -> set[tuple[int, int]]:
    size = 2 if isinstance(positions[at].label, Slot) else 1
    found = set()
    for before in positions[at].before:
        for earlier in {0} if before == START else lengths[before]:
            if min(earlier + size, SHORT + 1) == length:
                found.add((before, earlier))
    return found
