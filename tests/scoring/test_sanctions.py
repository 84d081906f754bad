"""Sanctions: listed for what failed, with all its findings, and without any weight in the score."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.checks import AnsweredWithin, NotSaid
from simulator.model.rulebook import Sanction
from simulator.model.scorecard import SanctionDue, Scorecard

from .callsheet import Stage, rule

IN_TIME, CIVIL = rule(AnsweredWithin(3), "in-time"), rule(NotSaid(("rude",)), "civil", critical=True)
SANCTIONS = {
    "late": Sanction("late", "漏接电话", "fine", ("C5.2",), ("in-time", "other"), amount=20),
    "abuse": Sanction("abuse", "辱骂客户", "fine", ("C5.4",), ("civil",), amount=50),
}
END = "\n 60000 released\n 60000 ended"


def card(stage: Stage, sheet: str) -> Scorecard:
    return stage.card(sheet + END, [IN_TIME, CIVIL], sanctions=SANCTIONS)


@pytest.mark.parametrize(
    ("ring", "due"), [(16_000, [SanctionDue("late", "漏接电话", "fine", ("C5.2",), ("in-time#1",), 20)]), (2_000, [])]
)
def test_what_failed_is_listed(stage: Stage, ring: int, due: list[SanctionDue]) -> None:
    assert list(card(stage, f"0 ringing\n {ring} answered ring_ms={ring}").sanctions) == due


def test_every_failure_of_its_rules_counts_under_one_heading(stage: Stage) -> None:
    sheet = "0 ringing\n 16000 answered ring_ms=16000\n 0 ringing line=2 actor=zhou\n"
    (due,) = card(stage, sheet + "17000 answered line=2 actor=zhou ring_ms=17000").sanctions
    assert due.findings == ("in-time#1", "in-time#2")


def test_what_a_person_still_has_to_rule_on_is_not_listed(stage: Stage) -> None:
    scored = card(stage, "0 ringing\n 2000 answered ring_ms=2000\n 5000-7000 me 你急什么")
    assert [finding.verdict.value for finding in scored.findings] == ["pass", "undecided"]
    assert scored.sanctions == ()


def test_the_score_is_the_same_without_them(stage: Stage) -> None:
    sheet = "0 ringing\n 16000 answered ring_ms=16000" + END
    plain = stage.card(sheet, [IN_TIME, CIVIL])
    assert replace(stage.card(sheet, [IN_TIME, CIVIL], sanctions=SANCTIONS), sanctions=()) == plain
