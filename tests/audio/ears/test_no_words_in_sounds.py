"""Tones, silence, noise and music must yield no words, and people must come through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.ears.speech_gate import SpeechGate
from audio.ports import SAMPLE_RATE, Ears, Pcm
from simulator.model.ring import CADENCES
from simulator.model.speech import Transcript

Floats = NDArray[np.float64]
SECONDS = 6
LENGTH = SECONDS * SAMPLE_RATE
TIME = np.arange(LENGTH) / SAMPLE_RATE


def silence() -> Floats:
    return np.zeros(LENGTH)


def cadence(pattern: str) -> Floats:
    """A tone of the network, at a level of -15 dBFS."""
    parts = [part.split("/") for part in pattern.split(",")]
    period = np.concatenate(
        [np.sin(2 * np.pi * int(frequency) * np.arange(int(ms) * 16) / SAMPLE_RATE) for frequency, ms in parts]
    )
    return 0.25 * np.tile(period, LENGTH // period.size + 1)[:LENGTH]


def white(level: float) -> Floats:
    return level * np.random.default_rng(1).normal(size=LENGTH)


def pink(level: float) -> Floats:
    spectrum = np.fft.rfft(np.random.default_rng(2).normal(size=LENGTH))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(1, np.arange(spectrum.size))), LENGTH)
    return level * noise / noise.std()


def hum() -> Floats:
    return 0.2 * sum(np.sin(2 * np.pi * 50 * harmonic * TIME) / harmonic for harmonic in (1, 2, 3, 5))


def crackle() -> Floats:
    generator = np.random.default_rng(3)
    clicks = np.zeros(LENGTH)
    clicks[generator.integers(0, LENGTH, 80)] = generator.uniform(-0.8, 0.8, 80)
    return clicks + white(0.003)


def note(frequency: float, seconds: float, vibrato: float, decay: float) -> Floats:
    time = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * frequency * time + vibrato * np.sin(2 * np.pi * 5.5 * time)
    partials = sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 8) if harmonic * frequency < 7_000)
    return partials * np.minimum(1, time * 50) * np.exp(-decay * time)


def melody(seed: int, vibrato: float) -> Floats:
    """Notes of 0.3 s, as on-hold music has them."""
    steps = np.random.default_rng(seed).integers(-9, 10, LENGTH // 4_800 + 1)
    tune = np.concatenate([note(440 * 2 ** (step / 12), 0.3, vibrato, 2.0) for step in steps])[:LENGTH]
    return 0.35 * tune / np.abs(tune).max()


def chords(seed: int, vibrato: float) -> Floats:
    roots = np.random.default_rng(seed).integers(-5, 8, LENGTH // 8_000 + 1)
    music = np.concatenate(
        [sum(note(220 * 2 ** ((root + third) / 12), 0.5, vibrato, 3.0) for third in (0, 4, 7, 12)) for root in roots]
    )[:LENGTH]
    return 0.35 * music / np.abs(music).max()


SOUNDS: dict[str, Floats] = {
    "silence": silence(),
    **{f"tone {name}": cadence(pattern) for name, pattern in CADENCES.items()},
    **{f"tone {name} on a noisy line": cadence(pattern) + white(0.01) for name, pattern in CADENCES.items()},
    **{f"white noise {level}": white(level) for level in (0.001, 0.01, 0.1)},
    **{f"pink noise {level}": pink(level) for level in (0.001, 0.01, 0.1)},
    "hum": hum(),
    "crackle": crackle(),
    **{f"melody {seed}": melody(seed, vibrato) for seed, vibrato in ((1, 0.0), (2, 0.5), (3, 1.5))},
    **{f"chords {seed}": chords(seed, vibrato) for seed, vibrato in ((1, 0.0), (2, 0.5), (3, 1.5))},
}


def samples(sound: Floats) -> Pcm:
    return np.clip(sound * 32_768, -32_768, 32_767).astype(np.int16)


@pytest.mark.parametrize("name", SOUNDS)
def test_the_gate_stays_shut(name: str) -> None:
    gate = SpeechGate()
    gate.accept(samples(SOUNDS[name]))
    assert not gate.open


@pytest.mark.parametrize("level", [1.0, 0.1, 0.03], ids=["normal", "quiet", "very quiet"])
def test_the_gate_opens_for_everybody(clips, level: float) -> None:
    for clip in clips:
        gate = SpeechGate()
        gate.accept((clip.pcm * level).astype(np.int16))
        assert gate.open, clip.name


def test_the_gate_opens_on_a_telephone_line_with_noise(clips) -> None:
    for clip in clips:
        spectrum = np.fft.rfft(clip.pcm / 32_768)
        frequencies = np.fft.rfftfreq(clip.pcm.size, 1 / SAMPLE_RATE)
        spectrum[(frequencies < 300) | (frequencies > 3_400)] = 0
        speech = np.fft.irfft(spectrum, clip.pcm.size)
        noise = np.random.default_rng(4).normal(size=clip.pcm.size) * speech.std() / 10 ** (10 / 20)
        gate = SpeechGate()
        gate.accept(samples(speech + noise))
        assert gate.open, clip.name


def test_the_gate_opens_for_a_single_syllable(clips) -> None:
    for clip in clips:
        onset = int(np.argmax(np.abs(clip.pcm) > 1_500))
        syllable = clip.pcm[onset - 800 : onset + 4_000]
        line = np.random.default_rng(5).normal(0, 20, 4_800 + syllable.size + 8_000)
        line[4_800 : 4_800 + syllable.size] += syllable
        gate = SpeechGate()
        gate.accept(line.astype(np.int16))
        assert gate.open, clip.name


@pytest.mark.parametrize("name", SOUNDS)
def test_the_engines_hear_no_words(real_ears: Ears, hear: Callable[..., Transcript], name: str) -> None:
    transcript = hear(real_ears, samples(SOUNDS[name])[: 3 * SAMPLE_RATE], 1_600)
    assert (transcript.text, transcript.words) == ("", ())


def test_there_are_no_captions_for_sounds(real_ears: Ears) -> None:
    for name in ("tone busy", "white noise 0.1", "melody 3"):
        hearing = real_ears.listen()
        hearing.accept(samples(SOUNDS[name])[: 3 * SAMPLE_RATE])
        hearing.transcript().result(timeout=600)
        assert hearing.partial() == "", name


@pytest.mark.engine
@pytest.mark.parametrize("name", SOUNDS)
def test_whisper_invents_nothing_even_behind_an_open_gate(whisper, name: str) -> None:
    """The second line of defence by itself: what the decoder makes of the sound is not believed."""
    hearing = whisper.listen()
    hearing._gate.open = True
    hearing.accept(samples(SOUNDS[name]))
    assert hearing.transcript().result(timeout=600).text == ""
