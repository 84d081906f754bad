"""Everything that can be heard, played through the mixer; the live counterpart of the rehearsal's virtual mouth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from audio.line import FaultyLine
from audio.mixer import Mixer, Played
from audio.ports import Pcm
from audio.tones import tone as network_tone
from simulator.model.effects import Say
from simulator.model.events import VoiceEnded
from simulator.model.ring import Tone
from simulator.model.script import LineFault
from simulator.runtime.inbox import Happened, Inbox

Rendered = Callable[[Say], Pcm]
"""What a line sounds like as it comes out of the telephone line; at once if it was rendered ahead."""

SLOW_SPEED = 0.8
"""Of everybody who has been asked to speak more slowly, against their usual speed."""


def speed_of(effect: Say) -> float:
    """How fast a line is said, against the actor's usual speed."""
    return (SLOW_SPEED if effect.slow else 1.0) * effect.pace / 100


class Loudspeaker:
    """A ``Mouth`` on a mixer.  ``seed`` makes a line's noise repeatable."""

    def __init__(self, mixer: Mixer, rendered: Rendered, inbox: Inbox, seed: int) -> None:
        self._mixer = mixer
        self._rendered = rendered
        self._inbox = inbox
        self._seed = seed

    def say(self, t: int, effect: Say) -> None:
        voice = self._rendered(effect)
        heard = voice if effect.audible else np.zeros_like(voice)
        self._mixer.play(_voice(effect.speech), heard, lambda played: self._ended(effect.speech, played))

    def stop_saying(self, t: int, speech: int) -> None:
        self._mixer.stop(_voice(speech))

    def tone(self, channel: str, tone: Tone) -> None:
        self._mixer.loop(channel, network_tone(tone))

    def stop_tone(self, channel: str) -> None:
        self._mixer.stop(channel)

    def noise(self, fault: LineFault | None) -> None:
        self._mixer.set_line(FaultyLine(fault, self._seed) if fault is not None else None)

    def _ended(self, speech: int, played: Played) -> None:
        event = VoiceEnded(speech, played.ms, played.complete, played.first_sample)
        self._inbox.put(Happened(self._inbox.now(), event))


def _voice(speech: int) -> str:
    return f"voice:{speech}"
