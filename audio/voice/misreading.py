"""Telephone numbers that a voice would read as amounts: what is guessed from the words around, can be guessed wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable

from audio.voice.numerals import digit_by_digit, say_numbers

_RUN = re.compile(r"[0-9０-９]+(?:[- ][0-9０-９]+)*")


def misread_numbers(text: str, numbers: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The numbers written in a line that are not read out digit by digit, each with how the line is read.

    ``numbers`` are those that somebody could dial; any other is an amount, a date or a time for all we know.
    """
    written = {re.sub(r"\D", "", found) for found in _RUN.findall(text)}
    said = say_numbers(text)
    digits = re.sub("[ -]", "", said).replace("一", "幺")
    return tuple((one, said) for one in sorted(written & set(numbers)) if digit_by_digit(one) not in digits)
