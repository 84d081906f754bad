"""The exams that trainers have begun, as the desk offers them, and what the next call of one is.

The store of certification records is opened only on threads of this module's own and of calls: the window does not wait
for a database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.desk_work import Seat
from simulator.runtime.workspace import LoadedCall
from simulator.ui.shown import ExamItem, ExamResult

if TYPE_CHECKING:
    from simulator.records.store.examination import Exam
    from simulator.runtime.results import Recorded

LOOK_S = 2.0
"""How often it is seen whether the store has changed, and has to be read again."""
NOT_YOURS = Text("工号与这次考试的学员不符。", "this employee number is not that of the exam's trainee.")
ALL_TAKEN = Text("这次考试的来电都接过了。", "all calls of this exam are taken.")


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read for whoever calls himself so, from a store whose files were changed then."""

    trainee: str
    changed: tuple[int, ...] = ()
    items: tuple[ExamItem, ...] = ()
    number: str = ""


class DeskExams:
    """``load`` gives a call of the library, once it is ready."""

    def __init__(self, records: Path, load: Callable[[str], LoadedCall]) -> None:
        self._records = records
        self._load = load
        self._known: _Known | None = None
        self._looked = float("-inf")  # monotonic s
        self._reading = Lock()

    def of(self, trainee: str) -> tuple[ExamItem, ...]:
        """The exams of this name or number, the latest first, as far as is known now; what is old is read again."""
        known = self._known if self._known is not None and self._known.trainee == trainee else None
        if (known is None or time.monotonic() - self._looked > LOOK_S) and not self._reading.locked():
            self._looked = time.monotonic()
            if known is None or known.changed != _changed():
                Thread(target=self.read, args=(trainee,), name="exams", daemon=True).start()
        return known.items if known is not None else ()

    def is_of(self, exam: str, number: str) -> bool:
        """Whether a listed exam is that of whoever has this employee number."""
        known = self._known
        if known is None or not number or known.number != number:
            return False
        return any(one.id == exam for one in known.items)

    def read(self, trainee: str) -> None:
        """Blocks.  A store that cannot be read offers nothing; ``zongji records`` says what is wrong with it."""
        with self._reading:
            items: tuple[ExamItem, ...] = ()
            number, changed = "", _changed()
            with suppress(Problem):
                number, items = self._read(trainee)
            self._known = _Known(trainee, changed, items, number)

    def seat(self, exam: str, number: str) -> Seat:
        """The exam's next call for whoever has this number.  Blocks.  Raises ``Problem``."""
        from simulator.runtime.entering import enter
        from simulator.runtime.examining import exam_named, require_matcher, require_released
        from simulator.runtime.store import Store

        store = Store()
        taken = exam_named(store, exam)
        if store.trainees()[taken.begun.trainee].number != number:
            raise Problem(Exit.REFUSED, NOT_YOURS)
        if not taken.left:
            raise Problem(Exit.USAGE, ALL_TAKEN)
        require_matcher(taken)
        loaded = self._load(taken.left[0])
        require_released(taken, loaded)

        def keep(recorded: Recorded) -> None:
            enter(Store(), recorded, taken)

        return Seat(loaded, number, int(taken.begun.seed), keep, taken.course.ears)

    def _read(self, trainee: str) -> tuple[str, tuple[ExamItem, ...]]:
        from simulator.records.store.people import who_is
        from simulator.runtime.examining import exams_of, is_superseded
        from simulator.runtime.store import Store

        store = Store()
        if not store.file.is_file():
            return "", ()  # looking makes no store
        people = store.trainees()
        who = who_is(people, trainee)
        if who is None:
            return "", ()
        exams = reversed(exams_of(store, who))
        return people[who].number, tuple(self._item(one) for one in exams if not is_superseded(store, one))

    def _item(self, exam: Exam) -> ExamItem:
        from simulator.records.store.examination import too_undecided

        course, begun = exam.course, exam.begun
        results = []
        for one in exam.sittings:
            void = one.now.voided or too_undecided(course, one.automatic)
            record = str(self._records / one.made.folder)
            results.append(ExamResult(one.now.title, one.now.verdict, one.now.total, record, void))
        return ExamItem(
            exam.id, course.title, begun.number, course.attempts, exam.identified_by, len(begun.calls), tuple(results)
        )


def _changed() -> tuple[int, ...]:
    """When the store's files were changed; a file that is not there counts as well."""
    file = folders.store() / "records.sqlite"
    files = (file, file.with_name(f"{file.name}-wal"))
    return tuple(one.stat().st_mtime_ns if one.exists() else 0 for one in files)
