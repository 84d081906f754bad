"""Parts of addresses: the same sound will do, another number never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.phrases import contains_address

DIGITS = "零一二三四五六七八九"
BUILDING = "栋动洞冻"
"""The character, and what a recogniser writes that hears no more than its sound."""


def spelled(number: int) -> str:
    """Digit by digit, as the numbers of rooms are said."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("三栋", "阳光花园三栋二零一"),
        ("三栋", "阳光花园3动201，对吗"),
        ("3栋", "阳光花园3洞201"),
        ("三栋", "三洞二零一"),
        ("二零一", "阳光花园3动201"),
        ("201", "三洞二零一室"),
        ("十四栋", "金桥小区14动203"),
        ("14栋", "十四洞"),
        ("青年路", "轻年路十二号"),
        ("1103", "八栋幺幺零三"),
        ("三单元", "3单圆"),
        ("百花巷", "百花向"),
    ],
)
def test_said_by_its_sound(part: str, text: str) -> None:
    assert contains_address(part, text) is not None


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("四栋", "十栋"),
        ("十栋", "四栋"),
        ("四栋", "是栋"),
        ("四栋", "十四栋"),
        ("十四栋", "四十栋"),
        ("3栋", "13动201"),
        ("3栋", "31动201"),
        ("三栋", "二十三栋"),
        ("201", "3动202"),
        ("201", "3动2015"),
        ("20", "3动201"),
        ("三栋", "三床"),
        ("三栋", "三，二零一"),
        ("三栋", ""),
        ("青年路", "清明路"),
    ],
)
def test_not_said(part: str, text: str) -> None:
    assert contains_address(part, text) is None


def test_where_it_is_said() -> None:
    assert contains_address("三栋", "您住阳光花园，3 洞201") == (7, 10)


NUMBERS = st.integers(1, 2_000)


@given(building=NUMBERS, room=NUMBERS, heard=st.sampled_from(BUILDING), other=NUMBERS, ascii_=st.booleans())
def test_numbers_are_equal_or_not(building: int, room: int, heard: str, other: int, ascii_: bool) -> None:
    said = f"{building}{heard}{room}" if ascii_ else f"{spelled(building)}{heard}{spelled(room)}"
    for written in (f"{other}栋", f"{spelled(other)}栋"):
        assert (contains_address(written, said) is not None) == (other == building)
    for written in (str(other), spelled(other)):
        assert (contains_address(written, said) is not None) == (other in (building, room))
