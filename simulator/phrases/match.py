"""What the matcher finds in an utterance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.rulebook import Wording
from simulator.model.scorecard import AlignedSyllable


class Understanding(StrEnum):
    """How well a phrase was understood."""

    YES = "yes"
    ALMOST = "almost"


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was heard.

    ``score`` 0..1; ``start`` and ``end`` are characters of the text given, half-open; ``slots`` maps a slot to the
    written text of the entry (digits for ``number``); ``alignment`` explains it syllable by syllable.
    """

    phrase: str
    template: str
    wording: Wording
    understood: Understanding
    score: float
    start: int
    end: int
    slots: Mapping[str, str]
    alignment: tuple[AlignedSyllable, ...]
