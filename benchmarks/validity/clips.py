"""The clips: every sentence in several voices, at several speeds, synthesized once and kept in the user's cache.

A clip is named by what it was made from (engine with model, voice, speed, text), so that another model or wording
makes other clips.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from audio.ports import SAMPLE_RATE, Pcm, Speaker
from audio.voice.kokoro_speaker import CHARACTERS_A_MINUTE
from audio.voice.spoken import spoken
from audio.wav import read_sound
from benchmarks.validity.sentences import Sentence
from simulator.model.company import SpokenName
from simulator.model.problem import Problem
from simulator.model.script import Voice

VOICES = ("zf_xiaoxiao", "zm_yunjian", "zf_xiaobei", "zm_yunyang")
SPEEDS = (1.0, 0.85, 1.2)
FEW = frozenset({"small_talk", "sibling", "negated", "caller"})
"""Kinds that get half as many voices: they say next to nothing; every clip is a chance to be wrong on each phrase."""


DEV_SHARE = 3
"""One in so many of the dev sentences is rendered: they are there to improve wordings, most of them as text."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One rendering of a text.  ``key`` names what it says, for grouping; ``digest`` names its sound."""

    key: str
    text: str
    voice: str
    speed: float
    digest: str

    @property
    def sex(self) -> str:
        """``female`` or ``male``; empty for a sound that nobody speaks."""
        return {"zf": "female", "zm": "male"}.get(self.voice[:2], "")


class Booth:
    """Renders clips with one engine.  ``names`` are those whose ``pinyin`` says how they are read."""

    def __init__(self, speaker: Speaker, cache: Path, names: Iterable[SpokenName]) -> None:
        self._speaker = speaker
        self._cache = cache
        self._names = tuple(names)

    def clip(self, key: str, text: str, voice: str, speed: float) -> Clip:
        """What the clip will be; nothing is rendered."""
        made_of = f"{self._speaker.identity}|{voice}|{speed}|{spoken(text, self._names)}"
        return Clip(key, text, voice, speed, hashlib.sha256(made_of.encode()).hexdigest()[:20])

    def sound(self, clip: Clip) -> Pcm | None:
        """The clip's sound, rendered now if it never was; None where the voice cannot say it plausibly."""
        file = self._cache / f"{clip.digest}.flac"
        if not file.is_file():
            voice = Voice(name=clip.voice, rate=round(CHARACTERS_A_MINUTE * clip.speed))
            try:
                pcm = self._speaker.speak(spoken(clip.text, self._names), voice)
            except Problem:
                return None
            part = file.with_suffix(f".{os.getpid()}.part")  # several processes may render the same clip
            file.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(part, pcm, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
            part.replace(file)
        return read_sound(file)


def renderings(booth: Booth, sentences: Sequence[Sentence]) -> Iterator[Clip]:
    """Each sentence in several voices, the speeds taking turns: first all sentences in one voice, then in another.

    Neighbours in ``VOICES`` are of either sex; sentences begin with different ones.
    """
    for turn in range(len(VOICES)):
        for number, sentence in enumerate(sentences):
            if turn < voices_for(sentence) and (sentence.split == "test" or number % DEV_SHARE == 0):
                voice = VOICES[(number + turn) % len(VOICES)]
                yield booth.clip(sentence.id, sentence.text, voice, SPEEDS[(number + turn) % len(SPEEDS)])


def voices_for(sentence: Sentence) -> int:
    """In how many voices a sentence is rendered: held-out sentences in four, dev sentences, which are many, in one."""
    if sentence.split == "test":
        return len(VOICES) // (2 if sentence.kind in FEW else 1)
    return 1
