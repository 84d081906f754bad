"""Numbers as people say them and recognisers write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.phrases import compare_digits, contains_digits, spoken_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("电话是一三八零零一三八零零零", ["13800138000"]),
        ("幺三八洞洞", ["13800"]),
        ("分机8012", ["8012"]),
        ("分机８０１２", ["8012"]),
        ("八零十二", ["8012"]),
        ("两百零五", ["205"]),
        ("三十六", ["36"]),
        ("十二号", ["12"]),
        ("二十四", ["24"]),
        ("一百二", ["120"]),
        ("一百一十", ["110"]),
        ("一千零一十", ["1010"]),
        ("零一六号", ["016"]),
        ("〇一六号", ["016"]),
        ("八零要二", ["8012"]),
        ("1380-1380-00", ["1380138000"]),
        ("138 0013 8000", ["13800138000"]),
        ("8012、8013", ["8012", "8013"]),
        ("八零一二，不是八零二一", ["8012", "8021"]),
        ("三八二五六", ["38256"]),
        ("千万不要", []),
        ("请等一下", []),
        ("我们一起", []),
        ("山洞", []),
        ("要二", ["2"]),
        ("", []),
    ],
)
def test_numbers_in_speech(text: str, digits: list[str]) -> None:
    assert [run.digits for run in spoken_digits(text)] == digits


def test_a_run_says_where_it_stands() -> None:
    text = "分机是：八零-十二，王主任"
    (run,) = spoken_digits(text)
    assert text[run.start : run.end] == "八零-十二"


@given(st.text(alphabet="0123456789", min_size=1, max_size=15))
@settings(deadline=None)
def test_digits_read_one_by_one_come_back(digits: str) -> None:
    said = "".join("零一二三四五六七八九"[int(digit)] for digit in digits)
    assert "".join(run.digits for run in spoken_digits(f"号码{said}吧")) == digits


@given(st.integers(min_value=10, max_value=999))
@settings(deadline=None)
def test_cardinals_come_back(number: int) -> None:
    hundreds, rest = divmod(number, 100)
    names = "零一二三四五六七八九"
    said = names[hundreds] + "百" if hundreds else ""
    if rest >= 10:
        tens = names[rest // 10] + "十"
        said += tens + (names[rest % 10] if rest % 10 else "")
    elif rest:
        said += "零" + names[rest]
    assert [run.digits for run in spoken_digits(said)] == [str(number)]


def test_a_number_dictated_in_groups_is_found_and_a_longer_one_is_not() -> None:
    text = "电话138，0013，8000对吗"
    span = contains_digits("13800138000", text)
    assert span is not None
    assert text[slice(*span)] == "138，0013，8000"
    assert contains_digits("801", "分机8012") is None
    assert contains_digits("8012", "八零和一二") is None


@pytest.mark.parametrize(
    ("expected", "written", "wrong"),
    [
        ("8012", "8012", []),
        ("8012", "8022", [("1", "2")]),
        ("13800138000", "1380138000", [("0", "")]),
        ("8012", "80123", [("", "3")]),
        ("8012", "", [("8", ""), ("0", ""), ("1", ""), ("2", "")]),
        ("138-0013", "1380013", []),
    ],
)
def test_the_wrong_digit_is_shown(expected: str, written: str, wrong: list[tuple[str, str]]) -> None:
    diff = compare_digits(expected, written)
    assert [(one.expected, one.written) for one in diff if not one.same] == wrong


@given(st.text(alphabet="0123456789", max_size=12), st.text(alphabet="0123456789", max_size=12))
@settings(deadline=None)
def test_a_comparison_spells_both_sides_with_the_fewest_differences(expected: str, written: str) -> None:
    diff = compare_digits(expected, written)
    assert "".join(one.expected for one in diff) == expected
    assert "".join(one.written for one in diff) == written
    differences = sum(not one.same for one in diff)
    assert abs(len(expected) - len(written)) <= differences <= max(len(expected), len(written))


@given(st.text(alphabet="零一二三四五六七八九十百千万两洞幺0189要了，-", max_size=30))
@settings(deadline=None)
def test_runs_are_digits_in_order_and_inside_the_text(text: str) -> None:
    runs = spoken_digits(text)
    assert all(run.digits.isdecimal() and 0 <= run.start < run.end <= len(text) for run in runs)
    assert all(one.end <= other.start for one, other in pairwise(runs))


@pytest.mark.parametrize(
    ("expected", "text", "said"),
    [
        ("13912345678", "手机号是1391234567吧您可以留言", True),
        ("13912345678", "電話要三九一二三四五六七八", True),
        ("13912345678", "1391234567，把", True),
        ("13912345678", "1391234567八", True),
        ("13912345678", "1391234567好", False),
        ("13912345678", "要三九一二山四五六七吧", False),  # three that only sound like it
        ("13912345678", "1391234567吧9", False),  # goes on
        ("8008", "800吧", False),  # too short to be known by that
    ],
)
def test_a_long_number_may_begin_or_end_with_what_sounds_like_its_digit(expected: str, text: str, said: bool) -> None:
    assert (contains_digits(expected, text) is not None) == said
