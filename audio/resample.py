"""Changing the sample rate.  The only module that imports soxr."""

from __future__ import annotations

import numpy as np
import soxr
from numpy.typing import NDArray

Signal = NDArray[np.float32]
"""Sound with full scale 1.0."""


def resample(signal: Signal, rate: int, to: int) -> Signal:
    """A mono signal at another rate; ``round(n * to / rate)`` samples, give or take one, without delay."""
    if rate == to or not signal.size:
        return signal
    changed: Signal = soxr.resample(signal, rate, to).astype(np.float32)
    return changed
