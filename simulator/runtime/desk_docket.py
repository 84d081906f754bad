"""A trainer's docket at the desk: ``ui.desk.Docket`` over the store of certification records.

Everything happens on one thread of its own: the key is opened, what waits is read and scored, and rulings are entered
one after the other.  What others ruled on is read call by call after that, between the wishes of whoever sits there.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    from simulator.model.standing import Attempt, Trainee
    from simulator.records.store.ledger import Ledger
    from simulator.records.store.sql.queries import Raters
    from simulator.runtime.store import Store

RULED = Text(
    "已裁定，签名入库。其他教员会在“第二评定”里看到这一项",
    "Ruled, signed and entered. Other trainers find it under “Second rating”",
)
RATED = Text("第二评定已签名入库，成绩不变", "The second rating is signed and entered; the score stays")
MOST_SECOND = 50
"""So many calls are offered for a second rating, the latest: it is a sample, not a second exam office."""


@dataclass(frozen=True, slots=True)
class _State:
    """What the window is told."""

    door: Door | None = LOOKING
    cases: tuple[Case, ...] = ()
    second: tuple[Case, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """The store, the chain of the trainer who rules, and who the trainees are by pseudonym."""

    store: Store
    ledger: Ledger
    people: Mapping[str, Trainee]


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

    def second(self) -> Sequence[Case]:
        return self._now.second

    def note(self) -> Text | None:
        return self._now.note

    def play(self, case: Case) -> None:
        if case.attempt in self._calls and case.finding.span is not None:
            self._calls[case.attempt][1].play(*case.finding.span)

    def rule(self, case: Case, passed: bool, reason: str) -> None:
        self._wishes.put(partial(self._enter, case, Verdict.PASS if passed else Verdict.FAIL, reason.strip()))

    def rate(self, case: Case, passed: bool, reason: str) -> None:
        self._wishes.put(partial(self._enter_second, case, Verdict.PASS if passed else Verdict.FAIL, reason.strip()))

    def close(self) -> None:
        for _, aftermath in tuple(self._calls.values()):  # others may still be read
            aftermath.stop_playing()
        self._wishes.put(None)

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of door, cases, second or note.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        self._tell(door=door_for(MAY_ENTER[Ruled]))
        while (wish := self._wishes.get()) is not None:
            wish()

    def _open(self, door: Door, key: str, passphrase: str) -> None:
        from simulator.records.store.sql import queries
        from simulator.runtime.store import Store
        from simulator.runtime.vouching import staff_ledger

        try:
            store = Store()
            ledger = staff_ledger(store, key, lambda name: passphrase, MAY_ENTER[Ruled])
            opened = _Opened(store, ledger, store.trainees())
            attempts = [one for one in queries.attempts(store.database) if not one.voided]
            raters = queries.raters(store.database)
            cases = tuple(self._waiting(opened, attempts, raters))
        except Problem as problem:
            self._tell(door=replace(door, busy=False, why=whole(problem)))
            return
        self._opened = opened
        self._tell(door=None, cases=cases)
        self._wishes.put(partial(self._read_on, self._rated_once(opened, attempts, raters)))

    def _read_on(self, found: Iterator[Case]) -> None:
        """One more for a second rating; the others after what is wished for meanwhile."""
        case = next(found, None)
        if case is not None:
            self._tell(second=(*self._now.second, case))
            self._wishes.put(partial(self._read_on, found))

    def _waiting(self, opened: _Opened, attempts: Sequence[Attempt], raters: Raters) -> Iterator[Case]:
        """What nobody has ruled on, the oldest first."""
        for attempt in reversed(attempts):
            if attempt.undecided:
                yield from (
                    one for one in self._left_open(opened, attempt) if (attempt.id, one.finding.id) not in raters
                )

    def _rated_once(self, opened: _Opened, attempts: Sequence[Attempt], raters: Raters) -> Iterator[Case]:
        """What others ruled on and nobody rated again, the newest first; as it was before the ruling, so that the
        second rater does not know the first one's verdict."""
        mine = opened.ledger.public
        wanted = {key for key, (first, again) in raters.items() if first and not again and mine not in first}
        calls = {attempt for attempt, _ in wanted}
        for attempt in [one for one in attempts if one.id in calls][:MOST_SECOND]:
            for case in self._left_open(opened, attempt):
                if (attempt.id, case.finding.id) in wanted:
                    yield replace(case, finding=replace(case.finding, appealed=False))

    def _left_open(self, opened: _Opened, attempt: Attempt) -> Iterator[Case]:
        """What the automatic score of a call left undecided.  Calls whose record folder is on another machine are
        ruled on there."""
        from simulator.runtime.judging import folder_of

        if attempt.id not in self._calls:
            try:
                folder = folder_of(opened.store, attempt, self._records)
                aftermath = Aftermath(folder, self._lang, self._earphone)
                aftermath.work_out(automatic=True)
            except Problem:
                return
            self._calls[attempt.id] = folder, aftermath
        done, who = self._calls[attempt.id][1].done, opened.people.get(attempt.trainee)
        name = who.name if who is not None else ""
        for finding in done.debrief.findings if done is not None else ():
            if finding.state == Verdict.UNDECIDED.value:
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

    def _enter_second(self, case: Case, verdict: Verdict, reason: str) -> None:
        from simulator.runtime import judging

        assert self._opened is not None
        store, ledger = self._opened.store, self._opened.ledger
        try:
            attempt = judging.attempt_named(store, case.attempt)
            judging.rate_again(store, ledger, attempt, case.finding.id, verdict, reason)
        except Problem as problem:
            self._tell(note=whole(problem))
            return
        self._tell(second=tuple(one for one in self._now.second if one != case), note=RATED)

    def _tell(self, **values: Any) -> None:
        """Parts of the state that have become others."""
        with self._changed:
            self._now = replace(self._now, **values)
            self._changed.notify_all()
