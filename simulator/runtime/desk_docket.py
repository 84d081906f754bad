"""A trainer's docket at the desk: ``ui.desk.Docket`` over the store of certification records.

Everything happens on one thread of its own: the key is opened, what waits is read and scored, and rulings are entered
one after the other.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from audio.ports import SoundCard
from simulator.model.ledger import Role
from simulator.model.problem import Problem
from simulator.model.scorecard import Verdict
from simulator.model.text import Lang, Text
from simulator.runtime.desk_aftermath import Aftermath
from simulator.runtime.record_folder import RecordFolder
from simulator.ui.desk import Failed, Preparing
from simulator.ui.shown import Case

if TYPE_CHECKING:
    from simulator.records.store.ledger import Ledger
    from simulator.runtime.store import Store

OPENING = Preparing(Text("正在读取待裁定的项目", "Reading what waits for a ruling"), 0.0)
RULED = Text("已裁定，签名入库", "Ruled, signed and entered")


@dataclass(frozen=True, slots=True)
class _Ruling:
    case: Case
    verdict: Verdict
    reason: str


class DeskDocket:
    """``passphrase`` opens the only trainer's key of this machine."""

    def __init__(self, records: Path, lang: Lang, earphone: Callable[[], SoundCard], passphrase: str) -> None:
        self._records, self._lang, self._earphone = records, lang, earphone
        self._passphrase = passphrase
        self._stage: Preparing | Failed | None = OPENING
        self._cases: tuple[Case, ...] = ()
        self._note: Text | None = None
        self._calls: dict[str, tuple[RecordFolder, Aftermath]] = {}  # by attempt
        self._rulings: queue.SimpleQueue[_Ruling | None] = queue.SimpleQueue()
        self._changed = Condition()
        Thread(target=self._run, name="docket", daemon=True).start()

    def stage(self) -> Preparing | Failed | None:
        return self._stage

    def cases(self) -> Sequence[Case]:
        return self._cases

    def note(self) -> Text | None:
        return self._note

    def play(self, case: Case) -> None:
        if case.attempt in self._calls and case.finding.span is not None:
            self._calls[case.attempt][1].play(*case.finding.span)

    def rule(self, case: Case, passed: bool, reason: str) -> None:
        self._rulings.put(_Ruling(case, Verdict.PASS if passed else Verdict.FAIL, reason.strip()))

    def close(self) -> None:
        for _, aftermath in self._calls.values():
            aftermath.stop_playing()
        self._rulings.put(None)

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of stage, cases or note.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        from simulator.runtime.store import Store

        try:
            store = Store()
            key = store.keys.of_role(frozenset({Role.TRAINER}))
            ledger = store.ledger(key, lambda name: self._passphrase)
            cases = tuple(self._waiting(store))
        except Problem as problem:
            self._tell(Failed(problem.message, problem.hint), ())
            return
        self._tell(None, cases)
        while (ruling := self._rulings.get()) is not None:
            self._enter(store, ledger, ruling)

    def _waiting(self, store: Store) -> Iterator[Case]:
        """The oldest first.  Calls whose record folder is on another machine are ruled on there."""
        from simulator.records.store.sql import queries
        from simulator.runtime.judging import folder_of

        people = store.trainees()
        for attempt in reversed(queries.attempts(store.database)):
            if not attempt.undecided or attempt.voided:
                continue
            try:
                folder = folder_of(store, attempt, self._records)
                aftermath = Aftermath(folder, self._lang, self._earphone)
                aftermath.work_out()
            except Problem:
                continue
            self._calls[attempt.id] = folder, aftermath
            done, who = aftermath.done, people.get(attempt.trainee)
            for finding in done.debrief.findings if done is not None else ():
                if finding.state == Verdict.UNDECIDED.value:
                    name = who.name if who is not None else ""
                    yield Case(attempt.id, name, attempt.title, attempt.started, finding)

    def _enter(self, store: Store, ledger: Ledger, ruling: _Ruling) -> None:
        from simulator.runtime import judging

        case = ruling.case
        try:
            attempt, folder = judging.attempt_named(store, case.attempt), self._calls[case.attempt][0]
            judging.rule_on(store, ledger, attempt, folder, case.finding.id, ruling.verdict, ruling.reason)
        except Problem as problem:
            self._tell(None, self._cases, problem.message)
            return
        self._tell(None, tuple(one for one in self._cases if one != case), RULED)

    def _tell(self, stage: Failed | None, cases: tuple[Case, ...], note: Text | None = None) -> None:
        with self._changed:
            self._stage, self._cases, self._note = stage, cases, note
            self._changed.notify_all()
