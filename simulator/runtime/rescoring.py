"""Scores computed again from the logs on this machine, on all cores, and compared with what was entered.

As they were scored: a workstation's key could sign a score that its log does not give.  This finds it, as ``verify``
cannot: a score is a function of log and sources, both cited by hash.  Another version of program or matcher may score
otherwise, which is no fault.  By another rulebook: what a change of it would do to the calls that were taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.model.diagnostic import Severity
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.text import Text
from simulator.phrases import matcher_id
from simulator.records.store.canonical import read_roughly
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.runtime import folders
from simulator.runtime.pool import cores, spread
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.rejudging import Rejudging
from simulator.runtime.store import Store
from simulator.runtime.workspace import FileErrors, Workspace

FEW = 20
"""So many are scored sooner than processes are started."""
RANGE = 50
"""Attempts scored at a time, of one call where there are so many."""

Mark = tuple[object, ...]
"""The fields of ``ledger.Mark``."""
_OF_MARK = ("finding", "rule", "dimension", "verdict", "critical", "possible", "lowest", "highest")
Scoring = tuple[str, str]
"""The ids of an attempt and of its automatic score."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a score says of a call."""

    verdict: Verdict
    lowest: int
    highest: int
    certifiable: bool
    log: str
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, card: Scorecard, log: str) -> Result:
        marks = (
            (f.id, f.rule, f.dimension, f.verdict, f.critical, f.possible, f.lowest, f.highest, f.clauses)
            for f in card.findings
            if f.verdict is not Verdict.NOT_APPLICABLE
        )
        return cls(card.verdict, card.lowest, card.highest, card.certifiable, log, tuple(marks))

    @classmethod
    def entered(cls, score: Mapping[str, Any]) -> Result:
        """Of the body of a ``Scored`` entry."""
        marks = ((*(one[name] for name in _OF_MARK), tuple(one["clauses"])) for one in score["marks"])
        figures = score["lowest"], score["highest"], score["certifiable"]
        return cls(Verdict(score["verdict"]), *figures, score["log"], tuple(marks))


@dataclass(frozen=True, slots=True)
class Rescored:
    """An attempt whose log is here.  ``again`` is a text where it cannot be scored any more; ``same_program`` says
    that a difference has no other explanation than a score that was not computed from this log."""

    attempt: str
    entered: Result
    again: Result | Text
    same_program: bool

    @property
    def agrees(self) -> bool:
        return self.again == self.entered

    @property
    def forged(self) -> bool:
        return self.same_program and isinstance(self.again, Result) and not self.agrees

    @property
    def moved(self) -> bool:
        """Whether the verdict or the points of the call as a whole are others."""
        return isinstance(self.again, Result) and _total(self.again) != _total(self.entered)


def rulebook_in(folder: Path) -> Rulebook:
    """The rulebook in a folder of a workspace.  Raises ``FileErrors``, or ``Problem`` where there is none."""
    root = folder.resolve().parent.parent
    workspace = Workspace(root)
    found = workspace.rulebook(folder.resolve().name)
    if found is None and not workspace.diagnostics:
        raise Problem(
            Exit.FILES,
            Text(f"这里没有规则书：{folder}", f"there is no rulebook in {folder}"),
            Text("写工作区里的文件夹：rulebooks/NAME。", "name the folder in a workspace: rulebooks/NAME."),
        )
    if found is None or any(one.severity is Severity.ERROR for one in workspace.diagnostics):
        raise FileErrors(tuple(workspace.diagnostics))
    return found


def rescorable(store: Store, rulebook: str = "") -> list[Scoring]:
    """The attempts with an automatic score (by the rulebook of that name), those of one call together."""
    return queries.automatic_scorings(store.database, rulebook)


def rescore(
    store: Store, records: Path, scorings: Sequence[Scoring], by: Path | None = None
) -> Iterator[tuple[int, list[Rescored]]]:
    """Each of these scored again, by the rulebook in a folder if one is given, as they are done: how many, and those of
    them whose record folder is here."""
    ranges = {low: scorings[low : low + RANGE] for low in range(0, len(scorings), RANGE)}
    given = store.database.url, records, folders.cache(), by
    if cores() < 2 or len(scorings) <= FEW:
        _begin(*given)
        done: Iterator[tuple[int, list[Rescored]]] = ((low, _rescored(some)) for low, some in ranges.items())
    else:
        done = spread(_rescored, {low: (some,) for low, some in ranges.items()}, _begin, given)
    for low, found in done:
        yield len(ranges[low]), found


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a process scores with."""

    database: Database
    records: Path
    rejudging: Rejudging
    same_rulebook: bool


_desk: _Desk | None = None
"""Of a process."""


def _begin(url: str, records: Path, cache: Path, by: Path | None) -> None:
    global _desk
    rulebook = None if by is None else rulebook_in(by)
    _desk = _Desk(Database(url), records, Rejudging(cache, rulebook), by is None)


def _rescored(scorings: Sequence[Scoring]) -> list[Rescored]:
    assert _desk is not None
    bodies = {
        one.id: read["body"]
        for kind, ids in zip(("AttemptMade", "Scored"), zip(*scorings, strict=True), strict=True)
        for one in _desk.database.of_kind(kind, *ids)
        if (read := read_roughly(one.payload)) is not None
    }
    found = [
        _again(_desk, attempt, bodies[attempt], bodies[score])
        for attempt, score in scorings
        if attempt in bodies and score in bodies
    ]
    _desk.rejudging.keep()
    return [one for one in found if one is not None]


def _again(desk: _Desk, id: str, attempt: Any, score: Any) -> Rescored | None:
    folder = RecordFolder(desk.records / attempt["folder"])
    if not folder.log.is_file():
        return None
    again: Result | Text
    try:
        again = Result.of(*desk.rejudging.score(folder, attempt["sources"], attempt["rulebook"]))
    except Problem as problem:
        again = problem.message
    ours = desk.same_rulebook and (score["program"], score["matcher"]) == (__version__, matcher_id())
    return Rescored(id, Result.entered(score), again, ours)


def _total(result: Result) -> tuple[Verdict, int, int]:
    return result.verdict, result.lowest, result.highest
