"""What the window can ask of the program.  The runtime implements these; tests have a desk of paper.

Every method returns at once; what takes time goes on behind and is asked about again with each frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.model.checks import RecordField
from simulator.model.events import FaultReported
from simulator.model.script import KeyName
from simulator.model.text import Text
from simulator.ui.archive import Archive, Door
from simulator.ui.shown import (
    Attempt,
    CallItem,
    Case,
    Debrief,
    ExamItem,
    Exercise,
    Leakage,
    Order,
    Readiness,
    Said,
    Snapshot,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Preparing:
    """Models load, voices are rendered: ``share`` 0..1 of what is known to be needed."""

    what: Text
    share: float


@dataclass(frozen=True, slots=True)
class Live:
    """The call goes on."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Scoring:
    """The call is over; its record is complete and is being scored."""


@dataclass(frozen=True, slots=True)
class Done:
    """Scored; the debrief can be shown."""

    debrief: Debrief


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be done: what is wrong, and what to do."""

    message: Text
    hint: Text | None = None


Stage = Preparing | Live | Scoring | Done | Failed


class Work(Protocol):
    """One call, from its preparation to its debrief."""

    def stage(self) -> Stage: ...

    def now(self) -> int:
        """Session ms at this very moment, for clocks that run on between two steps."""
        ...

    def caption(self) -> str:
        """What is being said right now, as far as a streaming recogniser has it."""
        ...

    def level(self) -> float:
        """The microphone's level in dBFS, about the last tenth of a second; -120 where there is none."""
        ...

    def press(self, key: KeyName, argument: str = "") -> None: ...

    def say(self, text: str) -> None:
        """Typed words."""
        ...

    def save(self, fields: Mapping[RecordField, str], message: int = 0, line: str = "") -> None: ...

    def relay(self, message: int, to: str) -> None: ...

    def report(self, report: FaultReported) -> None: ...

    def help(self, kind: str) -> None:
        """``hint``, ``repeat`` (the caller says it again) or ``slower``; noted in the record."""
        ...

    def stop(self) -> None:
        """End the call now; what happened so far is kept and scored."""
        ...

    def appeal(self, finding: str, reason: str) -> None:
        """The trainee disagrees with an undecided or failed finding of the finished call; kept with the record."""
        ...

    def play(self, start: int, end: int) -> None:
        """Play what was recorded between two session times (ms); an empty stretch stops what is being played."""
        ...


class Drill(Protocol):
    """Single wordings, and the check of headset and recogniser before an exam."""

    def stage(self) -> Preparing | Failed | None:
        """None when it can be spoken."""
        ...

    def exercises(self) -> Sequence[Exercise]: ...

    def begin(self, exercise: Exercise) -> None:
        """Listen for this one from now on."""
        ...

    def level(self) -> float: ...

    def leakage(self) -> Leakage:
        """Of the headset, once the check has played something."""
        ...

    def results(self) -> Sequence[Said]:
        """All that was said so far, in order."""
        ...

    def type(self, text: str) -> None:
        """Typed instead of spoken."""
        ...

    def close(self) -> None: ...


class Docket(Protocol):
    """What waits for a trainer's ruling, once a trainer's key has opened it."""

    def door(self) -> Door | None:
        """None once it is open, and what waits has been read."""
        ...

    def open(self, key: str, passphrase: str) -> None: ...

    def cases(self) -> Sequence[Case]: ...

    def second(self) -> Sequence[Case]:
        """What another trainer ruled on and nobody rated a second time, as it was before the ruling; grows while calls
        are being read."""
        ...

    def note(self) -> Text | None:
        """What became of the last ruling or rating."""
        ...

    def play(self, case: Case) -> None: ...

    def rule(self, case: Case, passed: bool, reason: str) -> None: ...

    def rate(self, case: Case, passed: bool, reason: str) -> None:
        """A second rating: it changes no score."""
        ...

    def close(self) -> None: ...


class Desk(Protocol):
    """The program, as the window sees it."""

    def calls(self, trainee: str) -> Sequence[CallItem]: ...

    def readiness(self) -> Sequence[Readiness]:
        """What a call by voice needs; empty while that is still being found out."""
        ...

    def trainees(self) -> Sequence[str]:
        """Everybody who has worked a call here, the last one first."""
        ...

    def choose(self, call: str) -> None:
        """The trainee looks at this call: what it needs is made ready."""
        ...

    def begin(self, order: Order) -> Work: ...

    def exams(self, trainee: str) -> Sequence[ExamItem]:
        """Those that trainers have begun for this trainee, the latest first; finished ones as well."""
        ...

    def is_of(self, exam: str, number: str) -> bool:
        """Whether a listed exam is that of whoever has this employee number."""
        ...

    def sit(self, exam: str, number: str, half_duplex: bool) -> Work:
        """Take the exam's next call, by voice."""
        ...

    def docket(self) -> Docket:
        """What waits for rulings, still shut."""
        ...

    def archive(self) -> Archive:
        """The certification records, still shut."""
        ...

    def attempts(self, trainee: str) -> Sequence[Attempt]: ...

    def debrief(self, record: str) -> Work:
        """An earlier call's debrief, as a work that is over."""
        ...

    def reference(self, call: str) -> Sequence[Wording]: ...

    def drill(self, call: str, check: bool) -> Drill:
        """``check``: headset and recogniser, with a sentence read aloud."""
        ...

    def notice(self, trainee: str) -> Text | None:
        """What this trainee has to agree to before being recorded; None where that is done.  Raises ``Problem``."""
        ...

    def agree(self, trainee: str) -> None:
        """The trainee has read the notice and agrees.  Raises ``Problem``."""
        ...

    def settings(self) -> Mapping[str, str]:
        """What the trainee set last time (text size, theme ...), by name."""
        ...

    def keep(self, settings: Mapping[str, str]) -> None: ...
