"""A call that is over: its record read and scored, its debrief, appeals, and playing what was recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from threading import Lock, Thread

from audio.ports import Pcm, SoundCard
from scoring.timeline import Timeline
from simulator.model.parts import Part
from simulator.model.problem import Problem
from simulator.model.text import Lang
from simulator.runtime.appeals import appeal, read_appeals
from simulator.runtime.attempts import read_header
from simulator.runtime.desk_debrief import debrief_of
from simulator.runtime.loudness import NO_ANCHORS, Anchors, anchors_of, to_recording
from simulator.runtime.playback import Player, stretch_of
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import Recorded, publish, read_record, score_record, score_with, tracks_in
from simulator.ui.desk import Done
from simulator.ui.shown import Debrief


def enter_attempt(recorded: Recorded) -> None:
    """Into the store of certification records, as an attempt of its own.  Raises ``Problem``."""
    from simulator.runtime.entering import enter  # only now: nothing waits for a database
    from simulator.runtime.store import Store

    enter(Store(), recorded)


def enter_appeal(folder: RecordFolder, finding: str, reason: str) -> None:
    """Into the store as well, where the call is; else with the call, when that is entered.  Raises ``Problem``."""
    from simulator.runtime.entering import appealed
    from simulator.runtime.store import Store

    appealed(Store(), folder, finding, reason)


class Aftermath:
    """What can be done with a record.  ``done`` is None until ``work_out`` has run."""

    def __init__(self, folder: RecordFolder, lang: Lang, earphone: Callable[[], SoundCard]) -> None:
        self._folder = folder
        self._lang = lang
        self._player = Player(earphone)
        self._lock = Lock()
        self._debrief: Debrief | None = None
        self._tracks = lru_cache(1)(lambda: tracks_in(folder))
        self._header = read_header(folder)
        self._anchors: Anchors = NO_ANCHORS
        self._appeals: list[Thread] = []

    @property
    def done(self) -> Done | None:
        with self._lock:
            return Done(self._debrief) if self._debrief is not None else None

    def work_out(self, keep: Callable[[Recorded], None] | None = None, *, automatic: bool = False) -> None:
        """Read and score; ``automatic``: as if nobody had ruled.  With ``keep``, which enters the record into the
        store, scorecard and page are written as well, once the debrief can be seen.  Blocks; raises ``Problem``."""
        recorded = read_record(self._folder)
        card = score_with(recorded, ()) if automatic else score_record(recorded)
        self._anchors = anchors_of(Timeline.of(recorded.log, recorded.loaded.script))
        shown = debrief_of(recorded, card, read_appeals(self._folder), self._lang)
        with self._lock:
            self._debrief = shown
        if keep is not None:
            publish(recorded, card, self._lang)
            self._enter(recorded, keep)

    def _enter(self, recorded: Recorded, keep: Callable[[Recorded], None]) -> None:
        """What stands in the way is noted, ``zongji records deliver`` makes up for it."""
        try:
            keep(recorded)
        except Problem as problem:
            self._note(problem)

    def appeal(self, finding: str, reason: str) -> None:
        """On a thread of its own; the finding is shown as appealed once that is on disk."""
        by = self._header.trainee if self._header is not None else ""
        thread = Thread(target=self._appeal, args=(finding, reason, by), name="appeal")
        self._appeals.append(thread)
        thread.start()

    def join(self) -> None:
        """Wait until every appeal is kept."""
        for thread in self._appeals:
            thread.join()

    def _appeal(self, finding: str, reason: str, by: str) -> None:
        try:
            appeal(self._folder, finding, reason, by)
            if self._header is not None and self._header.personal:
                enter_appeal(self._folder, finding, reason)
        except Problem as problem:
            self._note(problem)
            return
        with self._lock:
            if self._debrief is not None:
                marked = (replace(one, appealed=one.appealed or one.id == finding) for one in self._debrief.findings)
                self._debrief = replace(self._debrief, findings=tuple(marked))

    def _note(self, problem: Problem) -> None:
        with self._lock:
            if self._debrief is not None:
                notes = (*self._debrief.reservations, problem.message[self._lang])
                self._debrief = replace(self._debrief, reservations=notes)

    def play(self, start: int, end: int) -> None:
        """What sounded between two session times, ms; an empty stretch stops what is being played."""
        if end <= start or not self._folder.holds(Part.RECORDING):
            self._player.stop()
        else:
            self._player.play(lambda: self._stretch(start, end))

    def stop_playing(self) -> None:
        self._player.stop()

    def _stretch(self, start: int, end: int) -> Pcm:
        anchors = self._anchors
        return stretch_of(*self._tracks(), to_recording(start, anchors), to_recording(end, anchors))
