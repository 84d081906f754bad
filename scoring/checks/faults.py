"""Broken lines: reported rightly and in time, worked around, and the important caller called back (A4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import evidence, wording
from scoring.case import Case
from scoring.outcome import Grounds, Outcome, judged, not_applicable
from scoring.timeline import Happening
from simulator.model.company import Role
from simulator.model.moments import Moment
from simulator.model.rulebook import CalledBack, FaultReported, Rule, SpareLineUsed
from simulator.model.text import Text


def fault_reported(case: Case, rule: Rule, check: FaultReported) -> Iterator[Outcome]:
    """One outcome for each line fault: right line, right kind, to the technical role, within ``limit`` ms."""
    technical = case.directory.company.roles.get(Role.TECHNICAL, "")
    reports = tuple(case.timeline.all(Moment.FAULT_REPORTED))
    limit = wording.seconds(check.limit)
    for fault in case.timeline.all(Moment.LINE_FAULT):
        kind = fault.fact.detail.get("kind")
        name, where = wording.fault(kind), case.directory.name(technical)
        required = Text(
            f"{limit} 秒内向{where}报修：{fault.fact.line} 号线{name.zh}",
            f"within {limit} s, line {fault.fact.line} reported to {where}: {name.en}",
        )
        later = [h for h in reports if h.n > fault.n]
        right = next((h for h in later if _reports(h, fault, technical)), None)
        if right is not None:
            in_time = right.t - fault.t <= check.limit
            measured = wording.after(right.t - fault.t)
            yield judged(in_time, fault.t, required, measured, Grounds.RECORD, evidence.of_fact(fault, right))
            continue
        wrong = later[-1] if later else None
        measured = _wrong_report(case, wrong) if wrong is not None else Text("没有报修", "it was not reported")
        absent = case.timeline.end - fault.t <= check.limit
        proofs = evidence.of_fact(fault, wrong)
        yield judged(False, fault.t, required, measured, Grounds.RECORD, proofs, absent=absent)


def spare_line_used(case: Case, rule: Rule, check: SpareLineUsed) -> Iterator[Outcome]:
    """One outcome for each fault that hit a call: the spare line or another line is taken within ``limit`` ms.

    A fault that cleared by itself before the limit asks for nothing.
    """
    limit = wording.seconds(check.limit)
    required = Text(f"{limit} 秒内启用备用线路或其他线路", f"the spare line or another line taken within {limit} s")
    for fault in case.timeline.all(Moment.LINE_FAULT):
        if not fault.fact.actor:
            continue
        taken = next((h for h in case.timeline.happenings if h.n > fault.n and _goes_on_elsewhere(h, fault)), None)
        cleared = next((h for h in case.timeline.all(Moment.LINE_CLEARED) if _same_line(h, fault)), None)
        if taken is not None:
            in_time = taken.t - fault.t <= check.limit
            proofs = evidence.of_fact(fault, taken)
            yield judged(in_time, fault.t, required, wording.after(taken.t - fault.t), Grounds.KEYS, proofs)
        elif cleared is not None and cleared.t - fault.t <= check.limit:
            yield not_applicable(fault.t, required, Text("线路自己恢复了", "the line recovered by itself"))
        else:
            measured = Text("没有启用", "no other line was taken")
            absent = case.timeline.end - fault.t <= check.limit
            yield judged(False, fault.t, required, measured, Grounds.KEYS, evidence.of_fact(fault), absent=absent)


def called_back(case: Case, rule: Rule, check: CalledBack) -> Iterator[Outcome]:
    """One outcome for each call-back that fell due: the right number dialled within ``limit`` ms.

    A caller who rang again and was answered first needs none.
    """
    limit = wording.seconds(check.limit)
    for due in case.timeline.all(Moment.CALL_BACK_DUE):
        number = str(due.fact.detail.get("number", ""))
        required = Text(f"{limit} 秒内回拨 {number}", f"{number} called back within {limit} s")
        dials = [h for h in case.timeline.all(Moment.DIALLED_OUT) if h.n > due.n]
        right = next((h for h in dials if h.fact.detail.get("number") == number), None)
        again = next((h for h in case.timeline.all(Moment.ANSWERED, call=due.call) if h.n > due.n), None)
        if again is not None and (right is None or again.n < right.n):
            yield not_applicable(
                due.t, required, Text("对方又打来，已经接起", "the caller rang again and was answered")
            )
        elif right is not None:
            in_time = right.t - due.t <= check.limit
            proofs = evidence.of_fact(due, right)
            yield judged(in_time, due.t, required, wording.after(right.t - due.t), Grounds.KEYS, proofs)
        else:
            wrong = dials[0] if dials else None
            told = wrong.fact.detail.get("number") if wrong is not None else ""
            measured = Text(f"拨的是 {told}", f"dialled {told}") if wrong else Text("没有回拨", "not called back")
            absent = case.timeline.end - due.t <= check.limit
            proofs = evidence.of_fact(due, wrong)
            yield judged(False, due.t, required, measured, Grounds.KEYS, proofs, absent=absent)


def _reports(report: Happening, fault: Happening, technical: str) -> bool:
    same_kind = report.fact.detail.get("kind") == fault.fact.detail.get("kind")
    return report.fact.line == fault.fact.line and same_kind and report.fact.extension == technical


def _wrong_report(case: Case, report: Happening) -> Text:
    name, where = wording.fault(report.fact.detail.get("kind")), case.directory.name(report.fact.extension)
    return Text(
        f"报的是{report.fact.line} 号线{name.zh}，报给{where}",
        f"reported line {report.fact.line}, {name.en}, to {where}",
    )


def _goes_on_elsewhere(later: Happening, fault: Happening) -> bool:
    fact = later.fact
    elsewhere = fact.line != fault.fact.line
    if fact.moment in (Moment.SPARE_LINE, Moment.DIALLED_OUT):
        return elsewhere
    return fact.moment in (Moment.ANSWERED, Moment.CALLED_BACK) and elsewhere and later.call == fault.call


def _same_line(cleared: Happening, fault: Happening) -> bool:
    return cleared.n > fault.n and cleared.fact.line == fault.fact.line
