"""An earlier call, opened again for its debrief: ``ui.desk.Work`` as a work that is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread

from audio.ports import SoundCard
from simulator.model.checks import RecordField
from simulator.model.events import FaultReported
from simulator.model.problem import Problem
from simulator.model.script import KeyName
from simulator.model.text import Lang
from simulator.runtime.desk_aftermath import Aftermath
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.seals import seals_here
from simulator.ui.desk import Failed, Scoring, Stage


class PastWork:
    """Scored again from its log on a thread of its own; keys and words do nothing any more."""

    def __init__(self, record: Path, lang: Lang, earphone: Callable[[], SoundCard]) -> None:
        self._aftermath = Aftermath(RecordFolder(record, seals_here()), lang, earphone)
        self._failed: Failed | None = None
        self._thread = Thread(target=self._run, name="debrief", daemon=True)
        self._thread.start()

    def stage(self) -> Stage:
        return self._failed or self._aftermath.done or Scoring()

    def now(self) -> int:
        done = self._aftermath.done
        return done.debrief.length if done is not None else 0

    def caption(self) -> str:
        return ""

    def level(self) -> float:
        return -120.0

    def press(self, key: KeyName, argument: str = "") -> None: ...

    def say(self, text: str) -> None: ...

    def save(self, fields: Mapping[RecordField, str], message: int = 0, line: str = "") -> None: ...

    def relay(self, message: int, to: str) -> None: ...

    def report(self, report: FaultReported) -> None: ...

    def help(self, kind: str) -> None: ...

    def stop(self) -> None:
        self._aftermath.stop_playing()

    def appeal(self, finding: str, reason: str) -> None:
        self._aftermath.appeal(finding, reason)

    def play(self, start: int, end: int) -> None:
        self._aftermath.play(start, end)

    def join(self) -> None:
        self._thread.join()
        self._aftermath.join()

    def _run(self) -> None:
        try:
            self._aftermath.work_out()
        except Problem as problem:
            self._failed = Failed(problem.message, problem.hint)
