"""Of several hypotheses the one whose number is believed most, without knowing which one is expected."""

from __future__ import annotations

import math

import pytest

from audio.ears.numbers import Hypothesis, by_number, has_long_number, numbers


def hypotheses(**texts: float) -> tuple[Hypothesis, ...]:
    return tuple(Hypothesis(text, (), math.log(share)) for text, share in texts.items())


@pytest.mark.parametrize("text", ["电话13800138000", "一三八,零零一三八", "138-0013", "要三八零零一三", "兩零零六五二"])
def test_six_digits_are_a_long_number(text: str) -> None:
    assert has_long_number(text)


@pytest.mark.parametrize("text", ["", "分机8012", "二〇二六年三月", "要不要留言", "七期其起气奇器"])
def test_fewer_are_not(text: str) -> None:
    assert not has_long_number(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("电话是13800138000，对吗", "13800138000"),
        ("电话是要三八零零要三八零零零对吗", "13800138000"),
        ("电话就六五八七二一零三", "65872103"),
        ("电话是021-58764310", "02158764310"),
        ("要三八零零要三八零零零吧", "13800138000"),
    ],
)
def test_what_can_be_dialled_is_read(text: str, number: str) -> None:
    assert next(numbers(text), None) == number


@pytest.mark.parametrize(
    "text", ["电话1380013800", "电话要三四五四七五二七架", "电话92345678", "电话138001380001", "分机8012"]
)
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    """A mobile number short of a digit is none, and its end is no local number: 要 before it is its 1."""
    assert list(numbers(text)) == []


def test_the_number_that_both_decodes_believe_most_goes_first() -> None:
    free = hypotheses(电话1380138000=0.6, 电话13800138000=0.3)
    spelt = hypotheses(电话要三八零零要三八零零零=0.9)
    first, second, *rest = by_number(free, spelt)
    assert first.text == "电话要三八零零要三八零零零"
    assert second.text == "电话1380138000"
    assert [one.text for one in rest] == ["电话13800138000"]


def test_where_nothing_can_be_dialled_the_order_stays() -> None:
    free, spelt = hypotheses(电话138013800=0.6, 电话13801380=0.3), hypotheses(电话要三八零=0.9)
    assert [one.text for one in by_number(free, spelt)] == ["电话138013800", "电话要三八零", "电话13801380"]


def test_the_second_decode_may_have_run_away() -> None:
    free = hypotheses(电话1380013800=0.6, 电话13800138000=0.3)
    assert [one.text for one in by_number(free, ())] == ["电话13800138000", "电话1380013800"]
