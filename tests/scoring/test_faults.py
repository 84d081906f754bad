"""Broken lines."""

from __future__ import annotations

import pytest

from simulator.model.checks import CalledBack, FaultReported, SpareLineUsed
from simulator.model.units import Ms

from .callsheet import Stage

REPORT, SPARE, BACK = FaultReported(Ms(60_000)), SpareLineUsed(Ms(30_000)), CalledBack(Ms(60_000))
DEAD = "4000 answered\n 10000 line_fault kind=dead\n 10000 call_back_due number=13800138000\n"
END = "\n 200000 ended"


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        ("20000 fault_reported kind=dead ext=8600", "pass"),
        ("70000 fault_reported kind=dead ext=8600", "pass"),
        ("70001 fault_reported kind=dead ext=8600", "fail"),
        ("20000 fault_reported kind=noise ext=8600", "fail"),
        ("20000 fault_reported kind=dead ext=8100", "fail"),
        ("20000 fault_reported line=2 kind=dead ext=8600", "fail"),
        ("", "fail"),
    ],
)
def test_the_right_line_kind_and_place_in_time(stage: Stage, report: str, verdict: str) -> None:
    assert stage.verdict(DEAD + report + END, REPORT, critical=True) == verdict


def test_a_wrong_report_can_be_put_right(stage: Stage) -> None:
    sheet = DEAD + "20000 fault_reported kind=noise ext=8600\n 30000 fault_reported kind=dead ext=8600" + END
    assert stage.verdict(sheet, REPORT) == "pass"


WORSE = "4000 answered\n 10000 line_fault kind=noise\n 30000 line_fault kind=dead\n"


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        ("40000 fault_reported kind=dead ext=8600", "pass"),
        ("70001 fault_reported kind=dead ext=8600", "fail"),  # the time runs from the first fault
        ("40000 fault_reported kind=noise ext=8600", "fail"),  # it is worse than that by now
        ("", "fail"),
    ],
)
def test_a_line_that_gets_worse_is_one_trouble(stage: Stage, report: str, verdict: str) -> None:
    assert stage.verdicts(WORSE + report + END, REPORT) == [verdict]


def test_a_report_made_before_it_got_worse_stands(stage: Stage) -> None:
    sheet = WORSE.replace("30000", "20000 fault_reported kind=noise ext=8600\n 30000")
    assert stage.verdicts(sheet + END, REPORT) == ["pass"]


def test_a_line_that_fails_again_after_it_was_cleared_is_another_trouble(stage: Stage) -> None:
    again = DEAD + "20000 fault_reported kind=dead ext=8600\n 30000 line_cleared\n 40000 line_fault kind=dead"
    assert stage.verdicts(again + END, REPORT) == ["pass", "fail"]
    assert stage.verdicts(again + "\n 50000 fault_reported kind=dead ext=8600" + END, REPORT) == ["pass", "pass"]


def test_a_report_after_the_line_recovered_tells_how_it_was(stage: Stage) -> None:
    sheet = WORSE + "40000 line_cleared\n 50000 fault_reported kind=dead ext=8600"
    assert stage.verdicts(sheet + END, REPORT) == ["pass"]


def test_each_line_has_its_own_trouble(stage: Stage) -> None:
    both = DEAD + "12000 line_fault line=2 actor=zhou kind=noise\n 20000 fault_reported kind=dead ext=8600"
    assert stage.verdicts(both + END, REPORT) == ["pass", "fail"]


def test_one_trouble_asks_for_one_other_line(stage: Stage) -> None:
    assert stage.verdicts(WORSE + "35000 spare_line line=3" + END, SPARE) == ["pass"]
    assert stage.verdicts(WORSE + "41000 spare_line line=3" + END, SPARE) == ["fail"]


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        ("20000 spare_line line=3", "pass"),
        ("20000 dialled_out line=2 number=13800138000", "pass"),
        ("20000 dialled_out line=1 number=13800138000", "fail"),
        ("40001 spare_line line=3", "fail"),
        ("20000 line_cleared", "not_applicable"),
        ("", "fail"),
    ],
)
def test_another_line_is_taken(stage: Stage, done: str, verdict: str) -> None:
    assert stage.verdict(DEAD + done + END, SPARE) == verdict


def test_a_fault_on_an_idle_line_interrupts_nothing(stage: Stage) -> None:
    assert stage.verdict("10000 line_fault actor= kind=noise" + END, SPARE) == "not_applicable"


@pytest.mark.parametrize(
    ("done", "verdict"),
    [
        ("20000 dialled_out line=3 number=13800138000", "pass"),
        ("70001 dialled_out line=3 number=13800138000", "fail"),
        ("20000 dialled_out line=3 number=13800138001", "fail"),
        ("20000 ringing line=2\n 21000 answered line=2", "not_applicable"),
        ("", "fail"),
    ],
)
def test_the_caller_is_called_back_on_the_right_number(stage: Stage, done: str, verdict: str) -> None:
    assert stage.verdict(DEAD + done + END, BACK) == verdict


AGREED = "60000 call_back_due line= number=13700137000 actor=zhou\n 60000 call_back_due line= number=13800138000\n"


def test_calls_that_were_agreed_are_made_in_time_each(stage: Stage) -> None:
    both = "70000 dialled_out line=1 number=13800138000\n 110000 dialled_out line=1 number=13700137000"
    assert stage.verdicts(AGREED + both + END, BACK) == ["pass", "pass"]
    one = stage.findings(AGREED + "70000 dialled_out line=1 number=13800138000" + END, BACK)
    assert [finding.verdict.value for finding in one] == ["fail", "pass"]
    assert one[0].measured.zh == "没有回拨"  # the other's number is no wrong number


def test_a_call_long_before_its_time_is_told(stage: Stage) -> None:
    sheet = "5000 dialled_out line=1 number=13800138000\n 60000 call_back_due line= number=13800138000"
    finding = stage.finding(sheet + END, BACK)
    assert finding.verdict.value == "fail"
    assert finding.measured.zh == "到了时间没有回拨，之前拨过"
