"""The scorecard as a document: canonical JSON, the same bytes for the same scorecard.

Its shape is described by ``scorecard.schema.json`` beside this module (JSON Schema 2020-12).
"""

from __future__ import annotations

from simulator.model.scorecard import Scorecard
from simulator.records.codec import Malformed, from_text, to_text


def scorecard_to_json(card: Scorecard) -> str:
    """One line of canonical JSON."""
    return to_text(card)


def scorecard_from_json(text: str | bytes) -> Scorecard | Malformed:
    """The scorecard again, or what is wrong with the text."""
    return from_text(Scorecard, text)
