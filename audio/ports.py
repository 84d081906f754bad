"""What the program asks of voices, ears and sound cards; every engine implements one of these and nothing more.

All audio inside the program is 16 kHz mono signed 16-bit (``Pcm``); adapters convert at the edge.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.model.script import Voice as VoiceSpec
from simulator.model.speech import Transcript

SAMPLE_RATE = 16_000
BLOCK = 320
"""Samples in a block: 20 ms."""

Pcm = NDArray[np.int16]


class Speaker(Protocol):
    """A speech synthesiser."""

    identity: str
    """Engine, version and voice data, for example ``pyttsx3:espeak-ng-1.52:cmn-latn-pinyin``; part of the cache key."""

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        """Render one line, dry (no telephone band).  Blocks.  Raises ``Problem`` when there is no Mandarin voice."""
        ...


class Hearing(Protocol):
    """One utterance being listened to."""

    def accept(self, pcm: Pcm) -> None:
        """Take the next samples.  Never blocks for a decode."""
        ...

    def partial(self) -> str:
        """What a streaming engine has so far, for captions; empty with engines that hear whole utterances."""
        ...

    def transcript(self) -> Future[Transcript]:
        """Decode everything accepted so far.  May be asked for again after more samples (a speculation that failed)."""
        ...

    def close(self) -> None:
        """Forget the utterance; a running decode finishes unheard."""
        ...


class Ears(Protocol):
    """A recogniser with a loaded model."""

    identity: str
    """Engine, model and the first 12 hex digits of the model's hash: ``whisper:base:d01c3014881c``."""

    streaming: bool

    def listen(self) -> Hearing: ...

    def close(self) -> None: ...


class Vocabulary(Protocol):
    """The words that a recogniser can hear; it hears no others."""

    identity: str
    """That of the ears with the same model."""

    def knows(self, word: str) -> bool:
        """Whether it is one of them.  The first word asked for may take as long as loading the model does; raises
        ``Problem`` where that fails."""
        ...


class SoundCard(Protocol):
    """A microphone and a speaker on one clock of blocks."""

    def start(
        self, on_capture: Callable[[Pcm], None], fill_playback: Callable[[int], Pcm], on_lost: Callable[[str], None]
    ) -> None:
        """Begin.  ``on_capture`` gets captured blocks, ``fill_playback(n)`` must return n samples, both from audio
        threads; ``on_lost`` is told once when a device disappears (``microphone`` or ``speaker``)."""
        ...

    def stop(self) -> None: ...
