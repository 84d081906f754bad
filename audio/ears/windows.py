"""How much of an utterance Whisper hears at a time."""

from __future__ import annotations

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm

LONGEST = 30 * SAMPLE_RATE
"""The model's own window, in samples."""

WINDOWS = ((7.5, 1000), (12.5, 1500), (17.5, 2000), (30.0, 3000))
"""Utterances up to so many seconds are encoded in a window of so many frames of 10 ms.

The encoder's cost grows with the window, not with the speech in it.  A window cut close to the speech makes the
decoder run away, so there is room of at least 2.5 s but in the model's own window.
"""

CUT_FROM = 20 * SAMPLE_RATE
FLOOR = SAMPLE_RATE // 10
"""How long the level is averaged when looking for a pause: 100 ms."""


def frames_for(samples: int) -> int:
    """The window for an utterance of at most 30 s."""
    return next(frames for seconds, frames in WINDOWS if samples <= seconds * SAMPLE_RATE)


def cut(pcm: Pcm) -> list[Pcm]:
    """The utterance in pieces of at most 30 s, cut at the quietest 100 ms between 20 and 30 s into each."""
    pieces = []
    while pcm.size > LONGEST:
        at = CUT_FROM + _quietest(pcm[CUT_FROM:LONGEST])
        pieces.append(pcm[:at])
        pcm = pcm[at:]
    return [*pieces, pcm]


def _quietest(pcm: Pcm) -> int:
    """The middle of the quietest 100 ms."""
    energy = np.concatenate([[0.0], np.cumsum(pcm.astype(np.float64) ** 2)])
    return int(np.argmin(energy[FLOOR:] - energy[:-FLOOR])) + FLOOR // 2
