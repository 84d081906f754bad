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

from scoring.outcome import ALL, NOTHING, Outcome
from simulator.model.rulebook import Dimension, Rulebook
from simulator.model.scorecard import DimensionScore, Verdict

HUNDREDTHS = 100
TOTAL = 100


Exact = tuple[int, int]
"""A fraction as it comes, numerator and denominator: a score computes some hundred, and reducing them takes longest."""
ZERO: Exact = (0, 1)


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


def apportion(rulebook: Rulebook, judged: Mapping[str, tuple[Outcome, ...]]) -> Points:
    """The points of every outcome, nothing for what did not apply, and their sums; ``judged`` is by rule id."""
    applying = [(rule, n) for rule in rulebook.rules if (n := _instances(judged[rule.id]))]
    weight = _dimension_points(rulebook, {rule.dimension for rule, _ in applying if rule.points > 0})
    sums = {dimension: _Sum() for dimension in weight}
    for rule, n in applying:
        if rule.dimension in sums:
            sums[rule.dimension].add(rule.points, n, judged[rule.id])
    point = {dimension: (top, bottom * sums[dimension].points) for dimension, (top, bottom) in weight.items()}
    shares = {rule: (NONE,) * len(outcomes) for rule, outcomes in judged.items()}
    for rule, n in applying:
        if rule.dimension in point:
            top, bottom = point[rule.dimension]
            shares[rule.id] = _shares((top * rule.points, bottom * n), judged[rule.id])
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

    def add(self, points: int, instances: int, outcomes: tuple[Outcome, ...]) -> None:
        self.points += points
        for outcome in outcomes:
            if outcome.verdict is not Verdict.NOT_APPLICABLE:
                _add(self.lowest, points, instances, outcome.lowest)
                _add(self.highest, points, instances, outcome.highest)

    def times(self, point: Exact) -> Total:
        """``point``: what a point is worth in the end."""
        top, bottom = point
        (low, of_low), (high, of_high) = (_sum((t, b) for b, t in sums.items()) for sums in (self.lowest, self.highest))
        return Total((top * self.points, bottom), (top * low, bottom * of_low), (top * high, bottom * of_high))


def _add(sums: dict[int, int], points: int, instances: int, credit: Fraction) -> None:
    if credit is ALL:
        sums[instances] = sums.get(instances, 0) + points
    elif credit is not NOTHING:
        bottom = instances * credit.denominator
        sums[bottom] = sums.get(bottom, 0) + points * credit.numerator


def _sum(parts: Iterable[Exact]) -> Exact:
    top, bottom = ZERO
    for t, b in parts:
        top, bottom = (top + t, bottom) if b == bottom else (top * b + t * bottom, bottom * b)
    return top, bottom


def _instances(outcomes: tuple[Outcome, ...]) -> int:
    """How many share the points of their rule."""
    found = 0
    for outcome in outcomes:  # nearly always one
        if outcome.verdict is not Verdict.NOT_APPLICABLE:
            found += 1
    return found


def _dimension_points(rulebook: Rulebook, applying: set[Dimension]) -> dict[Dimension, Exact]:
    """The points of 100 of each dimension in which something applied."""
    weights = {d: set_.weight for d, set_ in rulebook.dimensions.items() if d in applying and set_.weight > 0}
    whole = sum(weights.values())
    return {dimension: (TOTAL * weight, whole) for dimension, weight in weights.items()}


def _shares(possible: Exact, outcomes: tuple[Outcome, ...]) -> tuple[Share, ...]:
    """``possible`` are the points of each outcome that applied."""
    whole = hundredths(possible)
    return tuple(
        [
            NONE
            if one.verdict is Verdict.NOT_APPLICABLE
            else (whole, whole, whole)
            if one.lowest is ALL
            else (whole, _part(possible, one.lowest), _part(possible, one.highest))
            for one in outcomes
        ]
    )


def _part(possible: Exact, credit: Fraction) -> int:
    top, bottom = possible
    return 0 if credit is NOTHING else hundredths((top * credit.numerator, bottom * credit.denominator))
