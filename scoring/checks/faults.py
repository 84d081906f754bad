"""Broken lines: reported rightly and in time, worked around, and the important caller called back (A4.3).

A line that gets worse is one trouble: it lasts from the line's first fault until the line is cleared, asks for one
report and one other line, and its time runs from the first fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring import evidence, wording
from scoring.case import Case
from scoring.outcome import Grounds, Outcome, judged, not_applicable
from scoring.timeline import Happening
from simulator.model.checks import CalledBack, FaultReported, SpareLineUsed
from simulator.model.company import Role
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.text import Text


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What was wrong with one line: its faults in order, and what cleared it."""

    faults: tuple[Happening, ...]
    cleared: Happening | None

    @property
    def first(self) -> Happening:
        return self.faults[0]

    @property
    def line(self) -> str:
        return self.first.fact.line

    def fault_at(self, n: int) -> Happening:
        """How the line was at entry ``n``; once cleared, how it was last."""
        return next((fault for fault in reversed(self.faults) if fault.n < n), self.first)


def fault_reported(case: Case, rule: Rule, check: FaultReported) -> Iterator[Outcome]:
    """One outcome for each trouble: the line, as it was when reported, to the technical role, within ``limit`` ms.

    A report made before the line got worse stands.
    """
    technical = case.directory.company.roles.get(Role.TECHNICAL, "")
    reports = tuple(case.timeline.all(Moment.FAULT_REPORTED))
    limit = wording.seconds(check.limit)
    for trouble in _troubles(case):
        start = trouble.first
        kinds = dict.fromkeys(wording.fault(fault.fact.detail.get("kind")) for fault in trouble.faults)
        name, where = wording.listed(kinds, either=True), case.directory.name(technical)
        required = Text(
            f"{limit} 秒内向{where}报修：{trouble.line} 号线{name.zh}",
            f"within {limit} s, line {trouble.line} reported to {where}: {name.en}",
        )
        later = [h for h in reports if h.n > start.n]
        right = next((h for h in later if _reports(h, trouble, technical)), None)
        if right is not None:
            in_time = right.t - start.t <= check.limit
            measured = wording.after(right.t - start.t)
            yield judged(in_time, start.t, required, measured, Grounds.RECORD, evidence.of_fact(*trouble.faults, right))
            continue
        wrong = later[-1] if later else None
        measured = _wrong_report(case, wrong) if wrong is not None else Text("没有报修", "it was not reported")
        absent = case.timeline.end - start.t <= check.limit
        proofs = evidence.of_fact(*trouble.faults, wrong)
        yield judged(False, start.t, required, measured, Grounds.RECORD, proofs, absent=absent)


def spare_line_used(case: Case, rule: Rule, check: SpareLineUsed) -> Iterator[Outcome]:
    """One outcome for each trouble that hit a call: the spare line or another line is taken within ``limit`` ms.

    A trouble that cleared by itself before the limit asks for nothing.
    """
    limit = wording.seconds(check.limit)
    required = Text(f"{limit} 秒内启用备用线路或其他线路", f"the spare line or another line taken within {limit} s")
    for trouble in _troubles(case):
        hit = next((fault for fault in trouble.faults if fault.fact.actor), None)
        if hit is None:
            continue
        taken = next((h for h in case.timeline.happenings if h.n > hit.n and _goes_on_elsewhere(h, hit)), None)
        cleared = trouble.cleared
        if taken is not None:
            in_time = taken.t - hit.t <= check.limit
            proofs = evidence.of_fact(hit, taken)
            yield judged(in_time, hit.t, required, wording.after(taken.t - hit.t), Grounds.KEYS, proofs)
        elif cleared is not None and cleared.t - hit.t <= check.limit:
            yield not_applicable(hit.t, required, Text("线路自己恢复了", "the line recovered by itself"))
        else:
            measured = Text("没有启用", "no other line was taken")
            absent = case.timeline.end - hit.t <= check.limit
            yield judged(False, hit.t, required, measured, Grounds.KEYS, evidence.of_fact(hit), absent=absent)


def called_back(case: Case, rule: Rule, check: CalledBack) -> Iterator[Outcome]:
    """One outcome for each call-back that fell due: the right number dialled within ``limit`` ms.

    A caller who rang again and was answered first needs none.  One who is to be called at a time agreed is due when the
    operator dials shortly before it as well; what was dialled earlier than that is told.
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
            wrong = next((h for h in dials if not h.call), None)  # a number of nobody who could be meant
            measured = _not_called(case, due, wrong)
            absent = case.timeline.end - due.t <= check.limit
            proofs = evidence.of_fact(due, wrong)
            yield judged(False, due.t, required, measured, Grounds.KEYS, proofs, absent=absent)


def _not_called(case: Case, due: Happening, wrong: Happening | None) -> Text:
    """What the operator did instead of calling somebody who was due."""
    if wrong is not None:
        told = wrong.fact.detail.get("number")
        return Text(f"拨的是 {told}", f"dialled {told}")
    dials = (h for h in case.timeline.all(Moment.DIALLED_OUT) if h.n < due.n)
    if any(h.fact.detail.get("number") == due.fact.detail.get("number") for h in dials):
        return Text("到了时间没有回拨，之前拨过", "not called when it was due, only before")
    return Text("没有回拨", "not called back")


def _troubles(case: Case) -> Iterator[_Trouble]:
    """Every trouble of every line, in the order in which they began."""
    open_: dict[str, list[Happening]] = {}
    found: list[_Trouble] = []
    for happening in case.timeline.all(Moment.LINE_FAULT, Moment.LINE_CLEARED):
        line = happening.fact.line
        if happening.fact.moment is Moment.LINE_FAULT:
            open_.setdefault(line, []).append(happening)
        elif line in open_:
            found.append(_Trouble(tuple(open_.pop(line)), happening))
    found += [_Trouble(tuple(faults), None) for faults in open_.values()]
    return iter(sorted(found, key=lambda trouble: trouble.first.n))


def _reports(report: Happening, trouble: _Trouble, technical: str) -> bool:
    fault = trouble.fault_at(report.n)
    same_kind = report.fact.detail.get("kind") == fault.fact.detail.get("kind")
    return report.fact.line == trouble.line and same_kind and report.fact.extension == technical


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
