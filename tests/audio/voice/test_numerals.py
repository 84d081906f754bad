"""Numbers as they are said: digit by digit on the telephone, by value elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.voice.numerals import by_value, digit_by_digit, say_numbers


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("请转8012。", "请转八零幺二。"),
        ("我的电话是13800138000。", "我的电话是幺三八零零幺三八零零零。"),
        ("工号016号接待员", "工号零幺六号接待员"),
        ("016号接待员", "零幺六号接待员"),
        ("分机12", "分机幺二"),
        ("请拨0", "请拨零"),
        ("010-8888-6666", "零幺零八八八八六六六六"),
        ("８０１２", "八零幺二"),
        ("上午9:05到12:30，14:00", "上午九点零五分到十二点三十分，十四点"),
        ("3点15分", "三点十五分"),
        ("2026年3月16日", "二零二六年三月十六日"),
        ("20%和3.5%", "百分之二十和百分之三点五"),
        ("2个人，2号线，12条", "两个人，二号线，十二条"),
        ("一共100元", "一共一百元"),
        ("3.14", "三点一四"),
        ("没有数字", "没有数字"),
        ("", ""),
    ],
)
def test_numbers_in_a_line(written, said):
    assert say_numbers(written) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1_010, "一千零一十"),
        (10_010, "一万零一十"),
        (10_305, "一万零三百零五"),
        (100_000, "十万"),
        (20_000_000, "二千万"),
        (100_010_000, "一亿零一万"),
        (10**12, "一万亿"),
    ],
)
def test_values(number, said):
    assert by_value(number) == said


READ = {"十": 10, "百": 100, "千": 1_000}


def read_back(said):
    """The value of a Mandarin numeral, by the grammar."""
    total = section = digit = 0
    for char in said:
        if char in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(char)
        elif char in READ:
            section += (digit or 1) * READ[char]
            digit = 0
        else:
            power = {"万": 10_000, "亿": 100_000_000}[char]
            total = (total + section + digit) * power if char == "亿" else total + (section + digit) * power
            section = digit = 0
    return total + section + digit


@given(st.integers(0, 10**11))
def test_values_read_back(number):
    assert read_back(by_value(number)) == number


@given(st.text(alphabet="0123456789-.:年月个号转的，", max_size=30))
def test_no_digit_is_left(text):
    assert not any(char.isdigit() for char in say_numbers(text))


@given(st.from_regex(r"[0-9]{3,12}", fullmatch=True))
def test_a_long_number_keeps_every_digit(number):
    assert say_numbers(number) == digit_by_digit(number)
    assert len(digit_by_digit(number)) == len(number)
