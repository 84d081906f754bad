"""What each text satisfies of the rulebook's phrases: the one matcher, which hears each text once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.phrases import Hearing, Lexicon, Match, Understanding


@dataclass(frozen=True, slots=True)
class Readings:
    """A lexicon with a memory for one score: the memory changes the cost of an answer, never the answer."""

    lexicon: Lexicon
    _read: dict[str, dict[str, Match | None]] = field(default_factory=dict)
    _heard: dict[str, Hearing] = field(default_factory=dict)

    def prepare(self, text: str, phrases: Iterable[str]) -> None:
        """Match the text against the phrases in one go, as far as that has not been done."""
        known = self._read.setdefault(text, {})
        new = [phrase for phrase in dict.fromkeys(phrases) if phrase not in known]
        if new:
            known.update(dict.fromkeys(new))
            if text not in self._heard:
                self._heard[text] = self.lexicon.hear(text)
            known.update((match.phrase, match) for match in self._heard[text].match(new))

    def of(self, text: str, phrase: str) -> Match | None:
        """The best match of a phrase that the text satisfies at least almost."""
        self.prepare(text, (phrase,))
        return self._read[text][phrase]

    def yes(self, text: str, phrase: str) -> Match | None:
        """The match where the text satisfies the phrase."""
        match = self.of(text, phrase)
        return match if match is not None and match.understood is Understanding.YES else None

    def almost(self, text: str, phrase: str) -> Match | None:
        """The match where the text nearly satisfies the phrase."""
        match = self.of(text, phrase)
        return match if match is not None and match.understood is Understanding.ALMOST else None
