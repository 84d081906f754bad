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

    def __init__(self, file: Path, versions: str) -> None:
        self._file = file
        self._versions = versions
        self._known = dict(recall(file))
        self._entries: dict[str, dict[str, list[Finding]]] = {}
        """Key of a phrase -> short key of another -> what was found; under an empty key what was found without any
        other."""

    def of(self, definitions: Mapping[str, str]) -> Pairs:
        """What is known about phrases that are defined so."""
        return Pairs(self, {id_: _hash(f"{self._versions}\n{text}") for id_, text in definitions.items()})

    def entry(self, key: str) -> dict[str, list[Finding]]:
        """What is known about one phrase; nothing where it was never proved."""
        if key not in self._entries:
            self._entries[key] = _read(self._known.get(key)) or {}
        return self._entries[key]

    def save(self) -> None:
        """Write down what was asked for and added, the phrases that were not asked for being forgotten first."""
        for key, entry in self._entries.items():
            self._known.pop(key, None)
            if entry:
                self._known[key] = _written(entry)
        remember(self._file, self._known, MOST)


class Pairs:
    """What is known about some phrases and the pairs of them."""

    def __init__(self, memory: ProofMemory, keys: Mapping[str, str]) -> None:
        self._memory = memory
        self._keys = keys

    def unproved(self, id_: str, others: Iterable[str]) -> list[str]:
        """The others that a phrase was not yet held against; all of them where it was never proved."""
        known = self._memory.entry(self._keys[id_])
        return [other for other in others if self._short(other) not in known]

    def without(self, same: Pairs, id_: str, others: Iterable[str]) -> list[str]:
        """The others that make a pair with a phrase which is not the same to those pairs."""
        if self._keys[id_] != same._keys[id_]:
            return list(others)
        return [other for other in others if self._keys[other] != same._keys[other]]

    def add(self, id_: str, others: Iterable[str], proved: Proved) -> None:
        """Keep what a proof against some others found; with itself among them, what it found of the phrase alone."""
        entry = self._memory.entry(self._keys[id_])
        for other in others:
            entry[self._short(other)] = list(proved.against.get(other, ()))
            if other == id_:
                entry[""] = list(proved.alone)

    def recalled(self, id_: str, others: Iterable[str]) -> Proved:
        """All that is known about a phrase and these others."""
        known = self._memory.entry(self._keys[id_])
        return Proved(tuple(known.get("", ())), {other: tuple(known[self._short(other)]) for other in others})

    def _short(self, other: str) -> str:
        return self._keys[other][:12]


def _written(entry: Mapping[str, list[Finding]]) -> dict[str, Any]:
    others = [key for key in entry if key][-MOST_OTHERS:]
    found = {key: [asdict(one) for one in entry[key]] for key in ("", *others) if entry.get(key)}
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
