"""The sentences of the benchmark and what each of them says; read from the tables beside this module.

``dev`` may be looked at by whoever improves the matcher, ``test`` may not.  A pair of a sentence and a phrase is
positive (``says``), negative, or disputable among reasonable people (``either``, left out of every figure).

A split has a table for each batch in which sentences were written.  Which voice says a sentence depends on its place
in its batch, never on other batches, so that a new batch leaves all earlier clips as they were.  Some tables no voice
speaks: the matcher alone is measured by them.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
SPLITS = ("dev", "test")
BATCHES = ("", "-hotlines")
"""The switchboard's sentences, then those for the phrases that only other rulebooks have; what their tables' names end
with."""
WRITTEN = {"dev": ("dev-trainers",), "test": ()}
"""For each split the tables that no voice speaks."""
LATER = "labels"
"""The table of what sentences of an earlier batch say of the phrases that a later one came for."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.  ``slots``: name, org, phone, time (HH:MM), dest (extension meant), ext (digits said)."""

    id: str
    split: str
    kind: str
    text: str
    says: frozenset[str]
    either: frozenset[str]
    slots: Mapping[str, str]

    def of(self, phrases: frozenset[str]) -> Sentence:
        """The sentence as far as some phrases go."""
        return replace(self, says=self.says & phrases, either=self.either & phrases)


@cache
def load(split: str) -> tuple[Sentence, ...]:
    """The sentences of a split, batch after batch, with every label."""
    later = {row["id"]: row for row in _rows(LATER)}
    return tuple(_more(one, later.get(one.id, {})) for name in tables(split) for one in batch(name, split))


@cache
def batch(table: str, split: str) -> tuple[Sentence, ...]:
    """The sentences of one table in its order, with no labels but its own: what clips are made by."""
    return tuple(_sentence(row, split) for row in _rows(table))


def tables(split: str) -> tuple[str, ...]:
    """The names of a split's tables."""
    return (*(split + ending for ending in BATCHES), *WRITTEN[split])


def labelled() -> frozenset[str]:
    """The phrases that the sentences are labelled with; a rulebook's other phrases are not measured."""
    return frozenset().union(*(sentence.says for split in SPLITS for sentence in load(split)))


def digest(table: str) -> str:
    """The first 12 hex digits of the sha256 of a table, line ends not counted."""
    text = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _sentence(row: Mapping[str, str], split: str) -> Sentence:
    slots = dict(slot.split("=", 1) for slot in row["slots"].split())
    says, either = frozenset(row["says"].split()), frozenset(row["either"].split())
    return Sentence(row["id"], split, row["kind"], row["text"], says, either, slots)


def _more(sentence: Sentence, row: Mapping[str, str]) -> Sentence:
    says, either = frozenset(row.get("says", "").split()), frozenset(row.get("either", "").split())
    return replace(sentence, says=sentence.says | says, either=sentence.either | either)
