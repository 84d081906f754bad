"""What the benchmark does to sound: bands and ratios are measured here, not believed."""

from __future__ import annotations

import numpy as np
import pytest

from audio.line import to_signal
from audio.ports import SAMPLE_RATE, Pcm
from audio.stretch import at_speed
from benchmarks.validity.conditions import (
    CLEAN,
    GRID,
    MARGIN,
    NOISY,
    TELEPHONE,
    Condition,
    Room,
    active_rms,
    rms,
    seed_of,
)

T = np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE


def tone(hertz: float, seconds: float = 2.0) -> Pcm:
    return (8000 * np.sin(2 * np.pi * hertz * T[: int(seconds * SAMPLE_RATE)])).astype(np.int16)


def speechlike() -> Pcm:
    """Half a second of sound, half a second of silence, and again."""
    bursts = np.where((T % 1.0) < 0.5, 1.0, 0.0)
    return (tone(700) * bursts).astype(np.int16)


@pytest.fixture
def room() -> Room:
    return Room([tone(200 + 90 * number) for number in range(8)])


def inside(pcm: Pcm) -> Pcm:
    return pcm[MARGIN:-MARGIN]


def level_db(pcm: Pcm) -> float:
    return float(20 * np.log10(max(rms(to_signal(pcm)), 1e-9)))


def test_the_grid_is_what_was_asked_for() -> None:
    assert [condition.name for condition in GRID] == [
        "clean",
        "telephone",
        "babble 20 dB",
        "babble 10 dB",
        "babble 5 dB",
        "line noise 20 dB",
        "line noise 10 dB",
        "line noise 5 dB",
    ]


def test_clean_is_the_clip_with_silence_around_it(room: Room) -> None:
    heard = room.hear(tone(440), CLEAN, 1)
    assert np.array_equal(inside(heard), tone(440))
    assert not heard[:MARGIN].any()
    assert not heard[-MARGIN:].any()


@pytest.mark.parametrize("hertz", [500, 1000, 3000])
def test_the_telephone_passes_its_band(room: Room, hertz: int) -> None:
    assert level_db(inside(room.hear(tone(hertz), TELEPHONE, 1))) == pytest.approx(level_db(tone(hertz)), abs=1.0)


@pytest.mark.parametrize("hertz", [100, 150, 3800, 6000])
def test_the_telephone_stops_what_is_outside(room: Room, hertz: int) -> None:
    assert level_db(inside(room.hear(tone(hertz), TELEPHONE, 1))) < level_db(tone(hertz)) - 30


@pytest.mark.parametrize("condition", NOISY, ids=lambda condition: condition.name)
def test_the_ratio_is_that_of_speech_to_noise(room: Room, condition: Condition) -> None:
    speech = speechlike()
    noise = to_signal(room.hear(speech, condition, 5)) - to_signal(np.pad(speech, MARGIN))
    ratio = 20 * np.log10(active_rms(to_signal(speech)) / rms(noise))
    assert ratio == pytest.approx(condition.snr_db, abs=0.2)


def test_pauses_do_not_make_speech_quieter() -> None:
    assert active_rms(to_signal(speechlike())) == pytest.approx(rms(to_signal(tone(700))), rel=0.05)


def test_noise_depends_on_the_clip_and_nothing_else(room: Room) -> None:
    condition = NOISY[0]
    one, again, other = (room.hear(tone(700), condition, seed_of(name)) for name in ("a", "a", "b"))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("speed", [0.85, 1.2])
def test_another_speed_has_another_length_and_the_same_pitch(speed: float) -> None:
    sound = at_speed(tone(440), speed)
    assert sound.size == pytest.approx(2 * SAMPLE_RATE / speed, rel=0.02)
    middle = sound[SAMPLE_RATE // 2 : SAMPLE_RATE].astype(float)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size)))
    assert np.argmax(spectrum) * SAMPLE_RATE / middle.size == pytest.approx(440, abs=4)


def test_its_own_speed_changes_nothing() -> None:
    assert np.array_equal(at_speed(tone(440), 1.0), tone(440))
