"""What Whisper is given: windows, pieces and spectrograms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.ears.mel import log_mel
from audio.ears.samples import Reblocker
from audio.ears.windows import LONGEST, cut, frames_for
from audio.ports import SAMPLE_RATE


@pytest.mark.parametrize(
    ("seconds", "frames"),
    [(0, 1000), (7.5, 1000), (7.6, 1500), (12.5, 1500), (12.6, 2000), (17.5, 2000), (17.6, 3000), (30, 3000)],
)
def test_the_window_fits_the_utterance(seconds: float, frames: int) -> None:
    assert frames_for(int(seconds * SAMPLE_RATE)) == frames


def test_an_utterance_of_thirty_seconds_is_one_piece() -> None:
    assert [piece.size for piece in cut(np.ones(LONGEST, np.int16))] == [LONGEST]


def test_a_long_utterance_is_cut_where_it_is_quietest() -> None:
    speech = np.random.default_rng(0).integers(-9_000, 9_000, 35 * SAMPLE_RATE).astype(np.int16)
    pause = slice(25 * SAMPLE_RATE, 25 * SAMPLE_RATE + SAMPLE_RATE // 5)
    speech[pause] = 3
    first, second = cut(speech)
    assert pause.start < first.size < pause.stop
    assert first.size + second.size == speech.size


@given(st.integers(0, 200 * SAMPLE_RATE))
def test_pieces_are_never_too_long_and_nothing_is_lost(samples: int) -> None:
    pieces = cut(np.zeros(samples, np.int16))
    assert sum(piece.size for piece in pieces) == samples
    assert all(piece.size <= LONGEST for piece in pieces)


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 40))
def test_reblocking_keeps_every_sample_in_order(sizes: list[int], size: int) -> None:
    samples = np.arange(sum(sizes), dtype=np.int16)
    reblocker = Reblocker(size)
    blocks = []
    at = 0
    for length in sizes:
        blocks += reblocker.accept(samples[at : at + length])
        at += length
    assert all(block.size == size for block in blocks)
    assert np.array_equal(np.concatenate([*blocks, reblocker.flush()]), samples)
    assert reblocker.flush().size == 0


def test_the_spectrogram_shows_a_tone_at_its_frequency_and_time() -> None:
    tone = (8_000 * np.sin(2 * np.pi * 450 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    mel = log_mel(tone, 300)
    assert mel.shape == (80, 300)
    assert mel.dtype == np.float32
    assert mel[:, 50].argmax() == 11  # 450 Hz is 6.75 mel; 80 filters share 45.2 mel
    assert mel[:, 50].max() > mel[:, 150].max() + 1
    assert np.ptp(mel) <= 2.0  # the dynamic range: eight powers of ten, by four


def test_the_spectrogram_is_the_one_the_model_was_trained_on(clip) -> None:
    extractor = pytest.importorskip("faster_whisper.feature_extractor").FeatureExtractor()
    padded = np.zeros(10 * SAMPLE_RATE, np.float32)
    padded[: clip.pcm.size] = clip.pcm / 32_768
    assert np.abs(log_mel(clip.pcm, 1000) - extractor(padded)[:, :1000]).max() < 1e-3
