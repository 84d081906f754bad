"""The statistics of all recorded calls below a folder (B3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simulator.records.spreadsheet import to_csv
from simulator.runtime.logfile import read_log
from simulator.session.statistics import Statistics, statistics

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
    """For a spreadsheet."""
    head = ("record", "call", "trainee", "started", *COLUMNS)
    return to_csv([head, *((r.record, r.call, r.trainee, r.started, *_figures(r)) for r in rows)])


def _figures(row: Tallied) -> tuple[int, ...]:
    return tuple(getattr(row.statistics, column) for column in COLUMNS)
