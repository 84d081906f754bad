"""The figures as tables: Markdown for people, JSON for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.validity.bounds import Share

BEGIN, END = "<!-- figures: begin, written by benchmarks.validity -->", "<!-- figures: end -->"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: Markdown blocks, the same figures for programs, and plots by the names of their files."""

    parts: tuple[str, ...]
    figures: Mapping[str, Any] = field(default_factory=dict)
    plots: Mapping[str, str] = field(default_factory=dict)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column to the left, the others to the right."""
    lines = [f"| {' | '.join(heads)} |", f"| {' | '.join(['---', *['---:'] * (len(heads) - 1)])} |"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def percent(value: float, digits: int = 2) -> str:
    return f"{value * 100:.{digits}f} %"


def bounded(share: Share, digits: int = 2) -> str:
    """``98.10 % (96.20 to 99.40)``; a dash where nothing was counted."""
    if not share.of:
        return "-"
    return f"{share.value * 100:.{digits}f} % ({share.low * 100:.{digits}f} to {share.high * 100:.{digits}f})"


def counted(share: Share) -> str:
    """``12 of 340``."""
    return f"{share.hits:,.0f} of {share.of:,.0f}"


def reached(share: Share, target: float, at_most: bool) -> str:
    """Whether the bounds are on the right side of what is to be reached, or only the value, or not even that."""
    good = share.high <= target if at_most else share.low >= target
    likely = share.value <= target if at_most else share.value >= target
    return "reached" if good else "value reached, bounds not" if likely else "not reached"


def as_json(share: Share) -> dict[str, Any]:
    return {
        "value": round(share.value, 6),
        "low": round(share.low, 6),
        "high": round(share.high, 6),
        "hits": share.hits,
        "of": share.of,
        "sentences": share.sentences,
    }


def phrases_table(counts: Mapping[str, Mapping[str, int]], forbidden: frozenset[str]) -> str:
    """One row for each phrase, the worst first."""

    def misses(phrase: str) -> float:
        one = counts[phrase]
        return one.get("hit", 0) / one["said"] if one.get("said") else 1.0

    rows = []
    for phrase in sorted(counts, key=lambda phrase: (phrase in forbidden, misses(phrase), phrase)):
        one = counts[phrase]
        said, quiet = one.get("said", 0), one.get("not said", 0)
        rows.append(
            (
                f"{phrase} (forbidden)" if phrase in forbidden else phrase,
                str(said),
                percent(one.get("hit", 0) / said, 1) if said else "-",
                str(one.get("undecided", 0)),
                str(one.get("missed", 0)),
                f"{one.get('false', 0)} of {quiet}",
            )
        )
    return table(("phrase", "clips", "hit", "undecided", "missed", "false accepts"), rows)


def insert(document: Path, body: str) -> None:
    """Replace what stands between the marks of a document; a new document has nothing else."""
    text = document.read_text(encoding="utf-8") if document.is_file() else f"{BEGIN}{END}\n"
    fresh = re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: f"{BEGIN}\n\n{body}\n\n{END}", text, flags=re.S)
    document.write_text(fresh, encoding="utf-8", newline="\n")
