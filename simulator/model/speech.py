"""What a recogniser heard, and the utterance it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How an utterance came in.  Only recognised speech can certify."""

    VOICE = "voice"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word.  Times are ms from the start of the utterance; ``confidence`` is 0..1."""

    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """The result of one decode.

    ``text`` is free decoding (never a grammar or prompt of expected words); ``confidence`` is 0..1, 1.0 for typed text;
    ``alternatives`` are further hypotheses of the same decode, best first, without ``text`` itself;
    ``engine`` names engine and model, for example ``whisper:base``.
    """

    text: str
    confidence: float = 1.0
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()
    engine: str = "typed"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of the trainee's speech between two pauses.

    ``start`` and ``end`` are session ms, mapped from sample counts; ``first_sample`` and ``end_sample`` locate the same
    stretch in the trainee's track of the recording (16 kHz; -1 where there is no recording).
    """

    id: int
    start: int
    end: int
    source: Source
    first_sample: int = -1
    end_sample: int = -1
