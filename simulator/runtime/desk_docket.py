"""A trainer's docket at the desk: ``ui.desk.Docket`` over the store of certification records.

Everything happens on one thread of its own: the key is opened, what waits is read and scored, and rulings are entered
one after the other.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from audio.ports import SoundCard
from simulator.model.ledger import MAY_ENTER, Ruled
from simulator.model.problem import Problem
from simulator.model.scorecard import Verdict
from simulator.model.text import Lang, Text
from simulator.runtime.desk_aftermath import Aftermath
from simulator.runtime.desk_door import LOOKING, door_for, whole
from simulator.runtime.record_folder import RecordFolder
from simulator.ui.archive import Door
from simulator.ui.shown import Case

if TYPE_CHECKING:
    from simulator.records.store.ledger import Ledger
    from simulator.runtime.store import Store

RULED = Text("已裁定，签名入库", "Ruled, signed and entered")


@dataclass(frozen=True, slots=True)
class _State:
    """What the window is told."""

    door: Door | None = LOOKING
    cases: tuple[Case, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """The store, and the chain of the trainer who rules."""

    store: Store
    ledger: Ledger


class DeskDocket:
    """Looks for the keys of trainers at once."""

    def __init__(self, records: Path, lang: Lang, earphone: Callable[[], SoundCard]) -> None:
        self._records, self._lang, self._earphone = records, lang, earphone
        self._now = _State()
        self._opened: _Opened | None = None
        self._calls: dict[str, tuple[RecordFolder, Aftermath]] = {}  # by attempt
        self._wishes: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._changed = Condition()
        Thread(target=self._run, name="docket", daemon=True).start()

    def door(self) -> Door | None:
        return self._now.door

    def open(self, key: str, passphrase: str) -> None:
        door = self._now.door
        holder = next((one for one in door.holders if one.key == key), None) if door is not None else None
        if door is not None and holder is not None and not door.busy:
            self._tell(door=replace(door, busy=True, why=None))
            self._wishes.put(partial(self._open, door, key, passphrase))

    def cases(self) -> Sequence[Case]:
        return self._now.cases

    def note(self) -> Text | None:
        return self._now.note

    def play(self, case: Case) -> None:
        if case.attempt in self._calls and case.finding.span is not None:
            self._calls[case.attempt][1].play(*case.finding.span)

    def rule(self, case: Case, passed: bool, reason: str) -> None:
        self._wishes.put(partial(self._enter, case, Verdict.PASS if passed else Verdict.FAIL, reason.strip()))

    def close(self) -> None:
        for _, aftermath in self._calls.values():
            aftermath.stop_playing()
        self._wishes.put(None)

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of door, cases or note.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._tell(door=door_for(MAY_ENTER[Ruled]))
        while (wish := self._wishes.get()) is not None:
            wish()

    def _open(self, door: Door, key: str, passphrase: str) -> None:
        from simulator.runtime.store import Store
        from simulator.runtime.vouching import staff_ledger

        try:
            store = Store()
            self._opened = _Opened(store, staff_ledger(store, key, lambda name: passphrase, MAY_ENTER[Ruled]))
            cases = tuple(self._waiting(store))
        except Problem as problem:
            self._tell(door=replace(door, busy=False, why=whole(problem)))
            return
        self._tell(door=None, cases=cases)

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

    def _enter(self, case: Case, verdict: Verdict, reason: str) -> None:
        from simulator.runtime import judging

        assert self._opened is not None
        store, ledger = self._opened.store, self._opened.ledger
        try:
            attempt, folder = judging.attempt_named(store, case.attempt), self._calls[case.attempt][0]
            judging.rule_on(store, ledger, attempt, folder, case.finding.id, verdict, reason)
        except Problem as problem:
            self._tell(note=whole(problem))
            return
        self._tell(cases=tuple(one for one in self._now.cases if one != case), note=RULED)

    def _tell(self, **values: Any) -> None:
        """Parts of the state that have become others."""
        with self._changed:
            self._now = replace(self._now, **values)
            self._changed.notify_all()
