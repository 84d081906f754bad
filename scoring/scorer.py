"""The score of a call: a pure function of its log, the script, the company, the rulebook and the rulings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.case import Case
from scoring.checks import outcomes
from scoring.outcome import ALL, Grounds, Outcome, not_applicable
from scoring.points import Share, dimension_scores, hundredths, shares, total
from scoring.rulings import effective, ignored, ruled
from scoring.sanctions import sanctions_due
from scoring.verdict import TOTAL, borderline, hurdles, reservations, to_a_person, total_ruled, verdict
from simulator.model.company import Company
from simulator.model.log import Adjudication, Log, Versions
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.scorecard import Finding, Scorecard, Verdict
from simulator.model.script import CallScript
from simulator.model.text import Text, same
from simulator.phrases import Lexicon, slots_of

SCORECARD_FORMAT = 1

_FOR_A_PERSON = Text(
    "关键项凭说的话判失误，须由人裁定", "a critical failure that rests on what was said is for a person to rule"
)
_BREAKS_OFF = Text("记录在这里中断，后来的事不知道", "the log breaks off here; what came later is not known")
_NO_OCCASION = Text("这次通话没有出现这种情况", "the occasion did not arise in this call")


@dataclass(frozen=True, slots=True)
class Scorer:
    """A company and a rulebook made ready once for scoring many calls. ``lexicon`` holds the rulebook's phrases;
    phrases of a script's own lead callers on and earn nothing."""

    company: Company
    rulebook: Rulebook
    lexicon: Lexicon

    @classmethod
    def of(cls, company: Company, rulebook: Rulebook) -> Scorer:
        return cls(company, rulebook, Lexicon.build(rulebook.phrases, slots_of(company)))

    def score(
        self,
        log: Log,
        script: CallScript,
        adjudications: tuple[Adjudication, ...] = (),
        versions: Versions | None = None,
    ) -> Scorecard:
        """Score one call.  The same arguments always give the same scorecard."""
        case = Case.of(log, script, self.company, self.rulebook, self.lexicon)
        rulings = effective(adjudications)
        undecided: set[str] = set()
        judged: dict[str, tuple[Outcome, ...]] = {}
        for rule in self.rulebook.rules:
            found = tuple(_settled(rule, outcome, log) for outcome in outcomes(case, rule))
            found = found or (not_applicable(0, same(rule.title), _NO_OCCASION),)
            undecided |= {_id(rule, n) for n, o in enumerate(found, 1) if o.verdict is Verdict.UNDECIDED}
            judged[rule.id] = tuple(ruled(o, rulings.get(_id(rule, n))) for n, o in enumerate(found, 1))
        points = shares(self.rulebook, judged)
        findings = tuple(
            _finding(case, rule, _id(rule, n), outcome, share, _ruled_by(rulings, undecided, _id(rule, n)))
            for rule in self.rulebook.rules
            for n, (outcome, share) in enumerate(zip(judged[rule.id], points[rule.id], strict=True), 1)
        )
        return self._card(log, script, case, points, findings, adjudications, undecided, versions or {})

    def _card(
        self,
        log: Log,
        script: CallScript,
        case: Case,
        points: Mapping[str, tuple[Share, ...]],
        findings: tuple[Finding, ...],
        adjudications: tuple[Adjudication, ...],
        undecided: set[str],
        versions: Versions,
    ) -> Scorecard:
        whole = total(share for row in points.values() for share in row)
        lowest, highest = hundredths(whole.lowest), hundredths(whole.highest)
        dimensions = dimension_scores(self.rulebook, points)
        passed = hurdles(self.rulebook, lowest, highest, dimensions)
        near = borderline(passed, findings)
        ruling = effective(adjudications).get(TOTAL) if near else None
        why_not = reservations(log, case.timeline, findings) + (to_a_person(near) if ruling is None else ())
        signed = (total_ruled(ruling),) if ruling is not None else ()
        notes = (*signed, *ignored(adjudications, undecided | {TOTAL} if near else undecided))
        return Scorecard(
            format=SCORECARD_FORMAT,
            call=script.id,
            title=script.title,
            trainee=log.header.trainee,
            verdict=verdict(passed, findings, ruling),
            pass_mark=self.rulebook.pass_mark,
            lowest=lowest,
            highest=highest,
            dimensions=dimensions,
            findings=findings,
            complete=log.complete,
            certifiable=not why_not,
            reservations=(*why_not, *notes),
            versions=dict(sorted(versions.items())),
            sanctions=tuple(sanctions_due(self.rulebook, findings)),
        )


def score(
    log: Log,
    script: CallScript,
    company: Company,
    rulebook: Rulebook,
    adjudications: tuple[Adjudication, ...] = (),
    versions: Versions | None = None,
) -> Scorecard:
    """Score one call.

    Pure; the matcher of the last few companies and rulebooks is kept ready, which changes what it costs and nothing
    else.
    """
    return ready(company, rulebook).score(log, script, adjudications, versions)


_READY: list[Scorer] = []
_KEPT = 4


def ready(company: Company, rulebook: Rulebook) -> Scorer:
    """A scorer for this company and rulebook: one of the last few if it was made of equal ones, else a new one.

    Records of one course come from equal files, and compiling the matcher is most of the work of reading one.
    """
    equal = (kept for kept in tuple(_READY) if kept.company == company and kept.rulebook == rulebook)
    scorer = next(equal, None) or Scorer.of(company, rulebook)
    _READY[:] = [*(kept for kept in _READY if kept is not scorer), scorer][-_KEPT:]
    return scorer


def _settled(rule: Rule, outcome: Outcome, log: Log) -> Outcome:
    """The outcome under the rules for all checks: what a machine may not decide is undecided (DESIGN 4)."""
    if outcome.verdict is not Verdict.FAIL:
        return outcome
    if outcome.absent and not log.complete:
        return replace(outcome, verdict=Verdict.UNDECIDED, highest=ALL, why=_BREAKS_OFF)
    if rule.critical and outcome.grounds in (Grounds.WORDS, Grounds.SOUND):
        return replace(outcome, verdict=Verdict.UNDECIDED, highest=ALL, why=_FOR_A_PERSON)
    return outcome


def _finding(case: Case, rule: Rule, finding_id: str, outcome: Outcome, share: Share, ruled_by: str) -> Finding:
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
        better=case.fill(rule.better),
        evidence=outcome.evidence,
        ruled_by=ruled_by,
    )


def _ruled_by(rulings: Mapping[str, Adjudication], undecided: set[str], finding: str) -> str:
    ruling = rulings.get(finding) if finding in undecided else None
    return f"{ruling.by}: {ruling.reason}" if ruling is not None else ""


def _id(rule: Rule, n: int) -> str:
    return f"{rule.id}#{n}"
