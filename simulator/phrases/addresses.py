"""Parts of an address (三栋, 二零一) in what was heard: other characters of the same sound will do, numbers are exact.

A recogniser knows no address: it writes 三栋二零一 as 3动201 or 3洞201.
"""

from __future__ import annotations

from simulator.phrases.digits import is_numeral, number_of
from simulator.phrases.names import toneless
from simulator.phrases.normal import Normal, normalise

_PARTED = str.maketrans(dict.fromkeys("-‐‑‒–—/", "，"))
"""What people write between the numbers of an address (18-3-402), as a pause."""
_ZERO_OR_BUILDING = "洞"
"""A zero in a dictated number; beside a number, what 栋 was heard as."""


def contains_address(part: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` says a part of an address: half-open characters of the first place, or None.

    Numbers are equal as a whole, however they are said (3, 三; 十四, 14): 3栋 is not in 13栋, nor 20 in 201.
    """
    wanted = [unit for unit, _, _ in _units(normalise(part))]
    normal = normalise(text.translate(_PARTED))
    said = _units(normal)
    for at in range(len(said) - len(wanted) + 1):
        there = said[at : at + len(wanted)]
        if wanted and all(_alike(one, other) for one, (other, _, _) in zip(wanted, there, strict=True)):
            return normal.span(there[0][1], there[-1][2])
    return None


def _units(normal: Normal) -> list[tuple[str, int, int]]:
    """The numbers, as their digits, and the single characters between them; each with its half-open span."""
    units: list[tuple[str, int, int]] = []
    at = 0
    while at < len(normal.text):
        end = at
        while end < len(normal.text) and _counts(normal, end) and (end == at or not normal.after_break[end]):
            end += 1
        digits = number_of(normal.text[at:end]) if end > at else ""
        end = end if digits else at + 1
        units.append((digits or normal.text[at], at, end))
        at = end
    return units


def _counts(normal: Normal, at: int) -> bool:
    return is_numeral(normal.text[at]) and normal.text[at] != _ZERO_OR_BUILDING


def _alike(wanted: str, said: str) -> bool:
    if wanted.isascii() or said.isascii():
        return wanted == said
    return wanted == said or not toneless(wanted, {}).isdisjoint(toneless(said, {}))
