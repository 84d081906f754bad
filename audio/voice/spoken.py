"""From what a line says on paper to what a voice has to be given."""

from __future__ import annotations

from collections.abc import Iterable

from audio.voice.numerals import say_numbers
from audio.voice.respelling import respell
from simulator.model.company import SpokenName


def spoken(text: str, names: Iterable[SpokenName] = ()) -> str:
    """The text with its numbers as words and the names that have a ``pinyin`` written as they sound."""
    return say_numbers(respell(text, names))
