"""The matcher: which phrases an utterance says, how well, where, and with which names.

Phrases are compiled once into a ``Lexicon``; matching keeps nothing between utterances.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.compiled import CompiledPhrase, compile_phrases
from simulator.phrases.heard import Heard
from simulator.phrases.match import Match
from simulator.phrases.mentions import Mentions
from simulator.phrases.names import Entry, compile_entries
from simulator.phrases.outline import Outlines
from simulator.phrases.required import Keys
from simulator.phrases.search import Search
from simulator.phrases.tables import tables_digest

MATCHER_VERSION = "3"
"""Changes whenever the same text and phrases could match differently."""


def matcher_id() -> str:
    """Version of the matcher and hash of its tables, as logs and records cite them."""
    return f"{MATCHER_VERSION}:{tables_digest()[:12]}"


class Hearing(Protocol):
    """An utterance of which a lexicon may be asked more than once."""

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        """As ``Lexicon.match``."""


class Lexicon:
    """Phrases compiled for one company.  Immutable once built; safe to share between threads."""

    def __init__(
        self,
        phrases: Mapping[str, CompiledPhrase],
        slots: Mapping[str, tuple[Entry, ...]],
        keys: Keys,
        outlines: Outlines,
    ) -> None:
        self._phrases = phrases
        self._slots = slots
        self._keys = keys
        self._outlines = outlines
        compiled = [one for entry in phrases.values() for one in (*entry.templates, *entry.unless)]
        self._widest = max((one.allowance for one in compiled), default=0)
        self._templates = len(compiled)

    @classmethod
    def build(cls, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> Lexicon:
        """Compile.  Raises ``ValueError`` with the first of ``phrase_problems``, which the compiler has long shown."""
        keys = Keys()
        compiled, outlines = compile_phrases(phrases, keys)
        entries = compile_entries(slots, keys)
        keys.transpose()
        return cls(compiled, entries, keys, outlines)

    @classmethod
    def ready(cls, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> Lexicon:
        """One of the last few if it was built of equal phrases and names, else a new one.

        Calls and records of one rulebook have equal ones, and building the matcher is most of the work of reading one.
        """
        equal = (kept for kept in tuple(_KEPT) if kept[0] == phrases and kept[1] == slots)
        found = next(equal, None) or (dict(phrases), dict(slots), cls.build(phrases, slots))
        _KEPT[:] = [*(kept for kept in _KEPT if kept is not found), found][-_MOST:]
        return found[2]

    def match(self, text: str, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        """Per phrase the best match at or above its ``almost``, in order of appearance in ``text``.

        ``phrases`` names those to look for (default: all).  Raises ``KeyError`` for an unknown one.
        """
        return self.hear(text).match(phrases)

    def hear(self, text: str) -> Hearing:
        """A text of which more than one thing is to be asked; what the answers share is found out once."""
        return self.search(text)

    def search(self, text: str) -> Searched:
        """The same, asked for templates too."""
        return Searched(self._search(text), self._phrases)

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Lexicon:
        """With those templates alone that any of the texts could say: for many texts of much the same syllables.

        It finds in each of them what the whole lexicon finds (of ``phrases``, by default all), since all of them
        together, as sentences of one text, have every syllable and name that each of them has.
        """
        search = self._search("。".join(texts))
        search.expect(self._templates)
        narrow = {
            id_: replace(entry, templates=tuple(filter(search.may_be_said, entry.templates)))
            for id_ in (self._phrases if phrases is None else phrases)
            for entry in (self._phrases[id_],)
        }
        return Lexicon(narrow, self._slots, self._keys, self._outlines)

    @property
    def sayable(self) -> tuple[str, ...]:
        """The phrases of which any template is left."""
        return tuple(id_ for id_, entry in self._phrases.items() if entry.templates)

    def nameless(self) -> Lexicon:
        """The same for a company whose names nobody knows: no slot is ever filled, but ``{number}``."""
        return Lexicon(self._phrases, {}, self._keys, self._outlines)

    def _search(self, text: str) -> Search:
        heard = Heard(text, self._keys)
        return Search(heard, Mentions(heard, self._slots), self._outlines, self._widest)


_KEPT: list[tuple[Mapping[str, Phrase], Mapping[str, tuple[SpokenName, ...]], Lexicon]] = []
_MOST = 6
"""As many as the shipped library has rulebooks, and one."""


class Searched:
    """An utterance, as compiled phrases are looked for in it."""

    def __init__(self, search: Search, phrases: Mapping[str, CompiledPhrase]) -> None:
        self._search = search
        self._phrases = phrases

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        """As ``Lexicon.match``."""
        wanted = self._phrases if phrases is None else dict.fromkeys(phrases)
        self._search.expect(sum([len(self._phrases[id_].templates) for id_ in wanted]))
        found = [match for id_ in wanted if (match := self._search.best(self._phrases[id_])) is not None]
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.phrase)))

    def says(self, phrase: str, template: str) -> bool:
        """Whether the phrase is said for certain, most likely by one of its templates, which is tried first."""
        return self._search.says(self._phrases[phrase], template)
