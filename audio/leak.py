"""The headset's leak: what is played is heard again by the microphone, and must not pass for what the trainee says.

In: what was played and what was captured, both as sample streams that began together.  Out: the captured stream, in
which nothing is left of what only the playback explains.  Pure computation, on one thread.

Once the way from headset to microphone is known (``audio.leak_path``), the playback predicts the leak.  A frame whose
residual is small beside it was explained by the playback; it is muted.  All others pass as they are, bit by bit.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from audio.leak_path import (
    EARLIER,
    EARLIEST,
    LATEST,
    QUIETEST,
    SPAN,
    TAPS,
    DelaySearch,
    PathFilter,
    Signal,
    fitted_path,
    mean_power,
    sound_at_the_end,
)
from audio.ports import BLOCK, SAMPLE_RATE, Pcm

KEPT = 8 * SAMPLE_RATE
"""What is kept of both streams."""
STILL_RIGHT = 5
"""Frames explained since the last look by which the delay proves right."""
REMEMBERED = 60 * SAMPLE_RATE // BLOCK
"""Frames of which is remembered that they were let pass."""
CAUGHT_UP = 4 * SAMPLE_RATE
"""How far back the filter learns once the delay is found."""
LOUDSPEAKER_DB = -12.0
"""A leak above this, relative to the trainee's voice, is a loudspeaker: the microphone is shut while it plays."""
MATTERS_DB = -40.0
"""A leak below this is not heard by the end-pointer."""

CALLER_DB = -24.0
"""How loud callers are, full scale 0."""
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


@dataclass(frozen=True, slots=True)
class Leak:
    """What was found: the delay in samples, and the level in dB relative to the trainee's voice (``loud``: above
    ``LOUDSPEAKER_DB``)."""

    delay: int
    level_db: float

    @property
    def loud(self) -> bool:
        return self.level_db > LOUDSPEAKER_DB


def measuring_noise(ms: int) -> Pcm:
    """A hiss in the telephone's band, as loud as a caller: it finds a leak sooner than any voice, and is always the
    same."""
    n = ms * SAMPLE_RATE // 1000
    spectrum = np.fft.rfft(np.random.Generator(np.random.Philox(1)).standard_normal(n))
    hertz = np.fft.rfftfreq(n, 1 / SAMPLE_RATE)
    hiss = np.fft.irfft(np.where((hertz > 300) & (hertz < 3400), spectrum, 0), n)
    fade = np.clip(np.minimum(np.arange(n), np.arange(n)[::-1]) / (SAMPLE_RATE // 50), 0, 1)
    samples: Pcm = np.round(hiss / hiss.std() * fade * 10 ** (CALLER_DB / 20) * 32767).astype(np.int16)
    return samples


class LeakGate:
    """Between microphone and end-pointer.  What was played may come up to ``KEPT`` samples before what was captured."""

    def __init__(self) -> None:
        self._played = _Stream()
        self._captured = _Stream()
        self._delay: int | None = None
        self._search = DelaySearch()
        self._filter = PathFilter(np.zeros(TAPS))
        self._judge = _Judge()
        self._frames = 0  # judged so far
        self._passed: deque[int] = deque(maxlen=REMEMBERED)  # the numbers of frames that were let pass
        self._gain = 1.0

    def played(self, pcm: Pcm) -> None:
        """Take what the card was given to play."""
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
        start = max(first, self._captured.begin) // BLOCK
        if self._delay is None or end // BLOCK <= start:
            return False
        passed = [n - start for n in self._passed if start <= n < end // BLOCK]
        captured = self._captured.read(start * BLOCK, end // BLOCK * BLOCK)
        residual = captured - sound_at_the_end(*self._path(start * BLOCK, captured))
        power, rest = (float(np.sum(_frames(one)[passed] ** 2)) for one in (captured, residual))
        return rest < ONLY_LEAK * power

    @property
    def knows_trainee(self) -> bool:
        """Whether the trainee's voice was heard long enough to compare a leak with."""
        return self._judge.knows_trainee

    @property
    def position(self) -> int:
        """Samples captured so far."""
        return self._captured.end

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
        if self._frames % (DelaySearch.EVERY if self._delay is None else DelaySearch.SELDOM) == 0:
            self._look_for_the_delay(start + BLOCK)
        power = mean_power(frame)
        if self._delay is None:
            self._judge.nothing_known(power, alone=self._silent(start))
            return self._let_pass()
        reference = self._reference(start)
        residual = self._filter.residual(reference, frame)
        rest = mean_power(residual)
        if self._judge.opens(power, rest, mean_power(frame - residual), self._filter.excited):
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
        return self._played.read(begins, begins + n)

    def _silent(self, start: int) -> bool:
        """Whether nothing that was played can be in the frame."""
        return not np.any(self._played.read(start - LATEST - SPAN, start + BLOCK - EARLIEST))

    def _look_for_the_delay(self, end: int) -> None:
        if self._judge.explained() >= STILL_RIGHT:
            return
        heard = self._captured.read(end - DelaySearch.WINDOW, end)
        played = self._played.read(end - DelaySearch.WINDOW - LATEST, end - EARLIEST)
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
        self._filter = PathFilter(path)
        for n in range(0, heard.size, BLOCK):
            self._filter.residual(self._reference(oldest + n), heard[n : n + BLOCK])

    def _path(self, start: int, captured: Signal) -> tuple[Signal, Signal]:
        """What was played from ``TAPS`` before it could be in the captured samples, and the path that it took."""
        played = self._reference(start - TAPS, TAPS + captured.size)
        return played, fitted_path(played, captured)


class _Stream:
    """The last ``KEPT`` samples of a stream, by their positions in it; what it has not or no more is silence."""

    def __init__(self) -> None:
        self._ring = np.zeros(KEPT, np.int16)
        self.end = 0

    @property
    def begin(self) -> int:
        return max(0, self.end - KEPT)

    def append(self, pcm: Pcm) -> None:
        self.end += max(0, pcm.size - KEPT)
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


class _Judge:
    """Whether a frame may be the trainee's, and how loud the leak is beside the trainee."""

    SMOOTHING = 0.4
    TOLD = 50
    """Frames after which a level is known: a second.  After half of it the first syllables, which tend to be the loud
    ones, make a leak 4 dB louder than it is."""

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
        if not self.knows_trainee or self._leak.count < self.TOLD:
            return None
        return 10 * float(np.log10(self._leak.value / self._trainee.value))

    @property
    def knows_trainee(self) -> bool:
        return self._trainee.count >= self.TOLD

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
        if power > max(4 * self._noise, QUIETEST / 10):
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
