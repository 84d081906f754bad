"""The certification records at the desk: ``ui.archive.Archive`` over the store.

What is looked at is read on one thread, only the latest wish of several; what is done runs on another, so that a long
verification keeps nobody from looking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from simulator.model.problem import Problem
from simulator.model.text import Lang, Text
from simulator.runtime.desk_door import LOOKING, STAFF, door_for, whole
from simulator.runtime.showing import show_file
from simulator.ui.archive import CourseFiled, Doing, Door, Dossier, Holder, Listing, Outcome, PersonFiled

if TYPE_CHECKING:
    from simulator.runtime.clerk import Clerk
    from simulator.runtime.filing import Shelf
    from simulator.runtime.store import Store

REPORTING, EXPORTING = Text("正在写报告", "Writing the report"), Text("正在导出", "Exporting")
VERIFYING, PRINTING = Text("正在核对全部记录", "Verifying every record"), Text("正在写证书", "Writing the certificate")
BEGINNING = Text("正在抽题", "Drawing the calls")
BACKING_UP, IMPORTING = Text("正在备份", "Backing up"), Text("正在导入名册", "Importing the roster")
ENTERING = Text("正在签名入库", "Signing and entering")
RESTORED = Text(
    "已恢复 {entries} 条记录，{folders} 个通话。打开后请先核对全部记录，并登记本机的新密钥。",
    "{entries} entries and {folders} calls are restored. Once open, verify everything; enrol this machine's new key.",
)
NO_PROGRAM = Text("系统没有能打开它的程序，文件在这里：", "The system has no program that opens it. The file is here:")

Progress = Callable[[float], None]

Wish = tuple[str, int, str]
"""What is searched for, how many rows, and the chosen attempt."""


@dataclass(frozen=True, slots=True)
class _State:
    """What the window is told, and what it wishes.  ``stale``: the store says more than what was read of it."""

    door: Door | None = LOOKING
    holder: Holder | None = None
    listing: Listing | None = None
    dossier: Dossier | None = None
    courses: tuple[CourseFiled, ...] = ()
    people: tuple[PersonFiled, ...] = ()
    doing: Doing | None = None
    outcome: Outcome | None = None
    wish: Wish = ("", 0, "")
    stale: bool = False
    closed: bool = False


class DeskArchive:
    """Looks for keys at once.

    ``library`` has the rulebooks; ``to`` is the folder that gets what leaves the store, ``show`` opens a file of it and
    says whether it could.
    """

    def __init__(
        self, library: Path, records: Path, to: Path, lang: Lang, show: Callable[[Path], bool] = show_file
    ) -> None:
        self._library, self._records, self._to, self._lang, self._shown_by = library, records, to, lang, show
        self._now = _State()
        self._clerk: Clerk | None = None
        self._changed = Condition()
        self._start(lambda: self._tell(door=door_for(STAFF)))

    # --- ``ui.archive.Archive`` --------------------------------------------------------------------------------------

    def door(self) -> Door | None:
        return self._now.door

    def holder(self) -> Holder | None:
        return self._now.holder

    def listing(self) -> Listing | None:
        return self._now.listing

    def dossier(self) -> Dossier | None:
        return self._now.dossier

    def courses(self) -> Sequence[CourseFiled]:
        return self._now.courses

    def people(self) -> Sequence[PersonFiled]:
        return self._now.people

    def doing(self) -> Doing | None:
        return self._now.doing

    def outcome(self) -> Outcome | None:
        return self._now.outcome

    def open(self, key: str, passphrase: str) -> None:
        door = self._now.door
        holder = next((one for one in door.holders if one.key == key), None) if door is not None else None
        if door is not None and holder is not None and not door.busy:
            self._tell(door=replace(door, busy=True, why=None))
            self._start(lambda: self._open(door, holder, passphrase))

    def restore(self, file: str, passphrase: str) -> None:
        door = self._now.door
        if door is not None and door.empty and not door.busy:
            self._tell(door=replace(door, busy=True, why=None))
            self._start(lambda: self._restore(door, _path(file), passphrase))

    def look(self, search: str, most: int) -> None:
        """The same again reads the store anew."""
        wish = (search, most, self._now.wish[2])
        self._tell(stale=self._now.stale or wish == self._now.wish, wish=wish)

    def choose(self, attempt: str) -> None:
        search, most, before = self._now.wish
        outcome = self._now.outcome if attempt == before else None
        self._tell(wish=(search, most, attempt), outcome=outcome)

    def no_exam(self) -> Text | None:
        return self._clerk.no_exam() if self._clerk is not None else None

    def report(self, attempt: str) -> None:
        def act(clerk: Clerk, progress: Progress) -> Outcome:
            from simulator.runtime.filing import trainee_behind

            return clerk.report(trainee_behind(clerk.store, attempt))

        self._do(REPORTING, act)

    def report_class(self) -> None:
        self._do(REPORTING, lambda clerk, progress: clerk.report_class())

    def export(self) -> None:
        self._do(EXPORTING, lambda clerk, progress: clerk.export())

    def back_up(self, passphrase: str) -> None:
        self._do(BACKING_UP, lambda clerk, progress: clerk.back_up(passphrase))

    def import_roster(self, file: str) -> None:
        self._do(IMPORTING, lambda clerk, progress: clerk.import_roster(_path(file)))

    def verify(self) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.verify(progress))

    def certify(self, exam: str) -> None:
        self._do(VERIFYING, lambda clerk, progress: clerk.certify(exam, progress))

    def print(self, certificate: str) -> None:
        self._do(PRINTING, lambda clerk, progress: clerk.print(certificate))

    def retire(self, certificate: str, reason: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.retire(certificate, reason))

    def confirm(self, attempt: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.confirm(attempt))

    def void(self, attempt: str, reason: str) -> None:
        self._do(ENTERING, lambda clerk, progress: clerk.void(attempt, reason))

    def begin_exam(self, course: str, number: str) -> None:
        self._do(BEGINNING, lambda clerk, progress: clerk.begin(course, number))

    def show(self, file: str) -> None:
        def run() -> None:
            if not self._shown_by(Path(file)):
                self._tell(outcome=Outcome(NO_PROGRAM, False, file))

        self._start(run)

    def close(self) -> None:
        self._tell(closed=True)

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of what is told.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    # --- the door ----------------------------------------------------------------------------------------------------

    def _open(self, door: Door, holder: Holder, passphrase: str) -> None:
        from simulator.runtime.clerk import Clerk
        from simulator.runtime.store import Store

        store = Store()
        try:
            ledger = store.ledger(holder.key, lambda name: passphrase)
        except Problem as problem:
            self._tell(door=replace(door, busy=False, why=whole(problem)))
            return
        clerk = Clerk(store, ledger, self._library, self._records, self._to, self._lang)
        self._clerk = clerk
        self._tell(door=None, holder=holder)
        self._read(store)

    def _restore(self, door: Door, file: Path, passphrase: str) -> None:
        from simulator.runtime.backup import restore
        from simulator.runtime.store import Store

        try:
            done = restore(Store(), self._records, file, passphrase)
        except Problem as problem:
            self._tell(door=replace(door, why=whole(problem)))
            return
        told = RESTORED.fill(entries=done.entries, folders=done.folders)
        self._tell(door=replace(door_for(STAFF), told=told))

    # --- looking -----------------------------------------------------------------------------------------------------

    def _read(self, store: Store) -> None:
        """What is wished for, until the archive is closed."""
        shelf: Shelf | None = None
        shown: Wish | None = None
        while True:
            with self._changed:
                while not (self._now.closed or self._now.stale or self._now.wish != shown):
                    self._changed.wait()
                if self._now.closed:
                    return
                if self._now.stale:
                    shelf = shown = None
                    self._now = replace(self._now, stale=False)
                wish = self._now.wish
            try:
                shelf = shelf if shelf is not None else self._shelf(store)
                self._show(shelf, wish, shown)
            except Problem as problem:
                self._tell(outcome=Outcome(whole(problem), False))
            shown = wish

    def _shelf(self, store: Store) -> Shelf:
        from simulator.runtime.filing import Shelf

        shelf = Shelf(store, self._records, date.today())
        self._tell(courses=shelf.courses(), people=shelf.people())
        return shelf

    def _show(self, shelf: Shelf, wish: Wish, shown: Wish | None) -> None:
        search, most, attempt = wish
        if most and (shown is None or shown[:2] != wish[:2]):
            self._tell(listing=shelf.listing(search, most))
        if attempt and (shown is None or shown[2] != attempt):
            self._tell(dossier=shelf.dossier(attempt))

    # --- doing -------------------------------------------------------------------------------------------------------

    def _do(self, what: Text, act: Callable[[Clerk, Progress], Outcome]) -> None:
        clerk = self._clerk
        if clerk is None or self._now.doing is not None:
            return
        self._tell(doing=Doing(what), outcome=None)

        def run() -> None:
            outcome = None
            try:
                outcome = act(clerk, lambda share: self._tell(doing=Doing(what, share)))
            except Problem as problem:
                outcome = Outcome(whole(problem), False)
            finally:
                self._tell(doing=None, outcome=outcome, stale=True)

        self._start(run)

    def _start(self, work: Callable[[], None]) -> None:
        Thread(target=work, name="archive", daemon=True).start()

    def _tell(self, **values: Any) -> None:
        """Parts of the state that have become others."""
        with self._changed:
            self._now = replace(self._now, **values)
            self._changed.notify_all()


def _path(said: str) -> Path:
    """As it was typed, dropped or copied: with quotation marks, where the system copies it so."""
    return Path(said.strip().strip('"'))
