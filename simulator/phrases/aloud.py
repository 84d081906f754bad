"""A sentence that was read aloud beside what was heard: every syllable of both, laid out at the least cost.

The lexicon asks whether something was said; this asks how much of it was heard, and always has an answer.
"""

from __future__ import annotations

from simulator.model.scorecard import AlignedSyllable
from simulator.phrases.normal import normalise
from simulator.phrases.sounds import Weight, cost_row, syllable_number
from simulator.phrases.tables import readings

SKIPPED = 100
"""What a syllable costs in hundredths that is only in one of the two."""


def laid_beside(required: str, heard: str) -> tuple[AlignedSyllable, ...]:
    """The alignment of two texts, character by character; costs 0..1, toneless."""
    wanted, said = normalise(required).text, normalise(heard).text
    least = [[SKIPPED * (i + j) for j in range(len(said) + 1)] for i in range(len(wanted) + 1)]
    for i in range(1, len(wanted) + 1):
        for j in range(1, len(said) + 1):
            least[i][j] = min(
                least[i - 1][j] + SKIPPED,
                least[i][j - 1] + SKIPPED,
                least[i - 1][j - 1] + _cost(wanted[i - 1], said[j - 1]),
            )
    return tuple(reversed(_steps(wanted, said, least)))


def _steps(wanted: str, said: str, least: list[list[int]]) -> list[AlignedSyllable]:
    """From the end back to the beginning."""
    i, j = len(wanted), len(said)
    steps = []
    while i or j:
        if i and j and least[i][j] == least[i - 1][j - 1] + (cost := _cost(wanted[i - 1], said[j - 1])):
            i, j = i - 1, j - 1
            steps.append(AlignedSyllable(wanted[i], said[j], cost / 100))
        elif i and least[i][j] == least[i - 1][j] + SKIPPED:
            i -= 1
            steps.append(AlignedSyllable(wanted[i], "", 1.0))
        else:
            j -= 1
            steps.append(AlignedSyllable("", said[j], 1.0))
    return steps


def _cost(one: str, other: str) -> int:
    """Of hearing one character for another by their nearest readings, in hundredths."""
    if one == other:
        return 0
    known = [number for reading in readings(one) if (number := syllable_number(reading[:-1])) is not None]
    heard = [number for reading in readings(other) if (number := syllable_number(reading[:-1])) is not None]
    rows = (cost_row(number, Weight.FUNCTION) for number in known)
    return min((row[number] for row in rows for number in heard), default=SKIPPED)
