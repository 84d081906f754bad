"""The telephone line: its band, its coding, its faults."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.levels import level
from audio.line import FaultyLine, a_law, telephone, uniform
from audio.ports import SAMPLE_RATE
from simulator.model.script import LineFault

SECOND = SAMPLE_RATE
PINNED = [0.87207345482, 0.295365381514, 0.420097678507]


def gain_db(sine, frequency):
    tone = sine(frequency, 1_000)
    return level(telephone(tone)[2_000:-2_000]).rms - level(tone).rms


@pytest.mark.parametrize("frequency", [350, 500, 1_000, 2_000, 3_000, 3_300])
def test_the_band_passes(sine, frequency):
    assert gain_db(sine, frequency) == pytest.approx(0, abs=3)


@pytest.mark.parametrize("frequency", [50, 100, 180, 3_800, 5_000, 7_000])
def test_what_is_outside_of_the_band_is_gone(sine, frequency):
    assert gain_db(sine, frequency) < -25


def test_speech_keeps_its_length_its_place_and_nothing_but_the_band(human_clips, spectrum):
    for clip in human_clips[:4]:
        narrow = telephone(clip)
        assert narrow.size == clip.size
        lag = np.argmax(np.correlate(narrow[:8_000].astype(float), clip[:8_000].astype(float), "full")) - 7_999
        assert abs(lag) <= 4
        frequencies, power = spectrum(narrow)
        inside = power[(frequencies >= 220) & (frequencies <= 3_500)].sum()
        assert inside / power.sum() > 0.995


@given(st.integers(0, 400))
def test_any_length_survives(n):
    assert telephone(np.full(n, 1_000, dtype=np.int16)).size == n


def test_the_code_has_256_values_and_small_errors():
    everything = np.arange(-32_768, 32_768).astype(np.int16)
    decoded = a_law(everything).astype(np.int32)
    assert np.unique(decoded).size == 256
    error = np.abs(decoded - everything)
    assert error[np.abs(everything.astype(np.int32)) < 1_024].max() <= 16
    assert (error / np.maximum(np.abs(everything.astype(np.int32)), 512)).max() < 1 / 30
    assert np.array_equal(a_law(decoded.astype(np.int16)), decoded)


@pytest.mark.parametrize("fault", list(LineFault))
def test_a_fault_sounds_the_same_however_it_is_cut(fault, human_clips):
    voice, line = human_clips[0][: 2 * SECOND], FaultyLine(fault, seed=11)
    whole = line.apply(voice, start=5_000)
    cut = np.concatenate([line.apply(voice[at : at + 777], 5_000 + at) for at in range(0, voice.size, 777)])
    assert np.array_equal(whole, cut)


@pytest.mark.parametrize("fault", [LineFault.NOISE, LineFault.CRACKLE, LineFault.DROPOUTS])
def test_the_seed_decides(fault, sine):
    voice = sine(700, 3_000)
    assert np.array_equal(FaultyLine(fault, 1).apply(voice), FaultyLine(fault, 1).apply(voice))
    assert not np.array_equal(FaultyLine(fault, 1).apply(voice), FaultyLine(fault, 2).apply(voice))


def test_noise_is_heard_in_the_band_and_without_a_voice(spectrum):
    noise = FaultyLine(LineFault.NOISE, 3).apply(np.zeros(4 * SECOND, dtype=np.int16))
    assert -33 < level(noise).rms < -25
    frequencies, power = spectrum(noise)
    assert power[(frequencies > 250) & (frequencies < 3_500)].sum() / power.sum() > 0.98


def test_crackle_is_short_and_loud():
    crackle = FaultyLine(LineFault.CRACKLE, 3).apply(np.zeros(10 * SECOND, dtype=np.int16))
    assert level(crackle).peak > -12
    quiet = np.abs(crackle) < 100
    assert quiet.mean() > 0.85
    assert 40 < np.count_nonzero(np.diff(np.flatnonzero(~quiet)) > 160) < 250


def test_dropouts_lose_about_three_tenths_of_a_voice_and_no_more_at_once_than_a_word(sine):
    through = np.abs(FaultyLine(LineFault.DROPOUTS, 3).gain(0, 60 * SECOND)) > 0.5
    assert 0.55 < through.mean() < 0.85


@pytest.mark.parametrize("fault", [LineFault.ONE_WAY, LineFault.DEAD])
def test_nothing_is_heard_of_the_caller(fault, human_clips):
    assert not FaultyLine(fault, 1).apply(human_clips[0]).any()


def test_a_fault_never_wraps_around():
    loud = np.full(SECOND, 32_767, dtype=np.int16)
    for fault in LineFault:
        assert FaultyLine(fault, 5).apply(loud).min() >= -20_000


@given(seed=st.integers(0, 2**70), start=st.integers(-20_000, 10**9), n=st.integers(0, 9_000))
def test_chance_is_addressed_by_position(seed, start, n):
    numbers = uniform(seed, start, n)
    assert numbers.size == n
    assert ((numbers >= 0) & (numbers < 1)).all()
    assert np.array_equal(numbers[n // 2 :], uniform(seed, start + n // 2, n - n // 2))


def test_the_stream_of_chance_is_pinned():
    """A record made today sounds the same under every later version of numpy."""
    assert uniform(7, 0, 3).round(12).tolist() == pytest.approx(PINNED)
