"""Temper: how angry somebody on the telephone is, what moves it, and what it does to their patience and their speech.

A level from 0 (calm) to 4 (furious).  Others hear a mood: levels 0 and 1 are calm, 2 is tense, 3 and 4 are angry.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mood(StrEnum):
    """What is heard of a temper; lines and branches may ask for one."""

    CALM = "calm"
    TENSE = "tense"
    ANGRY = "angry"


class Annoyance(StrEnum):
    """What happens to somebody on the telephone and raises their temper by one level."""

    HELD_LONG = "held_long"  # on hold for as long as they bear it
    SILENCE = "silence"  # nothing was said to them for as long as they bear it
    TALKED_OVER = "talked_over"  # the operator talked them down
    SENT_BACK = "sent_back"  # a transfer failed, and they are with the operator again
    ASKED_AGAIN = "asked_again"  # asked for a fact that they have given already


@dataclass(frozen=True, slots=True)
class Temper:
    """How somebody's temper begins and what moves it.

    ``starts`` is a level.  ``soothed_by`` and ``angered_by`` are phrase ids; those that the rulebook of a call does
    not know are not heard in it.  Each phrase that soothes does so once until something angers them anew; a forbidden
    phrase that angers counts twice.  ``furious_after``: how many of the operator's turns they bear at level 4.
    """

    starts: int = 0
    soothed_by: tuple[str, ...] = ()
    angered_by: tuple[str, ...] = ()
    annoyed_by: tuple[Annoyance, ...] = tuple(Annoyance)
    furious_after: int = 2


FURIOUS = 4
"""The highest level."""

FORBIDDEN_RISE = 2
"""Levels by which a forbidden phrase raises a temper; all the rest moves it by one."""

_MOODS = (Mood.CALM, Mood.CALM, Mood.TENSE, Mood.ANGRY, Mood.ANGRY)
_PATIENCE = (100, 100, 85, 70, 50)
_PACE = (100, 100, 106, 112, 112)


def mood_at(level: int) -> Mood:
    """What is heard of a level."""
    return _MOODS[level]


def patience_at(level: int) -> int:
    """Percent of the usual patience (silence, hold, repeats) that is left at a level."""
    return _PATIENCE[level]


def pace_at(level: int) -> int:
    """How fast somebody speaks at a level, in percent of their usual rate."""
    return _PACE[level]
