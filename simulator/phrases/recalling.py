"""A matcher that is asked the same sentences again and again: by the plans of a call, by a search through its turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.phrases.lexicon import Hearing, Lexicon
from simulator.phrases.match import Match


class Recalling(Lexicon):
    """Finds what the lexicon finds: of a text all that it says, kept for as long as this lives."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, tuple[Match, ...]] = {}

    def hear(self, text: str) -> Hearing:
        if text not in self._known:
            self._known[text] = self._lexicon.match(text)
        return _Recalled(self._known[text])

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Lexicon:
        return self._lexicon.narrowed(texts, phrases)


@dataclass(frozen=True, slots=True)
class _Recalled:
    """All that an utterance says."""

    found: tuple[Match, ...]

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        if phrases is None:
            return self.found
        asked = frozenset(phrases)
        return tuple(match for match in self.found if match.phrase in asked)
