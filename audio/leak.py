"""The headset's leak: what is played is heard again by the microphone, and must not pass for what the trainee says.

In: what was played and what was captured, both as sample streams that began together.  Out: the captured stream, in
which nothing is left of what only the playback explains.  Pure computation; one thread may play, one may capture.

The delay between both is the peak of the generalised cross-correlation with phase transform (Knapp and Carter 1976).
From there on a partitioned frequency-domain Kalman filter (Enzner and Vary 2006; Kuech, Mabande and Enzner 2014)
predicts the leak.  It takes what it cannot predict, the trainee's voice, for noise, and so needs no detector of double
talk.  A frame whose residual is small beside it was explained by the playback; it is muted.  All others pass as they
are, bit by bit.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from audio.ports import BLOCK, SAMPLE_RATE, Pcm

EARLIEST, LATEST = -SAMPLE_RATE * 400 // 1000, SAMPLE_RATE * 800 // 1000
"""Where the delay is looked for: buffers of sound cards, the way through the air, and what gaps in either stream have
added up to; a gap in the captured one makes the delay less."""
EARLIER = SAMPLE_RATE * 25 // 1000
"""The filter begins so much before the delay, for what comes before the strongest path and for drifting clocks."""
PARTITIONS = 8
SPAN = PARTITIONS * BLOCK
"""Samples that the filter spans: 160 ms of headset or room."""
KEPT = 8 * SAMPLE_RATE
"""What is kept of both streams."""
TAPS = 1200
"""Of the path that is fitted at once to a stretch of sound: 75 ms, beginning ``EARLIER`` before the delay."""
RIDGE = 1e-3
"""What keeps the path small at pitches that were not played."""
STILL_RIGHT = 5
"""Frames explained since the last look by which the delay proves right."""
REMEMBERED = 60 * SAMPLE_RATE // BLOCK
"""Frames of which is remembered that they were let pass."""
CAUGHT_UP = 4 * SAMPLE_RATE
"""How far back frames are judged anew once the delay is found."""
LOUDSPEAKER_DB = -12.0
"""A leak above this, relative to the trainee's voice, is a loudspeaker: the microphone is shut while it plays."""
MATTERS_DB = -40.0
"""A leak below this is not heard by the end-pointer."""

QUIETEST = 10 ** (-66 / 10)
"""Mean power, full scale 1, below which nothing counts as sound (as in ``audio.endpoint``)."""
EXPLAINED = 0.5
"""The share of a frame's energy that the prediction may leave in a frame that is explained."""
ONLY_LEAK = 0.25
"""The same for a stretch to which a path is fitted: of a leak 0.00 to 0.04 are left, of a voice of 250 ms 0.36 to 1."""
REVERBERATION = 0.05
"""The share of the loudest prediction of the last 200 ms that may linger beyond the filter's span."""
ABOVE_NOISE = 4.0
"""A residual below the room's noise times this is noise."""
HANGOVER = 8
"""Frames for which the microphone at most stays open after those that the playback did not explain: 160 ms.  Each of
them earns three, for a frame that the filter has got wrong is no speech."""
MUTED = 0.003
"""Factor of a muted frame: -50 dB."""
FADE = BLOCK // 4

Signal = NDArray[np.float64]
Spectrum = NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Leak:
    """What was found: the delay in samples, and the level in dB relative to the trainee's voice (``loud``: above
    ``LOUDSPEAKER_DB``)."""

    delay: int
    level_db: float

    @property
    def loud(self) -> bool:
        return self.level_db > LOUDSPEAKER_DB


class LeakGate:
    """Between microphone and end-pointer.  ``played`` may be called from another thread than everything else."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._played = _Stream()
        self._captured = _Stream()
        self._delay: int | None = None
        self._search = _DelaySearch()
        self._filter = _LeakFilter(np.zeros(TAPS))
        self._judge = _Judge()
        self._frames = 0  # judged so far
        self._passed: deque[int] = deque(maxlen=REMEMBERED)  # the numbers of frames that were let pass
        self._gain = 1.0

    def played(self, pcm: Pcm) -> None:
        """Take what the card was given to play."""
        with self._lock:
            self._played.append(pcm)

    def captured(self, pcm: Pcm) -> Pcm:
        """Take what was captured; give what of it may be the trainee's, the same number of samples."""
        self._captured.append(pcm)
        gains = [self._gain]
        while (self._frames + 1) * BLOCK <= self._captured.end:
            gains.append(self._take())
        return _faded(pcm, gains) if min(gains) < 1.0 else pcm

    def leaked(self, first: int, end: int) -> bool:
        """Whether what was let pass of the captured samples ``first`` to ``end`` was playback and nothing else."""
        if self._delay is None:
            return False
        start = max(first, self._captured.begin) // BLOCK
        passed = [n - start for n in self._passed if start <= n < end // BLOCK]
        captured = self._captured.read(start * BLOCK, end // BLOCK * BLOCK)
        residual = captured - _predicted(*self._path(start * BLOCK, captured))
        power, rest = (float(np.sum(_frames(one)[passed] ** 2)) for one in (captured, residual))
        return rest < ONLY_LEAK * power

    @property
    def leak(self) -> Leak | None:
        """What is known of the leak; None while there is none, or none that matters."""
        level = self._judge.level_db
        if self._delay is None or level is None or level < MATTERS_DB:
            return None
        return Leak(self._delay, level)

    # --- one frame ---------------------------------------------------------------------------------------------------

    def _take(self) -> float:
        """Judge the next frame; the factor that it is heard with."""
        start = self._frames * BLOCK
        self._frames += 1
        frame = self._captured.read(start, start + BLOCK)
        if self._frames % (_DelaySearch.EVERY if self._delay is None else _DelaySearch.SELDOM) == 0:
            self._look_for_the_delay(start + BLOCK)
        power = _power(frame)
        if self._delay is None:
            self._judge.nothing_known(power, alone=self._silent(start))
            return self._let_pass()
        reference = self._reference(start)
        residual = self._filter.residual(reference, frame)
        rest = _power(residual)
        if self._judge.opens(power, rest, _power(frame - residual), self._filter.excited):
            return self._let_pass()
        self._gain = MUTED
        return MUTED

    def _let_pass(self) -> float:
        self._passed.append(self._frames - 1)
        self._gain = 1.0
        return 1.0

    def _reference(self, start: int, n: int = BLOCK) -> Signal:
        """What was played for the captured samples from ``start``, ``EARLIER`` samples early."""
        assert self._delay is not None
        begins = start - self._delay + min(EARLIER, max(0, self._delay))  # what is yet to be played, nobody has
        with self._lock:
            return self._played.read(begins, begins + n)

    def _silent(self, start: int) -> bool:
        """Whether nothing that was played can be in the frame."""
        with self._lock:
            return not np.any(self._played.read(start - LATEST - SPAN, start + BLOCK - EARLIEST))

    def _look_for_the_delay(self, end: int) -> None:
        if self._judge.explained() >= STILL_RIGHT:
            return
        heard = self._captured.read(end - _DelaySearch.WINDOW, end)
        with self._lock:
            played = self._played.read(end - _DelaySearch.WINDOW - LATEST, end - EARLIEST)
        found = self._search.look(played, heard)
        if found is None or (self._delay is not None and -EARLIER < found - self._delay < SPAN // 2):
            return
        self._delay = found
        self._catch_up()

    def _catch_up(self) -> None:
        """Let the filter learn from what is kept."""
        oldest = max(0, self._frames - 1 - CAUGHT_UP // BLOCK) * BLOCK
        heard = self._captured.read(oldest, (self._frames - 1) * BLOCK)
        _, path = self._path(oldest, heard)
        self._filter = _LeakFilter(path)
        for n in range(0, heard.size, BLOCK):
            self._filter.residual(self._reference(oldest + n), heard[n : n + BLOCK])

    def _path(self, start: int, captured: Signal) -> tuple[Signal, Signal]:
        """What was played from ``TAPS`` before it could be in the captured samples, and the path that it took."""
        played = self._reference(start - TAPS, TAPS + captured.size)
        return played, _path_of(played, captured)


class _Stream:
    """The last ``KEPT`` samples of a stream, by their positions in it; what it has not or no more is silence."""

    def __init__(self) -> None:
        self._ring = np.zeros(KEPT, np.int16)
        self.end = 0

    @property
    def begin(self) -> int:
        return max(0, self.end - KEPT)

    def append(self, pcm: Pcm) -> None:
        pcm = pcm[-KEPT:]
        at = self.end % KEPT
        head = pcm[: KEPT - at]
        self._ring[at : at + head.size] = head
        self._ring[: pcm.size - head.size] = pcm[head.size :]
        self.end += pcm.size

    def read(self, first: int, end: int) -> Signal:
        """Full scale is 1."""
        out = np.zeros(end - first)
        low, high = max(first, self.begin), min(end, self.end)
        if low < high:
            out[low - first : high - first] = self._ring[np.arange(low, high) % KEPT]
        return out / 32768


class _DelaySearch:
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
        if _power(played) < QUIETEST / 4:
            return None
        x = np.fft.rfft(played, self.SIZE)
        power = np.abs(x) ** 2
        where = power > 1e-3 * power.max()
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


class _LeakFilter:
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


class _Judge:
    """Whether a frame may be the trainee's, and how loud the leak is beside the trainee."""

    SMOOTHING = 0.4
    TOLD = 25
    """Frames after which a level is known: half a second."""

    def __init__(self) -> None:
        self._power = self._rest = 0.0
        self._noise = QUIETEST  # until the first frame
        self._predicted: deque[float] = deque(maxlen=10)
        self._open = 0
        self._explained = 0
        self._trainee = _Mean()
        self._leak = _Mean()

    @property
    def level_db(self) -> float | None:
        """Of the leak relative to the trainee's voice; None before both were heard."""
        if min(self._trainee.count, self._leak.count) < self.TOLD:
            return None
        return 10 * float(np.log10(self._leak.value / self._trainee.value))

    def explained(self) -> int:
        """How many frames with sound in them were explained since this was asked last."""
        count, self._explained = self._explained, 0
        return count

    def nothing_known(self, power: float, alone: bool) -> None:
        """A frame while no leak is known; ``alone``: nothing that was played can be in it."""
        if alone:
            self._learn_from_trainee(power)

    def opens(self, power: float, rest: float, predicted: float, excited: bool) -> bool:
        """Whether a frame of this power passes, which the playback explains but for ``rest``."""
        self._power = self.SMOOTHING * self._power + (1 - self.SMOOTHING) * power
        self._rest = self.SMOOTHING * self._rest + (1 - self.SMOOTHING) * rest
        self._predicted.append(predicted)
        if not excited:
            self._learn_from_trainee(power)
            return True
        lingering = REVERBERATION * max(self._predicted)
        if self._rest > max(EXPLAINED * self._power, ABOVE_NOISE * self._noise, lingering, QUIETEST / 10):
            self._open = min(HANGOVER, self._open + 3)
            return not self._loudspeaker
        if power > max(10 * self._noise, QUIETEST / 10):
            self._explained += 1
            self._leak.add(power)
        self._open = max(0, self._open - 1)
        return self._open > 0 and not self._loudspeaker

    @property
    def _loudspeaker(self) -> bool:
        level = self.level_db
        return level is not None and level > LOUDSPEAKER_DB

    def _learn_from_trainee(self, power: float) -> None:
        """From a frame without playback.  The noise is the least of them; it may rise by 4 dB in a second."""
        self._noise = max(min(1.02 * self._noise, power), QUIETEST / 100)
        if power > max(30 * self._noise, QUIETEST):
            self._trainee.add(power)


class _Mean:
    """The mean of what was added, the last 30 s counting most."""

    def __init__(self) -> None:
        self.count = 0
        self.value = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        self.value += (value - self.value) / min(self.count, 1500)


def _power(signal: Signal) -> float:
    return float(np.mean(signal * signal)) if signal.size else 0.0


def _path_of(played: Signal, captured: Signal) -> Signal:
    """The least-squares path of ``TAPS`` taps by which ``played``, which begins ``TAPS`` earlier, comes to be in
    ``captured``, whatever else is in there."""
    size = 1 << (played.size + TAPS).bit_length()
    spectrum = np.fft.rfft(played, size)
    own = np.fft.irfft(np.abs(spectrum) ** 2, size)[:TAPS]
    both = np.fft.irfft(np.fft.rfft(np.pad(captured, (TAPS, 0)), size) * np.conj(spectrum), size)[:TAPS]
    if own[0] <= 0:
        return np.zeros(TAPS)
    own[0] *= 1 + RIDGE
    path: Signal = np.linalg.solve(own[np.abs(np.subtract.outer(np.arange(TAPS), np.arange(TAPS)))], both)
    return path


def _predicted(played: Signal, path: Signal) -> Signal:
    """What ``played`` less its first ``TAPS`` samples, sounds like at the end of the path."""
    size = 1 << (played.size + path.size).bit_length()
    return np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(path, size), size)[TAPS : played.size]


def _frames(signal: Signal) -> Signal:
    return signal.reshape(-1, BLOCK)


def _faded(pcm: Pcm, gains: list[float]) -> Pcm:
    """The samples with a factor for each frame that ended in them, the first being that of before."""
    per_sample = np.repeat(gains[1:] or gains, BLOCK)[-pcm.size :]
    if per_sample.size < pcm.size:
        per_sample = np.concatenate((np.full(pcm.size - per_sample.size, gains[0]), per_sample))
    # a fade on a change, so that none is a click
    return np.round(pcm * _smoothed(gains[0], per_sample)).astype(np.int16)


def _smoothed(before: float, gains: Signal) -> Signal:
    padded = np.concatenate((np.full(FADE, before), gains))
    return np.convolve(padded, np.ones(FADE) / FADE)[FADE : FADE + gains.size]
