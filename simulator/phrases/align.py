"""Semi-global alignment of a compiled template with an utterance: where it is said, how well, and why.

The best variant is the one with the highest ``score = 1 - cost / syllables``, a ratio, and variants differ in length.
So the sweep minimises ``cost - allowance * syllables``, and the allowance is lowered to the ratio found until nothing
beats it (Dinkelbach's method; two or three sweeps).  The first sweep, with the allowance of the lowest score that
counts, is also the test whether the template is said at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.model.scorecard import AlignedSyllable
from simulator.phrases.automaton import START, Automaton, Position, Slot
from simulator.phrases.heard import DEAD, UNIT, Heard, Jump
from simulator.phrases.required import Label, Number, Syllable
from simulator.phrases.sounds import EXTRA, NEVER
from simulator.phrases.thresholds import reaches

Jumps = Callable[[str], list[Jump]]
"""Where the entries of a slot are said in the utterance."""

_LENGTH_BITS = 12
_LENGTHS = 1 << _LENGTH_BITS
"""A table entry is ``(cost - allowance * syllables) * 4096 + syllables``: one integer that orders and remembers."""
_REACHABLE = DEAD >> 1


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: ``label`` was heard as the units ``start`` up to ``end``.

    No label: an extra; no units: missing; a jump: a slot or a number.
    """

    label: Label | Slot | None
    start: int
    end: int
    cost: int
    jump: Jump | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A way a template is said: units ``start`` up to ``end``, cost in hundredths, length in syllables."""

    start: int
    end: int
    cost: int
    length: int
    steps: tuple[Step, ...]

    @property
    def score(self) -> float:
        return max(0.0, 1.0 - self.cost / 100 / self.length)


@dataclass(frozen=True, slots=True)
class Strictness:
    """What counts: ``floor`` is the least score; ``exact`` demands the very syllables (forbidden phrases)."""

    floor: float
    exact: bool = False


def best_alignment(automaton: Automaton, heard: Heard, slots: Jumps, strictness: Strictness) -> Alignment | None:
    """The best-scoring way the template is said, the earliest of equals; None where none reaches the floor."""
    sweep = _first_sweep(automaton, heard, slots, strictness)
    found = sweep.best() if sweep else None
    while found is not None and found.cost and not strictness.exact:
        allowance = -(-found.cost * UNIT // found.length)
        better = _Sweep(automaton, heard, slots, strictness, allowance).best()
        if better is None or better.cost * found.length >= found.cost * better.length:
            break
        found = better
    return found if found is not None and reaches(found.score, strictness.floor) else None


def all_alignments(automaton: Automaton, heard: Heard, slots: Jumps, strictness: Strictness) -> tuple[Alignment, ...]:
    """For each place where the template may end, a way it is said that reaches the floor; earliest end first."""
    sweep = _first_sweep(automaton, heard, slots, strictness)
    found = sweep.each_end() if sweep else ()
    return tuple(one for one in found if reaches(one.score, strictness.floor))


def explained(alignment: Alignment, heard: Heard) -> tuple[AlignedSyllable, ...]:
    """The alignment syllable by syllable, for people."""
    shown: list[AlignedSyllable] = []
    for step in alignment.steps:
        if step.jump is not None:
            shown += _explained_jump(step.jump, heard)
        else:
            shown.append(_explained_step(step, heard))
    return tuple(shown)


def _first_sweep(automaton: Automaton, heard: Heard, slots: Jumps, strictness: Strictness) -> _Sweep | None:
    allowance = round((1.0 - strictness.floor) * 100 * UNIT) + 1  # tones may not tip the balance
    if not heard.count or not _may_reach(automaton, heard, slots, allowance):
        return None
    return _Sweep(automaton, heard, slots, strictness, allowance)


def _may_reach(automaton: Automaton, heard: Heard, slots: Jumps, allowance: int) -> bool:
    """Whether the floor is within reach if every syllable could be taken from the best place; rules out most templates.

    First by what every variant needs, then variant by variant.
    """
    least, index = heard.least, automaton.index
    if not all(map(slots, index.filled)):
        return False
    longest = _longest_entry(automaton, slots)
    if sum([least[key] for key in index.always]) * UNIT > allowance * (index.syllables + index.places * longest):
        return False
    lowest: list[int] = []
    for position in automaton.positions:
        label = position.label
        if type(label) is Syllable:
            cost = least[label.key]
            cost = DEAD if cost == NEVER else cost * UNIT - allowance
        else:
            cost = min([jump.cost - allowance * jump.length for jump in _jumps(label, heard, slots)], default=DEAD)
        before = min([0 if at == START else lowest[at] for at in position.before])
        lowest.append(before + cost if before < _REACHABLE and cost < _REACHABLE else DEAD)
    return any(lowest[at] <= 0 for at in automaton.finals)


def _longest_entry(automaton: Automaton, slots: Jumps) -> int:
    """The most syllables with which any slot of the automaton is filled in this utterance."""
    return max((jump.length for name in automaton.index.slots for jump in slots(name)), default=0)


def _jumps(label: Label | Slot, heard: Heard, slots: Jumps) -> list[Jump]:
    if isinstance(label, Slot):
        return slots(label.name)
    return heard.number_jumps(label) if isinstance(label, Number) else []


def _starts(allowed: tuple[bool, ...], strictness: Strictness) -> list[int]:
    """Nothing where a wording may begin; forbidden ones may anywhere."""
    return [0 if may or strictness.exact else DEAD for may in allowed]


class _Sweep:
    """One dynamic-programming sweep; ``rows[p][j]`` is the best entry with position ``p`` done before unit ``j``."""

    def __init__(
        self, automaton: Automaton, heard: Heard, slots: Jumps, strictness: Strictness, allowance: int
    ) -> None:
        self.automaton = automaton
        self.heard = heard
        self.slots = slots
        self.strictness = strictness
        self.allowance = allowance
        self.start = _starts(heard.may_start, strictness)
        self.start_short = _starts(heard.may_start_short, strictness)
        limit = EXTRA * UNIT if strictness.exact else DEAD
        self.extra = [DEAD if cost >= limit else cost << _LENGTH_BITS for cost in heard.extra]
        self.dead = [DEAD] * (heard.count + 1)
        longest = _longest_entry(automaton, slots)
        self.rows: list[list[int]] = []
        for position in automaton.positions:
            hopeless = (allowance * (position.syllables + position.places * longest) + 1) << _LENGTH_BITS
            row = self._row(position)
            self.rows.append(row if row is self.dead or min(row) < hopeless else self.dead)

    def _row(self, position: Position) -> list[int]:
        before = self._least(position.before, self.start)
        if before is self.dead:
            return self.dead
        if type(position.label) is not Syllable:
            return self._jump_row(before, position.label)
        # Where nothing came before a syllable that is missing, the wording has lost its beginning.
        above = before if START not in position.before else self._least(position.before, self.start_short)
        return self._syllable_row(before, above, position.label)

    def best(self) -> Alignment | None:
        """The lowest entry of any final position, traced back."""
        entry, end, last = min(
            ((*min((entry, end) for end, entry in enumerate(self.rows[last])), last) for last in self.automaton.finals),
        )
        return self._traced(last, end) if entry < _LENGTHS else None

    def each_end(self) -> tuple[Alignment, ...]:
        ends = sorted((end, entry, last) for last in self.automaton.finals for end, entry in enumerate(self.rows[last]))
        return tuple(self._traced(last, end) for end, entry, last in ends if entry < _LENGTHS)

    def _least(self, before: tuple[int, ...], start: list[int]) -> list[int]:
        """The best entry at each unit of all that may come before a position."""
        dead = self.dead
        rows = [row for at in before if (row := start if at == START else self.rows[at]) is not dead]
        if len(rows) > 1:
            return list(map(min, *rows))
        return rows[0] if rows else dead

    def _cells(self, label: Syllable) -> list[int]:
        """What the sweep adds where the syllable is heard as each unit."""
        if self.strictness.exact:
            return [
                cost if cost >= DEAD else (cost - self.allowance << _LENGTH_BITS) + 1
                for cost in self.heard.exact_cells(label, with_tone=self.automaton.short)
            ]
        allowance, entries = self.allowance, self.heard.entries
        found = entries.get((label.key, allowance))
        if found is None:
            cells = self.heard.cells(label.key)
            found = [DEAD if cost >= DEAD else (cost - allowance << _LENGTH_BITS) + 1 for cost in cells]
            entries[label.key, allowance] = found
        return found

    def _missing(self, label: Syllable) -> int:
        cost = self.heard.keys.missing[label.key]
        if cost == NEVER or self.strictness.exact:
            return DEAD
        return (cost * UNIT - self.allowance << _LENGTH_BITS) + 1

    def _syllable_row(self, before: list[int], above: list[int], label: Syllable) -> list[int]:
        missing = self._missing(label)
        left = above[0] + missing
        row = [left]
        append = row.append
        for previous, omitting, cell, extra in zip(before, above[1:], self._cells(label), self.extra, strict=False):
            best = previous + cell
            skipped = omitting + missing
            if skipped < best:
                best = skipped
            left += extra
            if left < best:
                best = left
            left = best
            append(best)
        return row

    def _jump_row(self, before: list[int], label: Label | Slot) -> list[int]:
        row = [DEAD] * (self.heard.count + 1)
        for jump in _jumps(label, self.heard, self.slots):
            entry = before[jump.start] + self._jump_entry(jump)
            row[jump.end] = min(row[jump.end], entry)
        for at, extra in enumerate(self.extra):
            row[at + 1] = min(row[at + 1], row[at] + extra)
        return row

    def _jump_entry(self, jump: Jump) -> int:
        return (jump.cost - self.allowance * jump.length << _LENGTH_BITS) + jump.length

    def _traced(self, last: int, end: int) -> Alignment:
        """The alignment that ends with position ``last`` before unit ``end``."""
        length = self.rows[last][end] % _LENGTHS
        cost = (self.rows[last][end] >> _LENGTH_BITS) + self.allowance * length
        steps: list[Step] = []
        number, at = last, end
        while number != START:
            step = self._step(number, at)
            steps.append(step)
            at = step.start
            if step.label is not None:
                entry = self._entry_before(number, step)
                number = next(one for one in self.automaton.positions[number].before if self._entry(one, at) == entry)
        steps.reverse()
        start = next((step.start for step in steps if step.start < step.end), end)
        return Alignment(start, end, cost // UNIT, length, tuple(steps))

    def _entry(self, number: int, at: int) -> int:
        return self.start[at] if number == START else self.rows[number][at]

    def _entry_before(self, number: int, step: Step) -> int:
        """The entry that the step was added to."""
        entry = self.rows[number][step.end]
        label = step.label
        if step.jump is not None:
            return entry - self._jump_entry(step.jump)
        assert isinstance(label, Syllable)
        return entry - (self._cells(label)[step.start] if step.start < step.end else self._missing(label))

    def _step(self, number: int, at: int) -> Step:
        """The last step on the way to the entry of the position at the unit."""
        entry = self.rows[number][at]
        position = self.automaton.positions[number]
        label = position.label
        before = self._least(position.before, self.start)
        if isinstance(label, Syllable):
            if at and before[at - 1] + self._cells(label)[at - 1] == entry:
                cost = self.heard.cells(label.key)[at - 1] if not self.strictness.exact else 0
                return Step(label, at - 1, at, cost)
            if self._least(position.before, self.start_short)[at] + self._missing(label) == entry:
                return Step(label, at, at, self.heard.keys.missing[label.key] * UNIT)
        else:
            for jump in _jumps(label, self.heard, self.slots):
                if jump.end == at and before[jump.start] + self._jump_entry(jump) == entry:
                    return Step(label, jump.start, at, jump.cost, jump)
        return Step(None, at - 1, at, self.heard.extra[at - 1])


def _explained_step(step: Step, heard: Heard) -> AlignedSyllable:
    label = step.label
    required = f"{label.written} {label.spoken}".rstrip(" .") if isinstance(label, Syllable) else ""
    key = label.key if isinstance(label, Syllable) else -1
    said = heard.shown(step.start, key) if step.start < step.end else ""
    return AlignedSyllable(required, said, step.cost // UNIT / 100)


def _explained_jump(jump: Jump, heard: Heard) -> list[AlignedSyllable]:
    """A slot's entry syllable by syllable; a number as a whole."""
    if not jump.labels:
        return [AlignedSyllable(jump.text, heard.units[jump.start : jump.end], jump.cost // UNIT / 100)]
    shown, at = [], jump.start
    for label in jump.labels:
        if isinstance(label, Syllable):
            cost = heard.cells(label.key)[at]
            shown.append(_explained_step(Step(label, at, at + 1, cost), heard))
            at += 1
        else:
            end = next(one.end for one in heard.number_jumps(label) if one.start == at)
            shown.append(AlignedSyllable(label.written, heard.units[at:end], 0.0))
            at = end
    return shown
