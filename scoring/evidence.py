"""Proof: log entries, session time, the stretch of the recording, the words and how they were aligned."""

from __future__ import annotations

from scoring.timeline import Happening, Line, Note, Words
from simulator.model.scorecard import AudioSpan, Evidence
from simulator.phrases import Match

SAMPLES_PER_MS = 16
"""All recordings are 16 kHz."""


def of_words(words: Words, match: Match | None = None, quote: str = "") -> Evidence:
    """An utterance of the trainee, with the match where there is one. ``quote`` replaces the text for another
    hypothesis."""
    return Evidence(
        entries=words.entries,
        at=words.start,
        audio=_trainee_span(words),
        quote=quote or words.transcript.text,
        matched=(match.start, match.end) if match is not None else (0, 0),
        alignment=match.alignment if match is not None else (),
    )


def of_pieces(first: Words, second: Words, match: Match, quote: str) -> Evidence:
    """A sentence that a pause cut into two utterances."""
    one, two = _trainee_span(first), _trainee_span(second)
    audio = AudioSpan(one.track, one.start, two.end) if one is not None and two is not None else None
    span = (match.start, match.end)
    return Evidence((*first.entries, *second.entries), first.start, audio, quote, span, match.alignment)


def of_span(words: Words, span: tuple[int, int]) -> Evidence:
    """An utterance of the trainee of which some characters matter."""
    return Evidence(words.entries, words.start, _trainee_span(words), words.transcript.text, span)


def of_line(line: Line) -> Evidence:
    """A line that an actor said."""
    return Evidence((line.n,), line.start, _caller_span(line), line.text)


def of_fact(*happenings: Happening | None) -> tuple[Evidence, ...]:
    """Facts of the board, each its own piece of evidence; what did not happen is left out."""
    return tuple(Evidence((h.n,), h.t) for h in happenings if h is not None)


def of_note(note: Note, quote: str) -> Evidence:
    """A message as it was saved."""
    return Evidence(note.entries, note.t, quote=quote)


def _trainee_span(words: Words) -> AudioSpan | None:
    utterance = words.utterance
    if utterance.first_sample < 0 or utterance.end_sample <= utterance.first_sample:
        return None
    return AudioSpan("trainee", utterance.first_sample // SAMPLES_PER_MS, utterance.end_sample // SAMPLES_PER_MS)


def _caller_span(line: Line) -> AudioSpan | None:
    if line.first_sample < 0:
        return None
    start = line.first_sample // SAMPLES_PER_MS
    return AudioSpan("caller", start, start + line.end - line.start)
