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
from simulator.runtime.desk_deeds import Deeds, Progress, path_of
from simulator.runtime.desk_door import LOOKING, STAFF, door_for, whole
from simulator.runtime.showing import show_file
from simulator.ui.archive import CourseFiled, Doing, Door, Dossier, Holder, Listing, Outcome
from simulator.ui.custody import Counted, PersonFiled, Retention

if TYPE_CHECKING:
    from simulator.runtime.clerk import Clerk
    from simulator.runtime.filing import Shelf
    from simulator.runtime.store import Store

RESTORED = Text(
    "已恢复 {entries} 条记录，{folders} 个通话。打开后请先核对全部记录，并登记本机的新密钥。",
    "{entries} entries and {folders} calls are restored. Once open, verify everything; enrol this machine's new key.",
)
NO_PROGRAM = Text("系统没有能打开它的程序，文件在这里：", "The system has no program that opens it. The file is here:")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is searched for, how many rows, the chosen attempt, what is counted, and whether the overdue is."""

    search: str = ""
    most: int = 0
    attempt: str = ""
    subject: str = ""
    retention: bool = False


NOTHING = Wish()


@dataclass(frozen=True, slots=True)
class _State:
    """What the window is told, and what it wishes.  ``stale``: the store says more than what was read of it."""

    door: Door | None = LOOKING
    holder: Holder | None = None
    listing: Listing | None = None
    dossier: Dossier | None = None
    courses: tuple[CourseFiled, ...] = ()
    people: tuple[PersonFiled, ...] = ()
    typed: tuple[PersonFiled, ...] = ()
    counted: Counted | None = None
    retention: Retention | None = None
    doing: Doing | None = None
    outcome: Outcome | None = None
    wish: Wish = NOTHING
    stale: bool = False
    closed: bool = False


class DeskArchive(Deeds):
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

    def typed(self) -> Sequence[PersonFiled]:
        return self._now.typed

    def counted(self) -> Counted | None:
        return self._now.counted

    def retention(self) -> Retention | None:
        return self._now.retention

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
            self._start(lambda: self._restore(door, path_of(file), passphrase))

    def look(self, search: str, most: int) -> None:
        """The same again reads the store anew."""
        wish = replace(self._now.wish, search=search, most=most)
        self._tell(stale=self._now.stale or wish == self._now.wish, wish=wish)

    def choose(self, attempt: str) -> None:
        wish = self._now.wish
        outcome = self._now.outcome if attempt == wish.attempt else None
        self._tell(wish=replace(wish, attempt=attempt), outcome=outcome)

    def count(self, subject: str) -> None:
        self._tell(wish=replace(self._now.wish, subject=subject))

    def look_at_retention(self, wanted: bool) -> None:
        self._tell(wish=replace(self._now.wish, retention=wanted))

    def no_exam(self) -> Text | None:
        return self._clerk.no_exam() if self._clerk is not None else None

    def no_erasing(self) -> Text | None:
        return self._clerk.no_erasing() if self._clerk is not None else None

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
        from simulator.runtime.vouching import staff_ledger

        store = Store()
        try:
            ledger = staff_ledger(store, holder.key, lambda name: passphrase)
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
        shown = NOTHING
        while True:
            with self._changed:
                while not (self._now.closed or self._now.stale or self._now.wish != shown):
                    self._changed.wait()
                if self._now.closed:
                    return
                if self._now.stale:
                    shelf, shown = None, NOTHING
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

        shelf = Shelf(store, self._library, self._records, date.today(), self._lang)
        self._tell(courses=shelf.courses(), people=shelf.people(), typed=shelf.typed())
        return shelf

    def _show(self, shelf: Shelf, wish: Wish, shown: Wish) -> None:
        """What is wished for otherwise than what was shown last."""
        if wish.most and (wish.search, wish.most) != (shown.search, shown.most):
            self._tell(listing=shelf.listing(wish.search, wish.most))
        if wish.attempt and wish.attempt != shown.attempt:
            self._tell(dossier=shelf.dossier(wish.attempt))
        if wish.subject and wish.subject != shown.subject:
            self._tell(counted=shelf.counted(wish.subject))
        if wish.retention and not shown.retention:
            self._tell(retention=shelf.retention())

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
