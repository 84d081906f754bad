"""One call at the desk, from its preparation to its debrief: ``ui.desk.Work`` on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread

from audio.levels import LevelMeter
from audio.ports import Ears, Speaker
from simulator.model.checks import RecordField
from simulator.model.events import (
    FaultReported,
    Heard,
    HelpUsed,
    KeyPressed,
    MessageRelayed,
    MessageSaved,
    SpeechDropped,
    Stop,
)
from simulator.model.problem import Problem
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.runtime import live
from simulator.runtime.call import Call, Watcher
from simulator.runtime.cast import callers_studio, in_background, require_identity, voices
from simulator.runtime.desk_aftermath import Aftermath
from simulator.runtime.desk_snapshot import Hints, Publisher
from simulator.runtime.equipment import Equipment
from simulator.runtime.inbox import Inbox
from simulator.runtime.performance import scene_of
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import Recorded
from simulator.runtime.seals import seals_here
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import other_lines, spoken_lines
from simulator.ui.desk import Failed, Live, Preparing, Scoring, Stage
from simulator.ui.shown import Mode, Order, Voicing

NO_LEVEL = -120.0
CANCELLED = Failed(Text("已取消，没有留下记录。", "Cancelled; there is no record."))
LIBRARY, RECOGNISER, VOICES = (
    Text("正在读取剧本", "Reading the call"),
    Text("正在载入语音识别", "Loading the recogniser"),
    Text("正在准备来电人的语音", "Preparing the callers' voices"),
)
SHARES = {LIBRARY: 0.0, RECOGNISER: 0.3, VOICES: 0.5}
"""Where each step begins, of what is known to be needed."""


@dataclass(frozen=True, slots=True)
class Seat:
    """The call that somebody sits down to.  ``keep`` enters its record; ``fixed`` is the identity that the recogniser
    must have, empty for any."""

    loaded: LoadedCall
    trainee: str
    seed: int
    keep: Callable[[Recorded], None]
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a desk lends a call.  The first four block until what they name is there, and raise ``Problem``."""

    seat: Callable[[], Seat]
    ears: Callable[[], Ears]
    speaker: Callable[[], Speaker]
    equipment: Equipment
    records: Path
    lang: Lang
    hints: Hints | None = None
    inbox: Callable[[], Inbox] | None = None
    finished: Callable[[], None] = lambda: None
    """Told when the scorecard has been written."""
    watchers: tuple[Watcher, ...] = ()


class CallWork:
    """A call that somebody works."""

    def __init__(self, bench: Bench, order: Order) -> None:
        self._bench = bench
        self._order = order
        self._lock = Lock()
        self._stage: Stage = Preparing(LIBRARY, 0.0)
        self._hands: live.Hands | None = None
        self._meter: LevelMeter | None = None
        self._caption = ""
        self._now = 0
        self._stopped = Event()
        self.started = Event()
        """Set once the call rings, or cannot."""
        self._aftermath: Aftermath | None = None
        self._publisher = Publisher(bench.lang, bench.hints if order.mode is Mode.PRACTICE else None)
        self._thread = Thread(target=self._run, name="call")  # no daemon: a call is kept even if the window is closed
        self._thread.start()

    # --- what the window asks ----------------------------------------------------------------------------------------

    def stage(self) -> Stage:
        aftermath = self._aftermath
        if aftermath is not None and (done := aftermath.done) is not None:
            return done
        with self._lock:
            stage = self._stage
        snapshot = self._publisher.snapshot
        return Live(snapshot) if isinstance(stage, Preparing) and snapshot is not None else stage

    def now(self) -> int:
        hands, snapshot = self._hands, self._publisher.snapshot
        if hands is not None and isinstance(self.stage(), Live):
            self._now = max(self._now, hands.now(), snapshot.t if snapshot is not None else 0)
        return self._now

    def caption(self) -> str:
        return self._caption

    def level(self) -> float:
        meter = None if "microphone_lost" in self._publisher.missing else self._meter
        return meter.read().rms if meter is not None and isinstance(self.stage(), Live) else NO_LEVEL

    # --- what the window does ----------------------------------------------------------------------------------------

    def press(self, key: KeyName, argument: str = "") -> None:
        self._do(KeyPressed(key, argument))

    def say(self, text: str) -> None:
        if text.strip() and (hands := self._hands) is not None:
            hands.say(text.strip())

    def save(self, fields: Mapping[RecordField, str], message: int = 0, line: str = "") -> None:
        self._do(MessageSaved(dict(fields), message, line))

    def relay(self, message: int, to: str) -> None:
        self._do(MessageRelayed(message, to))

    def report(self, report: FaultReported) -> None:
        self._do(report)

    def help(self, kind: str) -> None:
        """There is none in an exam."""
        if self._order.mode is Mode.PRACTICE:
            self._do(HelpUsed(kind))

    def stop(self) -> None:
        with self._lock:
            self._stopped.set()
            hands = self._hands
        if hands is not None:
            hands.do(Stop("finished"))
        if self._aftermath is not None:
            self._aftermath.stop_playing()

    def appeal(self, finding: str, reason: str) -> None:
        if self._aftermath is not None:
            self._aftermath.appeal(finding, reason)

    def play(self, start: int, end: int) -> None:
        if self._aftermath is not None:
            self._aftermath.play(start, end)

    def stepped(self, call: Call, t: int, event: object, effects: object) -> None:
        """What was being said has become a sentence, or nothing."""
        if isinstance(event, Heard | SpeechDropped):
            self._caption = ""

    @property
    def goes_on(self) -> bool:
        """Whether there is still something to be done for the call."""
        return self._thread.is_alive()

    def join(self) -> None:
        """Wait until nothing of the call is to be done any more."""
        self._thread.join()
        if self._aftermath is not None:
            self._aftermath.join()

    def _do(self, event: KeyPressed | MessageSaved | MessageRelayed | FaultReported | HelpUsed) -> None:
        if (hands := self._hands) is not None:
            hands.do(event)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            seat = self._bench.seat()
            folder = self._call(seat)
            self._publisher.close()
            self._set(Scoring())
            self._aftermath = Aftermath(
                replace(folder, seals=seals_here()), self._bench.lang, self._bench.equipment.earphone
            )
            self._aftermath.work_out(seat.keep)
        except _Cancelled:
            self._set(CANCELLED)
        except Problem as problem:
            self._set(Failed(problem.message, problem.hint))
        except Exception as error:  # whatever it is: the window has to say so, instead of waiting for ever
            self._set(Failed(Text(f"程序内部错误：{error!r}", f"A mistake in the program: {error!r}")))
            raise
        finally:
            self.started.set()
            self._publisher.close()
            self._bench.finished()

    def _call(self, seat: Seat) -> RecordFolder:
        bench, order = self._bench, self._order
        loaded, seed = seat.loaded, seat.seed
        self._go_on(RECOGNISER if order.voicing is Voicing.VOICE else LIBRARY)
        inbox = bench.inbox() if bench.inbox is not None else None
        if order.voicing is Voicing.TYPED:
            return live.by_typing(
                loaded,
                bench.records,
                seed,
                seat.trainee,
                self._begun,
                [self._publisher, self, *bench.watchers],
                order.mode.value,
                inbox,
            )
        ears, speaker = bench.ears(), bench.speaker()
        require_identity(ears, seat.fixed)
        self._go_on(VOICES)
        scene, studio = scene_of(loaded, seed), callers_studio(loaded, speaker)
        studio.prepare([(line, voice) for _, line, voice in spoken_lines(scene)], self._rendered)
        card = bench.equipment.headset()
        headset = live.Headset(card, ears, voices(scene, studio), speaker.identity, half_duplex=order.half_duplex)
        self._meter = card.meter
        with in_background(studio, [(line, voice) for _, line, voice in other_lines(scene)]):
            return live.by_voice(
                loaded,
                bench.records,
                seed,
                seat.trainee,
                headset,
                self._begun,
                [self._publisher, self, *bench.watchers],
                self._captioned,
                order.mode.value,
                inbox,
            )

    def _begun(self, hands: live.Hands) -> None:
        with self._lock:
            self._hands = hands
            stopped = self._stopped.is_set()
        self.started.set()
        if stopped:
            hands.do(Stop("finished"))

    def _captioned(self, text: str) -> None:
        self._caption = text

    def _rendered(self, done: int, total: int) -> None:
        self._go_on(VOICES, done / max(1, total))

    def _go_on(self, what: Text, part: float = 0.0) -> None:
        if self._stopped.is_set():
            raise _Cancelled
        begins = SHARES[what]
        ends = min((share for share in SHARES.values() if share > begins), default=1.0)
        self._set(Preparing(what, begins + part * (ends - begins)))

    def _set(self, stage: Stage) -> None:
        with self._lock:
            self._stage = stage


class _Cancelled(Exception):
    """The trainee gave the call up before it rang."""
