"""Normalisation: what is left of a text when only what is spoken counts, and where each character came from.

NFKC, small letters, simplified characters; spaces, punctuation and combining marks are dropped.  Character by
character, so that each one knows its place in the original, and so that text said later never changes what was said
before.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from simulator.phrases.tables import is_han, simplify

_CONNECTORS = frozenset("-‐‑‒–—·・_'’\"“”「」『』《》〈〉()（）")
"""Marks that do not separate what stands before from what follows."""
_STOPS = frozenset("。！？!?.．")
"""Marks that end a sentence."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text.  ``origin[i]`` is where character ``i`` stands in the original, ``after_break[i]`` whether a
    pause mark (comma, full stop ...) stands before it, ``after_stop[i]`` whether one that ends a sentence does."""

    text: str
    origin: tuple[int, ...]
    after_break: tuple[bool, ...]
    after_stop: tuple[bool, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's half-open span of the normalised characters ``start`` up to ``end``."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


def normalise(text: str) -> Normal:
    """Normalise ``text``.  Normalising the result again changes nothing."""
    kept: list[str] = []
    origin: list[int] = []
    breaks: list[bool] = []
    stops: list[bool] = []
    pause = stop = False
    for at, char in enumerate(text):
        spoken = _spoken(char)
        if not spoken:
            pause = pause or _separates(char)
            stop = stop or char in _STOPS
        for one in spoken:
            kept.append(one)
            origin.append(at)
            breaks.append(pause)
            stops.append(stop)
            pause = stop = False
    return Normal("".join(kept), tuple(origin), tuple(breaks), tuple(stops))


def character_count(text: str) -> int:
    """How many characters were spoken, for the speech rate; a Chinese character, a digit or a Latin word is one."""
    count = 0
    in_word = False
    for char in unicodedata.normalize("NFKC", text):
        if is_han(char) or char.isdigit():
            count += 1
            in_word = False
        elif char.isalpha():
            count += not in_word
            in_word = True
        else:
            in_word = in_word and char in "'’-"
    return count


@lru_cache(maxsize=4096)
def _spoken(char: str) -> str:
    """What one character of the original contributes: usually itself or nothing."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return "".join(simplify(one) for one in folded if unicodedata.category(one)[0] in "LN")


def _separates(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" and char not in _CONNECTORS
