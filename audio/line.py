"""What a telephone line does to a voice: the band, the coding, and the faults.

Everything is a function of sample position and seed, so that a call sounds the same however it is cut into blocks, and
again when it is played next year.  Random numbers come from the raw counter-based Philox stream, which numpy keeps
stable.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from audio.resample import Signal, resample
from simulator.model.script import LineFault

LINE_RATE = 8_000
BAND = (300.0, 3_400.0)
"""The telephone channel in Hz (ITU-T G.712)."""

NOISE_LEVEL = 0.035
"""RMS of the noise fault against full scale: voices stay intelligible, and one has to ask again now and then."""
CRACKLES_A_SECOND = 14
DROPOUT_FRAME = SAMPLE_RATE * 160 // 1000
DROPOUT_SHARE = 0.3
"""A line with drop-outs loses about three in ten stretches of 160 ms: one or two words in each sentence."""


# --- the healthy line ------------------------------------------------------------------------------------------------


def telephone(pcm: Pcm) -> Pcm:
    """A voice as it leaves the exchange: 300-3400 Hz, 8 kHz A-law.  Same length, no delay."""
    if not pcm.size:
        return pcm.copy()
    narrow = resample(to_signal(pcm), SAMPLE_RATE, LINE_RATE)
    banded = np.convolve(narrow, band_pass(LINE_RATE))[TAPS // 2 :][: narrow.size]
    samples = to_pcm(banded)
    coded = np.where(samples == 0, 0, a_law(samples))  # the code has no zero; silence would become a constant
    wide = resample(to_signal(coded), LINE_RATE, SAMPLE_RATE)
    fitted = np.zeros(pcm.size, dtype=np.float32)
    fitted[: min(wide.size, pcm.size)] = wide[: pcm.size]
    return to_pcm(fitted)


TAPS = 257
"""Length of the band filter at either rate: at the line's 8 kHz 6 dB down at the edges, 60 dB from 90 Hz beyond."""


@lru_cache
def band_pass(rate: int) -> Signal:
    """A windowed-sinc filter (Blackman) for the telephone band at a sample rate."""
    n = np.arange(TAPS) - TAPS // 2
    low, high = (2 * edge / rate for edge in BAND)
    ideal = high * np.sinc(high * n) - low * np.sinc(low * n)
    return np.asarray(ideal * np.blackman(TAPS), dtype=np.float32)


def a_law(pcm: Pcm) -> Pcm:
    """Through the A-law code and back (ITU-T G.711): 13 bits to 8 to 13."""
    magnitude = np.minimum(np.abs(pcm.astype(np.int32)) >> 3, 4095)
    # The step doubles with each octave above 64; below, all 32 levels are 2 apart.
    exponent = np.maximum(np.log2(np.maximum(magnitude, 1)).astype(np.int32) - 4, 1)
    step = 1 << exponent
    decoded = (magnitude & -step) + (step >> 1)
    signed: Pcm = (np.where(pcm < 0, -decoded, decoded) << 3).astype(np.int16)
    return signed


def to_signal(pcm: Pcm) -> Signal:
    """16 bit to full scale 1.0."""
    return pcm.astype(np.float32) / np.float32(32768)


def to_pcm(signal: NDArray[np.floating]) -> Pcm:
    """Full scale 1.0 to 16 bit; what is louder is clipped, never wrapped."""
    return np.asarray(np.clip(np.round(signal * 32768), -32768, 32767), dtype=np.int16)


# --- faults ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """The sound of a line fault; the same seed makes the same disturbance."""

    fault: LineFault
    seed: int

    def apply(self, pcm: Pcm, start: int = 0) -> Pcm:
        """What the operator hears of a voice (or of silence) at position ``start`` of the line's sound."""
        voice = to_signal(pcm)
        return to_pcm(voice * self.gain(start, pcm.size) + self.disturbance(start, pcm.size))

    def gain(self, start: int, n: int) -> Signal:
        """What is left of the voice: 1 all of it, 0 nothing."""
        match self.fault:
            case LineFault.ONE_WAY | LineFault.DEAD:
                return np.zeros(n, dtype=np.float32)
            case LineFault.DROPOUTS:
                return _dropouts(self.seed, start, n)
            case _:
                return np.ones(n, dtype=np.float32)

    def disturbance(self, start: int, n: int) -> Signal:
        """What is added to the voice."""
        match self.fault:
            case LineFault.NOISE:
                return _hiss(self.seed, start, n)
            case LineFault.CRACKLE:
                return _crackle(self.seed, start, n)
            case _:
                return np.zeros(n, dtype=np.float32)


def _hiss(seed: int, start: int, n: int) -> Signal:
    """White noise in the telephone band."""
    white = 2 * uniform(seed, start, n + TAPS - 1) - 1
    filtered = np.convolve(white, band_pass(SAMPLE_RATE), mode="valid")
    share = (BAND[1] - BAND[0]) / (SAMPLE_RATE / 2)
    return np.asarray(filtered * (NOISE_LEVEL * np.sqrt(3 / share)), dtype=np.float32)


CLICK = SAMPLE_RATE * 6 // 1000


@lru_cache
def _click() -> Signal:
    t = np.arange(CLICK) / SAMPLE_RATE
    return np.asarray(np.exp(-t * 900) * np.sin(2 * np.pi * 1700 * t + 0.7), dtype=np.float32)


def _crackle(seed: int, start: int, n: int) -> Signal:
    """Short ringing clicks of uneven loudness, scattered like a loose contact's."""
    chance = uniform(seed, start - CLICK, n + CLICK)
    threshold = CRACKLES_A_SECOND / SAMPLE_RATE
    # The winning number, spread out again, is the click's own loudness.
    impulses = np.where(chance < threshold, 0.1 + 0.4 * chance / threshold, 0.0)
    return np.convolve(impulses, _click())[CLICK : CLICK + n].astype(np.float32)


def _dropouts(seed: int, start: int, n: int) -> Signal:
    """Stretches of nothing; each edge is 2 ms long."""
    edge = SAMPLE_RATE * 2 // 1000
    positions = np.arange(start - edge, start + n)
    frames = positions // DROPOUT_FRAME
    first = int(frames[0])
    lost = uniform(seed, first, int(frames[-1]) - first + 1) < DROPOUT_SHARE
    through = np.where(lost[frames - first], 0.0, 1.0)
    sums = np.concatenate(([0.0], np.cumsum(through)))
    return ((sums[edge + 1 :] - sums[1:-edge]) / edge).astype(np.float32)


_CHUNK = 4_096


def uniform(seed: int, start: int, n: int) -> NDArray[np.float64]:
    """Numbers in [0, 1) at positions ``start`` to ``start + n`` of an endless stream that belongs to the seed."""
    chunks = range(start // _CHUNK, (start + n - 1) // _CHUNK + 1)
    stream = np.concatenate([_chunk(seed, chunk) for chunk in chunks]) if n else np.zeros(0)
    offset = start - (start // _CHUNK) * _CHUNK
    return stream[offset : offset + n]


@lru_cache(maxsize=64)
def _chunk(seed: int, chunk: int) -> NDArray[np.float64]:
    mask = (1 << 64) - 1
    raw = np.random.Philox(key=(seed & mask) | ((chunk & mask) << 64)).random_raw(_CHUNK)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53
