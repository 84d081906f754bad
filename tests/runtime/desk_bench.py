"""A desk for tests: a library, its records in a folder, a clock that tests move, and equipment of paper."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np

from audio.ports import SAMPLE_RATE, Ears, Hearing, Pcm, SoundCard, Speaker
from audio.soundcard import VirtualSoundCard
from simulator.model.checks import RecordField
from simulator.model.events import FaultReported
from simulator.model.problem import Exit, Problem
from simulator.model.script import (
    Plan,
    Press,
    Relay,
    Report,
    Say,
    Wait,
    Write,
)
from simulator.model.script import Voice as VoiceSpec
from simulator.model.speech import Transcript
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.desk_drill import DeskDrill
from simulator.runtime.desk_work import CallWork
from simulator.runtime.performance import plan_of
from simulator.runtime.workspace import Workspace
from simulator.session.calendar import time_of_day
from simulator.ui.desk import Preparing, Work
from simulator.ui.shown import Order, Readiness, Said

from ..paced import PATIENCE_S, Follower, PacedInbox


class PaperHearing:
    """Hears whatever ``PaperEars`` was told that it would."""

    def __init__(self, ears: PaperEars) -> None:
        self._ears = ears
        self.samples = 0

    def accept(self, pcm: Pcm) -> None:
        self.samples += pcm.size

    def partial(self) -> str:
        return self._ears.partial

    def transcript(self) -> Future[Transcript]:
        future: Future[Transcript] = Future()
        future.set_result(Transcript(self._ears.words, engine="paper"))
        return future

    def close(self) -> None: ...


class PaperEars:
    """A recogniser that always hears ``words``."""

    identity = "paper:ears"
    streaming = False

    def __init__(self) -> None:
        self.words = ""
        self.partial = ""
        self.closed = False

    def listen(self) -> Hearing:
        return PaperHearing(self)

    def close(self) -> None:
        self.closed = True


class PaperSpeaker:
    """Says everything as 100 ms of a low buzz for each character."""

    identity = "paper:speaker"

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        self.spoken.append(text)
        n = np.arange(max(1, len(text)) * SAMPLE_RATE // 10)
        return np.round(6_000 * np.sin(n * 0.1) * (n % 1600 < 1200)).astype(np.int16)


class PaperEquipment:
    """``missing`` things raise; the sound cards are virtual and kept in ``cards``."""

    def __init__(self, *missing: str) -> None:
        self._missing = missing
        self.paper_ears = PaperEars()
        self.paper_speaker = PaperSpeaker()
        self.cards: list[VirtualSoundCard] = []
        self.changed = threading.Condition()

    def _need(self, what: str) -> None:
        if what in self._missing:
            raise Problem(Exit.MISSING, Text(f"缺少{what}", f"no {what}"), Text("装上", "install it"))

    def readiness(self) -> Sequence[Readiness]:
        names = ("ears", "speaker", "headset")
        return tuple(
            Readiness(Text(name, name), name not in self._missing, Text("", ""), Text("", "")) for name in names
        )

    def ears(self) -> Ears:
        self._need("ears")
        return self.paper_ears

    def speaker(self) -> Speaker:
        self._need("speaker")
        return self.paper_speaker

    def headset(self) -> VirtualSoundCard:
        self._need("headset")
        return self._card()

    def earphone(self) -> SoundCard:
        return self._card()

    def _card(self) -> VirtualSoundCard:
        card = NotingCard(self)
        with self.changed:
            self.cards.append(card)
            self.changed.notify_all()
        return card

    def card(self, number: int) -> NotingCard:
        """The card that was opened as the ``number``-th (from 0), once it goes."""
        with self.changed:
            assert self.changed.wait_for(
                lambda: len(self.cards) > number and self.cards[number].started,
                PATIENCE_S,  # type: ignore[attr-defined]
            )
        return self.cards[number]  # type: ignore[return-value]


class NotingCard(VirtualSoundCard):
    """Tells when it is started and stopped."""

    def __init__(self, equipment: PaperEquipment) -> None:
        super().__init__()
        self._equipment = equipment
        self.started = False
        self.stopped = False

    def start(self, on_capture: object, fill_playback: object, on_lost: object) -> None:  # type: ignore[override]
        super().start(on_capture, fill_playback, on_lost)  # type: ignore[arg-type]
        with self._equipment.changed:
            self.started = True
            self._equipment.changed.notify_all()

    def stop(self) -> None:
        super().stop()
        with self._equipment.changed:
            self.stopped = True
            self._equipment.changed.notify_all()


class DeskBench:
    """A desk over the shipped library with everything that a test moves."""

    def __init__(self, home: Path, *missing: str, hints: object = None, library: Path | None = None) -> None:
        self.records = home / "records"
        self.equipment = PaperEquipment(*missing)
        self.clocks = [PacedInbox()]
        self.follower = Follower(self.clocks)
        self.desk = TrainingDesk(
            library or folders.library(),
            self.records,
            home / "settings.json",
            self.equipment,
            hints=hints,  # type: ignore[arg-type]
            inbox=lambda: self.inbox,
            render_ahead=False,
            watchers=(self.follower,),
        )

    @property
    def inbox(self) -> PacedInbox:
        """The clock of the present call."""
        return self.clocks[-1]

    def begin(self, order: Order) -> CallWork:
        """A new call, at the moment before its first ring."""
        self.desk._library._read.wait()
        self.clocks.append(PacedInbox())
        self.follower.begin()
        work = self.desk.begin(order)
        assert isinstance(work, CallWork)
        self.inbox.settle()
        return work

    def plan(self, call: str, name: str = "perfect") -> Plan:
        workspace = Workspace(folders.library())
        return plan_of(workspace.load_call(workspace.find_call(call)), name)

    def ready(self, drill: DeskDrill) -> None:
        """Until a drill can be spoken, or cannot ever be."""
        assert drill.changed(lambda: not isinstance(drill.stage(), Preparing), PATIENCE_S)

    def result(self, drill: DeskDrill, known: int) -> Said:
        """What became of the next thing that was said after so many."""
        assert drill.changed(lambda: len(drill.results()) > known, PATIENCE_S)
        return drill.results()[known]

    def work_through(self, work: Work, plan: Plan) -> None:
        """A plan worked by the methods of a ``Work``, as the window would."""
        self.inbox.settle()
        for step in plan.steps:
            self._take(work, step)
        if not self.follower.finished():
            self.inbox.run_until(self.follower.quiet)
            work.stop()

    def _take(self, work: Work, step: object) -> None:
        follower, inbox = self.follower, self.inbox
        match step:
            case Wait(time=int() as ms):
                inbox.run_for(ms)
                return
            case Wait(until=moment) if moment is not None:
                inbox.run_until(lambda: follower.happened(moment))
                return
        inbox.run_until(follower.quiet)
        inbox.run_for(400)
        follower.forget()
        match step:
            case Say(text=text):
                work.say(text)
            case Press(key, argument):
                work.press(key, argument)
            case Write(fields, about):
                assert follower.call is not None
                clock = time_of_day(follower.call.scene.script.clock, follower.call.t)
                line = next((n for n, who in follower.call.state.last_actor.items() if who == about), "")
                work.save({RecordField.TIME: clock, **fields}, 0, line)
            case Relay(to):
                assert follower.call is not None
                inbox.settle()
                work.relay(len(follower.call.state.messages), to)
            case Report(line, fault, to):
                work.report(FaultReported(line, fault, to))
        inbox.settle()
