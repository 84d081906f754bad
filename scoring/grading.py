"""From what the checks found in a log to its scorecard: points, rulings, verdict.

Nothing here reads a log or asks the matcher, so that what was found can be graded again when only the weights change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from scoring.case import filled
from scoring.outcome import ALL, Grounds, Instances, Outcome
from scoring.points import Share, apportion, dimension_scores, hundredths, total
from scoring.rulings import effective, ignored, ruled
from scoring.sanctions import sanctions_due
from scoring.verdict import TOTAL, Hurdle, awaited, borderline, hurdles, to_a_person, total_ruled, verdict
from simulator.model.company import Company
from simulator.model.log import Adjudication, Versions
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.scorecard import DimensionScore, Finding, Scorecard, Verdict
from simulator.model.text import Text

SCORECARD_FORMAT = 1

_FOR_A_PERSON = Text(
    "关键项凭说的话判失误，须由人裁定", "a critical failure that rests on what was said is for a person to rule"
)
_BREAKS_OFF = Text("记录在这里中断，后来的事不知道", "the log breaks off here; what came later is not known")


@dataclass(frozen=True, slots=True)
class Judged:
    """All that a scorecard takes from a log: what the checks found, by rule id, and whose log of which call it is.

    ``reservations`` are those of the log as a whole.  Where something was ``left`` undone it is no pass, whatever it
    was worth.
    """

    call: str
    title: str
    trainee: str
    complete: bool
    left: tuple[Text, ...]
    reservations: tuple[Text, ...]
    outcomes: Mapping[str, Instances]


@dataclass(frozen=True, slots=True)
class Figures:
    """A scorecard but for its words.

    ``outcomes`` are settled and ruled; ``shares`` are their points, both by rule id.  ``open`` are undecided still,
    ``undecided`` the ids of the findings that were so before any ruling; ``ruling`` is that on a total that is ``near``
    a hurdle.
    """

    outcomes: Mapping[str, Instances]
    shares: Mapping[str, tuple[Share, ...]]
    dimensions: tuple[DimensionScore, ...]
    lowest: int
    highest: int
    verdict: Verdict
    near: tuple[Hurdle, ...]
    open: int
    undecided: frozenset[str]
    ruling: Adjudication | None

    def certifiable(self, judged: Judged) -> bool:
        """Whether nothing is in the way of certifying the record."""
        return not judged.left and not judged.reservations and not self.open and not (self.near and self.ruling is None)


def figures(rulebook: Rulebook, judged: Judged, adjudications: tuple[Adjudication, ...] = ()) -> Figures:
    """What was found, judged by the checks of that rulebook, in points."""
    rulings = effective(adjudications)
    outcomes = {rule.id: _settled_all(rule, judged.outcomes[rule.id], judged.complete) for rule in rulebook.rules}
    undecided = frozenset(
        [
            finding_id(id_, n)
            for id_, found in outcomes.items()
            if Verdict.UNDECIDED in found.verdicts
            for n, outcome in enumerate(found, 1)
            if outcome.verdict is Verdict.UNDECIDED
        ]
    )
    if rulings:
        outcomes = {
            rule: Instances(ruled(one, rulings.get(finding_id(rule, n))) for n, one in enumerate(found, 1))
            for rule, found in outcomes.items()
        }
    points = apportion(rulebook, outcomes)
    whole = total(points.totals.values())
    lowest, highest = hundredths(whole.lowest), hundredths(whole.highest)
    dimensions = dimension_scores(rulebook, points.totals)
    passed = hurdles(rulebook, lowest, highest, dimensions)
    critical = frozenset().union(*[outcomes[rule.id].verdicts for rule in rulebook.rules if rule.critical])
    near = () if judged.left else borderline(passed, critical)
    ruling = rulings.get(TOTAL) if near else None
    open_ = sum(one.verdict is Verdict.UNDECIDED for found in outcomes.values() for one in found) if undecided else 0
    said = Verdict.FAIL if judged.left else verdict(passed, critical, ruling)
    return Figures(outcomes, points.shares, dimensions, lowest, highest, said, near, open_, undecided, ruling)


def grade(
    company: Company,
    rulebook: Rulebook,
    judged: Judged,
    adjudications: tuple[Adjudication, ...] = (),
    versions: Versions | None = None,
) -> Scorecard:
    """The scorecard of a log of that company, judged by the checks of that rulebook."""
    found = figures(rulebook, judged, adjudications)
    findings = tuple(_findings(company, rulebook, found, effective(adjudications)))
    near_unruled = to_a_person(found.near) if found.ruling is None else ()
    signed = (total_ruled(found.ruling),) if found.ruling is not None else ()
    used = {*found.undecided, *((TOTAL,) if found.near else ())}
    return Scorecard(
        format=SCORECARD_FORMAT,
        call=judged.call,
        title=judged.title,
        trainee=judged.trainee,
        verdict=found.verdict,
        pass_mark=rulebook.pass_mark,
        lowest=found.lowest,
        highest=found.highest,
        dimensions=found.dimensions,
        findings=findings,
        complete=judged.complete,
        left=judged.left,
        certifiable=found.certifiable(judged),
        reservations=(
            *judged.reservations,
            *awaited(found.open),
            *near_unruled,
            *signed,
            *ignored(adjudications, used),
        ),
        versions=dict(sorted((versions or {}).items())),
        sanctions=tuple(sanctions_due(rulebook, findings)),
    )


def finding_id(rule: str, n: int) -> str:
    """The id of the ``n``-th outcome of a rule, from 1."""
    return f"{rule}#{n}"


def _findings(
    company: Company, rulebook: Rulebook, figures: Figures, rulings: Mapping[str, Adjudication]
) -> Iterator[Finding]:
    for rule in rulebook.rules:
        better = filled(company, rule.better)
        for n, (outcome, share) in enumerate(zip(figures.outcomes[rule.id], figures.shares[rule.id], strict=True), 1):
            id_ = finding_id(rule.id, n)
            ruling = rulings.get(id_) if id_ in figures.undecided else None
            yield _finding(rule, id_, outcome, share, better, f"{ruling.by}: {ruling.reason}" if ruling else "")


def _settled_all(rule: Rule, outcomes: Instances, complete: bool) -> Instances:
    if Verdict.FAIL not in outcomes.verdicts or (complete and not rule.critical):
        return outcomes
    return Instances(_settled(rule, one, complete) for one in outcomes)


def _settled(rule: Rule, outcome: Outcome, complete: bool) -> Outcome:
    """The outcome under the rules for all checks: what a machine may not decide is undecided (DESIGN 4)."""
    if outcome.verdict is not Verdict.FAIL:
        return outcome
    if outcome.absent and not complete:
        return replace(outcome, verdict=Verdict.UNDECIDED, highest=ALL, why=_BREAKS_OFF)
    if rule.critical and outcome.grounds in (Grounds.WORDS, Grounds.SOUND):
        return replace(outcome, verdict=Verdict.UNDECIDED, highest=ALL, why=_FOR_A_PERSON)
    return outcome


def _finding(rule: Rule, finding_id: str, outcome: Outcome, share: Share, better: str, ruled_by: str) -> Finding:
    return Finding(
        id=finding_id,
        rule=rule.id,
        title=rule.title,
        clauses=rule.clauses,
        basis=rule.basis,
        dimension=rule.dimension,
        verdict=outcome.verdict,
        critical=rule.critical,
        possible=share[0],
        lowest=share[1],
        highest=share[2],
        required=outcome.required,
        measured=outcome.measured,
        why_undecided=outcome.why,
        better=better,
        evidence=outcome.evidence,
        ruled_by=ruled_by,
    )
