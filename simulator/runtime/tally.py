"""The statistics of all recorded calls below a folder (B3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from simulator.model.parts import Part
from simulator.model.problem import Problem
from simulator.records.spreadsheet import to_csv
from simulator.runtime.logfile import parse_log
from simulator.runtime.record_folder import record_folders
from simulator.runtime.results import whole_log
from simulator.runtime.seals import seals_here
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
    for folder in record_folders(records, seals_here()):
        with suppress(Problem):
            log, _ = whole_log(parse_log(folder.read(Part.LOG)))
            header = log.header
            yield Tallied(folder.path.name, header.call, header.trainee, header.started, statistics(log.entries))


def as_csv(rows: list[Tallied]) -> str:
    """For a spreadsheet."""
    head = ("record", "call", "trainee", "started", *COLUMNS)
    return to_csv([head, *((r.record, r.call, r.trainee, r.started, *_figures(r)) for r in rows)])


def _figures(row: Tallied) -> tuple[int, ...]:
    return tuple(getattr(row.statistics, column) for column in COLUMNS)
