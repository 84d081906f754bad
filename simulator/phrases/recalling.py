"""A matcher that hears a text once: for many plans of one call, which say much the same."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.phrases.lexicon import Lexicon
from simulator.phrases.match import Match


class Recalling(Lexicon):
    """Finds what the lexicon finds: of a text all that it says, kept for as long as this lives."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, tuple[Match, ...]] = {}

    def match(self, text: str, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._lexicon.match(text)
        if phrases is None:
            return found
        asked = frozenset(phrases)
        return tuple(match for match in found if match.phrase in asked)

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Lexicon:
        return self._lexicon.narrowed(texts, phrases)
