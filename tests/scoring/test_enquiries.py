"""Enquiries: each thing that a caller asked is answered, point by point, to that caller."""

from __future__ import annotations

from fractions import Fraction

import pytest

from simulator.model.checks import EnquiryAnswered
from simulator.model.script import MatterPoint

from .callsheet import Stage

FEE = (MatterPoint(("三千八百", "3800")),)
HOURS = (MatterPoint(("周六", "星期六")), MatterPoint(("九点", "9点")))
ASKED = "0 ringing\n 4000 answered\n 9000 enquiry fee\n 20000 enquiry hours\n"
END = "60000 hung_up reason=ended\n 70000 ended"


@pytest.fixture
def asking(stage: Stage) -> Stage:
    return stage.with_caller(enquiries={"fee": FEE, "hours": HOURS})


def told(words: str, t: int = 12_000, flags: str = "") -> str:
    return f"{t}-{t + 4000} me{flags} {words}\n"


def test_each_question_is_answered(asking: Stage) -> None:
    both = told("学费是三千八百元。") + told("每周六上午九点上课。", 24_000)
    assert asking.verdicts(ASKED + both + END, EnquiryAnswered()) == ["pass", "pass"]
    assert asking.verdicts(ASKED + told("学费是三千八百元。") + END, EnquiryAnswered()) == ["pass", "fail"]


def test_a_part_of_the_answer_is_worth_a_part(asking: Stage) -> None:
    _, hours = asking.findings(ASKED + told("每周六上课。", 24_000) + END, EnquiryAnswered())
    assert hours.verdict == "partial"
    assert Fraction(hours.lowest, hours.possible) == Fraction(1, 2)
    assert "九点" in hours.measured.zh


def test_what_is_said_before_it_is_asked_answers_nothing(asking: Stage) -> None:
    assert asking.verdicts(told("三千八百元。", 5_000) + ASKED + END, EnquiryAnswered()) == ["fail", "fail"]


def test_a_wrong_figure_is_no_answer(asking: Stage) -> None:
    assert asking.verdicts(ASKED + told("学费是三千元。") + END, EnquiryAnswered())[0] == "fail"


def test_what_is_asked_again_is_asked_once(asking: Stage) -> None:
    again = ASKED + "30000 enquiry fee\n" + told("三千八百元。", 32_000)
    assert asking.verdicts(again + END, EnquiryAnswered()) == ["pass", "fail"]


@pytest.mark.parametrize("flags", ["(conf=0.2)", "(witness=三千元)", "(alt=学费三千八百元)"])
def test_what_may_have_been_said_is_undecided(asking: Stage, flags: str) -> None:
    words = "学费三千八百元。" if "witness" in flags else "学费三千元。"
    assert asking.verdicts(ASKED + told(words, flags=flags) + END, EnquiryAnswered())[0] == "undecided"


def test_without_a_question_there_is_nothing_to_answer(asking: Stage) -> None:
    assert asking.verdicts("0 ringing\n 4000 answered\n" + END, EnquiryAnswered()) == ["not_applicable"]
