"""Renders the lines of a call ahead, so that no caller waits for a synthesiser.

What has been rendered once is kept on disk, named by engine, voice, rate and text; a file that was damaged is rendered
again.  Every line comes out trimmed and equally loud, and through ``finish``: the telephone line for callers and staff,
nothing for a plan's trainee.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from audio.levels import level
from audio.line import telephone, to_pcm, to_signal
from audio.ports import SAMPLE_RATE, Pcm, Speaker
from audio.voice.recorded import recorded_line
from audio.voice.spoken import spoken
from simulator.model.company import SpokenName
from simulator.model.script import Line
from simulator.model.script import Voice as VoiceSpec

LOUDNESS_DB = -20.0
"""RMS of every line while somebody speaks; peaks stay below ``PEAK``."""
PEAK = 0.9
KEPT_BEFORE = SAMPLE_RATE * 20 // 1000
KEPT_AFTER = SAMPLE_RATE * 60 // 1000
HOP = SAMPLE_RATE // 200
BELOW_SPEECH_DB = 38.0

SHAPE = 1
"""Part of every name in the cache; to be raised when trimming or loudness change."""

DIGEST_BYTES = 32

Progress = Callable[[int, int], None]
"""Told after each line how many of how many are done."""


class Studio:
    """The lines of one call.  ``names`` are those with readings of their own, ``recordings`` its recordings' folder."""

    def __init__(
        self,
        speaker: Speaker,
        cache: Path,
        *,
        names: Iterable[SpokenName] = (),
        recordings: Path | None = None,
        finish: Callable[[Pcm], Pcm] = telephone,
    ) -> None:
        self._speaker = speaker
        self._cache = cache
        self._names = tuple(names)
        self._recordings = recordings
        self._finish = finish
        self._ready: dict[tuple[Line, VoiceSpec], Pcm] = {}

    def prepare(self, lines: Iterable[tuple[Line, VoiceSpec]], progress: Progress = lambda done, total: None) -> None:
        """Have these lines ready.  Raises ``Problem`` for a voice that fails or a recording that cannot be used."""
        wanted = list(dict.fromkeys(lines))
        for done, (line, voice) in enumerate(wanted, start=1):
            self.line(line, voice)
            progress(done, len(wanted))

    def line(self, line: Line, voice: VoiceSpec) -> Pcm:
        """One line, finished; at once when it was prepared, else it is rendered now."""
        key = (line, voice)
        if key not in self._ready:
            self._ready[key] = self._finish(self._dry(line, voice))
        return self._ready[key]

    def _dry(self, line: Line, voice: VoiceSpec) -> Pcm:
        if line.recording:
            return shaped(recorded_line(self._recordings or Path(), line.recording))
        text = spoken(line.text, self._names)
        entry = self._cache / f"{_name(self._speaker.identity, voice, text)}.pcm"
        cached = _read(entry)
        if cached is not None:
            return cached
        rendered = shaped(self._speaker.speak(text, voice))
        _write(entry, rendered)
        return rendered


def shaped(pcm: Pcm) -> Pcm:
    """Trimmed to speech with a little silence around it, and equally loud."""
    active = _active(pcm)
    if not active.any():
        return pcm
    hops = np.flatnonzero(active)
    first = max(0, int(hops[0]) * HOP - KEPT_BEFORE)
    last = min(pcm.size, (int(hops[-1]) + 1) * HOP + KEPT_AFTER)
    loud = level(pcm[: active.size * HOP].reshape(-1, HOP)[active].ravel())
    room = 20 * np.log10(PEAK) - level(pcm).peak
    gain = 10 ** (min(LOUDNESS_DB - loud.rms, room) / 20)
    return to_pcm(to_signal(pcm[first:last]) * gain)


def _active(pcm: Pcm) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """For each hop of 5 ms whether somebody speaks in it."""
    hops = pcm[: pcm.size // HOP * HOP].astype(np.float64).reshape(-1, HOP)
    if not hops.size:
        return np.zeros(0, dtype=np.bool_)
    power = hops.var(axis=1)
    return np.asarray(power > max(float(np.percentile(power, 95)) * 10 ** (-BELOW_SPEECH_DB / 10), 1.0))


def _name(identity: str, voice: VoiceSpec, text: str) -> str:
    key = json.dumps([SHAPE, identity, voice.gender, voice.name, voice.rate, text], ensure_ascii=True)
    return hashlib.sha256(key.encode("ascii")).hexdigest()


def _read(entry: Path) -> Pcm | None:
    """A cached line; ``None`` when there is none or it was damaged."""
    try:
        data = entry.read_bytes()
    except OSError:
        return None
    digest, samples = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    if len(samples) % 2 or hashlib.sha256(samples).digest() != digest:
        return None
    return np.frombuffer(samples, dtype="<i2").astype(np.int16)


def _write(entry: Path, pcm: Pcm) -> None:
    """Keep a line, whole or not at all.  A cache that cannot be written costs time, not the call."""
    samples = pcm.astype("<i2").tobytes()
    with contextlib.suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(samples).digest() + samples)
            Path(temporary).replace(entry)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
