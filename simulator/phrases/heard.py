"""An utterance as the matcher sees it: units with their sounds, where a phrase may begin, and what each unit costs.

Made anew for every text, and thrown away with all that is asked of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from simulator.phrases.digits import digit_runs
from simulator.phrases.grammar import GAP
from simulator.phrases.normal import Normal, normalise
from simulator.phrases.required import (
    FUNCTION_WORDS,
    NEGATIONS,
    YOU,
    Keys,
    Label,
    Number,
    Sound,
    Syllable,
    sound,
    spoken_forms,
)
from simulator.phrases.sounds import EQUAL, EXTRA, NEAR, NEVER, OTHER, SYLLABLES, Weight

UNIT = 256
"""Costs are hundredths times ``UNIT``; below it, one for every tone that differs, so that tones only break ties."""
DEAD = 1 << 45
"""More than any cost: what cannot be aligned."""

_COSTS = (*(cost * UNIT for cost in range(NEVER)), DEAD)
"""What an entry of a row costs."""

_DENIALS = frozenset(one for char in NEGATIONS if (one := sound(spoken_forms(char)[0])) is not None)
"""How negations sound."""
FILLERS = frozenset("嗯呃啊哦唉诶哎呀")
_BEGINNINGS = frozenset({"我", "请"})
_CARRIES_NEGATION = (FUNCTION_WORDS - frozenset("了的吗呢吧啊呀嘛哦嗯呃我")) | frozenset(
    "想用该应必肯敢需马上立即刻现直"
)
"""Function words, auxiliaries and the characters of adverbs such as 马上: through them a negation reaches the verb."""
_REACH = 8
"""No negation reaches further than so many units."""
_SHADOW = 4
"""A wording whose beginning is missing may have lost it to a negation this many units before."""
_COURTESIES = ("对不起", "不好意思", "不客气")
"""Words whose 不 denies nothing."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A stretch of the utterance that fills a slot or says a number: units ``start`` up to ``end``.

    ``cost`` as in the cells, ``length`` in syllables, ``text`` what it stands for, ``labels`` what it was compared
    with;
    ``sure`` is false where it is only almost what was required.
    """

    start: int
    end: int
    cost: int
    length: int
    text: str
    labels: tuple[Label, ...] = ()
    sure: bool = True


class Heard:
    """One utterance, prepared against a table of keys.

    ``count`` units.  ``may_start[j]``: whether a phrase may begin before unit ``j`` (no negation reaches it);
    ``may_start_short[j]``: whether one may whose first syllables are missing.  ``extra[j]``: what unit ``j`` costs if
    no wording requires it; ``gap[j]``: how many units a gap may take from ``j`` on.
    ``least[key]``: the least that the key can cost in this utterance, heard or missing (``DEAD``: it rules the wording
    out); the syllable index.  ``least_runs``: the same for the runs of the table of keys, -1 where nobody asked yet.
    ``unequal``, ``other``, ``unlike`` and ``never``: the keys that cost more than nothing, ``OTHER`` at least,
    ``UNLIKE`` at least, and ``DEAD``, as sets of bits.
    """

    def __init__(self, text: str, keys: Keys) -> None:
        self.keys = keys
        self.normal: Normal = normalise(text)
        self.units = self.normal.text
        self.count = len(self.units)
        self.readings, self.sounds = tuple(map(_heard_as, self.units)), tuple(map(_sounds, self.units))
        self.runs = digit_runs(self.normal)
        self.in_number = self._inside_numbers()
        self.negative = _negations(self.units)
        self.denied = [at for at, negative in enumerate(self.negative) if negative]
        self.extra = tuple(self._extra(at) for at in range(self.count))
        self.gap = tuple(self._gap(at) for at in range(self.count + 1))
        self.may_start = tuple(not self._denied(at) for at in range(self.count + 1))
        self.may_start_short = tuple(start and not self._shadowed(at) for at, start in enumerate(self.may_start))
        least, beyond = keys.columns.least({number for sounds in self.sounds for number, _ in sounds})
        self.unequal, _, self.other, self.unlike, self.never = beyond
        self.least = list(map(_COSTS.__getitem__, least))
        self.least_runs: list[int] = [-1] * len(keys.runs)
        self._cells: dict[int, list[int]] = {}
        self._distinct = tuple(dict.fromkeys(one for sounds in self.sounds for one in sounds))
        self._first, self._several = self._places_of_units()
        self._numbers: dict[Number, list[Jump]] = {}

    def cells(self, key: int) -> list[int]:
        """What each unit costs where the key is required."""
        found = self._cells.get(key)
        if found is None:
            found = self._costs(key)
            self._cells[key] = found
        return found

    def exact_cells(self, label: Syllable, with_tone: bool) -> list[int]:
        """As ``cells``, but nothing except the very syllable counts; with tones where ``with_tone``."""
        cells = [0 if unit == label.written else DEAD for unit in self.units]
        for number, wish in self.keys.sounds[label.key]:
            for at, tone in self._places.get(number, ()):
                if not with_tone or wish == 5 or tone in (0, 5, wish):  # a letter's none agrees with any
                    cells[at] = 0
        return cells

    def may_say(self, needed: int, syllables: int) -> bool:
        """Whether so many syllables, their keys a set of bits, may be near enough to what was heard to be a name."""
        if needed & self.never:
            return False
        return ((needed & self.other).bit_count() + (needed & self.unlike).bit_count()) * OTHER <= NEAR * syllables

    def jumps_of(self, labels: tuple[Label, ...], text: str) -> list[Jump]:
        """Every place where ``labels`` are said one after the other, nothing missing and nothing between."""
        starts = self._starts(labels)
        found = (self._jump(start, labels, text) for start in starts)
        return [jump for jump in found if jump is not None]

    def number_jumps(self, number: Number) -> list[Jump]:
        """Every place where exactly this number is said."""
        if number not in self._numbers:
            self._numbers[number] = self._jumps_to(number)
        return self._numbers[number]

    def _jumps_to(self, number: Number) -> list[Jump]:
        labels = (number,)
        size = len(number.digits)
        jumps = [
            Jump(run.start, run.end, 0, size, number.digits, labels) for run in self.runs if run.digits == number.digits
        ]
        if number.key >= 0:
            taken = {jump.start for jump in jumps}
            cells = self.cells(number.key)
            jumps += [
                Jump(at, at + 1, cells[at], 1, number.digits, labels)
                for at in range(self.count)
                if at not in taken and not self.in_number[at] and cells[at] < DEAD
            ]
        return jumps

    def any_number(self) -> list[Jump]:
        """Every number, for ``{number}``; it counts as one syllable however long it is."""
        return [Jump(run.start, run.end, 0, 1, run.digits) for run in self.runs]

    def shown(self, at: int, key: int) -> str:
        """The unit with the reading that fits the key best, for explanations."""
        row = self.keys.rows[key] if key >= 0 else bytes(SYLLABLES)
        pairs = zip(self.readings[at], self.sounds[at], strict=False)
        best = min(pairs, key=lambda pair: row[pair[1][0]], default=("", (0, 0)))[0]
        return f"{self.units[at]} {best}".rstrip(" .") if not best.endswith(".") else self.units[at]

    def _starts(self, labels: tuple[Label, ...]) -> list[int]:
        """The units at which the labels can begin at all."""
        syllables = [label.key for label in labels if isinstance(label, Syllable)]
        if sum(map(self.least.__getitem__, syllables)) > NEAR * UNIT * len(syllables):
            return []
        first = labels[0]
        if isinstance(first, Number):
            return sorted(jump.start for jump in self.number_jumps(first))
        return [at for at, cost in enumerate(self.cells(first.key)) if cost <= NEAR * UNIT + 1]

    def _jump(self, start: int, labels: tuple[Label, ...], text: str) -> Jump | None:
        at, cost, length = start, 0, 0
        for label in labels:
            if at >= self.count:
                return None
            if isinstance(label, Syllable):
                step = self.cells(label.key)[at]
                if step >= DEAD:
                    return None
                at, cost, length = at + 1, cost + step, length + 1
                continue
            number = next((jump for jump in self.number_jumps(label) if jump.start == at), None)
            if number is None:
                return None
            at, cost, length = number.end, cost + number.cost, length + number.length
        return Jump(start, at, cost, length, text, labels)

    @cached_property
    def _places(self) -> dict[int, list[tuple[int, int]]]:
        """Where each syllable is heard, with its tone there."""
        places: dict[int, list[tuple[int, int]]] = {}
        for at, sounds in enumerate(self.sounds):
            for number, tone in sounds:
                places.setdefault(number, []).append((at, tone))
        return places

    def _places_of_units(self) -> tuple[list[int], list[tuple[int, list[int]]]]:
        """For each unit, where its first sound is among the distinct ones (behind them, if it has none); and where all
        of them are for those that have several."""
        places = {one: at for at, one in enumerate(self._distinct)}
        first = [places[sounds[0]] if sounds else len(places) for sounds in self.sounds]
        several = [(at, [places[one] for one in sounds]) for at, sounds in enumerate(self.sounds) if len(sounds) > 1]
        return first, several

    def _costs(self, key: int) -> list[int]:
        row, tones, missing = self.keys.rows[key], self.keys.tones[key], self.keys.missing[key]
        unknown = DEAD if missing == NEVER else missing * UNIT  # a unit without any reading
        denies = self.keys.weights[key] is Weight.EXACT and not _DENIALS.isdisjoint(self.keys.sounds[key])
        by_sound = [_COSTS[row[number]] + (tone not in tones and tone != 5) for number, tone in self._distinct]
        by_sound.append(unknown)
        costs = list(map(by_sound.__getitem__, self._first))
        for at, places in self._several:
            costs[at] = min([by_sound[one] for one in places])
        for at in self.denied:
            if costs[at] >= UNIT:
                costs[at] = DEAD
        if denies:  # 部在 is no 不在, whatever it sounds like
            return [cost if unit in NEGATIONS else DEAD for unit, cost in zip(self.units, costs, strict=True)]
        return costs

    def _extra(self, at: int) -> int:
        if self.negative[at]:
            return DEAD
        free = self.units[at] in FILLERS or self.units[at] in YOU
        return EQUAL if free else EXTRA * UNIT

    def _gap(self, start: int) -> int:
        """How many units stand from here to the next negation or the end of the sentence, up to ``GAP``."""
        stop = (*self.normal.after_stop, False)
        for at in range(start, min(start + GAP, self.count)):
            if self.negative[at] or stop[at] or stop[at + 1]:
                return at - start
        return min(GAP, self.count - start)

    def _inside_numbers(self) -> tuple[bool, ...]:
        inside = [False] * self.count
        for run in self.runs:
            if run.end - run.start > 1:
                inside[run.start : run.end] = [True] * (run.end - run.start)
        return tuple(inside)

    def _denied(self, at: int) -> bool:
        """Whether a negation reaches unit ``at``: it stands before it in the clause with nothing but grammar between.

        (不能马上|为您转接, 没有|占线.)  我 and 请 begin a clause of their own: 没有请稍等 is no and then a request.
        """
        if self.units[at : at + 1] in _BEGINNINGS:
            return False
        for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
            if self._pause_after(before):
                return False
            if self.negative[before]:
                return True
            if self.units[before] in _BEGINNINGS or self.units[before] not in _CARRIES_NEGATION:
                return False
        return False

    def _shadowed(self, at: int) -> bool:
        """Whether a negation stands within a few units before ``at`` in the clause, whatever is between."""
        for before in range(at - 1, max(-1, at - 1 - _SHADOW), -1):
            if self._pause_after(before):
                return False
            if self.negative[before]:
                return True
        return False

    def _pause_after(self, at: int) -> bool:
        return at + 1 < self.count and self.normal.after_break[at + 1]


@lru_cache(maxsize=8_192)
def _heard_as(unit: str) -> tuple[str, ...]:
    """The toned syllables a unit may stand for; a negation only its usual one (不 is no 否)."""
    return spoken_forms(unit)[:1] if unit in NEGATIONS else spoken_forms(unit)


@lru_cache(maxsize=8_192)
def _sounds(unit: str) -> tuple[Sound, ...]:
    return tuple(one for one in map(sound, _heard_as(unit)) if one is not None)


def _negations(units: str) -> tuple[bool, ...]:
    """Which units deny something: 不 没 未, but not those of 是不是, 方便不方便, 要不, 未来 and of courtesies."""
    negative = [unit in NEGATIONS for unit in units]
    for at, unit in enumerate(units):
        if not negative[at]:
            continue
        asks = any(at >= size and units[at - size : at] == units[at + 1 : at + 1 + size] for size in (1, 2))
        offers = unit == "不" and units[at - 1 : at] == "要"
        future = unit == "未" and units[at + 1 : at + 2] == "来"
        if asks or offers or future:
            negative[at] = False
    for courtesy in _COURTESIES:
        at = units.find(courtesy)
        while at >= 0:
            negative[at + courtesy.index("不")] = False
            at = units.find(courtesy, at + 1)
    return tuple(negative)
