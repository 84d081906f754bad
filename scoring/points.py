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
from simulator.model.rulebook import Dimension, Rule, Rulebook
from simulator.model.scorecard import DimensionScore, Verdict

HUNDREDTHS = 100
TOTAL = 100


@dataclass(frozen=True, slots=True)
class Total:
    """Exact points of 100."""

    possible: Fraction
    lowest: Fraction
    highest: Fraction


Share = tuple[int, int, int]
"""What an outcome has: possible, lowest and highest points in hundredths."""
NONE: Share = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a call: of every outcome, by rule id, and of each dimension that the rulebook weighs."""

    shares: Mapping[str, tuple[Share, ...]]
    totals: Mapping[Dimension, Total]


def hundredths(points: Fraction) -> int:
    """Points in hundredths, rounded half up."""
    return _rounded(*points.as_integer_ratio())


def apportion(rulebook: Rulebook, judged: Mapping[str, tuple[Outcome, ...]]) -> Points:
    """The points of every outcome, nothing for what did not apply, and their sums; ``judged`` is by rule id."""
    applying = [(rule, n) for rule in rulebook.rules if (n := _instances(judged[rule.id]))]
    weight = _dimension_points(rulebook, {rule.dimension for rule, _ in applying if rule.points > 0})
    sums = {dimension: _Sum() for dimension in weight}
    for rule, n in applying:
        if rule.dimension in sums:
            sums[rule.dimension].add(rule.points, n, judged[rule.id])
    point = {dimension: weight[dimension] / one.points for dimension, one in sums.items()}
    shares = {rule.id: (NONE,) * len(judged[rule.id]) for rule in rulebook.rules}
    for rule, n in applying:
        if rule.dimension in point:
            shares[rule.id] = _shares(rule, n, judged[rule.id], point[rule.dimension])
    totals = {
        one: sums[one].times(point[one]) if one in point else Total(NOTHING, NOTHING, NOTHING)
        for one in Dimension
        if one in rulebook.dimensions
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
    return Total(
        sum((one.possible for one in parts), NOTHING),
        sum((one.lowest for one in parts), NOTHING),
        sum((one.highest for one in parts), NOTHING),
    )


@dataclass(slots=True)
class _Sum:
    """Points as their rules have them, before they are scaled.  Equal denominators, of which there are few, are added
    as whole numbers: a score asks for this some hundred times."""

    points: int = 0
    lowest: dict[int, int] = field(default_factory=dict)
    highest: dict[int, int] = field(default_factory=dict)

    def add(self, points: int, instances: int, outcomes: tuple[Outcome, ...]) -> None:
        self.points += points
        for outcome in outcomes:
            for credit, sums in ((outcome.lowest, self.lowest), (outcome.highest, self.highest)):
                if credit is not NOTHING and _applies(outcome):
                    top, bottom = (1, 1) if credit is ALL else credit.as_integer_ratio()
                    sums[instances * bottom] = sums.get(instances * bottom, 0) + points * top

    def times(self, point: Fraction) -> Total:
        """``point``: what a point is worth in the end."""
        lowest, highest = _whole(self.lowest), _whole(self.highest)
        return Total(point * self.points, point * lowest, point * (lowest if lowest == highest else highest))


def _whole(sums: Mapping[int, int]) -> Fraction:
    return sum((Fraction(top, bottom) for bottom, top in sums.items()), NOTHING)


def _applies(outcome: Outcome) -> bool:
    return outcome.verdict is not Verdict.NOT_APPLICABLE


def _instances(outcomes: tuple[Outcome, ...]) -> int:
    """How many share the points of their rule."""
    return len([None for outcome in outcomes if outcome.verdict is not Verdict.NOT_APPLICABLE])


def _dimension_points(rulebook: Rulebook, applying: set[Dimension]) -> dict[Dimension, Fraction]:
    """The points of 100 of each dimension in which something applied."""
    weights = {d: set_.weight for d, set_ in rulebook.dimensions.items() if d in applying and set_.weight > 0}
    whole = sum(weights.values())
    return {dimension: Fraction(TOTAL * weight, whole) for dimension, weight in weights.items()}


def _shares(rule: Rule, instances: int, outcomes: tuple[Outcome, ...], point: Fraction) -> tuple[Share, ...]:
    """``point`` is what a point of the rule's dimension is worth."""
    top, bottom = point.numerator * rule.points, point.denominator * instances
    possible = _rounded(top, bottom)
    return tuple(
        (possible, _part(top, bottom, outcome.lowest), _part(top, bottom, outcome.highest))
        if _applies(outcome)
        else NONE
        for outcome in outcomes
    )


def _part(top: int, bottom: int, credit: Fraction) -> int:
    if credit is NOTHING:
        return 0
    return _rounded(top * credit.numerator, bottom * credit.denominator)


def _rounded(top: int, bottom: int) -> int:
    """In whole numbers: a score asks for some hundred."""
    return (2 * HUNDREDTHS * top + bottom) // (2 * bottom)
