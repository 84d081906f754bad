"""Recognition errors: characters and toneless syllables, each as edits by length, in one written form.

您 and 你, 幺 and 一, digits and numerals, simplified and traditional characters are the same; punctuation is nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from simulator.phrases import normalise
from simulator.phrases.tables import reading_in_context

_ONE_FORM = str.maketrans("您零〇幺一二两三四五六七八九", "你0011223456789")
_DIGITS = dict(zip("0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True))


def characters(text: str) -> str:
    """The characters that were spoken, in one form."""
    return normalise(text).text.translate(_ONE_FORM)


def syllables(text: str) -> tuple[str, ...]:
    """The syllables that were spoken, without tones."""
    plain = normalise(text).text
    read = reading_in_context(plain) if plain else ()
    found = (_DIGITS.get(characters(char), reading[:-1] or char) for char, reading in zip(plain, read, strict=True))
    return tuple(found)


def edits(expected: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest insertions, deletions and substitutions."""
    return int(Levenshtein.distance(expected, heard))
