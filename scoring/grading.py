"""From what the checks found in a log to its scorecard: points, rulings, verdict.

Nothing here reads a log or asks the matcher, so that what was found can be graded again when only the weights change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.case import filled
from scoring.outcome import ALL, Grounds, Outcome
from scoring.points import Share, dimension_scores, dimension_totals, hundredths, shares, total
from scoring.rulings import effective, ignored, ruled
from scoring.sanctions import sanctions_due
from scoring.verdict import TOTAL, awaited, borderline, hurdles, to_a_person, total_ruled, verdict
from simulator.model.company import Company
from simulator.model.log import Adjudication, Versions
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.scorecard import Finding, Scorecard, Verdict
from simulator.model.text import Text

SCORECARD_FORMAT = 1

_FOR_A_PERSON = Text(
    "关键项凭说的话判失误，须由人裁定", "a critical failure that rests on what was said is for a person to rule"
)
_BREAKS_OFF = Text("记录在这里中断，后来的事不知道", "the log breaks off here; what came later is not known")


@dataclass(frozen=True, slots=True)
class Judged:
    """All that a scorecard takes from a log: what the checks found, by rule id, and whose log of which call it is.

    ``reservations`` are those of the log as a whole.
    """

    call: str
    title: str
    trainee: str
    complete: bool
    reservations: tuple[Text, ...]
    outcomes: Mapping[str, tuple[Outcome, ...]]


def grade(
    company: Company,
    rulebook: Rulebook,
    judged: Judged,
    adjudications: tuple[Adjudication, ...] = (),
    versions: Versions | None = None,
) -> Scorecard:
    """The scorecard of a log of that company, judged by the checks of that rulebook."""
    rulings = effective(adjudications)
    undecided: set[str] = set()
    found: dict[str, tuple[Outcome, ...]] = {}
    for rule in rulebook.rules:
        settled = tuple(_settled(rule, outcome, judged.complete) for outcome in judged.outcomes[rule.id])
        undecided |= {_id(rule, n) for n, o in enumerate(settled, 1) if o.verdict is Verdict.UNDECIDED}
        if rulings:
            settled = tuple(ruled(o, rulings.get(_id(rule, n))) for n, o in enumerate(settled, 1))
        found[rule.id] = settled
    points = shares(rulebook, found)
    findings = []
    for rule in rulebook.rules:
        better = filled(company, rule.better)
        for n, (outcome, share) in enumerate(zip(found[rule.id], points[rule.id], strict=True), 1):
            finding = _id(rule, n)
            by = _ruled_by(rulings, undecided, finding)
            findings.append(_finding(rule, finding, outcome, share, better, by))
    return _card(rulebook, judged, points, tuple(findings), adjudications, undecided, versions or {})


def _card(
    rulebook: Rulebook,
    judged: Judged,
    points: Mapping[str, tuple[Share, ...]],
    findings: tuple[Finding, ...],
    adjudications: tuple[Adjudication, ...],
    undecided: set[str],
    versions: Versions,
) -> Scorecard:
    totals = dimension_totals(rulebook, points)
    whole = total(totals.values())
    lowest, highest = hundredths(whole.lowest), hundredths(whole.highest)
    dimensions = dimension_scores(rulebook, totals)
    passed = hurdles(rulebook, lowest, highest, dimensions)
    near = borderline(passed, findings)
    ruling = effective(adjudications).get(TOTAL) if near else None
    near_unruled = to_a_person(near) if ruling is None else ()
    why_not = (*judged.reservations, *awaited(findings), *near_unruled)
    signed = (total_ruled(ruling),) if ruling is not None else ()
    notes = (*signed, *ignored(adjudications, undecided | {TOTAL} if near else undecided))
    return Scorecard(
        format=SCORECARD_FORMAT,
        call=judged.call,
        title=judged.title,
        trainee=judged.trainee,
        verdict=verdict(passed, findings, ruling),
        pass_mark=rulebook.pass_mark,
        lowest=lowest,
        highest=highest,
        dimensions=dimensions,
        findings=findings,
        complete=judged.complete,
        certifiable=not why_not,
        reservations=(*why_not, *notes),
        versions=dict(sorted(versions.items())),
        sanctions=tuple(sanctions_due(rulebook, findings)),
    )


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
        possible=hundredths(share.possible),
        lowest=hundredths(share.lowest),
        highest=hundredths(share.highest),
        required=outcome.required,
        measured=outcome.measured,
        why_undecided=outcome.why,
        better=better,
        evidence=outcome.evidence,
        ruled_by=ruled_by,
    )


def _ruled_by(rulings: Mapping[str, Adjudication], undecided: set[str], finding: str) -> str:
    ruling = rulings.get(finding) if finding in undecided else None
    return f"{ruling.by}: {ruling.reason}" if ruling is not None else ""


def _id(rule: Rule, n: int) -> str:
    return f"{rule.id}#{n}"
