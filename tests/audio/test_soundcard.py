"""Sound cards without hardware: the virtual one, the detection of lost devices, and machines that have none."""

from __future__ import annotations

import numpy as np
import pytest

from audio import soundcard
from audio.levels import Level, LevelMeter, level
from audio.mixer import Mixer
from audio.ports import BLOCK, SAMPLE_RATE
from audio.soundcard import Liveness, MiniaudioCard, Side, VirtualSoundCard, device_names, microphone_level
from audio.tones import tone
from simulator.model.problem import Exit, Problem
from simulator.model.ring import Tone

BOTH = (Side.MICROPHONE, Side.SPEAKER)
SECOND = SAMPLE_RATE


def test_the_virtual_card_moves_sound_both_ways(sine):
    card, mixer, heard = VirtualSoundCard(), Mixer(), []
    mixer.loop("dial", tone(Tone.DIAL))
    card.start(heard.append, mixer.render, lambda side: None)
    spoken = sine(300, 1_000)
    played = card.advance(spoken)
    assert np.array_equal(np.concatenate(heard), spoken)
    assert {block.size for block in heard} == {BLOCK}
    assert np.array_equal(played, tone(Tone.DIAL).samples(0, spoken.size))
    assert card.meter.read().rms == pytest.approx(level(spoken).rms, abs=0.5)


def test_the_virtual_card_takes_any_length():
    card, mixer, heard = VirtualSoundCard(), Mixer(), []
    card.start(heard.append, mixer.render, lambda side: None)
    for n in (0, 1, BLOCK - 1, BLOCK, 1_000):
        assert card.advance(np.zeros(n, dtype=np.int16)).size == n
    assert mixer.position == sum(block.size for block in heard) == 1_000 + 2 * BLOCK


def test_capture_comes_before_playback_within_a_block():
    """What the trainee says can be answered in the same block, so that a virtual call has no hidden delay."""
    card, order = VirtualSoundCard(), []

    def fill(n):
        order.append("play")
        return np.zeros(n, dtype=np.int16)

    card.start(lambda block: order.append("hear"), fill, lambda side: None)
    card.advance(np.zeros(2 * BLOCK, dtype=np.int16))
    assert order == ["hear", "play", "hear", "play"]


def test_a_lost_virtual_microphone_is_told_once_and_hears_nothing_more(sine):
    card, mixer, heard, lost = VirtualSoundCard(), Mixer(), [], []
    card.start(heard.append, mixer.render, lost.append)
    card.advance(sine(300, 100))
    before = len(heard)
    card.lose(Side.MICROPHONE)
    card.lose(Side.MICROPHONE)
    card.advance(sine(300, 100))
    assert lost == ["microphone"]
    assert len(heard) == before
    assert mixer.position == 2 * 1_600


def test_a_stopped_virtual_card_is_silent(sine):
    card, mixer, heard = VirtualSoundCard(), Mixer(), []
    card.start(heard.append, mixer.render, lambda side: None)
    card.stop()
    assert not card.advance(sine(300, 100)).any()
    assert heard == []


# --- which device is gone --------------------------------------------------------------------------------------------


def test_while_both_sides_move_nothing_is_lost():
    liveness = Liveness(BOTH)
    for _ in range(1_000):
        assert liveness.progress(Side.MICROPHONE, 320) == ()
        assert liveness.progress(Side.SPEAKER, 480) == ()


@pytest.mark.parametrize(("gone", "other"), [BOTH, BOTH[::-1]])
def test_the_other_side_is_the_clock(gone, other):
    liveness = Liveness(BOTH, lost_after_ms=1_500)
    liveness.progress(gone, SECOND)
    told = [liveness.progress(other, 320) for _ in range(200)]
    assert told[:75] == [()] * 75
    assert told[75] == (gone,)
    assert told[76:] == [()] * 124


def test_a_stall_shorter_than_the_limit_is_forgiven():
    liveness = Liveness(BOTH, lost_after_ms=1_500)
    for _ in range(10):
        assert liveness.progress(Side.MICROPHONE, SECOND) == ()
        assert liveness.progress(Side.SPEAKER, SECOND) == ()


def test_a_device_may_be_slow_to_start_but_not_for_ever():
    liveness = Liveness(BOTH, lost_after_ms=1_500)
    liveness.progress(Side.MICROPHONE, 320)
    assert liveness.progress(Side.SPEAKER, 5 * SECOND) == ()
    assert liveness.progress(Side.SPEAKER, SECOND) == (Side.MICROPHONE,)


def test_when_nothing_moves_both_are_lost():
    liveness = Liveness(BOTH, lost_after_ms=1_500)
    for side in BOTH * 50:
        liveness.progress(side, 320)
    assert [liveness.stalled(250) for _ in range(5)] == [()] * 5
    assert set(liveness.stalled(300)) == set(BOTH)
    assert liveness.stalled(10_000) == ()


def test_a_side_that_was_not_opened_is_never_lost():
    liveness = Liveness((Side.SPEAKER,))
    assert liveness.progress(Side.SPEAKER, 100 * SECOND) == ()
    assert liveness.stalled(10_000) == (Side.SPEAKER,)


def test_a_device_that_is_listed_no_more_is_gone():
    liveness = Liveness(BOTH)
    assert liveness.listed(Side.MICROPHONE, False) == ()
    assert liveness.listed(Side.MICROPHONE, True) == ()
    assert liveness.listed(Side.MICROPHONE, False) == ()
    assert liveness.listed(Side.MICROPHONE, False) == (Side.MICROPHONE,)
    assert liveness.listed(Side.MICROPHONE, False) == ()


# --- a machine without sound -----------------------------------------------------------------------------------------


@pytest.fixture
def no_devices(monkeypatch):
    monkeypatch.setattr(soundcard, "_backends", lambda: [soundcard.miniaudio.Backend.CUSTOM])


@pytest.mark.usefixtures("no_devices")
def test_a_machine_without_sound_has_no_devices_and_says_so():
    assert device_names(Side.MICROPHONE) == device_names(Side.SPEAKER) == ()
    for attempt in (microphone_level, lambda: MiniaudioCard().start(print, Mixer().render, print)):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.exit is Exit.DEVICE
        assert "麦克风" in caught.value.message.zh
        assert "doctor" in caught.value.hint.en


@pytest.mark.usefixtures("no_devices")
def test_a_device_that_is_not_there_is_named():
    with pytest.raises(Problem) as caught:
        MiniaudioCard(None, "Golden Headset").start(print, Mixer().render, print)
    assert "Golden Headset" in caught.value.message.en


def test_a_card_may_be_stopped_before_it_was_started():
    MiniaudioCard().stop()


# --- levels ----------------------------------------------------------------------------------------------------------


def test_levels(sine):
    assert level(np.zeros(0, dtype=np.int16)) == level(np.full(500, 77, dtype=np.int16)) == Level(-96.0, -96.0)
    full = level(sine(500, 1_000, peak=32_767))
    assert full.peak == pytest.approx(0, abs=0.1)
    assert full.rms == pytest.approx(-3.01, abs=0.1)
    assert level(sine(500, 1_000, peak=3_277)).rms == pytest.approx(-23.0, abs=0.1)


def test_the_meter_shows_the_last_fifth_of_a_second(sine):
    meter = LevelMeter()
    assert meter.read().rms == -96.0
    meter.accept(sine(500, 1_000, peak=32_767))
    meter.accept(sine(500, 200, peak=327))
    assert meter.read().rms == pytest.approx(-43, abs=0.2)
