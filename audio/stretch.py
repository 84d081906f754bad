"""Faster or slower without another pitch (WSOLA), for speech that is recorded or rendered already."""

from __future__ import annotations

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm

WINDOW = SAMPLE_RATE * 32 // 1000
HOP = WINDOW // 2
SEARCH = SAMPLE_RATE * 8 // 1000
"""How far a window may be moved to continue the one before it in phase."""


def at_speed(pcm: Pcm, speed: float) -> Pcm:
    """The clip at ``speed`` times its own; about ``pcm.size / speed`` samples."""
    if speed == 1.0:
        return pcm
    sound = np.pad(pcm.astype(np.float32), (SEARCH, WINDOW + HOP + SEARCH))
    shape = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    hops = int(pcm.size / speed) // HOP
    out = np.zeros((hops + 2) * HOP, dtype=np.float32)
    at = SEARCH
    for hop in range(hops):
        wanted = SEARCH + int(hop * HOP * speed)
        if hop:
            at = _in_phase(sound, at + HOP, wanted)
        out[hop * HOP : hop * HOP + WINDOW] += shape * sound[at : at + WINDOW]
    return np.clip(np.round(out), -32768, 32767).astype(np.int16)


def _in_phase(sound: np.ndarray[tuple[int], np.dtype[np.float32]], follows: int, wanted: int) -> int:
    """The place near ``wanted`` that sounds most like what would have followed."""
    natural = sound[follows : follows + WINDOW]
    around = sound[wanted - SEARCH : wanted + SEARCH + WINDOW]
    likeness = np.correlate(around, natural, mode="valid") if natural.size == WINDOW else np.zeros(1)
    return wanted - SEARCH + int(np.argmax(likeness))
