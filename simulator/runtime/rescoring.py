"""Automatic scores computed again from the logs on this machine, on all cores, and compared with what was entered.

A workstation's key could sign a score that its log does not give.  This finds it, as ``verify`` cannot: a score is a
function of log and sources, both cited by hash.  Another version of program or matcher may score otherwise, which is
no fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from simulator import __version__
from simulator.model.ledger import AttemptMade, Scored
from simulator.model.log import Source
from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.phrases import matcher_id
from simulator.records.store.results import scored
from simulator.records.store.sql import queries
from simulator.runtime.pool import cores, spread
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import read_record, score_with
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall

FEW = 20
"""So many are scored sooner than processes are started."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """An attempt whose log is here.  ``again`` is a text where it cannot be scored any more; ``same_program`` says
    that a difference has no other explanation than a score that was not computed from this log."""

    attempt: str
    entered: Scored
    again: Scored | Text
    same_program: bool

    @property
    def agrees(self) -> bool:
        return isinstance(self.again, Scored) and _result(self.again) == _result(self.entered)

    @property
    def forged(self) -> bool:
        return self.same_program and isinstance(self.again, Scored) and not self.agrees


@dataclass(frozen=True, slots=True)
class Rescorable:
    """An attempt with its automatic score, and its record folder, which is on this machine."""

    attempt: str
    entered: Scored
    folder: Path


def rescorable(store: Store, records: Path) -> list[Rescorable]:
    """Every attempt with an automatic score whose record folder is below ``records``."""
    found = []
    for id, score in queries.automatic_scores(store.database).items():
        attempt, entered = store.body(id), store.body(score)
        if isinstance(attempt, AttemptMade) and isinstance(entered, Scored):
            folder = records / attempt.folder
            if (folder / "log.jsonl").is_file():
                found.append(Rescorable(id, entered, folder))
    return found


def rescore(found: Sequence[Rescorable]) -> Iterator[Rescored]:
    """Each of these scored again, as they are done."""
    entered = {one.attempt: one.entered for one in found}
    tasks = {one.attempt: (one.attempt, one.folder) for one in found}
    if cores() < 2 or len(tasks) <= FEW:
        done: Iterator[tuple[str, Scored | Text]] = ((id, _score_again(*task)) for id, task in tasks.items())
    else:
        done = spread(_score_again, tasks, _begin, ())
    for id, again in done:
        yield Rescored(id, entered[id], again, _is_ours(entered[id]))


_compiled: dict[tuple[Source, ...], LoadedCall] = {}
"""Of a process: most logs come from the same few calls."""


def _begin() -> None:
    _compiled.clear()


def _score_again(id: str, folder: Path) -> Scored | Text:
    try:
        recorded = read_record(RecordFolder(folder), _compiled)
    except Problem as problem:
        return problem.message
    return scored(id, score_with(recorded, ()), recorded.log)


def _is_ours(score: Scored) -> bool:
    return (score.program, score.matcher) == (__version__, matcher_id())


def _result(score: Scored) -> tuple[object, ...]:
    return score.verdict, score.lowest, score.highest, score.marks, score.certifiable, score.log
