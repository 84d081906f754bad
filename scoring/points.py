"""From outcomes to points.

A rule's points are its weight among the rules of its dimension that applied; its instances share them equally; a
dimension in which nothing applied is left out and the others are scaled up to 100. Everything is exact until it is
shown: each figure is rounded half up to hundredths once, from its own exact value, so that no rounding is rounded
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.outcome import Exact, Instances
from simulator.model.rulebook import Dimension, Rulebook
from simulator.model.scorecard import DimensionScore, Verdict

HUNDREDTHS = 100
TOTAL = 100


ZERO: Exact = (0, 1)
ONE: Exact = (1, 1)


@dataclass(frozen=True, slots=True)
class Total:
    """Exact points of 100."""

    possible: Exact = ZERO
    lowest: Exact = ZERO
    highest: Exact = ZERO


Share = tuple[int, int, int]
"""What an outcome has: possible, lowest and highest points in hundredths."""
NONE: Share = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a call: of every outcome, by rule id, and of each dimension that the rulebook weighs."""

    shares: Mapping[str, tuple[Share, ...]]
    totals: Mapping[Dimension, Total]


def hundredths(points: Exact) -> int:
    """Points in hundredths, rounded half up."""
    top, bottom = points
    return (2 * HUNDREDTHS * top + bottom) // (2 * bottom)


def apportion(rulebook: Rulebook, judged: Mapping[str, Instances]) -> Points:
    """The points of every outcome, nothing for what did not apply, and their sums; ``judged`` is by rule id."""
    applying = [(rule, found) for rule in rulebook.rules if (found := judged[rule.id]).applying]
    weight = _dimension_points(rulebook, {rule.dimension for rule, _ in applying if rule.points > 0})
    sums = {dimension: _Sum() for dimension in weight}
    for rule, found in applying:
        if rule.dimension in sums:
            sums[rule.dimension].add(rule.points, found)
    point = {dimension: (top, bottom * sums[dimension].points) for dimension, (top, bottom) in weight.items()}
    shares = {rule: (NONE,) * len(found) for rule, found in judged.items()}
    for rule, found in applying:
        if rule.dimension in point:
            top, bottom = point[rule.dimension]
            shares[rule.id] = _shares((top * rule.points, bottom * found.applying), found)
    totals = {
        one: sums[one].times(point[one]) if one in point else Total() for one in Dimension if one in rulebook.dimensions
    }
    return Points(shares, totals)


def dimension_scores(rulebook: Rulebook, totals: Mapping[Dimension, Total]) -> tuple[DimensionScore, ...]:
    """The dimensions in the order of the vocabulary."""
    scores = []
    for dimension, own in totals.items():
        figures = (hundredths(own.possible), hundredths(own.lowest), hundredths(own.highest))
        set_ = rulebook.dimensions[dimension]
        scores.append(DimensionScore(dimension, set_.weight, *figures, set_.floor))
    return tuple(scores)


def total(parts: Iterable[Total]) -> Total:
    """The exact sum."""
    parts = tuple(parts)
    possible, lowest, highest = ([getattr(one, name) for one in parts] for name in ("possible", "lowest", "highest"))
    return Total(_sum(possible), _sum(lowest), _sum(highest))


@dataclass(slots=True)
class _Sum:
    """Points as their rules have them, before they are scaled: numerators by denominators, of which there are few."""

    points: int = 0
    lowest: dict[int, int] = field(default_factory=dict)
    highest: dict[int, int] = field(default_factory=dict)

    def add(self, points: int, found: Instances) -> None:
        self.points += points
        (low, of_low), (high, of_high) = found.credit
        self.lowest[of_low] = self.lowest.get(of_low, 0) + points * low
        self.highest[of_high] = self.highest.get(of_high, 0) + points * high

    def times(self, point: Exact) -> Total:
        """``point``: what a point is worth in the end."""
        top, bottom = point
        (low, of_low), (high, of_high) = (_sum((t, b) for b, t in sums.items()) for sums in (self.lowest, self.highest))
        return Total((top * self.points, bottom), (top * low, bottom * of_low), (top * high, bottom * of_high))


def _sum(parts: Iterable[Exact]) -> Exact:
    top, bottom = ZERO
    for t, b in parts:
        top, bottom = (top + t, bottom) if b == bottom else (top * b + t * bottom, bottom * b)
    return top, bottom


def _dimension_points(rulebook: Rulebook, applying: set[Dimension]) -> dict[Dimension, Exact]:
    """The points of 100 of each dimension in which something applied."""
    weights = {d: set_.weight for d, set_ in rulebook.dimensions.items() if d in applying and set_.weight > 0}
    whole = sum(weights.values())
    return {dimension: (TOTAL * weight, whole) for dimension, weight in weights.items()}


def _shares(possible: Exact, found: Instances) -> tuple[Share, ...]:
    """``possible`` are the points of each outcome that applied."""
    whole = hundredths(possible)
    if found.credit[0] == ONE and found.applying == len(found):  # as mostly
        return ((whole, whole, whole),) * len(found)
    return tuple(
        [
            NONE
            if one.verdict is Verdict.NOT_APPLICABLE
            else (whole, _part(possible, one.lowest), _part(possible, one.highest))
            for one in found
        ]
    )


def _part(possible: Exact, credit: Fraction) -> int:
    top, bottom = possible
    return hundredths((top * credit.numerator, bottom * credit.denominator))
