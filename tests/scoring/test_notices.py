"""Meeting notices: who was reached, what they were told, whether they said that they come."""

from __future__ import annotations

from fractions import Fraction

import pytest

from simulator.model.checks import NoticeAnswered, Notified
from simulator.model.script import MatterPoint

from .callsheet import Stage

POINTS = (MatterPoint(("例会", "会议")), MatterPoint(("明天",)), MatterPoint(("九点", "9点")), MatterPoint(("三楼",)))
ASKED = "0 ringing\n 4000 answered\n 9000 notice zhao_min\n 10000 notice finance\n 20000 hung_up reason=ended\n"
MANAGER = "30000 dialled line= actor= ext=8201 private=yes\n 36000 consulted line= actor=ext:8201 ext=8201\n"
OFFICE = "60000 dialled line= actor= ext=8200 private=yes\n 66000 consulted line= actor=ext:8200 ext=8200\n"
END = "\n 99000 ended"
WHOLE = "通知您明天上午九点在三楼开例会。"


@pytest.fixture
def due(stage: Stage) -> Stage:
    return stage.with_caller(notice=POINTS)


def told(extension: str, words: str, t: int = 40_000, flags: str = "") -> str:
    return f"{t}-{t + 4000} me(line= to=ext:{extension}{flags}) {words}\n"


def test_everybody_is_to_be_told(due: Stage) -> None:
    both = ASKED + MANAGER + told("8201", WHOLE) + OFFICE + told("8200", WHOLE, 70_000)
    assert due.verdicts(both + END, Notified()) == ["pass", "pass"]
    assert due.verdicts(ASKED + MANAGER + told("8201", WHOLE) + END, Notified()) == ["pass", "fail"]
    assert due.verdicts(ASKED + END, Notified()) == ["fail", "fail"]


def test_each_point_counts(due: Stage) -> None:
    first, _ = due.findings(ASKED + MANAGER + told("8201", "明天九点开会议。") + END, Notified())
    assert first.verdict == "partial"
    assert Fraction(first.lowest, first.possible) == Fraction(3, 4)
    assert "三楼" in first.measured.zh


def test_the_points_may_come_one_by_one(due: Stage) -> None:
    one_by_one = told("8201", "明天有例会。") + told("8201", "九点。", 46_000) + told("8201", "在三楼。", 52_000)
    assert due.verdicts(ASKED + MANAGER + one_by_one + END, Notified())[0] == "pass"


def test_saying_it_to_somebody_else_or_before_it_was_asked_is_no_notice(due: Stage) -> None:
    assert due.verdicts(ASKED + MANAGER + told("8001", WHOLE) + END, Notified()) == ["fail", "fail"]
    assert due.verdicts(told("8201", WHOLE, 1000) + ASKED + END, Notified()) == ["fail", "fail"]


@pytest.mark.parametrize(
    "flags",
    [" conf=0.2", " witness=通知您开会", " alt=明天九点在三楼开例会"],
    ids=["unclear", "contested", "hypothesis"],
)
def test_what_may_have_been_said_is_undecided(due: Stage, flags: str) -> None:
    words = WHOLE if "witness" in flags else "通知您来。"
    assert due.verdicts(ASKED + MANAGER + told("8201", words, flags=flags) + END, Notified())[0] == "undecided"


def test_everybody_says_whether_they_come(due: Stage) -> None:
    answer = "45000 gives attendance line= actor=ext:8201 ext=8201 asked=yes\n"
    assert due.verdicts(ASKED + MANAGER + answer + END, NoticeAnswered()) == ["pass", "fail"]
    assert due.verdicts(ASKED + MANAGER + END, NoticeAnswered()) == ["fail", "fail"]


def test_without_a_notice_nobody_is_judged(stage: Stage) -> None:
    assert stage.verdict(ASKED + END, Notified()) == "not_applicable"
    assert stage.verdict("4000 answered" + END, NoticeAnswered()) == "not_applicable"
