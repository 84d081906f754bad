"""Every rulebook's own phrases: as written and as heard, in total and one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.validity import figures, sentences
from benchmarks.validity.books import Book
from benchmarks.validity.bounds import share
from benchmarks.validity.conditions import CLEAN, TELEPHONE
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.figures import DOUBT, MISSED, Judged
from benchmarks.validity.report import Section, as_json, bounded, counted, phrases_table, table

HEADS = ("", "sentences or clips", "phrases said", "hits", "undecided", "wrongly failed", "false accepts (phrase)")


def sections(evidence: Evidence) -> Iterator[Section]:
    """A section for each rulebook but the first, whose phrases have tables of their own."""
    yield from (_section(evidence, book) for book in evidence.books[1:])


def _section(evidence: Evidence, book: Book) -> Section:
    measured: dict[str, Sequence[Judged]] = {
        f"{split}, as written": evidence.written(split, book) for split in sentences.SPLITS
    }
    for split in reversed(sentences.SPLITS):
        for condition in (CLEAN, TELEPHONE):
            measured[f"{split}, {condition.name}"] = evidence.judged(split, condition, book)
    rows = []
    numbers: dict[str, Any] = {}
    for name, found in measured.items():
        row, numbers[f"{book.id} {name}"] = _row(name, found, book)
        rows.append(row)
    counts = figures.by_phrase(measured["test, clean"] or measured["test, as written"], book.labels)
    numbers[f"{book.id} phrases"] = counts
    parts = [f"### Phrases of {book.id} alone ({book.title})", table(HEADS, rows)]
    if measured["test, clean"]:
        parts.append(phrases_table(counts, book.labels.forbidden))
    return Section(tuple(parts), numbers)


def _row(name: str, found: Sequence[Judged], book: Book) -> tuple[tuple[str, ...], dict[str, Any]]:
    """A line of the table, and the same for programs."""
    said = share(figures.hits(found, book.labels))
    shares = {
        "hits": said,
        "undecided": share(figures.hits(found, book.labels, DOUBT)),
        "failed": share(figures.hits(found, book.labels, MISSED)),
        "false accepts": share(figures.phrase_accepts(found, book.labels, False)),
    }
    wrong = shares["false accepts"]
    cells = (bounded(shares["hits"]), bounded(shares["undecided"]), bounded(shares["failed"]))
    row = (name, str(len(found)), f"{said.of:.0f}", *cells, f"{counted(wrong)}, {bounded(wrong, 3)}")
    return row, {what: as_json(one) for what, one in shares.items()}
