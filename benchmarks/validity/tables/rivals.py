"""This matcher and what could be used instead, side by side on the same transcripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from benchmarks.validity import figures
from benchmarks.validity.bounds import share
from benchmarks.validity.conditions import CLEAN, TELEPHONE
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.figures import Compared, Judged
from benchmarks.validity.plots import Dot, dots
from benchmarks.validity.report import Section, as_json, bounded, table
from benchmarks.validity.rivals import Rival, rivals
from simulator.phrases import slots_of

HEADS = ("on the same transcripts", "threshold", "hits", "false accepts (clip, phrase)")


def section(evidence: Evidence) -> Section:
    """Clean and by telephone, with the phrases of the first rulebook."""
    rows, plotted = [], []
    numbers: dict[str, Any] = {}
    call = evidence.first.call
    others = rivals(call.rulebook.phrases, evidence.first.phrases, slots_of(call.company))
    for condition in (CLEAN, TELEPHONE):
        test = evidence.judged("test", condition)
        for one in _compared(evidence, others, test) if test else ():
            shown = "-" if one.threshold is None else f"{one.threshold:.2f}"
            rows.append((f"{one.name}, {condition.name}", shown, bounded(one.hits), bounded(one.accepts, 3)))
            numbers[f"compared {one.name} {condition.name}"] = {
                "threshold": one.threshold,
                "hits": as_json(one.hits),
                "false accepts": as_json(one.accepts),
            }
            if condition == CLEAN:
                plotted.append(Dot(one.name, one.hits.value, one.hits.low, one.hits.high))
    plot = dots("Hits, clean, held out", plotted, 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
    parts = ("### Side by side", table(HEADS, rows), "![side by side](validity/compared.svg)")
    return Section(parts, numbers, {"compared.svg": plot})


def _compared(evidence: Evidence, others: Sequence[Rival], test: Sequence[Judged]) -> Iterator[Compared]:
    """Our matcher, then the others, each at the threshold that suits it best on the dev sentences as written."""
    labels = evidence.first.labels
    ours = share(figures.hits(test, labels)), share(figures.phrase_accepts(test, labels, False))
    yield Compared("this matcher", None, *ours)
    for rival in others:
        scores = cache(rival.score)
        threshold, shown = rival.thresholds[0], None
        if len(rival.thresholds) > 1:
            shown = threshold = figures.suited(rival, evidence.written("dev"), labels, scores)
        found = figures.compared(rival.name, threshold, test[:: rival.one_in], labels, scores)
        yield Compared(rival.name, shown, found.hits, found.accepts)
