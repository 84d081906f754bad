"""What stands between a mouth and the recogniser: nothing, the telephone, other people talking, noise on the line.

Signal-to-noise ratio: the level of the speech while somebody speaks over the RMS of the noise, in dB.  The noise begins
and ends with the clip, 300 ms around the speech; everything is a function of the clip and its seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.line import FaultyLine, telephone, to_pcm, to_signal
from audio.ports import SAMPLE_RATE, Pcm
from audio.resample import Signal
from simulator.model.script import LineFault

MARGIN = SAMPLE_RATE * 300 // 1000
TALKERS = 6
FRAME = SAMPLE_RATE * 20 // 1000
ACTIVE_BELOW_PEAK_DB = 30.0
"""A frame of 20 ms belongs to the speech when it is at most this much below the loudest."""

SNRS_DB = (20, 10, 5)


@dataclass(frozen=True, slots=True)
class Condition:
    """A name, and the noise with its ratio where there is one."""

    name: str
    noise: str = ""
    snr_db: int = 0


CLEAN = Condition("clean")
TELEPHONE = Condition("telephone")
NOISY = tuple(Condition(f"{noise} {snr} dB", noise, snr) for noise in ("babble", "line noise") for snr in SNRS_DB)
GRID = (CLEAN, TELEPHONE, *NOISY)


class Room:
    """Applies conditions.  ``talk`` are the clips that babble is made of."""

    def __init__(self, talk: Sequence[Pcm]) -> None:
        self._talk = tuple(to_signal(clip) for clip in talk)

    def hear(self, pcm: Pcm, condition: Condition, seed: int) -> Pcm:
        """The clip as the recogniser gets it, with ``MARGIN`` before and after."""
        if condition == TELEPHONE:
            return telephone(_with_margins(pcm))
        speech = to_signal(_with_margins(pcm))
        if not condition.noise:
            return to_pcm(speech)
        noise = self._noise(condition.noise, speech.size, seed)
        return to_pcm(speech + noise * gain(active_rms(to_signal(pcm)), rms(noise), condition.snr_db))

    def _noise(self, kind: str, n: int, seed: int) -> Signal:
        if kind == "line noise":
            return FaultyLine(LineFault.NOISE, seed).disturbance(0, n)
        return babble(self._talk, n, seed)


def babble(talk: Sequence[Signal], n: int, seed: int) -> Signal:
    """``TALKERS`` of the clips at once, equally loud, each from a place of its own and again from its beginning."""
    draw = np.random.Generator(np.random.Philox(seed))
    together = np.zeros(n, dtype=np.float32)
    for number in draw.permutation(len(talk))[:TALKERS]:
        voice = talk[number] / max(active_rms(talk[number]), 1e-6)
        together += np.resize(np.roll(voice, -int(draw.integers(voice.size))), n)
    return together


def gain(speech_rms: float, noise_rms: float, snr_db: float) -> np.float32:
    """What the noise has to be multiplied with."""
    return np.float32(speech_rms / max(noise_rms, 1e-9) / 10 ** (snr_db / 20))


def rms(signal: NDArray[np.floating]) -> float:
    """Root mean square, full scale 1.0."""
    return float(np.sqrt(np.mean(np.square(signal, dtype=np.float64)))) if signal.size else 0.0


def active_rms(signal: NDArray[np.floating]) -> float:
    """The RMS of the frames in which somebody speaks."""
    whole = signal[: signal.size // FRAME * FRAME].reshape(-1, FRAME)
    power = np.mean(np.square(whole, dtype=np.float64), axis=1)
    if not power.size:
        return rms(signal)
    return float(np.sqrt(power[power >= power.max() * 10 ** (-ACTIVE_BELOW_PEAK_DB / 10)].mean()))


def seed_of(text: str) -> int:
    """A seed that belongs to a name."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])


def _with_margins(pcm: Pcm) -> Pcm:
    return np.pad(pcm, MARGIN)
