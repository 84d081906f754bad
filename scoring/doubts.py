"""When recognised words are not sure enough to decide (DESIGN 4 and 7)."""

from __future__ import annotations

from scoring.case import Case
from scoring.timeline import Words
from simulator.model.text import Text

UNCLEAR = 0.5
"""Recogniser confidence below which the words are more likely wrong than right by the recogniser's own estimate."""


def contested(case: Case, words: Words, phrase: str) -> Text | None:
    """Why a phrase that the recognised words satisfy is still not certain: a witness or the caller's reaction
    disagrees."""
    witness = words.witness
    if witness is not None and case.readings.yes(witness.text, phrase) is None:
        return Text(f"另一个识别引擎听到的是“{witness.text}”", f"the second recogniser heard “{witness.text}”")
    if words.understood is not None and phrase not in words.understood:
        return Text(
            "评分认出了这句话，通话时对方却没有听懂",
            "the grading has it, but the party in the call did not understand it",
        )
    return None


def hypotheses(words: Words) -> tuple[str, ...]:
    """Every text that a recogniser offered for the utterance, the one that decides first."""
    witness = (words.witness.text,) if words.witness is not None else ()
    return tuple(dict.fromkeys((words.transcript.text, *words.transcript.alternatives, *witness)))
