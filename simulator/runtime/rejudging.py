"""Logs scored again, many of a few calls: what they share is made once, and what was found before is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring import Scorer
from scoring.grading import grade
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard
from simulator.model.script import CallScript
from simulator.model.text import Text
from simulator.runtime.judgement_memory import JudgementMemory, Remembered, judging, key_of
from simulator.runtime.match_memory import MatchMemory, Remembering
from simulator.runtime.notebook import Notebook
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import check_sources, read_whole_log
from simulator.runtime.workspace import FileErrors, Workspace

JUDGEMENTS, MATCHES = "judgements.sqlite", "matches.sqlite"
Sources = Mapping[str, str]
"""The files a call was made from: name -> SHA-256."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What logs of one company and one rulebook have in common.  ``scripts``: by their sources."""

    workspace: Workspace
    scorer: Scorer
    judging: str
    scripts: dict[frozenset[tuple[str, str]], CallScript]


def forget(cache: Path) -> None:
    """Let nothing be left of what was remembered."""
    for name in (JUDGEMENTS, MATCHES):
        Notebook(cache / name, 0).forget()


class Rejudging:
    """``by``: the rulebook to score by; None: the one that the call was scored by.  ``keep`` writes the memories."""

    def __init__(self, cache: Path, by: Rulebook | None = None) -> None:
        self._judgements = JudgementMemory(cache / JUDGEMENTS)
        self._matches = MatchMemory(cache / MATCHES)
        self._by = by
        self._shared: dict[frozenset[tuple[str, str]], _Shared] = {}

    def score(self, folder: RecordFolder, sources: Sources, rulebook: str) -> tuple[Scorecard, str]:
        """The score of a record whose entry cites these sources and the rulebook of that name, and the log's digest.

        Of what was remembered the scorecard has neither words nor evidence.  Raises ``Problem``.
        """
        shared = self._of(folder, sources, rulebook)
        key = key_of(hashlib.sha256(_bytes(folder.log)).hexdigest(), shared.judging)
        found = self._judgements.of([key]).get(key)
        if found is None:
            found = self._judged(folder, sources, shared)
            self._judgements.add(key, found.judged, found.log)
        return grade(shared.scorer.company, shared.scorer.rulebook, found.judged), found.log

    def keep(self) -> None:
        """Write down what is new."""
        self._judgements.keep()
        self._matches.keep()

    def _judged(self, folder: RecordFolder, sources: Sources, shared: _Shared) -> Remembered:
        log, _ = read_whole_log(folder)
        check_sources(folder, sources)
        if {one.name: one.sha256 for one in log.header.sources} != sources:
            raise _damaged(Text("日志引用的源文件不是入库的。", "the log cites other sources than its entry."))
        script = _script(shared, folder, sources)
        return Remembered(shared.scorer.judge(log, script), log.digest)

    def _of(self, folder: RecordFolder, sources: Sources, rulebook: str) -> _Shared:
        key = frozenset(item for item in sources.items() if not item[0].startswith("calls/"))
        if key not in self._shared:
            self._shared[key] = self._share(folder, dict(key), rulebook)
        return self._shared[key]

    def _share(self, folder: RecordFolder, sources: Sources, name: str) -> _Shared:
        check_sources(folder, sources)
        workspace = Workspace(folder.sources)
        companies = [workspace.company(path.stem) for path in workspace.company_files()]
        own = workspace.rulebook(name)
        if len(companies) != 1 or companies[0] is None or own is None:
            raise FileErrors(tuple(workspace.diagnostics))
        rulebook = self._by or own
        scorer = Scorer(companies[0], rulebook, Remembering.of(self._matches, companies[0], rulebook))
        return _Shared(workspace, scorer, judging(rulebook), {})


def _script(shared: _Shared, folder: RecordFolder, sources: Sources) -> CallScript:
    key = frozenset(sources.items())
    if key not in shared.scripts:
        calls = Workspace(folder.sources).call_files()
        if len(calls) != 1:
            raise _damaged(Text("记录文件夹里没有来电剧本。", "the record folder holds no call script."))
        try:
            shared.scripts[key] = shared.workspace.load_script(calls[0])
        finally:
            shared.workspace.diagnostics.clear()  # those of one call are nothing to the next
    return shared.scripts[key]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = Text(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}")
        raise Problem(Exit.DAMAGED, message) from error


def _damaged(message: Text) -> Problem:
    hint = Text("请从备份恢复原来的记录文件夹。", "restore the record folder from a backup.")
    return Problem(Exit.DAMAGED, message, hint)
