"""Plays a stretch of sound once; a new one, or silence, takes its place at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Lock, Thread

import numpy as np

from audio.mixer import Mixer
from audio.ports import SAMPLE_RATE, Pcm, SoundCard
from simulator.model.problem import Problem

CHANNEL = "playback"
TAIL = SAMPLE_RATE // 2
"""What is played after the sound before the device is closed: its buffer holds up to 80 ms."""


class Player:
    """``earphone`` opens a card; the device is open only while something sounds.  Methods return at once."""

    def __init__(self, earphone: Callable[[], SoundCard]) -> None:
        self._earphone = earphone
        self._one_at_a_time = Lock()
        self._changed = Condition()
        self._number = 0
        self.problem: Problem | None = None

    def play(self, sound: Callable[[], Pcm]) -> None:
        """``sound`` is asked for on a thread of its own: it may have to be read first."""
        number = self._next()
        Thread(target=self._work, args=(number, sound), name="playback", daemon=True).start()

    def stop(self) -> None:
        self._next()

    def _next(self) -> int:
        with self._changed:
            self._number += 1
            self._changed.notify_all()
            return self._number

    def _work(self, number: int, sound: Callable[[], Pcm]) -> None:
        with self._one_at_a_time:
            try:
                if number == self._number:
                    self._sound(number, sound())
                    self.problem = None
            except Problem as problem:
                self.problem = problem

    def _sound(self, number: int, pcm: Pcm) -> None:
        mixer, left = Mixer(), [pcm.size + TAIL]

        def fill(n: int) -> Pcm:
            left[0] -= n
            if left[0] <= 0:
                with self._changed:
                    self._changed.notify_all()
            return mixer.render(n)

        def lost(device: str) -> None:
            left[0] = 0
            with self._changed:
                self._changed.notify_all()

        mixer.play(CHANNEL, pcm)
        card = self._earphone()
        card.start(lambda captured: None, fill, lost)
        with self._changed:
            self._changed.wait_for(lambda: left[0] <= 0 or number != self._number)
        card.stop()


def stretch_of(trainee: Pcm, callers: Pcm, start: int, end: int) -> Pcm:
    """Both voices of a recording from ``start`` to ``end`` (ms), mixed."""
    first, last = (max(0, ms) * SAMPLE_RATE // 1000 for ms in (start, end))
    mixed = np.zeros(max(0, min(last, max(trainee.size, callers.size)) - first), dtype=np.int32)
    for track in (trainee, callers):
        part = track[first:last]
        mixed[: part.size] += part
    return np.clip(mixed, -32768, 32767).astype(np.int16)
