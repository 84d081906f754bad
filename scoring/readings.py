"""What each text satisfies of the rulebook's phrases: the one matcher, each text read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.phrases import Lexicon, Match, Understanding


@dataclass(frozen=True, slots=True)
class Readings:
    """A lexicon with a memory for one score: the memory changes the cost of an answer, never the answer."""

    lexicon: Lexicon
    _read: dict[str, Mapping[str, Match]] = field(default_factory=dict)

    def of(self, text: str) -> Mapping[str, Match]:
        """The best match of each phrase that the text satisfies at least almost."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = {match.phrase: match for match in self.lexicon.match(text)}
        return known

    def yes(self, text: str, phrase: str) -> Match | None:
        """The match where the text satisfies the phrase."""
        match = self.of(text).get(phrase)
        return match if match is not None and match.understood is Understanding.YES else None

    def almost(self, text: str, phrase: str) -> Match | None:
        """The match where the text nearly satisfies the phrase."""
        match = self.of(text).get(phrase)
        return match if match is not None and match.understood is Understanding.ALMOST else None
