"""Speech at another speed keeps its pitch and its loudness."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from audio.levels import level
from audio.ports import Pcm
from audio.stretch import at_speed


def test_slower_speech_is_longer_at_the_same_pitch(
    sine: Callable[..., Pcm], loudest_frequency: Callable[[Pcm], float]
) -> None:
    tone = sine(440, 1_000)
    slow = at_speed(tone, 0.8)
    assert slow.size == pytest.approx(tone.size / 0.8, rel=0.05)
    assert loudest_frequency(slow) == pytest.approx(440, abs=3)


def test_people_are_as_loud_as_before(human_clips: tuple[Pcm, ...]) -> None:
    for clip in human_clips[:4]:
        assert level(at_speed(clip, 0.8)).rms == pytest.approx(level(clip).rms, abs=1.0)


def test_the_usual_speed_changes_nothing(human_clips: tuple[Pcm, ...]) -> None:
    assert np.array_equal(at_speed(human_clips[0], 1.0), human_clips[0])


def test_nothing_is_still_nothing() -> None:
    assert not at_speed(np.zeros(0, np.int16), 0.8).any()
