"""What all keys of a table cost in an utterance, found for all of them at once by operations on sets of bits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import and_

from simulator.phrases.sounds import EQUAL, FUZZY, NEAR, NEVER, OTHER, UNLIKE

_LEVELS = (EQUAL, FUZZY, NEAR, OTHER, UNLIKE)
"""Every entry of a row is one of these, or ``NEVER``."""
_STEPS = tuple(above - level for level, above in zip(_LEVELS, (*_LEVELS[1:], NEVER), strict=True))
_ABOVE = tuple(b"0" * (level + 1) + b"1" * (255 - level) for level in _LEVELS)
"""Tables that make an entry a binary digit: whether it is more."""

Beyond = tuple[int, ...]
"""For each of the levels the keys whose entry is more, as a set of bits: bit ``n`` for key ``n``."""


class Columns:
    """The rows of a table of keys, read by the syllable that is heard; to be made when the last key is in."""

    def __init__(self, rows: Sequence[bytes], missing: Sequence[int]) -> None:
        self.size = len(rows)
        self._rows = rows
        self._missing = _beyond(bytes(missing))
        self._zeros = int.from_bytes(b"0" * len(rows))
        self._columns: dict[int, Beyond] = {}

    def least(self, syllables: Iterable[int]) -> tuple[bytes, Beyond]:
        """The least entry of every key, whichever of the syllables it is heard as or if it is missing; and the keys for
        which that is more than ``EQUAL``, ``FUZZY``, ``NEAR``, ``OTHER``, and ``UNLIKE``."""
        beyond = self._missing
        for number in syllables:
            beyond = tuple(map(and_, beyond, self._column(number)))
        return self._entries(beyond), beyond

    def _column(self, number: int) -> Beyond:
        found = self._columns.get(number)
        if found is None:
            found = self._columns[number] = _beyond(bytes([row[number] for row in self._rows]))
        return found

    def _entries(self, beyond: Beyond) -> bytes:
        """The entry of each key, from the levels that it is beyond; a key is a digit, then a byte of a long number."""
        if not self.size:
            return b""
        digits = (int.from_bytes(f"{bits:0{self.size}b}".encode()) - self._zeros for bits in beyond)
        return sum(step * lanes for step, lanes in zip(_STEPS, digits, strict=True)).to_bytes(self.size)[::-1]


def _beyond(column: bytes) -> Beyond:
    return tuple([int(column[::-1].translate(table) or b"0", 2) for table in _ABOVE])
