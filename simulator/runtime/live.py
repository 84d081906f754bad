"""A call with a person: by microphone and loudspeaker, or by typing when there is neither."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.endpoint import Endpointer
from audio.leak import LeakGate
from audio.mixer import Mixer
from audio.ports import SAMPLE_RATE, Ears, Pcm, SoundCard
from audio.recorder import Recorder
from simulator.model.events import (
    Degraded,
    Event,
    Heard,
    LeakFound,
    SpeechBegan,
    SpeechPaused,
)
from simulator.model.problem import Problem
from simulator.model.speech import Source, Transcript, Utterance
from simulator.runtime.call import Call, Mouth, Watcher
from simulator.runtime.inbox import Happened, Inbox, LiveInbox, Recognised, Recognising
from simulator.runtime.journal import Journal
from simulator.runtime.listener import Listener
from simulator.runtime.loop import Loop
from simulator.runtime.performance import header_of, record_folder, scene_of
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.rehearsal import VirtualMouth
from simulator.runtime.sound import Loudspeaker, Rendered
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene, speaking_rates


@dataclass(frozen=True, slots=True)
class Headset:
    """What a trainee speaks into and hears with."""

    card: SoundCard
    ears: Ears
    rendered: Rendered
    voice: str
    witness: Ears | None = None
    half_duplex: bool = False


class Hands:
    """How keys, forms and typed words come in; any thread."""

    def __init__(self, inbox: Inbox, loop: Loop) -> None:
        self._inbox = inbox
        self._loop = loop
        self._utterances = 1_000_000  # apart from those of the microphone

    def now(self) -> int:
        """Session ms at this moment."""
        return self._loop.now()

    def do(self, event: Event) -> None:
        """A key, a form, or the end."""
        self._inbox.put(Happened(self._inbox.now(), event))

    def say(self, text: str) -> None:
        """Typed words, as if they had just been spoken."""
        self._utterances += 1
        number, now = self._utterances, self._inbox.now()
        heard = Heard(Utterance(number, now, now, Source.TYPED), Transcript(text))
        for item in (
            Happened(now, SpeechBegan(number)),
            Happened(now, SpeechPaused(number)),
            Recognising(now, number),
            Recognised(now, number, heard),
        ):
            self._inbox.put(item)


Person = Callable[[Hands], None]
"""Starts whatever reads the trainee's keys and words, on threads of its own."""


def by_typing(
    loaded: LoadedCall,
    root: Path,
    seed: int,
    trainee: str,
    person: Person,
    watchers: Sequence[Watcher],
    mode: str = "practice",
    inbox: Inbox | None = None,
) -> RecordFolder:
    """Words and keys are typed, callers' lines are read; the record cannot certify.

    ``mode`` is ``practice`` or ``exam``; ``inbox`` brings another clock than the real one.
    """
    scene, inbox = scene_of(loaded, seed), inbox or LiveInbox()
    folder = record_folder(loaded, root)
    header = header_of(loaded, seed=seed, trainee=trainee, mode=mode, ears="text", voice="none", degraded=("typed",))
    with Journal(folder.log, header) as journal:
        _run(scene, inbox, VirtualMouth(inbox, speaking_rates(scene)), journal, person, watchers)
    return folder


def by_voice(
    loaded: LoadedCall,
    root: Path,
    seed: int,
    trainee: str,
    headset: Headset,
    person: Person,
    watchers: Sequence[Watcher] = (),
    caption: Callable[[str], None] = lambda text: None,
    mode: str = "practice",
    inbox: Inbox | None = None,
) -> RecordFolder:
    """Words are spoken; keys come from the person.  A device that disappears is noted and the call goes on."""
    scene, inbox, mixer = scene_of(loaded, seed), inbox or LiveInbox(), Mixer()
    folder = record_folder(loaded, root)
    header = header_of(
        loaded,
        seed=seed,
        trainee=trainee,
        mode=mode,
        ears=headset.ears.identity,
        voice=headset.voice,
        half_duplex=headset.half_duplex,
    )
    recorder = Recorder(folder.recording, lambda problem: _note(inbox, problem))
    endpointer = Endpointer(endpoint_ms=header.endpoint_ms)
    gate = LeakGate()
    listener = Listener(headset.ears, inbox, endpointer, witness=headset.witness, caption=caption, leaked=gate.leaked)
    ear = _Ear(gate, listener, inbox, headset.half_duplex)
    with Journal(folder.log, header) as journal, _Microphone(headset.card, mixer, ear, recorder, inbox):
        _run(scene, inbox, Loudspeaker(mixer, headset.rendered, inbox, seed), journal, person, watchers)
    return folder


def _run(
    scene: Scene, inbox: Inbox, mouth: Mouth, journal: Journal, person: Person, watchers: Sequence[Watcher]
) -> None:
    call = Call(scene, mouth, journal.append)
    call.watchers += watchers
    loop = Loop(call, inbox)
    person(Hands(inbox, loop))
    loop.run()


def _note(inbox: Inbox, problem: Problem) -> None:
    inbox.put(Happened(inbox.now(), Degraded("recording_stopped")))


@dataclass(frozen=True, slots=True)
class _Captured:
    """Samples of the trainee, and when they came in session ms."""

    pcm: Pcm
    wall: int


@dataclass(frozen=True, slots=True)
class _Played:
    """Samples that the card was given to play."""

    pcm: Pcm


@dataclass(frozen=True, slots=True)
class _Lost:
    """A device that is gone."""

    device: str


class _Ear:
    """What is captured goes through the gate to the listener; what is known of a leak goes into the record, once."""

    def __init__(self, gate: LeakGate, listener: Listener, inbox: Inbox, half_duplex: bool) -> None:
        self._gate = gate
        self._listener = listener
        self._inbox = inbox
        self._found = False
        self._degraded = half_duplex  # known beforehand, and nothing that the trainee would not expect

    def plays(self, pcm: Pcm) -> None:
        self._gate.played(pcm)

    def hears(self, pcm: Pcm, wall: int) -> None:
        self._listener.accept(self._gate.captured(pcm), wall)
        leak = self._gate.leak
        if leak is None:
            return
        if not self._found:
            self._found = True
            self._inbox.put(Happened(wall, LeakFound(round(leak.level_db))))
        if leak.loud and not self._degraded:
            self._degraded = True
            self._inbox.put(Happened(wall, Degraded("leak")))

    def lost(self, device: str) -> None:
        self._listener.lost(device)


SILENT_SPEAKER = 5 * SAMPLE_RATE
"""Captured samples after which a speaker that still plays nothing is waited for no longer."""


class _Microphone:
    """The sound card between the mixer and the ear, which works on a thread of its own and is told in one queue what
    was played and what was captured: whenever it gets to run, it finds the two side by side.

    The two sides of a card do not start together: on a busy machine the speaker comes seconds after the microphone.
    Both tracks of the recording begin when both run, or the later one would always be too late for its place.
    """

    def __init__(self, card: SoundCard, mixer: Mixer, ear: _Ear, recorder: Recorder, inbox: Inbox) -> None:
        self._card = card
        self._mixer = mixer
        self._ear = ear
        self._recorder = recorder
        self._inbox = inbox
        self._blocks: queue.SimpleQueue[_Captured | _Played | _Lost | None] = queue.SimpleQueue()
        self._plays = False
        self._dropped = 0  # samples captured before the speaker ran
        self._kept = 0  # and, if it was waited for no longer, from then on until it ran
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)

    def __enter__(self) -> _Microphone:
        self._thread.start()
        self._card.start(self._captured, self._fill, lambda device: self._blocks.put(_Lost(device)))
        return self

    def __exit__(self, *exc: object) -> None:
        self._card.stop()
        self._blocks.put(None)
        self._thread.join()
        self._recorder.close()

    def _captured(self, pcm: Pcm) -> None:
        if not self._plays and self._dropped < SILENT_SPEAKER:
            self._dropped += pcm.size
            return
        if not self._plays:
            self._kept += pcm.size
        self._recorder.trainee(pcm)
        self._blocks.put(_Captured(pcm, self._inbox.now()))

    def _fill(self, n: int) -> Pcm:
        if not self._plays:
            self._blocks.put(_Played(np.zeros(self._kept, np.int16)))
        self._plays = True
        block = self._mixer.render(n)
        self._blocks.put(_Played(block))
        self._recorder.callers(block)
        return block

    def _listen(self) -> None:
        while (item := self._blocks.get()) is not None:
            match item:
                case _Captured(pcm, wall):
                    self._ear.hears(pcm, wall)
                case _Played(pcm):
                    self._ear.plays(pcm)
                case _Lost(device):
                    self._ear.lost(device)
