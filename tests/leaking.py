"""A headset that leaks: what was played comes back in the microphone, later, weaker and by a few paths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.line import telephone
from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import read_sound

SPEECH = Path(__file__).parent / "data" / "speech"
VOICE_DB = -26.0
NOISE_DB = -72.0
FRAME = 320

Signal = NDArray[np.float64]


def voices(count: int, seed: int) -> list[Pcm]:
    """People who speak, all equally loud."""
    files = sorted(SPEECH.glob("*.flac"))
    picked = np.random.default_rng(seed).permutation(len(files))[:count]
    return [as_loud(read_sound(files[n]), VOICE_DB) for n in picked]


def as_loud(pcm: Pcm, db: float) -> Pcm:
    """With this level, dBFS, while it sounds."""
    return np.clip(pcm * (10 ** (db / 20) * 32768 / active_rms(pcm)), -32768, 32767).astype(np.int16)


def active_rms(pcm: NDArray[np.generic]) -> float:
    power = frame_power(pcm)
    return float(np.sqrt(power[power >= power.max() * 1e-3].mean()))


def frame_power(pcm: NDArray[np.generic]) -> Signal:
    """The mean power of whole frames, in squared sample values."""
    return np.mean(pcm[: pcm.size // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64) ** 2, axis=1)


def track(seconds: float, *parts: tuple[float, Pcm]) -> Pcm:
    """Silence with sounds in it, each beginning at a time in seconds."""
    out = np.zeros(int(seconds * SAMPLE_RATE), np.int16)
    for at, pcm in parts:
        begin = int(at * SAMPLE_RATE)
        out[begin : begin + pcm.size] += pcm[: out.size - begin]
    return out


def on_the_line(pcm: Pcm) -> Pcm:
    """A caller's line as it is played."""
    return telephone(pcm)


def leak_of(played: Pcm, delay_ms: int, db: float, seed: int = 0) -> Pcm:
    """What the microphone hears of it, ``db`` relative to a voice of ``VOICE_DB``: delayed, through a short path."""
    draw = np.random.default_rng(seed)
    path = 0.35 * draw.standard_normal(160) * np.exp(-np.arange(160) / 40)
    path[2] += 1.0
    sound = np.convolve(played, path)[: played.size]
    late = np.concatenate((np.zeros(delay_ms * SAMPLE_RATE // 1000), sound))[: played.size]
    if not np.any(late):
        return np.zeros(played.size, np.int16)
    return np.round(late * (10 ** ((VOICE_DB + db) / 20) * 32768 / active_rms(late))).astype(np.int16)


def microphone(*sounds: Pcm, seed: int = 0) -> Pcm:
    """All of them together, and the hiss of the room."""
    hiss = np.random.default_rng(seed + 1_000).standard_normal(sounds[0].size) * 10 ** (NOISE_DB / 20) * 32768
    together = sum((sound.astype(np.float64) for sound in sounds), hiss)
    return np.clip(np.round(together), -32768, 32767).astype(np.int16)
