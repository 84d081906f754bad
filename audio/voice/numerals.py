"""Numbers as they are said in Mandarin: by value, or digit by digit as on the telephone."""

from __future__ import annotations

import re

DIGITS = "零一二三四五六七八九"
TELEPHONE_DIGITS = "零幺二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MYRIADS = ("", "万", "亿", "万亿")


def digit_by_digit(digits: str, names: str = TELEPHONE_DIGITS) -> str:
    """``8012`` as 八零幺二; what is no digit is left out."""
    return "".join(names[int(digit)] for digit in digits if digit.isdigit())


def by_value(number: int) -> str:
    """``10305`` as 一万零三百零五.  From 0 to below 10^16."""
    if number == 0:
        return DIGITS[0]
    said = ""
    gap = False
    for power in range(len(_MYRIADS) - 1, -1, -1):
        group = number // 10_000**power % 10_000
        if group:
            said += (DIGITS[0] if said and (gap or group < 1_000) else "") + _group(group) + _MYRIADS[power]
        gap = bool(said) and not group
    return said.removeprefix("一") if said.startswith("一十") else said


def _group(group: int) -> str:
    said = ""
    gap = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            said += (DIGITS[0] if gap else "") + DIGITS[digit] + _PLACES[place]
        gap = bool(said) and not digit
    return said


_MEASURES = "个位名年月日天周岁点时分秒次份台条件张辆块元角吨米里层楼度万亿倍套间室家页折班年级届届期小公千百"
_PAIRS = frozenset("个位名天周年次份台条件张辆块点层倍套间家页万亿千百")
"""Before these a single 2 is 两."""

_TIME = re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_DIALLED = re.compile(r"((?:分机|电话|手机|号码|工号|编号|尾号|区号|拨|转|按|打)(?:号|是|为|到|给)?[:： ]?)(\d+)")
_HYPHENATED = re.compile(r"(?<![\d-])\d{2,5}(?:-\d{2,8})+(?![\d-])")
_COUNTED = re.compile(rf"(?<!\d)([1-9]\d{{0,8}})(?=[{_MEASURES}])")
_RUN = re.compile(r"\d+")


def say_numbers(text: str) -> str:
    """All digits of a Mandarin text as words.

    Telephone numbers and extensions (three digits and more, a leading zero, or after words such as 分机 and 拨) go
    digit by digit with 幺 for 1; what is counted, clock times, years and percentages as one says them.
    """
    text = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    text = _TIME.sub(lambda found: _clock(int(found[1]), int(found[2])), text)
    text = _YEAR.sub(lambda found: digit_by_digit(found[1], DIGITS), text)
    text = _PERCENT.sub(lambda found: "百分之" + _amount(found[1]), text)
    text = _HYPHENATED.sub(lambda found: digit_by_digit(found[0]), text)
    text = _DIALLED.sub(lambda found: found[1] + digit_by_digit(found[2]), text)
    text = _DECIMAL.sub(lambda found: _amount(found[0]), text)
    text = _COUNTED.sub(lambda found: _count(found[1], text[found.end()]), text)
    return _RUN.sub(lambda found: _plain(found[0]), text)


def _clock(hour: int, minute: int) -> str:
    if not minute:
        return by_value(hour) + "点"
    return by_value(hour) + "点" + ("零" if minute < 10 else "") + by_value(minute) + "分"


def _amount(number: str) -> str:
    whole, _, fraction = number.partition(".")
    return by_value(int(whole)) + ("点" + digit_by_digit(fraction, DIGITS) if fraction else "")


def _count(number: str, measure: str) -> str:
    return "两" if number == "2" and measure in _PAIRS else by_value(int(number))


def _plain(run: str) -> str:
    return by_value(int(run)) if len(run) < 3 and not (len(run) > 1 and run[0] == "0") else digit_by_digit(run)
