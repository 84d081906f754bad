"""Everything the operator hears, mixed: voices on the line, tones, the line's own noise.

The mixer has no clock: whoever needs sound, a device or a virtual sound card, calls ``render(n)``, and its position is
the number of samples rendered so far.  That position is the time base of the callers' track of the recording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from audio.line import FaultyLine
from audio.ports import SAMPLE_RATE, Pcm
from audio.tones import Tone

FADE = SAMPLE_RATE * 10 // 1000
"""Samples over which a sound that is cut short fades out: 10 ms."""


@dataclass(frozen=True, slots=True)
class Played:
    """How a sound ended: where it began in the mixer's output, how much of it was heard, and whether that was all."""

    channel: str
    first_sample: int
    samples: int
    complete: bool

    @property
    def ms(self) -> int:
        return self.samples * 1000 // SAMPLE_RATE


OnEnd = Callable[[Played], None]


class _Channel:
    """A sound being played: a voice of known length, or a tone without end."""

    def __init__(self, name: str, voice: Pcm | None, tone: Tone | None, on_line: bool, on_end: OnEnd | None) -> None:
        self.name = name
        self.on_line = on_line
        self.on_end = on_end
        self.first_sample = -1
        self.position = 0
        self._voice = voice
        self._tone = tone
        self._length = voice.size if voice is not None else None
        self._fade_from: int | None = None

    @property
    def ended(self) -> bool:
        return self._length is not None and self.position >= self._length

    def fade_out(self) -> None:
        """End within ``FADE`` samples from here; a sound that nobody has heard yet ends at once."""
        if self._fade_from is not None:
            return
        self._fade_from = self.position
        end = self.position + (FADE if self.position else 0)
        self._length = end if self._length is None else min(end, self._length)

    def take(self, n: int) -> NDArray[np.int32]:
        """The next samples, at most ``n``."""
        start = self.position
        if self._length is not None:
            n = min(n, self._length - start)
        if self._tone is not None:
            samples = self._tone.samples(start, n).astype(np.int32)
        else:
            assert self._voice is not None
            samples = self._voice[start : start + n].astype(np.int32)
        if self._fade_from is not None:
            slope = 1 - (np.arange(start, start + n) - self._fade_from + 1) / FADE
            samples = np.round(samples * np.clip(slope, 0, 1)).astype(np.int32)
        self.position += n
        return samples

    def played(self) -> Played:
        whole = self._voice is not None and self.position >= self._voice.size
        return Played(self.name, self.first_sample, self.position, whole)


class Mixer:
    """Named channels, at most one sound on each.  All methods may be called from any thread.

    ``on_end`` of a sound is called from the thread that renders, or for a sound that is replaced or stopped before it
    was heard from the thread that did so; it must return quickly and must not render.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._channels: dict[str, _Channel] = {}
        self._fading: list[_Channel] = []
        self._line: FaultyLine | None = None
        self._position = 0

    @property
    def position(self) -> int:
        """Samples rendered so far."""
        return self._position

    @property
    def playing(self) -> tuple[str, ...]:
        """The channels that sound, oldest first; one that is fading out does not count."""
        with self._lock:
            return tuple(self._channels)

    def heard(self, channel: str) -> int | None:
        """How many samples of a channel's sound have been played; ``None`` when nothing is on it."""
        with self._lock:
            found = self._channels.get(channel)
            return None if found is None else found.position

    def play(self, channel: str, pcm: Pcm, on_end: OnEnd | None = None, *, on_line: bool = True) -> None:
        """Play once.  ``on_line``: the sound comes over the line, so a fault of the line disturbs it."""
        self._start(_Channel(channel, pcm, None, on_line, on_end))

    def loop(self, channel: str, tone: Tone, on_end: OnEnd | None = None, *, on_line: bool = False) -> None:
        """Play a tone until it is stopped."""
        self._start(_Channel(channel, None, tone, on_line, on_end))

    def stop(self, channel: str) -> None:
        """Fade a sound out; nothing happens if the channel is silent."""
        with self._lock:
            unheard = self._release(channel)
        _report(unheard)

    def stop_all(self) -> None:
        for channel in self.playing:
            self.stop(channel)

    def set_line(self, fault: FaultyLine | None) -> None:
        """The sound of the line from now on; ``None``: the line is healthy."""
        with self._lock:
            self._line = fault

    def render(self, n: int) -> Pcm:
        """The next ``n`` samples; zeros when nothing sounds.  Sums that exceed full scale are clipped."""
        with self._lock:
            line, local = np.zeros(n, dtype=np.int32), np.zeros(n, dtype=np.int32)
            for channel in (*self._channels.values(), *self._fading):
                if channel.first_sample < 0:
                    channel.first_sample = self._position
                samples = channel.take(n)
                (line if channel.on_line else local)[: samples.size] += samples
            if self._line is not None:
                line = self._line.apply(_clipped(line), self._position).astype(np.int32)
            self._position += n
            ended = self._collect()
        _report(ended)
        return _clipped(line + local)

    def _start(self, new: _Channel) -> None:
        with self._lock:
            unheard = self._release(new.name)
            self._channels[new.name] = new
        _report(unheard)

    def _release(self, name: str) -> list[_Channel]:
        """Take a sound off its channel; it goes on fading unless nobody has heard it yet (then it is returned)."""
        channel = self._channels.pop(name, None)
        if channel is None:
            return []
        channel.fade_out()
        if channel.position == 0:
            channel.first_sample = self._position
            return [channel]
        self._fading.append(channel)
        return []

    def _collect(self) -> list[_Channel]:
        ended = [channel for channel in (*self._fading, *self._channels.values()) if channel.ended]
        self._fading = [channel for channel in self._fading if not channel.ended]
        self._channels = {name: channel for name, channel in self._channels.items() if not channel.ended}
        return ended


def _report(ended: list[_Channel]) -> None:
    for channel in ended:
        if channel.on_end is not None:
            channel.on_end(channel.played())


def _clipped(samples: NDArray[np.int32]) -> Pcm:
    return np.clip(samples, -32768, 32767).astype(np.int16)
