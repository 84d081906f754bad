"""Scores computed again from the logs on this machine, on all cores, and compared with what was entered.

As they were scored: a workstation's key could sign a score that its log does not give.  This finds it, as ``verify``
cannot: a score is a function of log and sources, both cited by hash.  Another version of program or matcher may score
otherwise, which is no fault.  By another rulebook: what a change of it would do to the calls that were taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from scoring.grading import finding_id
from simulator import __version__
from simulator.model.diagnostic import Severity
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.phrases import matcher_id
from simulator.records.store.canonical import read_roughly
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.runtime import folders
from simulator.runtime.pool import cores, spread
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.rejudging import Again, Rejudging
from simulator.runtime.seals import KeySeals
from simulator.runtime.store import Store
from simulator.runtime.workspace import FileErrors, Workspace

FEW = 20
"""So many are scored sooner than processes are started."""
RANGE = 100
"""Attempts scored at a time, of one call where there are so many."""

_OF_MARK = itemgetter("finding", "rule", "dimension", "verdict", "critical", "possible", "lowest", "highest", "clauses")
"""The fields of ``ledger.Mark``."""
Scoring = tuple[str, str]
"""The ids of an attempt and of its automatic score."""


@dataclass(frozen=True, slots=True)
class Total:
    """What a call came to; points in hundredths."""

    verdict: Verdict
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Rescored:
    """An attempt whose log is here.  ``again`` is a text where it cannot be scored any more; ``agrees`` says that every
    finding is the same as well; ``same_program`` that a difference has no other explanation than a score that was not
    computed from this log."""

    attempt: str
    entered: Total
    again: Total | Text
    agrees: bool
    same_program: bool

    @property
    def forged(self) -> bool:
        return self.same_program and isinstance(self.again, Total) and not self.agrees

    @property
    def moved(self) -> bool:
        """Whether the verdict or the points of the call as a whole are others."""
        return isinstance(self.again, Total) and self.again != self.entered


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
    given = store.database.url, records, store.trainee_keys(), folders.cache(), by
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
    seals: KeySeals
    rejudging: Rejudging
    same_rulebook: bool
    versions: tuple[str, str]
    """Of the program and the matcher."""


_desk: _Desk | None = None
"""Of a process."""


def _begin(url: str, records: Path, keys: dict[str, bytes], cache: Path, by: Path | None) -> None:
    global _desk
    rulebook = None if by is None else rulebook_in(by)
    versions = __version__, matcher_id()
    _desk = _Desk(Database(url), records, KeySeals(keys.get), Rejudging(cache, rulebook), by is None, versions)


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
    folder = RecordFolder(desk.records / attempt["folder"], desk.seals)
    if not folder.holds(Part.LOG):
        return None
    entered = Total(Verdict(score["verdict"]), score["lowest"], score["highest"])
    ours = desk.same_rulebook and (score["program"], score["matcher"]) == desk.versions
    try:
        again = desk.rejudging.score(folder, attempt["sources"], attempt["rulebook"])
    except Problem as problem:
        return Rescored(id, entered, problem.message, agrees=False, same_program=ours)
    total = Total(again.figures.verdict, again.figures.lowest, again.figures.highest)
    whole = total == entered and (again.log, again.certifiable) == (score["log"], score["certifiable"])
    agrees = whole and _marks(again) == [_OF_MARK(one) for one in score["marks"]]
    return Rescored(id, entered, total, agrees, ours)


def _marks(again: Again) -> list[tuple[object, ...]]:
    """As an entry has them: what did not apply is no mark."""
    outcomes, shares = again.figures.outcomes, again.figures.shares
    return [
        (finding_id(rule.id, n), rule.id, rule.dimension, outcome.verdict, rule.critical, *share, list(rule.clauses))
        for rule in again.rulebook.rules
        if outcomes[rule.id].applying
        for n, (outcome, share) in enumerate(zip(outcomes[rule.id], shares[rule.id], strict=True), 1)
        if outcome.verdict is not Verdict.NOT_APPLICABLE
    ]
