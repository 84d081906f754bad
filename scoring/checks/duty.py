"""The shift and the training itself: the board's mode on and off duty, and help used."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from scoring import evidence, wording
from scoring.case import Case
from scoring.outcome import ALL, NOTHING, Grounds, Outcome, graded, judged, not_applicable
from scoring.timeline import Happening
from simulator.model.checks import HelpUsed, ModeOnDuty
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.text import Text

_FIRST_MODE = "manual"
"""The board starts in manual answering."""


def mode_on_duty(case: Case, rule: Rule, check: ModeOnDuty) -> Iterator[Outcome]:
    """One outcome for each time the duty clock asks for a mode: the board is in it at the latest ``limit`` ms later."""
    expectations: list[Happening | None] = [*case.timeline.all(Moment.MODE_EXPECTED), None]
    switches = tuple(case.timeline.all(Moment.MODE))
    for expected, following in pairwise(expectations):
        if expected is None:
            break
        wanted = expected.fact.detail.get("mode")
        name, limit = wording.mode(wanted), wording.seconds(check.limit)
        required = Text(f"{limit} 秒内设为{name.zh}", f"{name.en} within {limit} s")
        deadline = expected.t + check.limit
        if following is not None and following.t <= deadline:
            yield not_applicable(expected.t, required, Text("没到时限又变了", "it changed again before the limit"))
            continue
        before = [h for h in switches if h.t <= deadline]
        mode = before[-1].fact.detail.get("mode") if before else _FIRST_MODE
        measured = wording.mode(mode)
        proofs = evidence.of_fact(expected, before[-1] if before else None)
        absent = case.timeline.end < deadline
        yield judged(mode == wanted, expected.t, required, measured, Grounds.KEYS, proofs, absent=absent)


def help_used(case: Case, rule: Rule, check: HelpUsed) -> Iterator[Outcome]:
    """One outcome in practice: each use costs ``cost`` of the rule's points.  Elsewhere there is no help to use."""
    required = Text("不用帮助", "no help used")
    if case.header.mode != "practice":
        yield not_applicable(0, required, Text("不是练习方式", "not in practice mode"))
        return
    uses = tuple(case.timeline.all(Moment.HELP_USED))
    credit = max(NOTHING, ALL - len(uses) * Fraction(str(check.cost)))
    measured = Text(f"用了 {len(uses)} 次", f"used {len(uses)} times")
    at = uses[0].t if uses else 0
    yield graded(credit, at, required, measured, Grounds.KEYS, evidence.of_fact(*uses))
