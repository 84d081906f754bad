"""A rehearsal by voice: a plan's recordings go through end-pointing and the real recogniser, without a sound card.

What the microphone and the ear would have got is recorded as in a live call.  Session time is that of the samples: the
recogniser may take as long as it likes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from audio.line import FaultyLine
from audio.mixer import Mixer
from audio.ports import SAMPLE_RATE, Ears, Pcm
from audio.recorder import Recorder
from audio.tones import tone as network_tone
from simulator.model import script as plans
from simulator.model.effects import Say
from simulator.model.ring import Tone
from simulator.model.script import LineFault
from simulator.model.speech import Source
from simulator.runtime.clip import HeardInClip, hear_clip
from simulator.runtime.inbox import VirtualInbox
from simulator.runtime.rehearsal import Segment, VirtualMouth
from simulator.runtime.sound import Rendered

SAMPLES_PER_MS = SAMPLE_RATE // 1000

Clip = Callable[[plans.Say], Pcm]
"""What the trainee's words sound like: the step's recording, or synthesized."""


class Tape:
    """Both tracks of a rehearsal, put together out of order and written at the end."""

    def __init__(self) -> None:
        self._trainee: list[tuple[int, Pcm]] = []
        self._callers: list[Pcm] = []

    def trainee(self, first: int, pcm: Pcm) -> None:
        """The trainee's samples from position ``first``."""
        self._trainee.append((first, pcm))

    def callers(self, pcm: Pcm) -> None:
        """The next samples of the mixer."""
        self._callers.append(pcm)

    def write(self, path: Path) -> None:
        """The recording, as a live call would have left it.  Raises ``Problem`` with ``STORAGE``."""
        callers = np.concatenate((np.zeros(0, dtype=np.int16), *self._callers))
        length = max([callers.size, *(first + pcm.size for first, pcm in self._trainee)])
        trainee = np.zeros(length, dtype=np.int16)
        for first, pcm in self._trainee:
            trainee[first : first + pcm.size] = pcm
        recorder = Recorder(path)
        for start in range(0, length, SAMPLE_RATE):
            recorder.trainee(trainee[start : start + SAMPLE_RATE])
            recorder.callers(callers[start : start + SAMPLE_RATE])
        recorder.close()
        if recorder.problem is not None:
            raise recorder.problem


class AsVoice:
    """A ``Delivery`` by the recogniser.  Each clip is followed by silence until its last utterance has ended."""

    source = Source.VOICE

    def __init__(self, clip: Clip, ears: Ears, endpoint_ms: int, tape: Tape, witness: Ears | None = None) -> None:
        self.endpoint_ms = endpoint_ms
        self._clip = clip
        self._ears = ears
        self._witness = witness
        self._tape = tape

    def deliver(self, t: int, step: plans.Say) -> tuple[Segment, ...]:
        pcm = self._clip(step)
        first = t * SAMPLES_PER_MS
        self._tape.trainee(first, pcm)
        heard = hear_clip(pcm, self._ears, self._witness, self.endpoint_ms)
        return tuple(_segment(utterance, first) for utterance in heard)


def _segment(heard: HeardInClip, first: int) -> Segment:
    start, end = heard.first_sample, heard.end_sample
    return Segment(
        start // SAMPLES_PER_MS,
        end // SAMPLES_PER_MS,
        heard.transcript,
        heard.witness,
        first + start,
        first + end,
        heard.lag,
    )


class VoicedMouth(VirtualMouth):
    """Callers' lines as rendered, mixed with tones and line noise into the callers' track."""

    def __init__(self, inbox: VirtualInbox, rendered: Rendered, tape: Tape, seed: int) -> None:
        super().__init__(inbox, {})
        self._rendered = rendered
        self._tape = tape
        self._seed = seed
        self._mixer = Mixer()

    def duration(self, effect: Say) -> int:
        return self._rendered(effect).size // SAMPLES_PER_MS

    def first_sample(self, effect: Say, wall: int) -> int:
        return wall * SAMPLES_PER_MS

    def say(self, t: int, effect: Say) -> None:
        self.catch_up()
        if effect.audible:
            self._mixer.play(str(effect.speech), self._rendered(effect))
        super().say(t, effect)

    def stop_saying(self, t: int, speech: int) -> None:
        self.catch_up()
        self._mixer.stop(str(speech))
        super().stop_saying(t, speech)

    def tone(self, channel: str, tone: Tone) -> None:
        self.catch_up()
        self._mixer.loop(channel, network_tone(tone))

    def stop_tone(self, channel: str) -> None:
        self.catch_up()
        self._mixer.stop(channel)

    def noise(self, fault: LineFault | None) -> None:
        self.catch_up()
        self._mixer.set_line(FaultyLine(fault, self._seed) if fault is not None else None)

    def catch_up(self) -> None:
        """Render everything up to now; what happens next is heard from here on."""
        due = self._inbox.now() * SAMPLES_PER_MS - self._mixer.position
        if due > 0:
            self._tape.callers(self._mixer.render(due))
