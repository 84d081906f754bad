"""The stage of ``response.py``: a trainee made of clips, on a sound card that runs in real time.

The trainee speaks in turns.  A turn is one or more clips, each cut where it is quietest, with pauses of known length
at the cuts and between the clips; after a turn there is silence, in which the caller should answer.  Everything is
laid out on one track, so that each pause and each end of a turn is a position in samples.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from endpoint import HOP, SHORTEST, in_a_room, levels
from numpy.typing import NDArray

from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from audio.soundcard import FillPlayback, OnCapture, OnLost

LEAD_MS = 1_500
"""Silence before the first turn, in which the operator picks up."""
AFTER_TURN_MS = 2_000
"""Silence after a turn; whoever has not answered by then has not."""
ROOM_DB = -60
"""The noise of the trainee's room, against full scale."""
HOP_MS = HOP * 1000 // SAMPLE_RATE
QUIET_DB = 30
APART_MS = 120
SYLLABLE_MS = 200
LOUD_DB = -20
"""The level of the loud parts (the 95th percentile of 5 ms) of every clip, against full scale."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence within a turn.  ``inside`` a clip, or between two."""

    start: int
    end: int
    inside: bool

    @property
    def ms(self) -> int:
        return (self.end - self.start) * 1000 // SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn is on the track, and its pauses."""

    start: int
    end: int
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """The whole performance."""

    sound: Pcm
    turns: tuple[Turn, ...]

    @property
    def pauses(self) -> list[Pause]:
        return [pause for turn in self.turns for pause in turn.pauses]


def spoken_alike(pcm: Pcm) -> Pcm:
    """A clip without its margins, as loud as all others: one trainee does not change the microphone between clips."""
    speech = without_margins(pcm)
    gain = 10 ** ((LOUD_DB - np.percentile(levels(speech), 95)) / 20)
    return np.clip(np.round(speech * gain), -32768, 32767).astype(np.int16)


def without_margins(pcm: Pcm) -> Pcm:
    """From where speech begins to where it ends: sound within 30 dB of the loud parts, but for a breath or a click.

    Such a sound at either edge stands by itself, 120 ms or more from the rest, and is shorter than 200 ms.
    """
    db = levels(pcm)
    loud = np.flatnonzero(db > np.percentile(db, 95) - QUIET_DB)
    runs = np.split(loud, np.flatnonzero(np.diff(loud) * HOP_MS >= APART_MS) + 1)
    while len(runs) > 1 and _length(runs[0]) < SYLLABLE_MS:
        runs = runs[1:]
    while len(runs) > 1 and _length(runs[-1]) < SYLLABLE_MS:
        runs = runs[:-1]
    return pcm[runs[0][0] * HOP : (runs[-1][-1] + 1) * HOP]


def _length(run: NDArray[np.intp]) -> int:
    return int(run[-1] - run[0] + 1) * HOP_MS


def cut_where_quietest(pcm: Pcm) -> tuple[Pcm, Pcm]:
    """Two halves, cut at the quietest 30 ms of the middle third."""
    smooth = np.convolve(levels(pcm), np.ones(6) / 6, mode="same")
    third = smooth.size // 3
    at = (third + int(np.argmin(smooth[third : 2 * third]))) * HOP
    return without_margins(pcm[:at]), without_margins(pcm[at:])


def laid_out(turns: Sequence[Sequence[Pcm]], pauses_ms: Iterator[int]) -> Track:
    """Turns one after the other, with the next of ``pauses_ms`` at each cut and between clips."""
    pieces, at = [_silence(LEAD_MS)], LEAD_MS * SAMPLE_RATE // 1000
    laid = []

    def lay(pcm: Pcm) -> int:
        nonlocal at
        pieces.append(pcm)
        at += pcm.size
        return at

    for clips in turns:
        start, pauses = at, []
        for number, clip in enumerate(clips):
            for half, pcm in enumerate(halves(clip)):
                if number or half:
                    pauses.append(Pause(at, lay(_silence(next(pauses_ms))), inside=half > 0))
                lay(pcm)
        laid.append(Turn(start, at, tuple(pauses)))
        lay(_silence(AFTER_TURN_MS))
    return Track(in_a_room(np.concatenate(pieces), ROOM_DB, seed=1), tuple(laid))


def halves(pcm: Pcm) -> list[Pcm]:
    """The clip cut where it is quietest, or whole where that would leave half a syllable."""
    parts = cut_where_quietest(pcm)
    return [pcm] if min(part.size for part in parts) < SHORTEST else list(parts)


def _silence(ms: int) -> Pcm:
    return np.zeros(ms * SAMPLE_RATE // 1000, np.int16)


class PacedCard:
    """A ``SoundCard`` that plays a track into the microphone, 20 ms each 20 ms, and notes when something sounds.

    The loudspeaker asks for its blocks half a block after the microphone has brought one: the two sides of a real card
    have no common phase.  ``onsets`` are positions on the track's clock: where the first sample that is not silent
    would have left the card.  A real card adds its own buffers, on both sides.
    """

    def __init__(self, track: Track, when_over: Callable[[], None]) -> None:
        self.onsets: list[int] = []
        self.late: list[float] = []
        """By how many seconds blocks came after their time."""
        self._track = track
        self._when_over = when_over
        self._sounding = False
        self._stopping = threading.Event()

    def start(self, on_capture: OnCapture, fill_playback: FillPlayback, on_lost: OnLost) -> None:
        work = (on_capture, fill_playback)
        self._thread = threading.Thread(target=self._run, args=work, name="paced card", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self, on_capture: OnCapture, fill_playback: FillPlayback) -> None:
        began = time.perf_counter()
        for at in range(0, self._track.sound.size - BLOCK, BLOCK):
            captured = (at + BLOCK) / SAMPLE_RATE
            self._wait_until(began + captured)
            on_capture(self._track.sound[at : at + BLOCK])
            self._wait_until(began + captured + BLOCK / 2 / SAMPLE_RATE)
            played = fill_playback(BLOCK)
            self._note(round((time.perf_counter() - began) * SAMPLE_RATE), played)
            if self._stopping.is_set():
                return
        self._when_over()

    def _wait_until(self, due: float) -> None:
        time.sleep(max(0.0, due - time.perf_counter()))
        self.late.append(time.perf_counter() - due)

    def _note(self, position: int, played: Pcm) -> None:
        sounding = np.flatnonzero(played)
        if sounding.size and not self._sounding:
            self.onsets.append(position + int(sounding[0]))
        self._sounding = bool(sounding.size)
