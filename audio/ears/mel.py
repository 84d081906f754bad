"""The log-mel spectrogram that Whisper's encoder takes (Radford et al., 2022, and openai/whisper ``audio.py``).

Written out here because importing it from faster_whisper loads video decoders and a download client with it.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio.ears.samples import FULL_SCALE
from audio.ports import SAMPLE_RATE, Pcm

HOP = 160
"""Samples between frames: 10 ms."""

WINDOW = 400
MELS = 80
LOWEST_POWER = 1e-10
DYNAMIC_RANGE = 8.0
"""Powers of ten below the loudest point at which the spectrogram is cut off."""


def log_mel(pcm: Pcm, frames: int) -> NDArray[np.float32]:
    """The spectrogram of the first ``frames`` x 10 ms, padded with silence: shape (80, frames), about -1..1.5."""
    samples = np.zeros(frames * HOP, np.float32)
    heard = pcm[: samples.size]
    samples[: heard.size] = heard.astype(np.float32) / FULL_SCALE
    centred = np.pad(samples, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(centred, WINDOW)[::HOP][:frames]
    hann = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(windows * hann)) ** 2
    log = np.log10(np.maximum(_filters() @ power.T, LOWEST_POWER))
    return np.ascontiguousarray((np.maximum(log, log.max() - DYNAMIC_RANGE) + 4.0) / 4.0, dtype=np.float32)


@cache
def _filters() -> NDArray[np.float32]:
    """Triangular filters on Slaney's mel scale, each of unit area: shape (80, 201)."""
    bins = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE)
    edges = _hertz(np.linspace(0.0, _mel(SAMPLE_RATE / 2), MELS + 2))
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    area = 2.0 / (edges[2:] - edges[:-2])
    return (triangles * area[:, None]).astype(np.float32)


# Slaney's scale: 3 mel in 200 Hz up to 1 kHz, 27 mel for a factor of 6.4 above it.


def _mel(hertz: float) -> float:
    return hertz * 3 / 200 if hertz < 1000 else 15 + 27 * float(np.log(hertz / 1000) / np.log(6.4))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))
