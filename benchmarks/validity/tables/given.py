"""Recordings that were given, as counts: error rates, and whether the phrases that they are tagged with were found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.validity import figures
from benchmarks.validity.books import Book
from benchmarks.validity.conditions import GRID
from benchmarks.validity.corpus import GIVEN, Sample
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.judging import HITS
from benchmarks.validity.report import Section, percent, table
from benchmarks.validity.transcripts import Heard
from simulator.model.scorecard import Verdict

TAGS = {"gas_safety": "safety_advice", "call_back": "call_back_promise", "transfer": "announce_transfer"}
"""Names of tags in the given recordings' table that are called otherwise in the rulebook."""
UNTAGGED = frozenset({"-", "disclosure"})
HEADS = ("given recordings", "clips", "characters", "syllables", "tags found")


def section(evidence: Evidence) -> Section:
    """A row for each folder, condition and speed; nothing where no recordings were given."""
    rows = []
    numbers: dict[str, Any] = {}
    for group in (folder.name for folder in evidence.recordings):
        for condition in GRID:
            found = list(evidence.heard([GIVEN + group], condition))
            for speed in sorted({sample.speed for sample, _ in found}):
                own = [(sample, heard) for sample, heard in found if sample.speed == speed]
                cer, per = figures.recognition(own), figures.recognition(own, figures.PINYIN)
                said, tagged = _tagged(own, evidence.first)
                tags = f"{said} of {tagged}" if tagged else "-"
                what = f"{group}, {condition.name}, speed {speed}"
                rows.append((what, str(len(own)), percent(cer.value), percent(per.value), tags))
                numbers[f"given {what}"] = {"cer": cer.value, "pinyin": per.value, "tags": tags}
    return Section(("### The given recordings, as counts", table(HEADS, rows)), numbers) if rows else Section(())


def _tagged(heard: Iterable[tuple[Sample, Heard]], book: Book) -> tuple[int, int]:
    """Of the tags that the given clips carry, those that were found (the forbidden: shown to a person)."""
    found = tagged = 0
    for sample, one in heard:
        for tag in set(sample.kind.split()) - UNTAGGED:
            phrase = tag.partition(":")[2] if tag.startswith("forbidden:") else tag.partition(":")[0]
            phrase = TAGS.get(phrase, phrase)
            verdict = book.judge.verdicts(one).get(phrase)
            if verdict is None:
                continue
            tagged += 1
            found += verdict is Verdict.UNDECIDED if phrase in book.labels.forbidden else verdict in HITS
    return found, tagged
