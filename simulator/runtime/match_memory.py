"""What utterances say of a rulebook's phrases, remembered from one scoring to the next.

A phrase is known by a hash of its definition with the company's names (``phrases.definitions``), a text by a hash:
after a change only the phrases that changed are looked for again.  Kept is what decides a score; the alignment, which
explains a match and holds the words that were heard, is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simulator.model.rulebook import Wording
from simulator.phrases import MATCHER_VERSION, Hearing, Lexicon, Match, Understanding, tables_digest
from simulator.runtime.notebook import Notebook

MOST = 200_000
"""Texts remembered: those of some ten thousand calls."""
MOST_OF_A_TEXT = 1_000
"""Phrases remembered of a text, in however many states of their rulebooks; what was found first is forgotten first."""
SHORT = 12
"""Hex digits by which a text's note names a phrase."""

Known = dict[str, "list[Any] | None"]
"""Short key of a phrase -> the match in a text, None: there is none."""


class MatchMemory:
    """The notes of all rulebooks in one file.  Written when ``keep`` is called."""

    def __init__(self, file: Path) -> None:
        self._notebook = Notebook(file, MOST)
        self._versions = f"{MATCHER_VERSION} {tables_digest()}"
        self._known: dict[str, Known] = {}
        self._new: set[str] = set()

    def of(self, text: str) -> Known:
        """What is known about a text."""
        return self._at(self._key(text))

    def add(self, text: str, found: Known) -> Known:
        """What is known with this."""
        key = self._key(text)
        whole = {**self._at(key), **found}
        self._known[key] = dict(list(whole.items())[-MOST_OF_A_TEXT:])
        self._new.add(key)
        return whole

    def keep(self) -> None:
        """Write down what was added, and hold nothing of it any longer."""
        self._notebook.write({key: json.dumps(self._known[key], ensure_ascii=False) for key in sorted(self._new)})
        self._notebook.close()
        self._known.clear()
        self._new.clear()

    def _key(self, text: str) -> str:
        return _hash(f"{self._versions}\n{text}")

    def _at(self, key: str) -> Known:
        if key not in self._known:
            self._known[key] = _read(self._notebook.read([key]).get(key))
        return self._known[key]


class Remembering(Lexicon):
    """Finds what the lexicon finds, which is built only when something has to be looked for; without alignments."""

    def __init__(self, memory: MatchMemory, defined: Mapping[str, str], build: Callable[[], Lexicon]) -> None:
        """``defined``: what decides what each phrase is (``phrases.definitions``)."""
        self._memory = memory
        self._keys_of = {id_: _hash(text)[:SHORT] for id_, text in defined.items()}
        self._build = build

    def hear(self, text: str) -> Hearing:
        return _Remembered(text, self._memory, self._keys_of, lambda: self._lexicon.hear(text))

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Lexicon:
        return self._lexicon.narrowed(texts, phrases)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self._build()


class _Remembered:
    """An utterance that is heard when something is asked that is not remembered."""

    def __init__(self, text: str, memory: MatchMemory, keys_of: Mapping[str, str], hear: Callable[[], Hearing]) -> None:
        self._text = text
        self._memory = memory
        self._keys_of = keys_of
        self._hear = hear

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        if phrases is None:
            return tuple(map(without_alignment, self._heard.match()))
        asked, known = dict.fromkeys(phrases), self._memory.of(self._text)
        new = [id_ for id_ in asked if self._keys_of[id_] not in known]
        if new:
            matches = {match.phrase: _written(match) for match in self._heard.match(new)}
            known = self._memory.add(self._text, {self._keys_of[id_]: matches.get(id_) for id_ in new})
        found = [_match(id_, written) for id_ in asked if (written := known[self._keys_of[id_]]) is not None]
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.phrase)))

    @cached_property
    def _heard(self) -> Hearing:
        return self._hear()


def without_alignment(match: Match) -> Match:
    """A match as it is remembered."""
    return replace(match, alignment=())


def _written(match: Match) -> list[Any]:
    said = (match.template, match.wording, match.understood, match.score, match.start, match.end, dict(match.slots))
    return list(said)


def _match(id_: str, written: list[Any]) -> Match:
    template, wording, understood, score, start, end, slots = written
    standing = Wording(wording), Understanding(understood)
    return Match(id_, template, *standing, score, start, end, MappingProxyType(slots), ())


def _read(note: str | None) -> Known:
    """A note whose checksum is right is what was written."""
    read: Known = json.loads(note) if note is not None else {}
    return read


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
