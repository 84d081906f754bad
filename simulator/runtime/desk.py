"""The desk: everything that the window asks of the program.  ``ui.desk.Desk`` over files, models and record folders.

Opening it starts what takes time, on threads of its own: compiling the library, loading the recogniser, finding out
about the headset, and then rendering callers' voices ahead.  No method waits for any of that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TypeVar

from audio.ports import Ears, Speaker
from scoring.inquiry import Inquiry, inquiry
from simulator.model.parts import Part
from simulator.model.problem import Problem
from simulator.model.text import Lang, Text
from simulator.runtime import folders
from simulator.runtime.attempts import Attempts, read_header
from simulator.runtime.call import Watcher
from simulator.runtime.cast import callers_studio
from simulator.runtime.desk_aftermath import enter_attempt
from simulator.runtime.desk_archive import DeskArchive
from simulator.runtime.desk_docket import DeskDocket
from simulator.runtime.desk_drill import DeskDrill
from simulator.runtime.desk_exams import DeskExams
from simulator.runtime.desk_library import DeskLibrary, items
from simulator.runtime.desk_past import PastWork
from simulator.runtime.desk_snapshot import Hints
from simulator.runtime.desk_work import Bench, CallWork, Seat
from simulator.runtime.drill_book import DrillBook, wordings
from simulator.runtime.equipment import Equipment
from simulator.runtime.inbox import Inbox
from simulator.runtime.performance import new_seed, scene_of
from simulator.runtime.record_folder import record_folders
from simulator.runtime.results import publish, read_record, score_record
from simulator.runtime.seals import seals_here
from simulator.runtime.settings import read_settings, write_settings
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import spoken_lines
from simulator.ui.desk import Failed, Stage
from simulator.ui.shown import Attempt, CallItem, ExamItem, Mode, Order, Readiness, Voicing, Wording
from simulator.ui.views.start import exam_refused

T = TypeVar("T")

REFRESH_S = 2.0
"""How old the list of attempts may be before it is read again."""
NOT_LISTED = Text("剧本库里还没有这个来电", "the library does not have this call yet")
PRACTISE = Text("可以继续练习，或者请培训师安排。", "Go on practising, or ask the trainer.")


class TrainingDesk:
    """Open it before use and close it after.  ``root`` has the workspace's files, ``records`` the record folders."""

    def __init__(
        self,
        root: Path,
        records: Path,
        settings: Path,
        equipment: Equipment,
        lang: Lang = Lang.ZH,
        hints: Hints | None = None,
        inbox: Callable[[], Inbox] | None = None,
        render_ahead: bool = True,
        watchers: Sequence[Watcher] = (),
        informs: bool = False,
    ) -> None:
        """``informs``: trainees agree to the notice before being recorded, which is entered into the store."""
        self._informs = informs
        self._root = root
        self._records = records
        self._settings = settings
        self._equipment = equipment
        self._lang = lang
        self._hints = hints
        self._inbox = inbox
        self._render_ahead = render_ahead
        self._watchers = tuple(watchers)
        self._library = DeskLibrary(root)
        self._attempts = Attempts(records)
        self._exams = DeskExams(records, self._library.get)
        self._listed: dict[str, tuple[int, tuple[CallItem, ...]]] = {}
        self._wordings: dict[str, tuple[Wording, ...]] = {}
        self._readiness: tuple[Readiness, ...] = ()
        self._ears: Future[Ears] = Future()
        self._speaker: Future[Speaker] = Future()
        self._lock = Lock()
        self._works: list[CallWork] = []
        self._chosen = ""
        self._closing = Event()
        self.looked_at = Event()
        """Set once the records that were there at opening have been read."""
        self._refreshing = Lock()
        self._refreshed = float("-inf")

    def open(self) -> TrainingDesk:
        """Start what takes time.  Returns at once."""
        self._library.open()
        self._start("attempts", self._look_at_records)
        self._start("recogniser", lambda: _fulfil(self._ears, self._equipment.ears))
        self._start("readiness", self._find_out)
        return self

    def close(self) -> None:
        """End what goes on; calls that were interrupted are kept and scored before this returns."""
        self._closing.set()
        self._library.close()
        for work in self._works:
            work.stop()
        for work in self._works:
            work.join()
        with suppress(Problem, InterruptedError):
            self._ears.result().close()

    # --- ``ui.desk.Desk`` --------------------------------------------------------------------------------------------

    def calls(self, trainee: str) -> Sequence[CallItem]:
        listed, version = self._library.listed, self._attempts.version
        known = self._listed.get(trainee)
        if known is None or known[0] != version or len(known[1]) != len(listed):
            known = (version, items(listed, self._attempts.of(trainee)))
            self._listed[trainee] = known
        return known[1]

    def trainees(self) -> Sequence[str]:
        """Everybody who has worked a call here, the last one first."""
        return self._attempts.trainees()

    def readiness(self) -> Sequence[Readiness]:
        return self._readiness

    def choose(self, call: str) -> None:
        """The trainee looks at a call: its voices are rendered next, unless only looked at in passing."""
        self._chosen = call
        self._start("voices", lambda: self._render(self._library.get(call), lambda: self._chosen == call))

    def begin(self, order: Order) -> CallWork | Refused:
        why = self._why_no_exam(order) if order.mode is Mode.EXAM else None
        if why is not None:
            return Refused(Failed(why, PRACTISE))

        def seat() -> Seat:
            return Seat(self._library.get(order.call), order.trainee, new_seed(), enter_attempt)

        return self._work(seat, order)

    def exams(self, trainee: str) -> Sequence[ExamItem]:
        return self._exams.of(trainee)

    def is_of(self, exam: str, number: str) -> bool:
        return self._exams.is_of(exam, number)

    def sit(self, exam: str, number: str, half_duplex: bool) -> CallWork:
        before = tuple(self._works)

        def seat() -> Seat:
            for work in before:  # the call before this one may still be on its way into the store
                work.join()
            return self._exams.seat(exam, number)

        return self._work(seat, Order(number, "", Mode.EXAM, Voicing.VOICE, half_duplex))

    def docket(self) -> DeskDocket:
        return DeskDocket(self._records, self._lang, self._equipment.earphone)

    def archive(self) -> DeskArchive:
        return DeskArchive(self._root, self._records, folders.exports(), self._lang)

    def _work(self, seat: Callable[[], Seat], order: Order) -> CallWork:
        bench = Bench(
            seat=seat,
            ears=self._ears.result,
            speaker=self._speaker.result,
            equipment=self._equipment,
            records=self._records,
            lang=self._lang,
            hints=self._hints,
            inbox=self._inbox,
            finished=self._refresh,
            watchers=self._watchers,
        )
        work = CallWork(bench, order)
        self._works = [*(one for one in self._works if one.goes_on), work]
        return work

    def attempts(self, trainee: str) -> Sequence[Attempt]:
        if time.monotonic() - self._refreshed > REFRESH_S:
            self._refreshed = time.monotonic()
            self._start("attempts", self._refresh)
        return self._attempts.of(trainee)

    def debrief(self, record: str) -> PastWork:
        return PastWork(Path(record), self._lang, self._equipment.earphone)

    def reference(self, call: str) -> Sequence[Wording]:
        if call not in self._wordings:
            loaded = self._library.loaded(call)
            if loaded is None:
                return ()
            self._wordings[call] = tuple(wordings(loaded.company, loaded.rulebook))
        return self._wordings[call]

    def drill(self, call: str, check: bool) -> DeskDrill:
        def book() -> DrillBook:
            loaded = self._library.get(call)
            judge = partial(self._inquiry, loaded)
            return DrillBook.of(loaded.company, loaded.rulebook, loaded.scorer.lexicon, check, self._lang, judge)

        return DeskDrill(book, self._ears.result, self._equipment)

    def notice(self, trainee: str) -> Text | None:
        if not self._informs:
            return None
        # Imported only now: the window does not wait for a database.
        from simulator.runtime.noticing import unread_notice
        from simulator.runtime.store import Store

        return unread_notice(Store(), trainee)

    def agree(self, trainee: str) -> None:
        from simulator.runtime.noticing import enter_agreement
        from simulator.runtime.store import Store

        enter_agreement(Store(), trainee)

    def settings(self) -> Mapping[str, str]:
        return read_settings(self._settings)

    def keep(self, settings: Mapping[str, str]) -> None:
        self._start("settings", lambda: write_settings(self._settings, settings))

    def _inquiry(self, loaded: LoadedCall) -> Inquiry:
        """What judges single wordings.  Blocks while its matchers are compiled; kept for the next drill."""
        with self._lock:
            return inquiry(loaded.company, loaded.rulebook)

    # --- behind ------------------------------------------------------------------------------------------------------

    def _start(self, name: str, work: Callable[[], None]) -> None:
        Thread(target=work, name=name, daemon=True).start()

    def _why_no_exam(self, order: Order) -> Text | None:
        call = next((one for one in self.calls(order.trainee) if one.id == order.call), None)
        return NOT_LISTED if call is None else exam_refused(call, order.voicing)

    def _find_out(self) -> None:
        """What a call by voice needs; then the voices, while nobody waits for anything else."""
        _fulfil(self._speaker, self._equipment.speaker)
        self._readiness = tuple(self._equipment.readiness())
        with suppress(Exception):  # told as not ready already
            self._ears.result()
            if self._render_ahead:
                for loaded in self._library.wait():
                    self._render(loaded, lambda: True)

    def _render(self, loaded: LoadedCall, wanted: Callable[[], bool]) -> None:
        """Have a call's lines on disk, as long as they are wanted.  Stands back while a call goes on."""
        with suppress(Exception):  # a call will say what is wrong with its voices
            studio = callers_studio(loaded, self._speaker.result())
            for _, line, voice in spoken_lines(scene_of(loaded, 0)):
                for work in self._works:
                    work.join()
                if self._closing.is_set() or not wanted():
                    return
                studio.line(line, voice)

    def _look_at_records(self) -> None:
        self._refresh()
        self._score_what_was_left()
        self._refresh()
        self.looked_at.set()

    def _refresh(self) -> None:
        with self._refreshing:
            self._attempts.refresh()

    def _score_what_was_left(self) -> None:
        """Calls that a crash cut off have no scorecard yet."""
        for folder in record_folders(self._records, seals_here()):
            if folder.holds(Part.SCORECARD) or self._closing.is_set():
                continue
            header = read_header(folder)
            if header is None or header.mode not in tuple(Mode):
                continue
            with suppress(Problem):
                recorded = read_record(folder)
                publish(recorded, score_record(recorded), self._lang)


class Refused(PastWork):
    """A work that cannot be begun, and why."""

    def __init__(self, failed: Failed) -> None:
        self._why = failed

    def stage(self) -> Stage:
        return self._why

    def now(self) -> int:
        return 0

    def stop(self) -> None: ...

    def appeal(self, finding: str, reason: str) -> None: ...

    def play(self, start: int, end: int) -> None: ...

    def join(self) -> None: ...


def _fulfil(future: Future[T], make: Callable[[], T]) -> None:
    try:
        future.set_result(make())
    except Exception as error:  # whoever needs it has to know
        future.set_exception(error)
