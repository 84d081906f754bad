"""Speech to test with, and ways of measuring sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import read_sound

SPEECH = Path(__file__).parents[1] / "data" / "speech"


@pytest.fixture(scope="session")
def human_clips() -> tuple[Pcm, ...]:
    """Sixteen people, one sentence each."""
    clips = tuple(read_sound(path) for path in sorted(SPEECH.glob("*.flac")))
    assert len(clips) == 16
    return clips


@pytest.fixture(scope="session")
def sine() -> Callable[..., Pcm]:
    """A tone: frequency in Hz, length in ms, peak in sample values."""

    def _sine(frequency: float, ms: int, peak: float = 8_000) -> Pcm:
        n = np.arange(ms * SAMPLE_RATE // 1000)
        return np.round(peak * np.sin(2 * np.pi * frequency / SAMPLE_RATE * n)).astype(np.int16)

    return _sine


@pytest.fixture(scope="session")
def spectrum() -> Callable[[Pcm], tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Frequencies in Hz and the power at each."""

    def _spectrum(pcm: Pcm) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        windowed = pcm.astype(np.float64) * np.hanning(pcm.size)
        return np.fft.rfftfreq(pcm.size, 1 / SAMPLE_RATE), np.abs(np.fft.rfft(windowed)) ** 2

    return _spectrum


@pytest.fixture(scope="session")
def loudest_frequency(
    spectrum: Callable[..., tuple[NDArray[np.float64], NDArray[np.float64]]],
) -> Callable[[Pcm], float]:
    def _loudest(pcm: Pcm) -> float:
        frequencies, power = spectrum(pcm)
        return float(frequencies[np.argmax(power)])

    return _loudest
