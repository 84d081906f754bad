"""The report of a run: every section in its place, as Markdown, JSON and plots."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.validity import misses, report
from benchmarks.validity.conditions import GRID
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.report import Section
from benchmarks.validity.tables import basis, exams, given, phrases, recognition, rivals, rulebooks, silence, slots


def sections(evidence: Evidence) -> Iterator[Section]:
    """The whole report in its order."""
    yield basis.section(evidence)
    yield from phrases.sections(evidence)
    yield from rulebooks.sections(evidence)
    yield recognition.section(evidence)
    yield slots.section(evidence)
    yield rivals.section(evidence)
    yield silence.section(evidence)
    yield silence.double_talk(evidence)
    yield given.section(evidence)
    yield exams.section(evidence)


def write(evidence: Evidence, out: Path) -> None:
    """Write ``validity/figures.json`` and the plots below ``out``, and the tables into ``validity.md`` there."""
    folder = out / "validity"
    folder.mkdir(parents=True, exist_ok=True)
    found = list(sections(evidence))
    figures = {name: value for section in found for name, value in section.figures.items()}
    _write(folder / "figures.json", json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    for section in found:
        for name, svg in section.plots.items():
            _write(folder / name, svg)
    report.insert(out / "validity.md", "\n\n".join(part for section in found for part in section.parts))


def write_misses(evidence: Evidence, file: Path) -> None:
    """List what went wrong on the dev sentences, as written and as heard, with the rulebook whose phrase it is."""
    lines = [misses.HEADS]
    for book in evidence.books:
        heard = [one for condition in GRID for one in evidence.judged("dev", condition, book)]
        lines += misses.listed([*evidence.written("dev", book), *heard], book.labels, book.id)
    _write(file, "\n".join(lines) + "\n")


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")
