"""What a company could use instead of the matcher, on the same transcripts.

Each rival knows the same wordings: up to ``WORDINGS`` texts of every phrase, written out from its templates with the
company's directory.  Rivals with a threshold get the one that suits them best on the dev sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from hassil import Intents, recognize_all
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from benchmarks.validity.errors import characters
from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases import normalise, sample

WORDINGS = 80
THRESHOLDS = tuple(round(0.50 + 0.02 * step, 2) for step in range(26))

Slots = Mapping[str, tuple[SpokenName, ...]]
Scores = Mapping[str, float]
"""For each phrase, how surely a text says it, 0..1."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A name, a way to score a text, and the thresholds it may choose from; ``one_in``: of so many clips it is asked
    about one, because it takes over a second for each."""

    name: str
    score: Callable[[str], Scores]
    thresholds: tuple[float, ...] = (1.0,)
    one_in: int = 1


def rivals(phrases: Mapping[str, Phrase], wanted: frozenset[str], slots: Slots) -> tuple[Rival, ...]:
    """All of them, ready to look for the ``wanted`` phrases."""
    wordings = {id_: written(phrase, phrases, slots) for id_, phrase in phrases.items() if id_ in wanted}
    return (
        Rival("plain string", plain_string(wordings)),
        Rival("CER (jiwer)", least_cer(wordings), THRESHOLDS),
        Rival("rapidfuzz partial_ratio", partial_ratio(wordings), THRESHOLDS),
        Rival("hassil templates", hassil(phrases, wanted, slots), one_in=24),
    )


def written(phrase: Phrase, phrases: Mapping[str, Phrase], slots: Slots) -> tuple[str, ...]:
    """Wordings of a phrase as texts, in one written form, every template with its share of them."""
    texts = sample(phrase, slots, WORDINGS, phrases)
    return tuple(dict.fromkeys(form for text in texts if (form := characters(text))))


def plain_string(wordings: Mapping[str, Sequence[str]]) -> Callable[[str], Scores]:
    """The phrase is said where one of its wordings is in the text, letter by letter."""

    def score(text: str) -> Scores:
        plain = characters(text)
        return {id_: float(any(one in plain for one in forms)) for id_, forms in wordings.items()}

    return score


def least_cer(wordings: Mapping[str, Sequence[str]]) -> Callable[[str], Scores]:
    """One less the lowest character error rate of the text against any wording (what ``jiwer.cer`` gives)."""
    ids, forms, lengths = _flat(wordings)

    def score(text: str) -> Scores:
        edits = process.cdist([characters(text)], forms, scorer=Levenshtein.distance)[0]
        return _best(ids, 1 - np.minimum(1.0, edits / lengths))

    return score


def partial_ratio(wordings: Mapping[str, Sequence[str]]) -> Callable[[str], Scores]:
    """The best alignment of a wording with a part of the text."""
    ids, forms, _ = _flat(wordings)

    def score(text: str) -> Scores:
        return _best(ids, process.cdist([characters(text)], forms, scorer=fuzz.partial_ratio)[0] / 100)

    return score


def hassil(phrases: Mapping[str, Phrase], wanted: frozenset[str], slots: Slots) -> Callable[[str], Scores]:
    """Home Assistant's template engine with the very templates: it recognises whole sentences."""

    def bare(text: str) -> str:
        return re.sub(r"[，。、？！…]", "", text)

    rules = {
        phrase.id: "(" + "|".join(f"({bare(text)})" for text in (*phrase.full, *phrase.accepted)) + ")"
        for phrase in phrases.values()
    }
    lists: dict[str, Any] = {
        slot: {"values": [form for name in names for form in (name.text, *name.also)] or ["-"]}
        for slot, names in slots.items()
    }
    sentences = {
        phrase.id: [bare(text) for text in (*phrase.full, *phrase.accepted, *phrase.paraphrase)]
        for phrase in phrases.values()
        if phrase.id in wanted
    }
    intents = Intents.from_dict(
        {
            "language": "zh",
            "intents": {id_: {"data": [{"sentences": texts}]} for id_, texts in sentences.items()},
            "expansion_rules": rules,
            "lists": {**lists, "number": {"range": {"from": 0, "to": 9999}}},
        }
    )

    def score(text: str) -> Scores:
        said = {result.intent.name for result in recognize_all(normalise(text).text, intents)}
        return {id_: float(id_ in said) for id_ in wanted}

    return score


def _flat(wordings: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """Phrase and text of every wording, and the texts' lengths."""
    pairs = [(id_, form) for id_, forms in wordings.items() for form in forms]
    return [id_ for id_, _ in pairs], [form for _, form in pairs], np.array([len(form) for _, form in pairs], float)


def _best(ids: Sequence[str], scores: NDArray[np.floating]) -> Scores:
    """The best score of each phrase."""
    best: dict[str, float] = {}
    for id_, score in zip(ids, scores.tolist(), strict=True):
        best[id_] = max(best.get(id_, 0.0), score)
    return best
