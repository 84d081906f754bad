"""The certification records at the desk: ``ui.archive.Archive`` over the store.

What is looked at is read on one thread, only the latest wish of several; what is done runs on another, so that a long
verification keeps nobody from looking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from simulator.model.ledger import Role
from simulator.model.problem import Problem
from simulator.model.text import Lang, Text
from simulator.ui.archive import CourseFiled, Doing, Door, Dossier, Holder, Listing, Outcome, PersonFiled

if TYPE_CHECKING:
    from simulator.runtime.clerk import Clerk
    from simulator.runtime.filing import Shelf
    from simulator.runtime.store import Store

NO_KEY = Text(
    "本机没有教员或人事的密钥。用 zongji records key new 建立，并由管理员登记。",
    "There is no key of a trainer or of HR on this machine. Make one with zongji records key new and have it enrolled.",
)
REPORTING, EXPORTING = Text("正在写报告", "Writing the report"), Text("正在导出", "Exporting")
VERIFYING, PRINTING = Text("正在核对全部记录", "Verifying every record"), Text("正在写证书", "Writing the certificate")
BEGINNING = Text("正在抽题", "Drawing the calls")

Progress = Callable[[float], None]


class DeskArchive:
    """Looks for keys at once.  ``to`` is the folder that gets what leaves the store."""

    def __init__(self, records: Path, to: Path, lang: Lang) -> None:
        self._records, self._to, self._lang = records, to, lang
        self._door: Door | None = Door(busy=True)
        self._holder: Holder | None = None
        self._clerk: Clerk | None = None
        self._listing: Listing | None = None
        self._dossier: Dossier | None = None
        self._courses: tuple[CourseFiled, ...] = ()
        self._people: tuple[PersonFiled, ...] = ()
        self._doing: Doing | None = None
        self._outcome: Outcome | None = None
        self._wish = ("", 0, "")  # what is searched for, how many rows, the chosen attempt
        self._stale = False  # the store says more than what was read of it
        self._closed = False
        self._changed = Condition()
        self._start(self._look_for_keys)

    # --- ``ui.archive.Archive`` --------------------------------------------------------------------------------------

    def door(self) -> Door | None:
        return self._door

    def holder(self) -> Holder | None:
        return self._holder

    def listing(self) -> Listing | None:
        return self._listing

    def dossier(self) -> Dossier | None:
        return self._dossier

    def courses(self) -> Sequence[CourseFiled]:
        return self._courses

    def people(self) -> Sequence[PersonFiled]:
        return self._people

    def doing(self) -> Doing | None:
        return self._doing

    def outcome(self) -> Outcome | None:
        return self._outcome

    def open(self, key: str, passphrase: str) -> None:
        door = self._door
        holder = next((one for one in door.holders if one.key == key), None) if door is not None else None
        if door is not None and holder is not None and not door.busy:
            self._tell(_door=replace(door, busy=True, why=None))
            self._start(lambda: self._open(door, holder, passphrase))

    def look(self, search: str, most: int) -> None:
        """The same again reads the store anew."""
        wish = (search, most, self._wish[2])
        self._tell(_stale=self._stale or wish == self._wish, _wish=wish)

    def choose(self, attempt: str) -> None:
        self._tell(_wish=(*self._wish[:2], attempt))

    def report(self, attempt: str) -> None:
        def act(clerk: Clerk, progress: Progress) -> Outcome:
            from simulator.runtime.filing import trainee_behind

            return clerk.report(trainee_behind(clerk.store, attempt))

        self._do(REPORTING, act)

    def export(self) -> None:
        self._do(EXPORTING, lambda clerk, progress: clerk.export())

    def verify(self) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.verify(progress))

    def certify(self, exam: str) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.certify(exam, progress))

    def print(self, certificate: str) -> None:
        self._do(PRINTING, lambda clerk, progress: clerk.print(certificate))

    def begin_exam(self, course: str, number: str) -> None:
        self._do(BEGINNING, lambda clerk, progress: clerk.begin(course, number))

    def close(self) -> None:
        self._tell(_closed=True)

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of what is told.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    # --- the door ----------------------------------------------------------------------------------------------------

    def _look_for_keys(self) -> None:
        from simulator.records.store.keys import Protection
        from simulator.runtime.store import Store

        try:
            cards = Store().keys.cards()
        except Problem as problem:
            self._tell(_door=Door(why=_whole(problem)))
            return
        staff = tuple(
            Holder(name, card.role.value, card.holder, card.protection is Protection.PASSPHRASE)
            for name, card in cards.items()
            if card.role is not Role.TRAINEE
        )
        self._tell(_door=Door(staff, why=None if staff else NO_KEY))

    def _open(self, door: Door, holder: Holder, passphrase: str) -> None:
        from simulator.runtime.clerk import Clerk
        from simulator.runtime.store import Store

        store = Store()
        try:
            ledger = store.ledger(holder.key, lambda name: passphrase)
        except Problem as problem:
            self._tell(_door=replace(door, busy=False, why=_whole(problem)))
            return
        clerk = Clerk(store, ledger, Role(holder.role), self._records, self._to, self._lang)
        self._tell(_door=None, _holder=holder, _clerk=clerk)
        self._read(store)

    # --- looking -----------------------------------------------------------------------------------------------------

    def _read(self, store: Store) -> None:
        """What is wished for, until the archive is closed."""
        shelf: Shelf | None = None
        shown: tuple[str, int, str] | None = None
        while True:
            with self._changed:
                while not (self._closed or self._stale or self._wish != shown):
                    self._changed.wait()
                if self._closed:
                    return
                if self._stale:
                    shelf = shown = None
                self._stale, wish = False, self._wish
            try:
                shelf = shelf if shelf is not None else self._shelf(store)
                self._show(shelf, wish, shown)
            except Problem as problem:
                self._tell(_outcome=Outcome(_whole(problem), False))
            shown = wish

    def _shelf(self, store: Store) -> Shelf:
        from simulator.runtime.filing import Shelf

        shelf = Shelf(store, self._records, date.today())
        self._tell(_courses=shelf.courses(), _people=shelf.people())
        return shelf

    def _show(self, shelf: Shelf, wish: tuple[str, int, str], shown: tuple[str, int, str] | None) -> None:
        search, most, attempt = wish
        if most and (shown is None or shown[:2] != wish[:2]):
            self._tell(_listing=shelf.listing(search, most))
        if attempt and (shown is None or shown[2] != attempt):
            self._tell(_dossier=shelf.dossier(attempt))

    # --- doing -------------------------------------------------------------------------------------------------------

    def _do(self, what: Text, act: Callable[[Clerk, Progress], Outcome]) -> None:
        clerk = self._clerk
        if clerk is None or self._doing is not None:
            return
        self._tell(_doing=Doing(what), _outcome=None)

        def run() -> None:
            try:
                outcome = act(clerk, lambda share: self._tell(_doing=Doing(what, share)))
            except Problem as problem:
                outcome = Outcome(_whole(problem), False)
            self._tell(_doing=None, _outcome=outcome, _stale=True)

        self._start(run)

    def _start(self, work: Callable[[], None]) -> None:
        Thread(target=work, name="archive", daemon=True).start()

    def _tell(self, **values: object) -> None:
        with self._changed:
            for name, value in values.items():
                setattr(self, name, value)
            self._changed.notify_all()


def _whole(problem: Problem) -> Text:
    """What is wrong, and what to do."""
    message, hint = problem.message, problem.hint
    return message if hint is None else Text(f"{message.zh}\n{hint.zh}", f"{message.en}\n{hint.en}")
