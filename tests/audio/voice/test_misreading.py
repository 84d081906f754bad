"""Numbers that a voice would read as amounts are found, and nothing else."""

from __future__ import annotations

import pytest

from audio.voice.misreading import misread_numbers

NUMBERS = ("8012", "13800138000", "110")


@pytest.mark.parametrize(
    "text",
    ["请拨8012。", "我的电话是13800138000。", "打110。", "分机 8012", "138-0013-8000", "一共9012个"],
)
def test_numbers_that_are_read_digit_by_digit(text: str) -> None:
    assert misread_numbers(text, NUMBERS) == ()


@pytest.mark.parametrize(
    ("text", "number", "said"), [("我在8012室", "8012", "我在八千零一十二室"), ("是8012点", "8012", "是八千零一十二点")]
)
def test_numbers_that_are_not(text: str, number: str, said: str) -> None:
    assert misread_numbers(text, NUMBERS) == ((number, said),)
