"""The way from the headset to the microphone: how long a sound takes, and what becomes of it.

The delay is the peak of the generalised cross-correlation with phase transform (Knapp and Carter 1976).  The path is
fitted by least squares to a stretch of sound at once, and followed frame by frame by a partitioned frequency-domain
Kalman filter (Enzner and Vary 2006; Kuech, Mabande and Enzner 2014), which takes what it cannot predict, somebody
speaking, for noise, and so needs no detector of double talk.  Signals have full scale 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio.ports import BLOCK, SAMPLE_RATE

EARLIEST, LATEST = -SAMPLE_RATE * 400 // 1000, SAMPLE_RATE * 800 // 1000
"""Where the delay is looked for: buffers of sound cards, the way through the air, and what gaps in either stream have
added up to; a gap in the captured one makes the delay less."""
EARLIER = SAMPLE_RATE * 25 // 1000
"""The filter begins so much before the delay, for what comes before the strongest path and for drifting clocks."""
PARTITIONS = 8
SPAN = PARTITIONS * BLOCK
"""Samples that the filter spans: 160 ms of headset or room."""
TAPS = 1200
"""Of the path that is fitted at once to a stretch of sound: 75 ms, beginning ``EARLIER`` before the delay."""
RIDGE = 1e-3
"""What keeps the path small at pitches that were not played."""
QUIETEST = 10 ** (-66 / 10)
"""Mean power, full scale 1, below which nothing counts as sound (as in ``audio.endpoint``)."""

Signal = NDArray[np.float64]
Spectrum = NDArray[np.complex128]


class DelaySearch:
    """Where what was played is found again in what was captured."""

    EVERY = 10
    """Frames from one look to the next, until the delay is found."""
    SELDOM = 25
    """And from then on."""
    WINDOW = 25 * BLOCK
    SIZE = 27_648
    """Of the transform: a window and the range of delays, and no large prime."""
    REMEMBERS = 0.7
    SURE = 9.0
    """Height of the peak over the root mean square of the correlation."""
    NARROWEST = 300
    """Bins in which something must be played: a tone has no delay but its period's."""
    NEAR = SAMPLE_RATE // 1000

    def __init__(self) -> None:
        self._cross: Spectrum = np.zeros(self.SIZE // 2 + 1, np.complex128)
        self._last: int | None = None

    def look(self, played: Signal, heard: Signal) -> int | None:
        """``played`` begins ``LATEST`` before ``heard`` and ends ``-EARLIEST`` after it.  The delay, once found twice
        in the same place."""
        if mean_power(played) < QUIETEST / 4:
            return None
        x = np.fft.rfft(played, self.SIZE)
        energy = np.abs(x) ** 2
        where = energy > 1e-3 * energy.max()
        if np.count_nonzero(where) < self.NARROWEST:
            return None
        y = np.fft.rfft(heard, self.SIZE)
        cross = np.where(where, y * np.conj(x), 0)
        self._cross = self.REMEMBERS * self._cross + cross / (np.abs(cross) + 1e-12)
        correlation = np.fft.irfft(self._cross, self.SIZE)
        # The lag of ``heard`` against ``played`` is the delay less ``LATEST``; negative lags are at the end.
        correlation = np.roll(correlation, LATEST - EARLIEST)[: LATEST - EARLIEST + 1]
        peak = int(np.argmax(np.abs(correlation)))
        sure = abs(correlation[peak]) > self.SURE * np.sqrt(np.mean(correlation**2))
        peak += EARLIEST
        again = self._last is not None and abs(peak - self._last) <= self.NEAR
        self._last = peak if sure else None
        return peak if sure and again else None


class PathFilter:
    """A frequency-domain Kalman filter over ``PARTITIONS`` frames that predicts captured frames from played ones."""

    BINS = BLOCK + 1
    FORGETS = 0.998
    SMOOTHING = 0.5
    UNSURE = 0.1
    """How wrong the path is expected to be at first, by power."""

    def __init__(self, path: Signal) -> None:
        """``path`` is what is known of the path, at most ``SPAN`` taps."""
        shape = (PARTITIONS, self.BINS)
        taps = np.pad(path, (0, SPAN - path.size)).reshape(PARTITIONS, BLOCK)
        self._played: Spectrum = np.zeros(shape, np.complex128)
        self._weights: Spectrum = np.fft.rfft(taps, 2 * BLOCK, axis=1)
        self._uncertainty = np.full(shape, self.UNSURE / PARTITIONS * float(path @ path))
        self._noise = np.full(self.BINS, 1e-6)
        self._last: Signal = np.zeros(BLOCK)

    @property
    def excited(self) -> bool:
        """Whether anything was played within the filter's span."""
        return bool(np.any(self._played))

    def residual(self, played: Signal, captured: Signal) -> Signal:
        """What is left of the captured frame; the filter has learnt from it."""
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = np.fft.rfft(np.concatenate((self._last, played)))
        self._last = played
        if not self.excited:
            return captured
        predicted = np.fft.irfft(np.sum(self._played * self._weights, axis=0))[BLOCK:]
        residual = captured - predicted
        self._learn(residual)
        return residual

    def _learn(self, residual: Signal) -> None:
        error = np.fft.rfft(np.concatenate((np.zeros(BLOCK), residual)))
        self._noise = self.SMOOTHING * self._noise + (1 - self.SMOOTHING) * np.abs(error) ** 2
        energy = np.abs(self._played) ** 2
        total = 0.5 * np.sum(energy * self._uncertainty, axis=0) + self._noise + 1e-9
        gain = self._uncertainty / total
        step = np.fft.irfft(gain * np.conj(self._played) * error, axis=1)
        step[:, BLOCK:] = 0
        self._weights = self.FORGETS * (self._weights + np.fft.rfft(step, axis=1))
        shrunk = np.maximum(1 - 0.5 * gain * energy, 0.0) * self._uncertainty
        self._uncertainty = self.FORGETS**2 * shrunk + (1 - self.FORGETS**2) * np.abs(self._weights) ** 2


def fitted_path(played: Signal, captured: Signal) -> Signal:
    """The least-squares path of ``TAPS`` taps by which ``played``, which begins ``TAPS`` earlier, comes to be in
    ``captured``, whatever else is in there."""
    size = 1 << (played.size + TAPS).bit_length()
    spectrum = np.fft.rfft(played, size)
    own = np.fft.irfft(np.abs(spectrum) ** 2, size)[:TAPS]
    both = np.fft.irfft(np.fft.rfft(np.pad(captured, (TAPS, 0)), size) * np.conj(spectrum), size)[:TAPS]
    if own[0] <= 0:
        return np.zeros(TAPS)
    own[0] *= 1 + RIDGE
    lags = np.abs(np.subtract.outer(np.arange(TAPS), np.arange(TAPS)))
    return np.linalg.solve(own[lags], both).astype(np.float64)


def sound_at_the_end(played: Signal, path: Signal) -> Signal:
    """What ``played`` less its first ``TAPS`` samples, sounds like at the end of the path."""
    size = 1 << (played.size + path.size).bit_length()
    return np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(path, size), size)[TAPS : played.size]


def mean_power(signal: Signal) -> float:
    """The mean power; silence of no length has none."""
    return float(np.mean(signal * signal)) if signal.size else 0.0
