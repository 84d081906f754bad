"""Semi-global alignment of a compiled template with an utterance: where it is said, how well, and why.

The best variant is the one with the highest ``score = 1 - cost / syllables``, a ratio, and variants differ in length.
So the sweep minimises ``cost - allowance * syllables``, and the allowance is lowered to the ratio found until nothing
beats it (Dinkelbach's method; two or three sweeps).  The first sweep, with the allowance of the lowest score that
counts, is also the test whether the template is said at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.scorecard import AlignedSyllable
from simulator.phrases.automaton import START, Automaton, Chain, Free, Slot
from simulator.phrases.grammar import GAP
from simulator.phrases.heard import DEAD, UNIT, Heard, Jump
from simulator.phrases.reach import Jumps, allowance_of, jumps_for, least_from, least_jump
from simulator.phrases.required import Label, Syllable
from simulator.phrases.sounds import EXTRA, NEAR, NEVER
from simulator.phrases.thresholds import reaches

Row = dict[int, int]
"""Table entries by the unit they stand before."""
_NONE: Row = {}
_BEYOND_NEAR = (NEAR + 1) * UNIT
"""More than what a syllable costs that was heard as one near it."""

_LENGTH_BITS = 12
_LENGTHS = 1 << _LENGTH_BITS
"""A table entry is ``(cost - allowance * syllables) * 4096 + syllables``: one integer that orders and remembers."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: ``label`` was heard as the units ``start`` up to ``end``.

    No label: an extra; no units: missing; a jump: a slot or a number; ``Free``: whatever fills a gap.
    """

    label: Label | Slot | Free | None
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
class Sounded:
    """A required syllable in an utterance, as table entries without the syllable's allowance.

    ``heard``: what hearing it as each unit costs (and ``DEAD`` after the last); ``near``: the units where a wording may
    begin with something near it; ``missing``: what it costs if it was not heard.
    """

    heard: list[int]
    near: list[int]
    missing: int


class Ground:
    """An utterance as the sweeps need it; what they share is made once.

    ``exact`` demands the very syllables and lets nothing but fillers stand between (forbidden phrases).
    """

    def __init__(self, heard: Heard, exact: bool = False) -> None:
        self.heard = heard
        self.exact = exact
        self.start = [at for at, may in enumerate(heard.may_start) if may or exact]
        self.start_short = [at for at, may in enumerate(heard.may_start_short) if may or exact]
        highest = EXTRA * UNIT if exact else DEAD
        self.extra = [DEAD if cost >= highest else cost << _LENGTH_BITS for cost in (*heard.extra, DEAD)]
        self._sounded: dict[tuple[int, str, bool], Sounded] = {}
        self._may_start = frozenset(self.start)

    def sounded(self, label: Syllable, short: bool) -> Sounded:
        """The syllable as a wording requires it; ``short`` matters to exact ones, which then need the tone as well."""
        key = (label.key, label.written, short) if self.exact else (label.key, "", False)
        found = self._sounded.get(key)
        if found is None:
            found = self._sounded[key] = self._made(label, short)
        return found

    def _made(self, label: Syllable, short: bool) -> Sounded:
        missing = self.heard.keys.missing[label.key]
        cells = self.heard.exact_cells(label, with_tone=short) if self.exact else self.heard.cells(label.key)
        return Sounded(
            [cost << _LENGTH_BITS for cost in (*cells, DEAD)],
            [at for at, cost in enumerate(cells) if cost < _BEYOND_NEAR and at in self._may_start],
            DEAD if missing == NEVER or self.exact else missing * UNIT << _LENGTH_BITS,
        )


def best_alignment(automaton: Automaton, ground: Ground, slots: Jumps, floor: float) -> Alignment | None:
    """The best-scoring way the template is said, the earliest of equals; None where none reaches the floor."""
    sweep = _swept(automaton, ground, slots, allowance_of(floor))
    found = sweep.best() if sweep else None
    while found is not None and found.cost and not ground.exact:
        sweep = _swept(automaton, ground, slots, -(-found.cost * UNIT // found.length))
        better = sweep.best() if sweep else None
        if better is None or better.cost * found.length >= found.cost * better.length:
            break
        found = better
    return found if found is not None and reaches(found.score, floor) else None


def all_alignments(automaton: Automaton, ground: Ground, slots: Jumps, floor: float) -> tuple[Alignment, ...]:
    """For each place where the template may end, a way it is said that reaches the floor; earliest end first."""
    sweep = _swept(automaton, ground, slots, allowance_of(floor))
    found = sweep.each_end() if sweep else ()
    return tuple(one for one in found if reaches(one.score, floor))


def is_within(automaton: Automaton, ground: Ground, slots: Jumps, allowance: int) -> bool:
    """Whether the template is said for no more than the allowance for each syllable."""
    sweep = _swept(automaton, ground, slots, allowance)
    return sweep is not None and sweep.reaches_end()


def explained(alignment: Alignment, heard: Heard) -> tuple[AlignedSyllable, ...]:
    """The alignment syllable by syllable, for people."""
    shown: list[AlignedSyllable] = []
    for step in alignment.steps:
        if step.jump is not None:
            shown += _explained_jump(step.jump, heard)
        elif isinstance(step.label, Free):
            shown += [AlignedSyllable("", heard.shown(at, -1), 0.0) for at in range(step.start, step.end)]
        else:
            shown.append(_explained_step(step, heard))
    return tuple(shown)


def _swept(automaton: Automaton, ground: Ground, slots: Jumps, allowance: int) -> _Sweep | None:
    """A sweep, or None where the allowance is too small wherever the syllables are."""
    if not ground.heard.count:
        return None
    least = least_from(automaton, ground.heard, slots, allowance)
    return _Sweep(automaton, ground, slots, allowance, least) if least[START] <= 0 else None


class _Sweep:
    """One dynamic-programming sweep; ``rows[p][j]`` is the best entry with position ``p`` done before unit ``j``.

    Only entries are kept from which the end may be reached within the allowance, so most rows have a few or none.
    """

    def __init__(self, automaton: Automaton, ground: Ground, slots: Jumps, allowance: int, least: list[int]) -> None:
        self.automaton = automaton
        self.ground = ground
        self.slots = slots
        self.allowance = allowance
        self.step = 1 - (allowance << _LENGTH_BITS)
        self.rows: list[Row] = [_NONE] * len(automaton.positions)
        self._fill(least)

    def _fill(self, least: list[int]) -> None:
        """Every row that has entries; ``least`` is what each chain and all after it cost at least."""
        chains, exact = self.automaton.chains, self.ground.exact
        lowest = [0 if START in chain.before else DEAD for chain in chains]
        for number, so_far in enumerate(lowest):
            if so_far < DEAD and (exact or so_far + least[number] <= 0):
                row = self._chain(chains[number], least[number])
                if row:
                    entry = min(row.values()) >> _LENGTH_BITS
                    for at in chains[number].after:
                        if entry < lowest[at]:
                            lowest[at] = entry

    def _chain(self, chain: Chain, least: int) -> Row:
        """The rows of a chain as far as there are entries; returns the last."""
        number = chain.positions[0]
        position = self.automaton.positions[number]
        before, first = self._merged(position.before), START in position.before
        if isinstance(chain.label, Free):
            row = self.rows[number] = self._gap_row(before, first)
            return row
        if chain.run < 0:
            least -= least_jump(chain.label, self.ground.heard, self.slots, self.allowance)
            row = self.rows[number] = self._jump_row(before, first, chain.label, self._limit(least))
            return row
        least_of = self.ground.heard.least
        for number, key in zip(chain.positions, self.ground.heard.keys.runs[chain.run], strict=True):
            least -= least_of[key] - self.allowance
            before = self._syllable_row(before, first, self.automaton.positions[number].label, self._limit(least))
            if not before:
                break
            self.rows[number] = before
            first = False
        return before

    def _limit(self, after: int) -> int:
        """What entries must be below if ``after`` is the least that must follow; it says nothing of exact syllables."""
        return DEAD >> 1 if self.ground.exact else 1 - after << _LENGTH_BITS

    def reaches_end(self) -> bool:
        return any(entry < _LENGTHS for last in self.automaton.finals for entry in self.rows[last].values())

    def best(self) -> Alignment | None:
        """The lowest entry of any final position, traced back."""
        ends = [(entry, end, last) for last in self.automaton.finals for end, entry in self.rows[last].items()]
        if not ends:
            return None
        entry, end, last = min(ends)
        return self._traced(last, end) if entry < _LENGTHS else None

    def each_end(self) -> tuple[Alignment, ...]:
        ends = sorted((end, entry, last) for last in self.automaton.finals for end, entry in self.rows[last].items())
        return tuple(self._traced(last, end) for end, entry, last in ends if entry < _LENGTHS)

    def _merged(self, before: tuple[int, ...]) -> Row:
        """The best entry at each unit of all the positions that may come before one."""
        rows = [row for at in before if at != START and (row := self.rows[at])]
        if len(rows) < 2:
            return rows[0] if rows else _NONE
        merged = dict(rows[0])
        for row in rows[1:]:
            for at, entry in row.items():
                if entry < merged.get(at, DEAD):
                    merged[at] = entry
        return merged

    def _gap_row(self, before: Row, first: bool) -> Row:
        """Wherever a gap leads to from a row; as an option that nothing comes before, wherever a wording begins."""
        row: Row = dict.fromkeys(self.ground.start, 0) if first else {}
        gap = self.ground.heard.gap
        for start, entry in before.items():
            for at in range(start, start + gap[start] + 1):
                if entry < row.get(at, DEAD):
                    row[at] = entry
        return row

    def _syllable_row(self, before: Row, first: bool, label: Label | Slot | Free, limit: int) -> Row:
        """The row of a syllable after a row; ``first``: a wording may begin with it."""
        assert isinstance(label, Syllable)
        ground, step = self.ground, self.step
        sounded = ground.sounded(label, self.automaton.short)
        heard, below = sounded.heard, limit - step
        row = {at + 1: found + step for at, entry in before.items() if (found := entry + heard[at]) < below}
        if first:
            for at in sounded.near if below <= _BEYOND_NEAR << _LENGTH_BITS else ground.start:
                if (found := heard[at]) < below and found + step < row.get(at + 1, DEAD):
                    row[at + 1] = found + step
        if sounded.missing < DEAD:
            missing = sounded.missing + step
            for at, entry in before.items():
                entry += missing
                if entry < limit and entry < row.get(at, DEAD):
                    row[at] = entry
            if first and missing < limit:
                # Where nothing came before a syllable that is missing, the wording has lost its beginning.
                for at in ground.start_short:
                    if missing < row.get(at, DEAD):
                        row[at] = missing
        return self._with_extras(row, limit)

    def _jump_row(self, before: Row, first: bool, label: Label | Slot | Free, limit: int) -> Row:
        row: Row = {}
        if first:
            before = before | {at: min(before.get(at, 0), 0) for at in self.ground.start}
        for jump in jumps_for(label, self.ground.heard, self.slots):
            if jump.start in before:
                entry = before[jump.start] + self._jump_entry(jump)
                if entry < limit and entry < row.get(jump.end, DEAD):
                    row[jump.end] = entry
        return self._with_extras(row, limit)

    def _with_extras(self, row: Row, limit: int) -> Row:
        """The row, and what is reached from it through units that nothing requires."""
        extra = self.ground.extra
        for at, entry in tuple(row.items()):
            while (entry := entry + extra[at]) < limit:
                at += 1
                if entry >= row.get(at, DEAD):
                    break
                row[at] = entry
        return row

    def _jump_entry(self, jump: Jump) -> int:
        return (jump.cost - self.allowance * jump.length << _LENGTH_BITS) + jump.length

    def _traced(self, last: int, end: int) -> Alignment:
        """The alignment that ends with position ``last`` before unit ``end``."""
        length = self.rows[last][end] % _LENGTHS
        cost = (self.rows[last][end] >> _LENGTH_BITS) + self.allowance * length
        steps: list[Step] = []
        number, at, start = last, end, self.ground.start
        while number != START:
            step = self._step(number, at)
            steps.append(step)
            at = step.start
            if step.label is not None:
                entry = self._entry_before(number, step)
                number = next(
                    one for one in self.automaton.positions[number].before if self._entry(one, at, start) == entry
                )
        steps.reverse()
        first = next((step.start for step in steps if step.start < step.end and not isinstance(step.label, Free)), end)
        return Alignment(first, end, cost // UNIT, length, tuple(steps))

    def _entry(self, number: int, at: int, start: list[int]) -> int:
        """The entry of a position before a unit; a wording begins at no cost wherever it may ``start``."""
        if number == START:
            return 0 if at in start else DEAD
        return self.rows[number].get(at, DEAD)

    def _entry_before(self, number: int, step: Step) -> int:
        """The entry that the step was added to."""
        entry = self.rows[number][step.end]
        if isinstance(step.label, Free):
            return entry
        if step.jump is not None:
            return entry - self._jump_entry(step.jump)
        assert isinstance(step.label, Syllable)
        sounded = self.ground.sounded(step.label, self.automaton.short)
        return entry - self.step - (sounded.heard[step.start] if step.start < step.end else sounded.missing)

    def _step(self, number: int, at: int) -> Step:
        """The last step on the way to the entry of the position at the unit."""
        ground, heard = self.ground, self.ground.heard
        position = self.automaton.positions[number]
        label, entry = position.label, self.rows[number][at]

        def before(unit: int, start: list[int]) -> int:
            return min([self._entry(one, unit, start) for one in position.before])

        if isinstance(label, Free):
            starts = (unit for unit in range(at, max(-1, at - GAP - 1), -1) if unit + heard.gap[unit] >= at)
            return Step(label, next(unit for unit in starts if before(unit, ground.start) == entry), at, 0)
        if isinstance(label, Syllable):
            sounded = ground.sounded(label, self.automaton.short)
            if at and before(at - 1, ground.start) + sounded.heard[at - 1] + self.step == entry:
                return Step(label, at - 1, at, 0 if ground.exact else heard.cells(label.key)[at - 1])
            if before(at, ground.start_short) + sounded.missing + self.step == entry:
                return Step(label, at, at, heard.keys.missing[label.key] * UNIT)
        else:
            for jump in jumps_for(label, heard, self.slots):
                if jump.end == at and before(jump.start, ground.start) + self._jump_entry(jump) == entry:
                    return Step(label, jump.start, at, jump.cost, jump)
        return Step(None, at - 1, at, heard.extra[at - 1])


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
