"""How good a score has to be: starting values, and how much stricter short wordings are.

A wording of few syllables sounds like too many others for one syllable to be far off; so its thresholds are higher.
"""

from __future__ import annotations

YES, ALMOST = 0.80, 0.70
SHORT = 5
"""Wordings of up to this many syllables are short: a function word left out or a syllable that is only near makes
another wording of them."""
SHORT_NAME = 3
"""Names of companies, departments and offices of up to this many syllables."""
SHORT_YES, SHORT_ALMOST = 0.10, 0.10
"""Added to the thresholds of a short wording: of two syllables none may be fuzzy, of three and four one, of five two;
none may be near."""
GAP_YES, GAP_ALMOST = 0.86, 0.76
"""At least this for a wording with a gap, which has many more places to be found in by accident: of four
syllables, two may be near, and none may be another."""
GUARD = 0.92
"""At least this for what excuses a wording: a guard that is only nearly said takes away what was said well."""
TITLE_YES = 0.90
"""For the name of a company, department or office from four syllables on: 恒昌集团 is only perhaps 恒城集团."""
_ROUNDING = 1e-9


def thresholds(yes: float, almost: float, short: bool, gapped: bool = False) -> tuple[float, float]:
    """Yes and almost for wordings of a class of length, with a gap or without, from those of the phrase."""
    if short:
        yes = min(1.0, yes + SHORT_YES)
        almost = min(yes, almost + SHORT_ALMOST)
    if gapped:
        yes, almost = max(yes, GAP_YES), max(almost, GAP_ALMOST)
    return yes, almost


def reaches(score: float, threshold: float) -> bool:
    """Whether a score is at or above the threshold, apart from rounding."""
    return score >= threshold - _ROUNDING
