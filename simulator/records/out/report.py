"""Reports as pages that need nothing else: one trainee over time, and a class at a glance.

An adverse result that nobody has confirmed is told as provisional.  Same input, same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from simulator.model.ledger import ClauseTotal
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.model.standing import Certificate, CertificateState, ClassReport, ClauseResult, Trainee
from simulator.model.text import Lang, Text
from simulator.records.export import NAMES
from simulator.records.out import plots
from simulator.records.out.learning import ScoredCall
from simulator.records.rendering import asset, policy_hash, template
from simulator.records.summary import points
from simulator.records.wording import DIMENSIONS

TO_WORK_ON = 12
"""Clauses that are named, the weakest first."""
RUNNING_OUT = (CertificateState.EXPIRING, CertificateState.EXPIRED)


def trainee_report(
    trainee: Trainee,
    calls: Sequence[ScoredCall],
    certificates: Sequence[Certificate],
    says: Mapping[str, str],
    made: str,
    lang: Lang,
) -> str:
    """``calls`` from the oldest on, none voided; ``says`` is what clauses say, by their numbers, as far as is known
    here; ``made`` is the day of the report."""
    results = [_result(call, lang) for call in calls]
    pass_mark = calls[-1].score.pass_mark if calls else 80
    return _page(
        "trainee_report.html",
        lang,
        trainee=trainee,
        made=made,
        certificates=certificates,
        plot=plots.progress(results, pass_mark),
        results=results,
        verdicts={
            kind: sum(one.kind == kind for one in results) for kind in dict.fromkeys(one.kind for one in results)
        },
        average=round(sum(one.lowest for one in results) / len(results)) if results else 0,
        clauses=_weakest(_clauses(calls), says),
        calls=_first_and_last(calls),
        dimensions=_dimensions(calls, lang),
    )


def class_report_page(
    report: ClassReport,
    known: Mapping[str, Trainee],
    certificates: Sequence[Certificate],
    unconfirmed: int,
    says: Mapping[str, str],
    made: str,
    lang: Lang,
) -> str:
    """``unconfirmed``: how many of the failed attempts nobody has confirmed; ``says`` and ``made`` as above."""
    clauses = sorted({cell.clause for cell in report.cells}, key=plots.natural)
    everybody = {clause: _sum(cell for cell in report.cells if cell.clause == clause) for clause in clauses}
    return _page(
        "class_report.html",
        lang,
        made=made,
        report=report,
        failed=report.attempts - report.passed - report.undecided,
        unconfirmed=unconfirmed,
        columns=plots.distribution(report.totals),
        clauses=[(clause, says.get(clause, "")) for clause in clauses],
        rows=_rows(report.cells, known, clauses),
        everybody=[_cell(everybody[clause]) for clause in clauses],
        weakest=_weakest(everybody, says),
        expiring=[
            (known[one.trainee], one)
            for one in sorted(certificates, key=lambda one: one.expires)
            if one.state in RUNNING_OUT and one.trainee in known and not known[one.trainee].erased
        ],
    )


# --- one trainee -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Repeated:
    """A call that was taken more than once: hundredths, and the days."""

    title: str
    times: int
    first: int
    last: int
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class _Shift:
    """A dimension at the first and at the last time, in percent of what was possible."""

    name: str
    first: int
    last: int


def _result(call: ScoredCall, lang: Lang) -> plots.Result:
    score = call.score
    kind = score.verdict.value
    if score.verdict is Verdict.FAIL and not call.confirmed:
        kind = "provisional"
    total = points(score.lowest) if score.lowest == score.highest else f"{points(score.lowest)}–{points(score.highest)}"
    title = f"{_day(call)} {call.attempt.title} {total} {KINDS[kind][lang]}"
    return plots.Result(_day(call), score.lowest, score.highest, kind, call.attempt.mode == "exam", title)


def _clauses(calls: Iterable[ScoredCall]) -> dict[str, ClauseTotal]:
    found: dict[str, ClauseTotal] = {}
    for call in calls:
        for clause, one in call.score.clauses.items():
            before = found.get(clause, ClauseTotal(0, 0, 0))
            found[clause] = ClauseTotal(
                before.points + one.points, before.possible + one.possible, before.failed + (one.failed > 0)
            )
    return found


def _first_and_last(calls: Sequence[ScoredCall]) -> list[_Repeated]:
    found = []
    for first, last, times in _repeated(calls):
        found.append(
            _Repeated(last.attempt.title, times, first.score.lowest, last.score.lowest, _day(first), _day(last))
        )
    return found


def _dimensions(calls: Sequence[ScoredCall], lang: Lang) -> list[_Shift]:
    """Over the calls taken more than once; only the same calls can be compared."""
    pairs = [(first, last) for first, last, _ in _repeated(calls)]
    found = []
    for dimension in Dimension:
        before, after = (_share(dimension, [pair[place] for pair in pairs]) for place in (0, 1))
        if before is not None and after is not None:
            found.append(_Shift(DIMENSIONS[dimension][lang], before, after))
    return found


def _repeated(calls: Sequence[ScoredCall]) -> list[tuple[ScoredCall, ScoredCall, int]]:
    by_call: dict[str, list[ScoredCall]] = {}
    for call in calls:
        by_call.setdefault(call.attempt.call, []).append(call)
    return [(taken[0], taken[-1], len(taken)) for taken in by_call.values() if len(taken) > 1]


def _share(dimension: Dimension, calls: Iterable[ScoredCall]) -> int | None:
    totals = [call.score.dimensions[dimension] for call in calls if dimension in call.score.dimensions]
    possible = sum(total.possible for total in totals)
    return plots.percent(sum(total.lowest for total in totals), possible) if possible else None


def _day(call: ScoredCall) -> str:
    """On the wall's clock."""
    return datetime.fromisoformat(call.attempt.started).astimezone().date().isoformat()


# --- a class ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    percent: int
    heat: int
    title: str


@dataclass(frozen=True, slots=True)
class _Row:
    trainee: Trainee
    cells: tuple[_Cell | None, ...]


def _rows(cells: Iterable[ClauseResult], known: Mapping[str, Trainee], clauses: Sequence[str]) -> list[_Row]:
    found: dict[str, dict[str, _Cell]] = {}
    for cell in cells:
        person = known.get(cell.trainee)
        if person is not None and not person.erased:
            found.setdefault(cell.trainee, {})[cell.clause] = _cell(
                ClauseTotal(cell.points, cell.possible, cell.failed)
            )
    people = sorted(
        (known[who] for who in found), key=lambda one: (one.department, plots.natural(one.number), one.name)
    )
    return [_Row(one, tuple(found[one.trainee].get(clause) for clause in clauses)) for one in people]


def _cell(total: ClauseTotal) -> _Cell:
    return _Cell(
        plots.percent(total.points, total.possible),
        plots.heat(total.points, total.possible),
        f"{points(total.points)} / {points(total.possible)}",
    )


def _sum(cells: Iterable[ClauseResult]) -> ClauseTotal:
    found = ClauseTotal(0, 0, 0)
    for one in cells:
        found = ClauseTotal(found.points + one.points, found.possible + one.possible, found.failed + one.failed)
    return found


# --- both ------------------------------------------------------------------------------------------------------------

KINDS: Mapping[str, Text] = {
    "pass": NAMES["pass"],
    "fail": NAMES["fail"],
    "provisional": Text("暂定不合格，待人确认", "provisionally failed, to be confirmed"),
    "undecided": NAMES["undecided"],
}


@dataclass(frozen=True, slots=True)
class _Weak:
    """A clause to work on, and what it says."""

    clause: str
    says: str
    percent: int
    heat: int
    points: str
    possible: str
    failed: int


def _weakest(totals: Mapping[str, ClauseTotal], says: Mapping[str, str]) -> list[_Weak]:
    """Those that cost points, the dearest in percent first."""
    lost = [(clause, one) for clause, one in totals.items() if one.points < one.possible]
    lost.sort(key=lambda pair: (pair[1].points / pair[1].possible, plots.natural(pair[0])))
    return [
        _Weak(
            clause,
            says.get(clause, ""),
            plots.percent(one.points, one.possible),
            plots.heat(one.points, one.possible),
            points(one.points),
            points(one.possible),
            one.failed,
        )
        for clause, one in lost[:TO_WORK_ON]
    ]


def _page(name: str, lang: Lang, **shown: object) -> str:
    style = asset("report.css")
    context = {
        "say": lambda zh, en: zh if lang is Lang.ZH else en,
        "language": "zh-CN" if lang is Lang.ZH else "en",
        "kinds": {kind: text[lang] for kind, text in KINDS.items()},
        "states": {state.value: NAMES[state.value][lang] for state in CertificateState},
        "P": plots,
        "style": Markup(style),
        "style_hash": policy_hash(style),
    }
    return template(name, points=points).render(context | shown)
