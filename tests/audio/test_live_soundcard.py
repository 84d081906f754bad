"""The real card on a real audio server: a virtual cable from the speaker to the microphone, which is then pulled."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from audio.endpoint import Began, Ended, Endpointer
from audio.mixer import Mixer
from audio.ports import BLOCK, SAMPLE_RATE
from audio.soundcard import MiniaudioCard, Side, device_names, microphone_level
from audio.tones import tone
from simulator.model.problem import Exit, Problem
from simulator.model.ring import Tone

pytestmark = pytest.mark.live

TIMEOUT_S = 30


class Cable:
    """A card whose speaker plays a mixer and whose microphone is recorded."""

    def __init__(self, card):
        self.card, self.mixer = card, Mixer()
        self.lost, self._lost = [], Event()
        self._blocks, self._wanted, self._enough = [], 0, Event()
        card.start(self._hear, self.mixer.render, self._lose)

    def record(self, ms):
        """What arrives in the next milliseconds."""
        start = len(self._blocks)
        self._wanted = start + ms * SAMPLE_RATE // 1000 // BLOCK
        self._enough.clear()
        assert self._enough.wait(TIMEOUT_S), "no sound arrives"
        return np.concatenate(self._blocks[start : self._wanted])

    def wait_until_lost(self, sides):
        while not sides <= set(self.lost):
            assert self._lost.wait(TIMEOUT_S), f"only {self.lost} were reported lost"
            self._lost.clear()

    def _hear(self, block):
        self._blocks.append(block)
        if len(self._blocks) >= self._wanted:
            self._enough.set()

    def _lose(self, side):
        self.lost.append(side)
        self._lost.set()


@pytest.fixture
def cable(audio_server):
    cable = Cable(MiniaudioCard())
    yield cable
    cable.card.stop()


def test_the_devices_are_listed(audio_server):
    assert "Mic" in device_names(Side.MICROPHONE)
    assert device_names(Side.SPEAKER) == ("Cable",)


def test_a_named_device_is_opened_and_another_name_is_refused(audio_server):
    cable = Cable(MiniaudioCard("Mic", "Cable"))
    assert cable.record(100).size == SAMPLE_RATE // 10
    cable.card.stop()
    with pytest.raises(Problem) as caught:
        MiniaudioCard("Nobody's").start(print, Mixer().render, print)
    assert caught.value.exit is Exit.DEVICE


def test_a_tone_arrives_with_its_frequency_and_cadence(cable, loudest_frequency):
    cable.mixer.loop("tone", tone(Tone.BUSY))
    cable.record(500)
    heard = cable.record(2_800)
    assert loudest_frequency(heard) == pytest.approx(450, abs=2)
    envelope = np.abs(heard.astype(float)).reshape(-1, 80).max(axis=1)
    sounding = envelope > envelope.max() / 2
    assert sounding.mean() == pytest.approx(0.5, abs=0.08)
    edges = np.flatnonzero(np.diff(sounding.astype(int)))
    assert np.median(np.diff(edges)) * 5 == pytest.approx(350, abs=10)


def words(clip):
    """The louder quarters of a second."""
    quarters = clip[: clip.size // 4_000 * 4_000].reshape(-1, 4_000).astype(float)
    return [quarter for quarter in quarters if quarter.std() > 0.5 * clip.std()]


def similarity(heard, word):
    """The correlation of a word with the place of a recording most like it; a busy machine tears words apart."""
    products = np.correlate(heard.astype(float), word, "valid")
    squares = np.concatenate(([0.0], np.cumsum(heard.astype(float) ** 2)))
    energies = squares[word.size :] - squares[: -word.size]
    return float((products / np.sqrt(np.maximum(energies, 1) * np.sum(word**2))).max())


def test_speech_arrives_as_it_was_and_the_endpointer_finds_it(cable, human_clips):
    clip = human_clips[6]
    done = Event()
    cable.record(300)
    cable.mixer.play("voice", clip, lambda played: done.set())
    heard = cable.record(clip.size * 1000 // SAMPLE_RATE + 1_500)
    assert done.is_set()
    assert np.mean([similarity(heard, word) > 0.95 for word in words(clip)]) >= 0.8
    pointer = Endpointer()
    events = pointer.accept(heard) + pointer.finish()
    assert any(isinstance(event, Began) for event in events)
    ended = next(event for event in events if isinstance(event, Ended))
    assert ended.end_sample - ended.first_sample > clip.size / 2
    assert cable.lost == []


def test_the_level_of_the_microphone(cable):
    cable.mixer.loop("tone", tone(Tone.DIAL))
    cable.record(400)
    assert microphone_level(ms=500).peak == pytest.approx(-16, abs=2)
    assert cable.card.meter.read().peak == pytest.approx(-16, abs=2)


def test_a_microphone_that_is_unplugged_in_mid_call_is_told(cable, audio_server):
    cable.mixer.loop("tone", tone(Tone.DIAL))
    cable.record(300)
    assert cable.lost == []
    audio_server.unplug_microphone()
    cable.wait_until_lost({"microphone"})
    before = cable.mixer.position
    cable.card.stop()
    assert before > 0
    assert cable.lost == ["microphone"]


def test_a_server_that_dies_in_mid_call_is_told(cable, audio_server):
    cable.mixer.loop("tone", tone(Tone.DIAL))
    cable.record(300)
    audio_server.kill()
    cable.wait_until_lost({"microphone", "speaker"})
    assert sorted(cable.lost) == ["microphone", "speaker"]
    cable.card.stop()


def test_without_a_server_there_is_a_message(audio_server):
    audio_server.kill()
    with pytest.raises(Problem) as caught:
        microphone_level()
    assert caught.value.exit is Exit.DEVICE


def test_a_card_may_be_started_again(audio_server):
    for _ in range(2):
        cable = Cable(MiniaudioCard())
        assert cable.record(100).size == SAMPLE_RATE // 10
        cable.card.stop()
        cable.card.stop()
        assert cable.lost == []
