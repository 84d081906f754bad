"""What the window says of an exam before, between and after its calls."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.text import Lang
from simulator.ui.shown import ExamResult
from simulator.ui.views.exam import exam, offer
from tests.ui.paper import EXAM

TAKEN = (ExamResult("占线与留言", "fail", 64_00, "first"), ExamResult("投诉", "pass", 91_20, "second"))


def test_nothing_of_a_call_is_told_before_all_are_taken() -> None:
    for taken in range(3):
        view = exam(replace(EXAM, taken=TAKEN[:taken]), Lang.ZH)
        assert not view.finished
        assert view.title == f"第 {taken + 1} 个来电"
        assert [row.taken for row in view.rows] == [True] * taken + [False] * (3 - taken)
        assert not any(row.result or row.verdict or row.record for row in view.rows)
        assert not any(one.title in row.name + row.state for one in TAKEN for row in view.rows)


def test_results_are_told_once_all_are_taken_in_the_order_of_the_calls() -> None:
    view = exam(replace(EXAM, calls=2, taken=TAKEN), Lang.ZH)
    assert view.finished
    assert [(row.result, row.record) for row in view.rows] == [("不合格 64.0", "first"), ("合格 91.2", "second")]


def test_an_offer_names_course_and_how_many_calls_are_left() -> None:
    assert offer(replace(EXAM, taken=TAKEN), Lang.EN) == (
        "A trainer has begun an exam for you: 总机话务基础, 3 calls, 1 left"
    )


def test_a_result_that_does_not_count_says_so() -> None:
    void = ExamResult("找总经理", "undecided", 85_00, "first", void=True)
    (row,) = exam(replace(EXAM, calls=1, taken=(void,)), Lang.EN).rows
    assert row.result.endswith(" 85.0 (void)")
