"""The caller's voice leaking from the headset into the microphone, heard by the product's path: with what was played.

Each scene is the first that the gate hears of this headset, which is the hardest.  The way from the headset to the
microphone has a delay and a few reflections; both are drawn from the clip's digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import numpy as np

import audio.leak
import audio.leak_path
from audio.line import telephone, to_pcm, to_signal
from audio.ports import SAMPLE_RATE, Pcm
from audio.resample import Signal
from benchmarks.validity.clips import VOICES, Booth
from benchmarks.validity.conditions import CLEAN, Room, active_rms, seed_of
from benchmarks.validity.corpus import Sample
from benchmarks.validity.sentences import Sentence

SILENT_DB = (-30, -20, -10)
"""The caller's level in the microphone relative to the trainee's voice; the trainee is silent."""
TALKING_DB = -20
"""The same where the trainee talks at the same time."""
TALKING = "double talk"
BEGINS = SAMPLE_RATE * 1500 // 1000
"""How long the caller has been talking when the trainee begins."""
REFLECTIONS = SAMPLE_RATE * 20 // 1000
DELAYS_MS = (40, 400)


def leaked(booth: Booth, lines: Sequence[str]) -> Iterator[Sample]:
    """Callers' lines, as loud as a trainee would be; nobody speaks to the microphone."""
    for number, line in enumerate(lines):
        clip = booth.clip(line, line, VOICES[number % len(VOICES)], 1.0)
        for db in SILENT_DB:
            yield Sample(
                key=line,
                group="negative",
                kind=f"leak {db} dB",
                text="",
                voice=clip.voice,
                speed=1.0,
                digest=_named(clip.digest, db),
                sound=lambda clip=clip, db=db: _captured(booth.sound(clip), None, db, clip.digest),  # type: ignore[misc]
                conditions=(CLEAN,),
                played=lambda clip=clip: _played(booth.sound(clip)),  # type: ignore[misc]
            )


def talked_over(booth: Booth, sentences: Sequence[Sentence], lines: Sequence[str]) -> Iterator[Sample]:
    """Sentences said while a caller talks on."""
    for number, (sentence, line) in enumerate(zip(sentences, cycle(lines), strict=False)):
        voice, other = VOICES[number % len(VOICES)], VOICES[(number + 1) % len(VOICES)]
        said, caller = booth.clip(sentence.id, sentence.text, voice, 1.0), booth.clip(line, line, other, 1.0)

        def scene(said=said, caller=caller) -> tuple[Pcm, Pcm] | None:  # type: ignore[no-untyped-def]
            words, talk = booth.sound(said), booth.sound(caller)
            if words is None or talk is None:
                return None
            return words, np.resize(talk, BEGINS + words.size)

        yield Sample(
            key=sentence.id,
            group=TALKING,
            kind=f"{TALKING} {TALKING_DB} dB",
            text=sentence.text,
            voice=voice,
            speed=1.0,
            digest=_named(said.digest + caller.digest, TALKING_DB),
            sound=lambda scene=scene, key=said.digest: (  # type: ignore[misc]
                None if (both := scene()) is None else _captured(both[1], both[0], TALKING_DB, key)
            ),
            conditions=(CLEAN,),
            played=lambda scene=scene: None if (both := scene()) is None else _played(both[1]),  # type: ignore[misc]
        )


def hear(room: Room, pcm: Pcm) -> Pcm:
    """What was played, in step with what the room makes of what was captured."""
    return room.hear(pcm, CLEAN, 0)


def _named(digest: str, db: int) -> str:
    """Another gate hears other things."""
    sources = (Path(module.__file__).read_bytes().replace(b"\r\n", b"\n") for module in (audio.leak, audio.leak_path))
    return f"{digest}{db}gate{hashlib.sha256(b''.join(sources)).hexdigest()[:8]}"


def _played(talk: Pcm | None) -> Pcm | None:
    return None if talk is None else telephone(talk)


def _captured(talk: Pcm | None, words: Pcm | None, db: int, key: str) -> Pcm | None:
    """``talk`` by way of headset and air, ``db`` relative to a voice as loud as ``words`` (as itself without), plus
    ``words``."""
    if talk is None:
        return None
    draw = np.random.Generator(np.random.Philox(seed_of(key)))
    leak = _in_the_room(to_signal(telephone(talk)), draw)
    voice = active_rms(to_signal(talk if words is None else words))
    leak *= np.float32(voice / max(active_rms(leak), 1e-9) * 10 ** (db / 20))
    if words is not None:
        speech = np.zeros(max(leak.size, BEGINS + words.size), np.float32)
        speech[BEGINS : BEGINS + words.size] = to_signal(words)
        speech[: leak.size] += leak
        leak = speech
    hiss = draw.standard_normal(leak.size).astype(np.float32) * np.float32(10 ** (-75 / 20))
    return to_pcm(leak + hiss)


def _in_the_room(played: Signal, draw: np.random.Generator) -> Signal:
    delay = int(draw.integers(*DELAYS_MS)) * SAMPLE_RATE // 1000
    way = draw.standard_normal(REFLECTIONS) * np.exp(-np.arange(REFLECTIONS) / (REFLECTIONS / 5)) * 0.3
    way[0] = 1.0
    return np.concatenate((np.zeros(delay), np.convolve(played, way))).astype(np.float32)
