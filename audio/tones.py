"""Signalling tones, made from the cadence strings of ``simulator.model.ring``.

A tone is a function of its position: ``tone.samples(start, n)`` gives the same samples however the stretch is cut into
blocks.  Edges fall on the exact sample, the phase runs on through blocks and periods, and the edges of each burst are
rounded so that they do not click.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from simulator.model.ring import CADENCES
from simulator.model.ring import Tone as ToneName

AMPLITUDE = 0.16
"""Peak of a tone against full scale: -19 dBFS rms, as loud as the callers' voices."""

EDGE = SAMPLE_RATE * 5 // 1000
"""Samples in the rounded edge of a burst: 5 ms."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a cadence; frequency in Hz, 0 for silence."""

    frequency: int
    ms: int


def parse(cadence: str) -> tuple[Segment, ...]:
    """The segments of ``450/1000,0/4000``.  Raises ``ValueError`` for anything else."""
    segments = tuple(_segment(part) for part in cadence.split(","))
    if not segments:
        raise ValueError(f"empty cadence: {cadence!r}")
    return segments


def _segment(part: str) -> Segment:
    frequency, slash, ms = part.strip().partition("/")
    if not (slash and frequency.isdecimal() and ms.isdecimal() and int(ms) > 0 and int(frequency) < SAMPLE_RATE // 2):
        raise ValueError(f"not a stretch of a cadence (frequency/ms): {part!r}")
    return Segment(int(frequency), int(ms))


@dataclass(frozen=True, slots=True)
class Tone:
    """An endless tone: the segments, over and over."""

    segments: tuple[Segment, ...]
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lengths = (segment.ms * SAMPLE_RATE // 1000 for segment in self.segments)
        object.__setattr__(self, "_ends", tuple(accumulate(lengths)))

    @property
    def period(self) -> int:
        """Samples after which the cadence begins again."""
        return self._ends[-1]

    def samples(self, start: int, n: int) -> Pcm:
        """``n`` samples from position ``start``."""
        out = np.zeros(n, dtype=np.float32)
        at = start
        while at < start + n:
            index, begin, end = self._segment_at(at)
            stop = min(end, start + n)
            if self.segments[index].frequency:
                out[at - start : stop - start] = self._burst(index, begin, end, at, stop)
            at = stop
        return np.round(out * 32767).astype(np.int16)

    def _segment_at(self, position: int) -> tuple[int, int, int]:
        """The segment that sounds at a position, and where it begins and ends on the same axis."""
        into = position % self.period
        base = position - into
        index = bisect_right(self._ends, into)
        begin = self._ends[index - 1] if index else 0
        return index, base + begin, base + self._ends[index]

    def _burst(self, index: int, begin: int, end: int, start: int, stop: int) -> NDArray[np.float32]:
        frequency = self.segments[index].frequency
        positions = np.arange(start, stop)
        wave = np.sin(2 * np.pi * frequency / SAMPLE_RATE * (positions % SAMPLE_RATE))
        edge = min(EDGE, (end - begin) // 2)
        if begin == 0 or self.segments[index - 1].frequency != frequency:
            wave *= _rise((positions - begin + 0.5) / edge)
        if self.segments[(index + 1) % len(self.segments)].frequency != frequency:
            wave *= _rise((end - positions - 0.5) / edge)
        return np.asarray(AMPLITUDE * wave, dtype=np.float32)


def _rise(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """A raised cosine from 0 at 0 to 1 at 1."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(x, 0.0, 1.0))


@cache
def tone(name: ToneName) -> Tone:
    """The tone of the Chinese network with this name."""
    return Tone(parse(CADENCES[name]))
