"""How loud something is."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm

SILENCE_DB = -96.0


@dataclass(frozen=True, slots=True)
class Level:
    """Levels in dB below full scale, ``SILENCE_DB`` to 0: the mean power and the highest sample."""

    rms: float
    peak: float


def level(pcm: Pcm) -> Level:
    """The level of a stretch of sound, without a microphone's constant offset."""
    if not pcm.size:
        return Level(SILENCE_DB, SILENCE_DB)
    samples = pcm.astype(np.float64) / 32768
    samples -= samples.mean()
    return Level(_decibel(float(samples.std())), _decibel(float(np.abs(samples).max())))


def _decibel(amplitude: float) -> float:
    return max(SILENCE_DB, 20 * float(np.log10(max(amplitude, 1e-9))))


class LevelMeter:
    """The level of the last 200 ms of a stream, for a display; may be read from any thread."""

    WINDOW = SAMPLE_RATE // 5

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = np.zeros(0, dtype=np.int16)

    def accept(self, pcm: Pcm) -> None:
        with self._lock:
            self._last = np.concatenate((self._last, pcm))[-self.WINDOW :]

    def read(self) -> Level:
        with self._lock:
            return level(self._last)
