"""Names, organisations, telephone numbers and times: exact, right by sound, or wrong; read as the product reads them.

The product looks for the recorded fact in what was said (the read-back check); it has no reading of times, so theirs is
the benchmark's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from scoring.directory import Directory
from simulator.model.company import SpokenName
from simulator.phrases import Lexicon, compare_digits, contains_digits, contains_name, normalise, spoken_digits

NAMES = ("name", "org")
NUMBERS = ("phone", "ext")


class Verdict(StrEnum):
    """How much of a slot got through."""

    EXACT = "exact"
    SAME_SOUND = "same sound"
    NEAR = "one digit off"
    WRONG = "wrong"


READINGS: Mapping[str, str] = {"仇志明": "qiu2 zhi4 ming2", "曾晓峰": "zeng1 xiao3 feng1", "单春雷": "shan4 chun1 lei2"}
"""Names that reading tables get wrong; a company's directory says the same by ``pinyin:``."""

CONFUSED: Mapping[str, str] = {"陈": "程", "程": "陈", "沈": "盛", "盛": "沈", "傅": "胡", "胡": "傅"}
"""Surnames that are not the same syllable and easily taken for one another."""


def read(slots: Mapping[str, str], text: str, lexicon: Lexicon, directory: Directory) -> Iterator[tuple[str, Verdict]]:
    """Every slot of a sentence, and what became of it in a transcript."""
    for slot, value in slots.items():
        if slot in NAMES:
            yield slot, _name(value, text)
        elif slot in NUMBERS:
            yield slot, _number(value, text)
        elif slot == "time":
            yield slot, Verdict.EXACT if value in times(text) else Verdict.WRONG
        elif slot == "dest":
            yield slot, _destination(value, text, lexicon, directory)


def foil(name: str) -> SpokenName | None:
    """The same name with the surname it is easily taken for; None where there is none."""
    surname = CONFUSED.get(name[0])
    return SpokenName(surname + name[1:]) if surname else None


def accepted(name: SpokenName, text: str) -> bool:
    """Whether the product finds the name in the text."""
    return contains_name(name, text) is not None


def times(text: str) -> frozenset[str]:
    """The times of day in a text as HH:MM; where neither 上午 nor 下午 is said, both halves of the day."""
    found: set[str] = set()
    plain = normalise(text).text
    for part, hour, minute in _TIME.findall(_with_digits(plain)):
        h, m = int(hour), _minute(minute)
        if h > 24 or m is None:
            continue
        halves = {h % 24}
        if h <= 12:
            halves = {h % 12 + 12} if part in ("下午", "晚上") else {h} if part in _MORNING else {h % 24, h % 12 + 12}
        found |= {f"{one:02}:{m:02}" for one in halves}
    return frozenset(found)


_MORNING = ("上午", "早上", "早晨")
_TIME = re.compile(r"(上午|下午|早上|早晨|晚上)?(\d{1,2})[点點](整|半|[1-4一二三]刻|\d{1,2}分?)?")


def _minute(text: str) -> int | None:
    if text in ("", "整"):
        return 0
    if text == "半":
        return 30
    if text.endswith("刻"):
        return {"1": 15, "一": 15, "2": 30, "二": 30, "3": 45, "三": 45}.get(text[0])
    minute = int(text.rstrip("分"))
    return minute if minute < 60 else None


def _with_digits(plain: str) -> str:
    """Spoken numbers as digits, everything else as it is."""
    out, at = [], 0
    for run in spoken_digits(plain):
        out += [plain[at : run.start], run.digits]
        at = run.end
    return "".join((*out, plain[at:]))


def _name(value: str, text: str) -> Verdict:
    if normalise(value).text in normalise(text).text:
        return Verdict.EXACT
    return Verdict.SAME_SOUND if accepted(SpokenName(value, READINGS.get(value, "")), text) else Verdict.WRONG


def _number(value: str, text: str) -> Verdict:
    if contains_digits(value, text) is not None:
        return Verdict.EXACT
    off = (sum(not place.same for place in compare_digits(value, run.digits)) for run in spoken_digits(text))
    return Verdict.NEAR if min(off, default=len(value)) == 1 else Verdict.WRONG


def _destination(extension: str, text: str, lexicon: Lexicon, directory: Directory) -> Verdict:
    """Where the transfer announced goes, as the matcher reads it."""
    for match in lexicon.match(text, ("announce_transfer",)):
        named = next((match.slots[slot] for slot in ("destination", "person", "department") if slot in match.slots), "")
        if extension in directory.extensions_named(named):
            return Verdict.EXACT
    return Verdict.WRONG
