"""The statistics of all recorded calls below a folder (B3.7)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.runtime.logfile import read_log
from simulator.session.statistics import Statistics, statistics

BYTE_ORDER_MARK = "\ufeff"
"""Excel in Chinese reads a CSV as UTF-8 only with it."""

COLUMNS = (
    "incoming",
    "answered",
    "answered_late",
    "answered_automatically",
    "abandoned",
    "outgoing",
    "mean_ring_ms",
    "held_ms",
    "connected",
    "messages",
    "relayed",
    "faults",
)


@dataclass(frozen=True, slots=True)
class Tallied:
    """One recorded call."""

    record: str
    call: str
    trainee: str
    started: str
    statistics: Statistics


def tally(records: Path) -> Iterator[Tallied]:
    """Every record below the folder whose log can be read, oldest first."""
    for path in sorted(records.glob("*/log.jsonl")):
        log = read_log(path).log
        if log is not None:
            header = log.header
            yield Tallied(path.parent.name, header.call, header.trainee, header.started, statistics(log.entries))


def as_csv(rows: list[Tallied]) -> str:
    """For a spreadsheet; cells that a spreadsheet would take for a formula are quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(("record", "call", "trainee", "started", *COLUMNS))
    for row in rows:
        figures = [getattr(row.statistics, column) for column in COLUMNS]
        writer.writerow((row.record, row.call, _harmless(row.trainee), row.started, *figures))
    return BYTE_ORDER_MARK + buffer.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
