"""What a record folder keeps of a person, part by part."""

from __future__ import annotations

from enum import StrEnum

SEALED = ".sealed"
"""Added to the name of a part's file once only the trainee's key opens it."""


class Part(StrEnum):
    """The value is the name of the file."""

    LOG = "log.jsonl"
    RECORDING = "recording.wav"
    RULINGS = "rulings.jsonl"
    APPEALS = "appeals.jsonl"
    SCORECARD = "scorecard.json"
