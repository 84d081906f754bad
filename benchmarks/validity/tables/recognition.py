"""Recognition errors of our own clips in every condition."""

from __future__ import annotations

from benchmarks.validity import figures
from benchmarks.validity.conditions import GRID
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.plots import Dot, dots
from benchmarks.validity.report import Section, as_json, bounded, table
from benchmarks.validity.sentences import SPLITS

HEADS = ("own clips", "clips", "character error rate", "toneless-pinyin error")


def section(evidence: Evidence) -> Section:
    """Characters and toneless syllables, table and plot."""
    rows, plotted, numbers = [], [], {}
    for condition in GRID:
        found = list(evidence.heard(SPLITS, condition))
        if found:
            cer, per = figures.recognition(found), figures.recognition(found, figures.PINYIN)
            rows.append((condition.name, str(len(found)), bounded(cer), bounded(per)))
            numbers[f"recognition {condition.name}"] = {"cer": as_json(cer), "pinyin": as_json(per)}
            plotted.append(Dot(f"{condition.name}: syllables", per.value, per.low, per.high))
    plot = dots("Toneless-pinyin error", plotted, 0.0, 0.5, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5))
    parts = ("### Recognition", table(HEADS, rows), "![recognition](validity/recognition.svg)")
    return Section(parts, numbers, {"recognition.svg": plot})
