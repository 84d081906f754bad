"""The sentences of the benchmark and what each of them says; read from the tables beside this module.

``dev`` may be looked at by whoever improves the matcher, ``test`` may not.  A pair of a sentence and a phrase is
positive (``says``), negative, or disputable among reasonable people (``either``, left out of every figure).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
SPLITS = ("dev", "test")


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


def load(split: str) -> tuple[Sentence, ...]:
    """The sentences of a split, in the order of the table."""
    with (FOLDER / f"{split}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(_sentence(row, split) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def labelled() -> frozenset[str]:
    """The phrases that the sentences are labelled with; a rulebook's other phrases are not measured."""
    return frozenset().union(*(sentence.says for split in SPLITS for sentence in load(split)))


def digest(split: str) -> str:
    """The first 12 hex digits of the sha256 of the split's table, line ends not counted."""
    text = (FOLDER / f"{split}.tsv").read_text(encoding="utf-8")
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _sentence(row: Mapping[str, str], split: str) -> Sentence:
    slots = dict(slot.split("=", 1) for slot in row["slots"].split())
    says, either = frozenset(row["says"].split()), frozenset(row["either"].split())
    return Sentence(row["id"], split, row["kind"], row["text"], says, either, slots)
