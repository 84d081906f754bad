"""Which points of something the operator told somebody, surely or perhaps."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.checks.readback import heard
from scoring.doubts import UNCLEAR
from scoring.timeline import Words
from simulator.model.script import MatterPoint


def told_of(points: Sequence[MatterPoint], spoken: Sequence[Words]) -> tuple[list[MatterPoint], list[MatterPoint]]:
    """The points that were surely said in one of the utterances, and those of the others that may have been."""
    told = [point for point in points if any(_told(point, words) for words in spoken)]
    return told, [point for point in points if point not in told and any(_perhaps(point, words) for words in spoken)]


def _told(point: MatterPoint, words: Words) -> bool:
    """Whether the utterance surely has the point; a second recogniser has to agree."""
    witness = words.witness
    return _says(point, words.transcript.text) and (witness is None or _says(point, witness.text))


def _perhaps(point: MatterPoint, words: Words) -> bool:
    """Whether the utterance may have the point although it does not surely."""
    others = (*words.transcript.alternatives, words.witness.text if words.witness is not None else "")
    unclear = bool(words.transcript.text) and words.transcript.confidence < UNCLEAR
    return unclear or any(_says(point, text) for text in (words.transcript.text, *others))


def _says(point: MatterPoint, text: str) -> bool:
    return any(heard(wording, text) for wording in point.any_of)
