"""How loud each track of a recording was over session time.

The recording runs on while the session's clock stands still for a recognition, so the two agree only at anchors: where
an utterance or a caller's line is known by session time and by sample.  Between anchors time is stretched evenly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from scoring.timeline import Timeline
from simulator.ui.shown import Tint, Wave

STEP_MS = 50
"""What one peak stands for."""
QUIETEST_DB = -48.0
"""Drawn as nothing; full scale is 1."""

FAR = 3_600_000.0

Anchors = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Session ms, and the recording's ms at them; both rise."""

NO_ANCHORS: Anchors = (np.array([0.0, FAR]), np.array([0.0, FAR]))


def anchors_of(timeline: Timeline) -> Anchors:
    """The places known by both clocks; without any, both are the same."""
    known: list[tuple[int, int]] = []
    for words in timeline.words:
        utterance = words.utterance
        if utterance.first_sample >= 0:
            known.append((utterance.start, utterance.first_sample))
            known.append((utterance.end, utterance.end_sample))
    known += [(line.start, line.first_sample) for line in timeline.lines if line.first_sample >= 0]
    if not known:
        return NO_ANCHORS
    session: list[float] = []
    recording: list[float] = []
    for at, sample in sorted(known):
        ms = sample * 1000 / SAMPLE_RATE
        if not session or (at > session[-1] and ms > recording[-1]):
            session.append(float(at))
            recording.append(ms)
    # Before the first anchor and after the last both clocks go alike.
    ends = (session[0] - FAR, session[-1] + FAR), (recording[0] - FAR, recording[-1] + FAR)
    return np.array([ends[0][0], *session, ends[0][1]]), np.array([ends[1][0], *recording, ends[1][1]])


def to_session(recorded_ms: float, anchors: Anchors) -> int:
    """Session ms of a place in the recording."""
    return round(float(np.interp(recorded_ms, anchors[1], anchors[0])))


def to_recording(session_ms: float, anchors: Anchors) -> int:
    """The place in the recording, in ms, of a session time."""
    return round(float(np.interp(session_ms, *anchors)))


def waves_of(tracks: Iterable[tuple[str, Tint, Pcm]], anchors: Anchors, length: int) -> Iterator[Wave]:
    """A wave for each track over ``length`` ms of session time."""
    edges = np.arange(0, length + STEP_MS, STEP_MS, dtype=np.float64)
    samples = np.interp(edges, *anchors) * SAMPLE_RATE / 1000
    for name, tint, pcm in tracks:
        yield Wave(name, tint, STEP_MS, tuple(_peaks(pcm, samples)))


def _peaks(pcm: Pcm, edges: NDArray[np.float64]) -> Iterator[float]:
    """The highest sample between two edges, on a scale of loudness: 0 at ``QUIETEST_DB``, 1 at full scale."""
    places = np.clip(np.round(edges).astype(np.int64), 0, pcm.size)
    loud = np.abs(pcm.astype(np.int32))
    for start, end in pairwise(places):
        peak = int(loud[start:end].max()) if end > start else 0
        decibel = 20 * np.log10(max(peak, 1) / 32768)
        yield round(max(0.0, 1 - float(decibel) / QUIETEST_DB), 3)
