"""From outcomes to points.

A rule's points are its weight among the rules of its dimension that applied; its instances share them equally; a
dimension in which nothing applied is left out and the others are scaled up to 100. Everything is exact until it is
shown: each figure is rounded half up to hundredths once, from its own exact value, so that no rounding is rounded
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.outcome import ALL, NOTHING, Outcome
from simulator.model.rulebook import Dimension, Rule, Rulebook
from simulator.model.scorecard import DimensionScore, Verdict

HUNDREDTHS = 100
TOTAL = 100


@dataclass(frozen=True, slots=True)
class Share:
    """Exact points of 100, or of one finding."""

    possible: Fraction = NOTHING
    lowest: Fraction = NOTHING
    highest: Fraction = NOTHING


NONE = Share()


def hundredths(points: Fraction) -> int:
    """Points in hundredths, rounded half up.  In whole numbers: a score asks for some two hundred."""
    top, bottom = points.as_integer_ratio()
    return (2 * HUNDREDTHS * top + bottom) // (2 * bottom)


def shares(rulebook: Rulebook, judged: Mapping[str, tuple[Outcome, ...]]) -> dict[str, tuple[Share, ...]]:
    """The exact points of every outcome, by rule id in the order of the outcomes; nothing for what did not apply."""
    applying = [rule for rule in rulebook.rules if any(_applies(outcome) for outcome in judged[rule.id])]
    weight = _dimension_points(rulebook, {rule.dimension for rule in applying if rule.points > 0})
    among = dict.fromkeys(weight, 0)
    for rule in applying:
        if rule.dimension in among:
            among[rule.dimension] += rule.points
    point = {dimension: points / among[dimension] for dimension, points in weight.items() if among[dimension]}
    return {rule.id: tuple(_share(rule, judged[rule.id], point)) for rule in rulebook.rules}


def dimension_totals(rulebook: Rulebook, points: Mapping[str, tuple[Share, ...]]) -> dict[Dimension, Share]:
    """The exact sum of each dimension; what is in none of them has no points."""
    own: dict[Dimension, list[Share]] = {dimension: [] for dimension in Dimension if dimension in rulebook.dimensions}
    for rule in rulebook.rules:
        if rule.dimension in own:
            own[rule.dimension] += points[rule.id]
    return {dimension: total(parts) for dimension, parts in own.items()}


def dimension_scores(rulebook: Rulebook, totals: Mapping[Dimension, Share]) -> tuple[DimensionScore, ...]:
    """The dimensions in the order of the vocabulary."""
    scores = []
    for dimension, own in totals.items():
        figures = (hundredths(own.possible), hundredths(own.lowest), hundredths(own.highest))
        set_ = rulebook.dimensions[dimension]
        scores.append(DimensionScore(dimension, set_.weight, *figures, set_.floor))
    return tuple(scores)


def total(parts: Iterable[Share]) -> Share:
    """The exact sum."""
    shares = [share for share in parts if share is not NONE]
    return Share(
        _sum(share.possible for share in shares),
        _sum(share.lowest for share in shares),
        _sum(share.highest for share in shares),
    )


def _sum(parts: Iterable[Fraction]) -> Fraction:
    """Equal denominators, of which there are few, are added as whole numbers."""
    numerators: dict[int, int] = {}
    for part in parts:
        top, bottom = part.as_integer_ratio()
        numerators[bottom] = numerators.get(bottom, 0) + top
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), NOTHING)


def _applies(outcome: Outcome) -> bool:
    return outcome.verdict is not Verdict.NOT_APPLICABLE


def _dimension_points(rulebook: Rulebook, applying: set[Dimension]) -> dict[Dimension, Fraction]:
    """The points of 100 of each dimension in which something applied."""
    weights = {d: set_.weight for d, set_ in rulebook.dimensions.items() if d in applying and set_.weight > 0}
    whole = sum(weights.values())
    return {dimension: Fraction(TOTAL * weight, whole) for dimension, weight in weights.items()}


def _share(rule: Rule, outcomes: tuple[Outcome, ...], point: Mapping[Dimension, Fraction]) -> Iterable[Share]:
    """``point`` is what a rule's point is worth in each dimension."""
    instances = sum(map(_applies, outcomes))
    if not instances or rule.dimension not in point:
        return [NONE] * len(outcomes)
    top, bottom = point[rule.dimension].as_integer_ratio()
    possible = Fraction(top * rule.points, bottom * instances)
    return [
        Share(possible, _part(possible, outcome.lowest), _part(possible, outcome.highest))
        if _applies(outcome)
        else NONE
        for outcome in outcomes
    ]


def _part(possible: Fraction, credit: Fraction) -> Fraction:
    """Nearly every credit is one of the two constants."""
    return possible if credit is ALL else NOTHING if credit is NOTHING else possible * credit
