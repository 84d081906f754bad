"""Two people's marks of the same calls, set against each other and against the automatic score.

What one of two left open (unsure, not marked, undecided) is no judgement: it is counted, and left out of their
agreement and of both totals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from scoring.agreement import Agreement, StandardError, agreement, standard_error
from scoring.outcome import ALL, NOTHING, Grounds, Instances, Outcome, graded, not_applicable
from scoring.points import apportion, dimension_scores, total
from scoring.verdict import Hurdle, borderline, critical_verdicts, hurdles
from simulator.model.rulebook import Dimension, Rule, Rulebook
from simulator.model.scorecard import Finding, Scorecard, Verdict
from simulator.model.text import same


class Mark(StrEnum):
    """How a rule was kept in a call."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNSURE = "unsure"


class Marker(StrEnum):
    """Who marked."""

    FIRST = "first"
    SECOND = "second"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A mark and the share of the rule's points that it is worth, 0..1."""

    mark: Mark
    credit: Fraction

    @property
    def open(self) -> bool:
        """Whether it leaves the rule undecided."""
        return self.mark is Mark.UNSURE


Judgements = Mapping[str, Judgement]
"""By rule id; a rule that is missing was not marked."""


@dataclass(frozen=True, slots=True)
class MarkedCall:
    """One call with the automatic score and everybody's judgements."""

    rulebook: Rulebook
    card: Scorecard
    judgements: Mapping[Marker, Judgements]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two markers: their agreement on all rules, by dimension and by rule id, and the standard error of a total.

    ``left_open`` counts the judgements that only one of the two made.
    """

    markers: tuple[Marker, Marker]
    overall: Agreement | None
    dimensions: Mapping[Dimension, Agreement]
    rules: Mapping[str, Agreement]
    left_open: int
    error: StandardError | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What marking by two people says of a rulebook.

    ``error`` is that of a total among all three markings, in points; ``dimension_errors`` are in percent of the
    dimension's share.  ``near`` has an entry for each call: what of it lies within one such error of mark or floor.
    """

    comparisons: tuple[Comparison, ...]
    error: StandardError | None
    dimension_errors: Mapping[Dimension, StandardError]
    near: tuple[tuple[Hurdle, ...], ...]


def by_a_person(mark: Mark) -> Judgement:
    """People mark all or nothing."""
    return Judgement(mark, ALL if mark is Mark.PASS else NOTHING)


def by_the_scorer(card: Scorecard) -> dict[str, Judgement]:
    """The automatic score in a marker's words.

    A rule is failed if it failed anywhere in the call, open if it is undecided anywhere, and passed if everywhere at
    least half of the points were given.
    """
    found: dict[str, list[Finding]] = {}
    for finding in card.findings:
        found.setdefault(finding.rule, []).append(finding)
    return {rule: _judged(findings) for rule, findings in found.items()}


def calibrate(calls: Sequence[MarkedCall]) -> Calibration:
    """Compare the markers of calls of one rulebook."""
    comparisons = tuple(_compare(calls, one, other) for one, other in combinations(Marker, 2))
    totals = [found for call in calls if (found := _totals(call, tuple(Marker)))]
    error = standard_error([[one.total for one in call] for call in totals])
    by_dimension = {
        d: standard_error([[one.dimensions[d] for one in c if d in one.dimensions] for c in totals]) for d in Dimension
    }
    dimension_errors = {dimension: one for dimension, one in by_dimension.items() if one is not None}
    near = tuple(_near(call, error, dimension_errors) for call in calls)
    return Calibration(comparisons, error, dimension_errors, near)


def in_a_rulebook(error: StandardError) -> float:
    """A measured standard error as it is written into a rulebook: one decimal."""
    return round(error.points, 1)


# --- agreement -------------------------------------------------------------------------------------------------------


def _compare(calls: Sequence[MarkedCall], one: Marker, other: Marker) -> Comparison:
    def agreed(rules: Iterable[str] | None = None) -> Agreement | None:
        chosen = None if rules is None else set(rules)
        return agreement([_pairs(call, one, other, chosen) for call in calls])

    rules = {rule.id: rule for call in calls for rule in call.rulebook.rules}
    of_dimension = {d: agreed(rule.id for rule in rules.values() if rule.dimension is d) for d in Dimension}
    of_rule = {id_: agreed((id_,)) for id_ in rules}
    totals = [found for call in calls if (found := _totals(call, (one, other)))]
    return Comparison(
        (one, other),
        agreed(),
        {d: found for d, found in of_dimension.items() if found is not None},
        {id_: found for id_, found in of_rule.items() if found is not None},
        sum(_left_open(call, one, other) for call in calls),
        standard_error([[marker.total for marker in call] for call in totals]),
    )


def _pairs(call: MarkedCall, one: Marker, other: Marker, rules: set[str] | None) -> list[tuple[Mark, Mark]]:
    first, second = call.judgements[one], call.judgements[other]
    both = [rule for rule in _decided_by_all(call, (one, other)) if rules is None or rule in rules]
    return [(first[rule].mark, second[rule].mark) for rule in both]


def _decided_by_all(call: MarkedCall, markers: Sequence[Marker]) -> list[str]:
    """The rules, in the rulebook's order, that none of the markers left open."""
    made = [call.judgements[marker] for marker in markers]
    return [
        rule.id
        for rule in call.rulebook.rules
        if all(rule.id in judgements and not judgements[rule.id].open for judgements in made)
    ]


def _left_open(call: MarkedCall, one: Marker, other: Marker) -> int:
    made = [set(_decided_by_all(call, (marker,))) for marker in (one, other)]
    return len(made[0] ^ made[1])


def _judged(findings: Sequence[Finding]) -> Judgement:
    applying = [finding for finding in findings if finding.verdict is not Verdict.NOT_APPLICABLE]
    if not applying:
        return Judgement(Mark.NOT_APPLICABLE, NOTHING)
    possible = sum(finding.possible for finding in applying)
    credit = Fraction(sum(finding.lowest for finding in applying), possible) if possible else NOTHING
    verdicts = {finding.verdict for finding in applying}
    if Verdict.FAIL in verdicts or any(f.highest * 2 < f.possible for f in applying):
        return Judgement(Mark.FAIL, credit)
    if Verdict.UNDECIDED in verdicts:
        return Judgement(Mark.UNSURE, credit)
    return Judgement(Mark.PASS, credit)


# --- totals ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Total:
    """One marker's points for a call, and percent of their shares for the dimensions in which something applied."""

    total: float
    dimensions: Mapping[Dimension, float]


def _totals(call: MarkedCall, markers: tuple[Marker, ...]) -> tuple[_Total, ...]:
    """What each marker gave for the rules that all of them decided; nothing where that is no total."""
    rules = set(_decided_by_all(call, markers))
    found = [_total(call.rulebook, {rule: call.judgements[marker][rule] for rule in rules}) for marker in markers]
    return tuple(one for one in found if one is not None) if None not in found else ()


def _total(rulebook: Rulebook, judgements: Judgements) -> _Total | None:
    judged = {rule.id: Instances((_outcome(rule, judgements.get(rule.id)),)) for rule in rulebook.rules}
    totals = apportion(rulebook, judged).totals
    whole = total(totals.values())
    lowest, bottom = whole.lowest
    if not whole.possible[0]:
        return None
    scores = [score for score in dimension_scores(rulebook, totals) if score.possible]
    return _Total(lowest / bottom, {s.dimension: 100 * s.lowest / s.possible for s in scores})


def _outcome(rule: Rule, judgement: Judgement | None) -> Outcome:
    title = same(rule.title)
    if judgement is None or judgement.mark is Mark.NOT_APPLICABLE:
        return not_applicable(0, title, title)
    return graded(judgement.credit, 0, title, title, Grounds.RECORD)


def _near(
    call: MarkedCall, error: StandardError | None, dimension_errors: Mapping[Dimension, StandardError]
) -> tuple[Hurdle, ...]:
    """What the automatic score of the call would leave to a person, were the errors in the rulebook."""
    weights = {
        dimension: replace(weight, standard_error=in_a_rulebook(dimension_errors[dimension]))
        if dimension in dimension_errors
        else weight
        for dimension, weight in call.rulebook.dimensions.items()
    }
    rulebook = replace(
        call.rulebook, dimensions=weights, standard_error=in_a_rulebook(error) if error is not None else 0.0
    )
    card = call.card
    cleared = hurdles(rulebook, card.lowest, card.highest, card.dimensions)
    return borderline(cleared, critical_verdicts(card.findings))
