"""What every engine demands of the samples it is given."""

from __future__ import annotations

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm

FULL_SCALE = 32_768
"""One past the largest sample: dividing by it maps samples to -1..1."""


def checked(pcm: Pcm) -> Pcm:
    """A private copy of a block, so that the caller may reuse its buffer.

    Raises ``TypeError`` for anything but one-dimensional signed 16-bit samples: a silent conversion would turn floats
    into silence.
    """
    if not isinstance(pcm, np.ndarray) or pcm.dtype != np.int16 or pcm.ndim != 1:
        got = f"{pcm.dtype} with {pcm.ndim} dimensions" if isinstance(pcm, np.ndarray) else type(pcm).__name__
        raise TypeError(f"ears take one-dimensional int16 samples at {SAMPLE_RATE} Hz, not {got}")
    return pcm.copy()


class Reblocker:
    """Cuts blocks of any size into blocks of one size, so that what is heard does not depend on how it was
    delivered."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rest: Pcm = np.zeros(0, np.int16)

    def accept(self, pcm: Pcm) -> list[Pcm]:
        """The full blocks that are complete now, in order; what is left over waits for more."""
        samples = np.concatenate([self._rest, pcm]) if self._rest.size else pcm
        whole = samples.size - samples.size % self._size
        self._rest = samples[whole:]
        return [samples[at : at + self._size] for at in range(0, whole, self._size)]

    def flush(self) -> Pcm:
        """What is left over, possibly nothing."""
        rest, self._rest = self._rest, self._rest[:0]
        return rest
