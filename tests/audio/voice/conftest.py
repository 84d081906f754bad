"""The voices under test: the real engines where they are installed, and one made by hand that needs none."""

from __future__ import annotations

import importlib.util
import os
from functools import cache
from pathlib import Path

import numpy as np
import platformdirs
import pytest

from audio.ports import SAMPLE_RATE, Pcm, Speaker
from audio.voice.kokoro_speaker import KokoroSpeaker
from audio.voice.pyttsx3_speaker import Pyttsx3Speaker
from simulator.model.script import Voice


class HummingSpeaker:
    """Hums a note for each character, higher for women; counts what it was asked for."""

    identity = "humming:1"

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(self, text: str, voice: Voice) -> Pcm:
        self.spoken.append(text)
        note = np.arange(SAMPLE_RATE * 60 // voice.rate)
        pitch = {"female": 220.0, "male": 120.0}[voice.gender]
        parts = []
        for char in filter(str.isalnum, text):
            frequency = pitch * (1 + ord(char) % 40 / 100)
            hum = sum(np.sin(2 * np.pi * frequency * h / SAMPLE_RATE * note) / h for h in range(1, 10))
            parts.append(hum * np.hanning(note.size))
        silence = np.zeros(SAMPLE_RATE // 4)
        return np.round(np.concatenate((silence, *parts, silence)) * 6_000).astype(np.int16)


@pytest.fixture
def humming() -> HummingSpeaker:
    return HummingSpeaker()


@pytest.fixture(scope="session")
def pyttsx3() -> Pyttsx3Speaker:
    """The system's voice, here espeak-ng by the package espeakng-loader; without one that is a failure, not a skip."""
    return Pyttsx3Speaker()


@pytest.fixture(scope="session")
def kokoro_folder() -> Path:
    """``kokoro`` among the models that ``ZONGJI_MODELS`` names, or the user's."""
    models = Path(os.environ.get("ZONGJI_MODELS") or platformdirs.user_data_path("zongji") / "models")
    if not (models / "kokoro" / "model.onnx").is_file():
        pytest.skip("the model kokoro is not installed: zongji models install kokoro")
    for package in ("onnxruntime", "misaki"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"the package {package} is not installed: pip install 'zongji-trainer[kokoro]'")
    return models / "kokoro"


class Remembering:
    """A slow voice that says each line once and repeats it."""

    def __init__(self, speaker: Speaker) -> None:
        self.identity = speaker.identity
        self._speak = cache(speaker.speak)

    def speak(self, text: str, voice: Voice) -> Pcm:
        return self._speak(text, voice)


@pytest.fixture(scope="session")
def kokoro(kokoro_folder: Path) -> Speaker:
    return Remembering(KokoroSpeaker(kokoro_folder))


@pytest.fixture(
    params=["humming", "pyttsx3", pytest.param("kokoro", marks=pytest.mark.engine)],
)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    """Every voice in turn."""
    return request.getfixturevalue(request.param)
