"""Logs scored again, many of a few calls: what they share is made once, and what was found before is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scoring import Scorer
from scoring.grading import Figures, Judged, figures
from scoring.seen_through import left_undone
from scoring.timeline import INPUTS
from scoring.verdict import reservations
from simulator.model.log import Log
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.script import CallScript
from simulator.model.text import Text
from simulator.phrases import Lexicon, slots_of
from simulator.phrases.definitions import definitions
from simulator.runtime.judgement_memory import JudgementMemory, Judging, Note
from simulator.runtime.logfile import parse_known, parse_log
from simulator.runtime.match_memory import MatchMemory, Remembering
from simulator.runtime.notebook import Notebook
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import check_sources, whole_log
from simulator.runtime.workspace import FileErrors, Workspace

JUDGEMENTS, MATCHES = "judgements.sqlite", "matches.sqlite"
Sources = Mapping[str, str]
"""The files a call was made from: name -> SHA-256."""


@dataclass(frozen=True, slots=True)
class Again:
    """What a log gives: what was found in it, without words, in the points of a rulebook.  ``log``: its digest."""

    rulebook: Rulebook
    judged: Judged
    figures: Figures
    log: str

    @property
    def certifiable(self) -> bool:
        """Whether nothing is in the way of certifying the record."""
        return self.figures.certifiable(self.judged)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What logs of one company and one rulebook have in common.  ``scripts``: by their sources."""

    workspace: Workspace
    scorer: Scorer
    judging: Judging
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

    def score(self, folder: RecordFolder, sources: Sources, rulebook: str) -> Again:
        """The score of a record whose entry cites these sources and the rulebook of that name.  Raises ``Problem``."""
        shared = self._of(folder, sources, rulebook)
        stored = folder.stored(Part.LOG)
        key = self._judgements.key(hashlib.sha256(stored).hexdigest(), sources)
        note = self._judgements.of(key)
        if note is None or shared.judging.unknown(note):
            note = _judged(folder, folder.opened(Part.LOG, stored), sources, shared, note)
            self._judgements.add(key, note)
        judged = shared.judging.judged(note)
        return Again(shared.scorer.rulebook, judged, figures(shared.scorer.rulebook, judged), note.log)

    def keep(self) -> None:
        """Write down what is new."""
        self._judgements.keep()
        self._matches.keep()

    def _of(self, folder: RecordFolder, sources: Sources, rulebook: str) -> _Shared:
        key = frozenset(item for item in sources.items() if not item[0].startswith("calls/"))
        if key not in self._shared:
            self._shared[key] = self._share(folder, dict(key), rulebook)
        return self._shared[key]

    def _share(self, folder: RecordFolder, sources: Sources, name: str) -> _Shared:
        check_sources(folder, sources)
        workspace = Workspace(folder.sources)
        companies = [workspace.company(path.stem) for path in workspace.company_files()]
        rulebook = self._by or workspace.rulebook(name)
        if len(companies) != 1 or companies[0] is None or rulebook is None:
            raise FileErrors(tuple(workspace.diagnostics))
        slots = slots_of(companies[0])
        defined = definitions(rulebook.phrases, slots)
        lexicon = Remembering(self._matches, defined, partial(Lexicon.ready, rulebook.phrases, slots))
        return _Shared(workspace, Scorer(companies[0], rulebook, lexicon), Judging(rulebook, defined), {})


def _judged(folder: RecordFolder, data: bytes, sources: Sources, shared: _Shared, note: Note | None) -> Note:
    """The note of a log with all that the rulebook asks for."""
    log = _cited(folder, data, sources) if note is None else _known(data, note)
    scorer, judging = shared.scorer, shared.judging
    case = scorer.case(log, _script(shared, folder, sources), judging.recited(note) if note else None)
    if note is None:
        left, whole = left_undone(case), reservations(log, case.timeline)
        note = Note(log.digest, log.complete, _pairs(left), _pairs(whole))
    judging.learn_recited(note, case.recited)
    judging.learn(note, scorer.find(case, judging.unknown(note)))
    return note


def _pairs(texts: Iterable[Text]) -> tuple[tuple[str, str], ...]:
    return tuple((one.zh, one.en) for one in texts)


def _cited(folder: RecordFolder, data: bytes, sources: Sources) -> Log:
    """A log that is read for the first time: it and the sources in its folder have to be what is cited."""
    log, _ = whole_log(parse_log(data))
    check_sources(folder, sources)
    if {one.name: one.sha256 for one in log.header.sources} != sources:
        raise _damaged(Text("日志引用的源文件不是入库的。", "the log cites other sources than its entry."))
    return log


def _known(data: bytes, note: Note) -> Log:
    """One that was read before; its bytes have the same hash, so that nothing can be wrong with it."""
    known = parse_known(data, note.log, INPUTS) if note.complete else None
    return known or whole_log(parse_log(data))[0]


def _script(shared: _Shared, folder: RecordFolder, sources: Sources) -> CallScript:
    key = frozenset(sources.items())
    if key not in shared.scripts:
        check_sources(folder, sources)
        calls = Workspace(folder.sources).call_files()
        if len(calls) != 1:
            raise _damaged(Text("记录文件夹里没有来电剧本。", "the record folder holds no call script."))
        try:
            shared.scripts[key] = shared.workspace.load_script(calls[0])
        finally:
            shared.workspace.diagnostics.clear()  # those of one call are nothing to the next
    return shared.scripts[key]


def _damaged(message: Text) -> Problem:
    hint = Text("请从备份恢复原来的记录文件夹。", "restore the record folder from a backup.")
    return Problem(Exit.DAMAGED, message, hint)
