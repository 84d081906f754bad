"""Single wordings without a call, and the check of headset and recogniser before an exam: ``ui.desk.Drill``."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence

import numpy as np

from audio.endpoint import Endpointer
from audio.leak import LeakGate, measuring_noise
from audio.levels import LevelMeter, level
from audio.mixer import Mixer
from audio.ports import SAMPLE_RATE, Ears, Pcm
from audio.tones import tone as network_tone
from simulator.model.events import Heard, SpeechDropped
from simulator.model.problem import Problem
from simulator.model.ring import Tone
from simulator.model.speech import Transcript, Utterance
from simulator.model.text import Text
from simulator.runtime.drill_book import DrillBook
from simulator.runtime.equipment import Equipment, MeteredCard
from simulator.runtime.inbox import Happened, Item, Recognised
from simulator.runtime.listener import Listener
from simulator.runtime.performance import ENDPOINT_MS
from simulator.ui.desk import Failed, Preparing
from simulator.ui.shown import Exercise, Leakage, Said

NO_LEVEL = -120.0
QUIET_DB, CLIPPING_DB = -38.0, -0.5
"""Mean level below which an utterance is too quiet, highest sample above which it clips."""
KEPT = 30 * SAMPLE_RATE
"""Samples that are kept to measure what was said in them: more than the longest wording takes."""
BEEP_MS, HISS_MS = 700, 2_500
MEASURED = (BEEP_MS + HISS_MS + 1_500) * SAMPLE_RATE // 1000
"""Captured samples after which a leak would have been found."""
TOO_QUIET = Text("声音偏小，请靠近麦克风或调高录音音量", "too quiet: move nearer or turn the recording level up")
CLIPPING = Text("声音过大、破音，请离麦克风远一些", "too loud, it clips: move back a little")
NOTHING = Text("没有听到说话", "nothing was heard")
BROKEN = Text("识别引擎没有给出结果，请再说一遍", "the recogniser gave no result; say it again")
LOST = Text("耳麦断开了", "the headset is gone")


class DeskDrill:
    """Listens from the first ``begin`` on.  Typed words are taken in every state, with the headset or without."""

    def __init__(
        self,
        book: Callable[[], DrillBook],
        ears: Callable[[], Ears],
        equipment: Equipment,
    ) -> None:
        self._equipment = equipment
        self._changed = threading.Condition()
        self._book: DrillBook | None = None
        self._exercise: Exercise | None = None
        self._results: tuple[Said, ...] = ()
        self._stage: Preparing | Failed | None = Preparing(Text("正在准备", "Getting ready"), 0.0)
        self._meter: LevelMeter | None = None
        self._mixer = Mixer()
        self._typed: queue.SimpleQueue[tuple[Exercise, str] | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._ears = _EarsOnTrial(equipment, ears, self._mixer, self._heard)
        threading.Thread(target=self._run, args=(book,), name="drill", daemon=True).start()

    def stage(self) -> Preparing | Failed | None:
        return self._stage

    def exercises(self) -> Sequence[Exercise]:
        book = self._book
        return book.exercises if book is not None else ()

    def begin(self, exercise: Exercise) -> None:
        self._exercise = exercise
        book = self._book
        if book is not None and book.listens_first(exercise):
            beep = network_tone(Tone.RINGBACK).samples(0, BEEP_MS * SAMPLE_RATE // 1000)
            self._ears.measure()
            self._mixer.play("beep", np.concatenate((beep, measuring_noise(HISS_MS))))

    def level(self) -> float:
        return self._ears.level()

    def leakage(self) -> Leakage:
        return self._ears.leakage()

    def results(self) -> Sequence[Said]:
        return self._results

    def type(self, text: str) -> None:
        exercise = self._exercise
        if exercise is not None and text.strip():
            self._typed.put((exercise, text.strip()))

    def changed(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so of stage or results.  False after ``timeout`` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    def close(self) -> None:
        self._closing.set()
        self._typed.put(None)

    # --- the thread --------------------------------------------------------------------------------------------------

    def _run(self, book: Callable[[], DrillBook]) -> None:
        try:
            self._book = book()
            self._book.prepare()
            self._set(Preparing(Text("正在载入语音识别", "Loading the recogniser"), 0.5))
            threading.Thread(target=self._open_ears, name="drill ears", daemon=True).start()
            while (typed := self._typed.get()) is not None:
                exercise, text = typed
                self._keep(self._book.judge(exercise, Transcript(text)))
        except Problem as problem:
            self._set(Failed(problem.message, problem.hint))
        finally:
            self._ears.close()

    def _open_ears(self) -> None:
        try:
            self._ears.open()
            self._set(None)
        except Problem as problem:
            self._set(Failed(problem.message, problem.hint))
        if self._closing.is_set():
            self._ears.close()

    def _heard(self, transcript: Transcript | None, pcm: Pcm, remark: Text | None) -> None:
        """On the recogniser's thread: an utterance with its samples."""
        exercise, book = self._exercise, self._book
        if exercise is None or book is None:
            return
        remarks = [] if remark is None else [remark]
        measured = level(pcm)
        loud = measured.rms if pcm.size else NO_LEVEL
        if pcm.size and measured.peak >= CLIPPING_DB:
            remarks.append(CLIPPING)
        elif pcm.size and loud < QUIET_DB:
            remarks.append(TOO_QUIET)
        if transcript is None:
            self._keep(Said(exercise, "", "no", 0.0, (), round(loud, 1), (*remarks, NOTHING)))
        else:
            self._keep(book.judge(exercise, transcript, round(loud, 1), tuple(remarks)))

    def _keep(self, said: Said) -> None:
        with self._changed:
            self._results = (*self._results, said)
            self._changed.notify_all()

    def _set(self, stage: Preparing | Failed | None) -> None:
        with self._changed:
            self._stage = stage
            self._changed.notify_all()


class _EarsOnTrial:
    """The headset on the way that a call's sound takes, without a call.  Results go to ``heard``."""

    def __init__(
        self,
        equipment: Equipment,
        ears: Callable[[], Ears],
        mixer: Mixer,
        heard: Callable[[Transcript | None, Pcm, Text | None], None],
    ) -> None:
        self._equipment = equipment
        self._open_ears = ears
        self._mixer = mixer
        self._heard = heard
        self._card: MeteredCard | None = None
        # what was captured and when, what was played, and from where on another gate counts
        self._blocks: queue.SimpleQueue[tuple[Pcm, int] | Pcm | LeakGate | None] = queue.SimpleQueue()
        self._gate = LeakGate()
        self._gate_begins = 0  # position in what was captured from which the gate counts
        self._measuring: LeakGate | None = None
        self._only_playback = False  # whether the utterance that has just ended was the leak
        self._kept = np.zeros(0, np.int16)
        self._position = 0  # samples captured so far
        self._lost = False
        self._lock = threading.Lock()

    def open(self) -> None:
        """Blocks.  Raises ``Problem``."""
        ears = self._open_ears()
        card = self._equipment.headset()
        listener = Listener(ears, self, Endpointer(endpoint_ms=ENDPOINT_MS), leaked=self._leaked)
        card.start(self._captured, self._fill, self._gone)
        self._card = card
        threading.Thread(target=self._listen, args=(listener,), name="drill listener", daemon=True).start()

    def close(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            card.stop()
            self._blocks.put(None)

    def level(self) -> float:
        card = self._card
        return card.meter.read().rms if card is not None and not self._lost else NO_LEVEL

    def measure(self) -> None:
        """Something is about to be played: find out anew how much of it the microphone hears."""
        self._measuring = LeakGate()
        self._blocks.put(self._measuring)

    def leakage(self) -> Leakage:
        gate = self._measuring
        if gate is None or gate.position < MEASURED or not gate.knows_trainee:
            return Leakage.UNKNOWN
        leak = gate.leak
        return Leakage.NONE if leak is None else Leakage.LOUD if leak.loud else Leakage.SOME

    # --- an ``Intake`` for the listener ------------------------------------------------------------------------------

    def now(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def put(self, item: Item) -> None:
        match item:
            case Recognised(_, _, Heard(utterance, transcript)):
                self._heard(transcript, self._samples(utterance), None)
            case Recognised(_, _, SpeechDropped()) if self._only_playback:
                self._only_playback = False  # no try of the trainee's
            case Recognised(_, _, SpeechDropped()):
                self._heard(None, np.zeros(0, np.int16), None)
            case Happened() | _:
                pass

    def _samples(self, utterance: Utterance) -> Pcm:
        with self._lock:
            begins = self._position - self._kept.size
            return self._kept[max(0, utterance.first_sample - begins) : max(0, utterance.end_sample - begins)]

    def _captured(self, pcm: Pcm) -> None:
        with self._lock:
            self._kept = np.concatenate((self._kept, pcm))[-KEPT:]
            self._position += pcm.size
        self._blocks.put((pcm, self.now()))

    def _gone(self, device: str) -> None:
        self._lost = True
        self._heard(None, np.zeros(0, np.int16), LOST)

    def _fill(self, n: int) -> Pcm:
        block = self._mixer.render(n)
        self._blocks.put(block)
        return block

    def _leaked(self, first: int, end: int) -> bool:
        begins = self._gate_begins
        self._only_playback = self._gate.leaked(max(0, first - begins), max(0, end - begins))
        return self._only_playback

    def _listen(self, listener: Listener) -> None:
        while (item := self._blocks.get()) is not None:
            if isinstance(item, LeakGate):
                self._gate_begins += self._gate.position
                self._gate = item
            elif isinstance(item, tuple):
                pcm, wall = item
                listener.accept(self._gate.captured(pcm), wall)
            else:
                self._gate.played(item)
