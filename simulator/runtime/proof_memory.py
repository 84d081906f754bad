"""What the proof of phrases found about each pair of them, remembered from one check to the next.

A phrase is known by a hash of its definition (``phrases.definitions``), so what two rulebooks share is proved once, and
after a change only the pairs that the changed phrase is one of.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator.phrases.coverage import Place
from simulator.phrases.siblings import Finding, Proved, Trouble
from simulator.runtime.remembered import recall, remember

MOST = 2_000
"""Phrases remembered: those of the rulebooks that somebody works on, in several states."""
MOST_OTHERS = 1_000
"""Phrases remembered that one was held against."""


class ProofMemory:
    """What is known about pairs of phrases in one file of the cache folder.

    ``versions`` is everything that decides beside the phrases themselves: the proof, the matcher, its tables.
    """

    def __init__(self, file: Path, versions: str, definitions: Mapping[str, str]) -> None:
        self._file = file
        self._known = dict(recall(file))
        self._keys = {id_: _hash(f"{versions}\n{text}") for id_, text in definitions.items()}
        self._entries: dict[str, dict[str, list[Finding]]] = {}
        """Phrase -> short key of another -> what was found; under an empty key what was found without any other."""

    def known(self, id_: str) -> Mapping[str, list[Finding]]:
        """What was found about a phrase, by the short keys of the others; nothing where it was never proved."""
        if id_ not in self._entries:
            self._entries[id_] = _read(self._known.get(self._keys[id_])) or {}
        return self._entries[id_]

    def unproved(self, id_: str, others: Iterable[str]) -> list[str]:
        """The others that a phrase was not yet held against; all of them where it was never proved."""
        known = self.known(id_)
        return [other for other in others if self._short(other) not in known]

    def add(self, id_: str, others: Iterable[str], proved: Proved) -> None:
        """Keep what a proof against some others found."""
        entry = {**self.known(id_), "": list(proved.alone)}
        for other in others:
            entry[self._short(other)] = list(proved.against.get(other, ()))
        self._entries[id_] = entry

    def recalled(self, id_: str, others: Iterable[str]) -> Proved:
        """All that is known about a phrase and these others."""
        known = self.known(id_)
        return Proved(tuple(known[""]), {other: tuple(known[self._short(other)]) for other in others})

    def save(self) -> None:
        """Write down what was asked for and added, the phrases that were not asked for being forgotten first."""
        for id_, entry in self._entries.items():
            self._known.pop(self._keys[id_], None)
            self._known[self._keys[id_]] = _written(entry)
        remember(self._file, self._known, MOST)

    def _short(self, other: str) -> str:
        return self._keys[other][:12]


def _written(entry: Mapping[str, list[Finding]]) -> dict[str, Any]:
    others = [key for key in entry if key][-MOST_OTHERS:]
    found = {key: [asdict(one) for one in entry[key]] for key in ("", *others) if entry[key]}
    content = {"against": "".join(others), "found": found}
    return {**content, "sha256": _digest(content)}


def _read(entry: Any) -> dict[str, list[Finding]] | None:
    """An entry as it was written; None where something else has become of it."""
    if not isinstance(entry, dict) or entry.keys() != {"against", "found", "sha256"}:
        return None
    content = {"against": entry["against"], "found": entry["found"]}
    if entry["sha256"] != _digest(content):
        return None
    others = [content["against"][at : at + 12] for at in range(0, len(content["against"]), 12)]
    known: dict[str, list[Finding]] = {key: [] for key in ("", *others)}
    return known | {key: [_finding(one) for one in found] for key, found in content["found"].items()}


def _finding(written: Mapping[str, Any]) -> Finding:
    return Finding(**{**written, "trouble": Trouble(written["trouble"]), "at": Place(**written["at"])})


def _digest(content: Mapping[str, Any]) -> str:
    return _hash(json.dumps(content, ensure_ascii=False, sort_keys=True))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
