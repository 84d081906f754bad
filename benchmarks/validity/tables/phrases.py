"""The phrases of the first rulebook, the common ones among them: every condition, voice and phrase, and the targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.validity import figures, sentences
from benchmarks.validity.bounds import share
from benchmarks.validity.conditions import CLEAN, GRID, TELEPHONE, Condition
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.figures import DOUBT, MISSED
from benchmarks.validity.plots import Dot, dots
from benchmarks.validity.report import Section, as_json, bounded, percent, phrases_table, reached, table

SAID = {"clean": 0.995, "telephone": 0.99, "babble 10 dB": 0.95}
FALSE_ACCEPTS, UNDECIDED = 0.0005, 0.02


def sections(evidence: Evidence) -> Iterator[Section]:
    """In the order of the report."""
    yield _conditions(evidence)
    yield _targets(evidence)
    yield _written(evidence)
    yield _voices(evidence)
    yield _every_phrase(evidence)
    yield _dev(evidence)


def _conditions(evidence: Evidence) -> Section:
    rows, plotted, numbers = [], [], {}
    labels = evidence.first.labels
    for condition in GRID:
        found = evidence.judged("test", condition)
        if not found:
            continue
        said, wrong = share(figures.hits(found, labels)), share(figures.accepts(found, labels))
        undecided, failed = share(figures.hits(found, labels, DOUBT)), share(figures.hits(found, labels, MISSED))
        rows.append(
            (condition.name, str(len(found)), bounded(said), bounded(undecided), bounded(failed), bounded(wrong, 3))
        )
        shares = {"hits": said, "undecided": undecided, "failed": failed, "false accepts": wrong}
        numbers[f"test {condition.name}"] = {name: as_json(one) for name, one in shares.items()}
        plotted.append(Dot(condition.name, said.value, said.low, said.high, SAID.get(condition.name)))
    heads = ("test, condition", "clips", "hits", "undecided", "wrongly failed", "false accepts (clip, rule)")
    plot = dots("Phrase hits on held-out sentences", plotted, 0.5, 1.0, (0.5, 0.6, 0.7, 0.8, 0.9, 1.0))
    parts = ("### Phrases of the switchboard, with those that all rulebooks share", table(heads, rows))
    return Section((*parts, "![hits](validity/hits.svg)"), numbers, {"hits.svg": plot})


def _targets(evidence: Evidence) -> Section:
    labels = evidence.first.labels
    rows = []
    for condition in (one for one in GRID if one.name in SAID):
        target = SAID[condition.name]
        found = share(figures.hits(evidence.judged("test", condition), labels))
        rows.append(
            (f"hits, {condition.name}", f"≥ {percent(target, 1)}", bounded(found), reached(found, target, False))
        )
    clean = evidence.judged("test", CLEAN)
    every = [one for condition in GRID for one in evidence.judged("test", condition)]
    for what, found, target in (
        ("false accepts, clean", share(figures.accepts(clean, labels)), FALSE_ACCEPTS),
        ("false accepts, all conditions", share(figures.accepts(every, labels)), FALSE_ACCEPTS),
        ("undecided, clean", share(figures.hits(clean, labels, DOUBT)), UNDECIDED),
        ("wrongly failed, clean", share(figures.hits(clean, labels, MISSED)), 0.0),
    ):
        digits = 3 if "false" in what else 2
        rows.append((what, f"≤ {percent(target)}", bounded(found, digits), reached(found, target, True)))
    more = {
        "needless doubt: a phrase not said, undecided": share(figures.doubts(clean, labels)),
        "phrases passed that were not said": share(figures.phrase_accepts(clean, labels, False)),
        "forbidden words suspected that were not said": share(figures.phrase_accepts(clean, labels, True)),
        "forbidden words shown to a person": share(figures.forbidden_found(clean, labels)),
    }
    rows += [(f"{what}, clean", "-", bounded(found, 3), "") for what, found in more.items()]
    heads = ("figure", "to be reached", "measured (95 % bounds)", "")
    return Section((table(heads, rows),), {"more": {what: as_json(found) for what, found in more.items()}})


def _written(evidence: Evidence) -> Section:
    """The matcher alone: what it would decide if the recogniser heard every character."""
    rows, numbers = [], {}
    labels = evidence.first.labels
    for split in sentences.SPLITS:
        found = evidence.written(split)
        said, undecided = share(figures.hits(found, labels)), share(figures.hits(found, labels, DOUBT))
        wrong, pairs = share(figures.accepts(found, labels)), share(figures.phrase_accepts(found, labels, False))
        rows.append((split, str(len(found)), bounded(said), bounded(undecided), bounded(wrong, 3), bounded(pairs, 3)))
        numbers[f"as written {split}"] = {"hits": as_json(said), "false accepts": as_json(wrong)}
    heads = ("as written", "sentences", "hits", "undecided", "false accepts (rule)", "false accepts (phrase)")
    return Section(("### The matcher alone, on the sentences as written", table(heads, rows)), numbers)


def _voices(evidence: Evidence) -> Section:
    rows: list[tuple[str, str]] = []
    numbers: dict[str, Any] = {}
    labels = evidence.first.labels
    for condition in (CLEAN, TELEPHONE):
        found = evidence.judged("test", condition)
        for voice in sorted({one.sample.voice for one in found}):
            own = [one for one in found if one.sample.voice == voice]
            rows.append((f"{voice}, {condition.name}", bounded(share(figures.hits(own, labels)))))
        if {one.sample.sex for one in found} >= {"female", "male"}:
            value, low, high = figures.gap(lambda some: figures.hits(some, labels), found)
            text = f"{value * 100:+.2f} ({low * 100:+.2f} to {high * 100:+.2f}) points"
            rows.append((f"women less men, {condition.name}", text))
            numbers[f"gap {condition.name}"] = {"value": value, "low": low, "high": high}
    return Section(("### Voices", table(("voice", "hits"), rows)), numbers)


def _every_phrase(evidence: Evidence) -> Section:
    labels = evidence.first.labels
    counts = figures.by_phrase(evidence.judged("test", CLEAN), labels)
    parts = ("### Every phrase, clean", phrases_table(counts, labels.forbidden))
    return Section(parts, {"phrases clean": counts})


def _dev(evidence: Evidence) -> Section:
    labels = evidence.first.labels
    heads = ("dev", "clips", "hits", "false accepts")
    rows = (_dev_row(evidence, condition, labels) for condition in (CLEAN, TELEPHONE))
    return Section(("### The same on the dev sentences", table(heads, rows)))


def _dev_row(evidence: Evidence, condition: Condition, labels: figures.Labels) -> tuple[str, ...]:
    found = evidence.judged("dev", condition)
    said, wrong = share(figures.hits(found, labels)), share(figures.accepts(found, labels))
    return condition.name, str(len(found)), bounded(said), bounded(wrong, 3)
