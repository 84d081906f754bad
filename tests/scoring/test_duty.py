"""Modes on duty, and help."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.checks import HelpUsed, ModeOnDuty
from simulator.model.units import Ms

from .callsheet import HEADER, Stage

MODE = ModeOnDuty(Ms(10_000))
EXPECTED = "30000 mode_expected mode=automatic\n"
END = "\n 60000 ended"


def test_the_mode_in_time(stage: Stage) -> None:
    assert stage.verdict(EXPECTED + "40000 mode mode=automatic" + END, MODE) == "pass"
    assert stage.verdict(EXPECTED + "40001 mode mode=automatic" + END, MODE) == "fail"
    assert stage.verdict("20000 mode mode=automatic\n" + EXPECTED + END, MODE) == "pass"
    assert stage.verdict(EXPECTED + END, MODE) == "fail"
    assert stage.verdict("30000 mode_expected mode=manual" + END, MODE) == "pass"
    assert stage.verdict("40000 ended", MODE) == "not_applicable"


def test_a_mode_that_was_gone_against_is_due_again(stage: Stage) -> None:
    away = "10000 mode mode=automatic\n 10000 mode_expected mode=manual\n"
    assert stage.verdicts(away + "19000 mode mode=manual" + END, MODE) == ["pass"]
    assert stage.verdicts(away + END, MODE) == ["fail"]
    early = away + "15000 mode_expected mode=automatic"  # a little before the time is no matter
    assert stage.verdicts(early + END, MODE) == ["not_applicable", "pass"]


def test_help_costs_a_share_each_time(stage: Stage) -> None:
    def lowest(*times: int) -> int:
        finding = stage.finding("\n".join(f"{t} help_used kind=wording" for t in times) + END, HelpUsed(0.25))
        return 100 * finding.lowest // finding.possible

    assert [lowest(), lowest(1000), lowest(1000, 2000), lowest(1, 2, 3, 4, 5)] == [100, 75, 50, 0]


def test_outside_practice_there_is_no_help(stage: Stage) -> None:
    assert stage.verdict(END, HelpUsed(0.25), header=replace(HEADER, mode="exam")) == "not_applicable"
