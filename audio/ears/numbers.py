"""Long numbers: which of several hypotheses of one stretch of speech has most likely the number that was said.

Whisper drops and doubles digits of a number said in one go, most of all where it writes them as figures, several to a
token.  A second decode of the same sound that may not write figures spells it out, one digit a token, and errs
elsewhere.  Of all hypotheses of both, the number that together they believe most is taken, if it is one that can be
dialled.  Nothing here knows which number is expected.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LONG: Final = 6
"""From so many digits in a row on, a number is decoded twice."""

PLAUSIBLE: Final = re.compile(r"1[3-9]\d{9}|0\d{9,11}|[2-8]\d{6,7}|[48]00\d{7}")
"""What can be dialled in China: mobile, with area code, local, 400 and 800 numbers (the national numbering plan)."""

_WRITTEN: Final = {
    "0": "0零〇洞",
    "1": "1一幺",
    "2": "2二两兩",
    "3": "3三",
    "4": "4四",
    "5": "5五",
    "6": "6六",
    "7": "7七",
    "8": "8八",
    "9": "9九",
}
_SOUNDING: Final = {
    "0": "另领領令灵靈铃鈴凌",
    "1": "要腰邀摇搖药藥妖么",
    "2": "而儿兒尔爾",
    "3": "散伞傘",
    "4": "寺司丝絲思似",
    "5": "无無屋舞午误誤物务務",
    "6": "留流刘劉溜",
    "7": "期其起气氣奇器妻骑騎",
    "8": "把吧巴爸拔",
    "9": "就久酒旧舊",
}
"""What the recogniser writes instead: other characters of the same sound."""
_OTHER_WORDS: Final = frozenset("而起把吧就务務物")
"""Of these, the ones that may as well be a word before or after the number (电话就…, …对吧)."""

_DIGITS: Final = {char: digit for digit, chars in _WRITTEN.items() for char in chars}
_LIKE: Final = _DIGITS | {char: digit for digit, chars in _SOUNDING.items() for char in chars}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a decode may have heard: its text and tokens, and the sum of their log probabilities."""

    text: str
    tokens: tuple[int, ...]
    log_probability: float


def has_long_number(text: str) -> bool:
    """Whether at least ``LONG`` digits stand in a row, separated by no more than spaces and punctuation."""
    return any(sum(char in _DIGITS for char in run) >= LONG for run in _runs(text))


def numbers(text: str) -> Iterator[str]:
    """Every plausible way to read the long numbers of a text, the longest first of each."""
    for run in _runs(text):
        if sum(char in _DIGITS for char in run) < LONG:
            continue
        first, last = 0, len(run)
        while run[first] in _OTHER_WORDS:
            first += 1
        while run[last - 1] in _OTHER_WORDS:
            last -= 1
        for start in range(first + 1):
            for end in range(len(run), last - 1, -1):
                digits = "".join(_LIKE[char] for char in run[start:end])
                if PLAUSIBLE.fullmatch(digits):
                    yield digits


def by_number(free: Sequence[Hypothesis], spelt: Sequence[Hypothesis]) -> tuple[Hypothesis, ...]:
    """All hypotheses of both decodes: first the best one with the most believed number, then those with another number,
    the best of each decode before the others, then those with the same.

    Each decode has the same weight, and its hypotheses share it by their probabilities.
    """
    belief: defaultdict[str, float] = defaultdict(float)
    for decode in (free, spelt):
        best = max((one.log_probability for one in decode), default=0.0)
        weights = [math.exp(one.log_probability - best) for one in decode]
        for one, weight in zip(decode, weights, strict=True):
            number = next(numbers(one.text), None)
            if number is not None:
                belief[number] += weight / sum(weights)
    order = [*free[:1], *spelt[:1], *free[1:], *spelt[1:]]
    if not belief:
        return tuple(order)
    number = max(belief, key=lambda one: (belief[one], one))
    agreeing = [one for one in order if number == next(numbers(one.text), None)]
    return (agreeing[0], *(one for one in order if one not in agreeing), *agreeing[1:])


def _runs(text: str) -> Iterator[str]:
    """The stretches of characters that are or sound like digits."""
    spoken = "".join(char for char in text if char.isalnum())
    yield from re.findall(f"[{''.join(_LIKE)}]+", spoken)
