"""The caller's voice leaks from the headset; the gate lets none of it pass, and all of the trainee's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from audio.endpoint import Ended, Endpointer
from audio.leak import LeakGate, measuring_noise
from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from audio.tones import tone
from simulator.model.ring import Tone
from tests.leaking import VOICE_DB, frame_power, leak_of, microphone, on_the_line, track, voices

LOUD = 10 ** ((VOICE_DB - 20) / 10) * 32768**2
"""Power of a frame in which somebody speaks, not too softly."""


def through(gate: LeakGate, played: Pcm, captured: Pcm, block: int = BLOCK) -> Pcm:
    out = []
    for at in range(0, captured.size, block):
        gate.played(played[at : at + block])
        out.append(gate.captured(captured[at : at + block]))
    return np.concatenate(out)


def untouched(out: Pcm, captured: Pcm) -> NDArray[np.bool_]:
    """Which frames passed bit by bit."""
    whole = captured.size // BLOCK * BLOCK
    return np.all(out[:whole].reshape(-1, BLOCK) == captured[:whole].reshape(-1, BLOCK), axis=1)


def during(start: float, end: float) -> slice:
    """The frames between two times in seconds."""
    return slice(int(start * SAMPLE_RATE) // BLOCK, int(end * SAMPLE_RATE) // BLOCK)


@pytest.mark.parametrize("delay_ms", [40, 150, 400])
@pytest.mark.parametrize("db", [-10, -20, -30])
def test_a_line_of_the_caller_is_muted_once_one_was_heard(delay_ms: int, db: int) -> None:
    first, second = voices(2, seed=delay_ms)
    played = on_the_line(track(16, (1.0, first), (8.5, second)))
    leak = leak_of(played, delay_ms, db, seed=1)
    captured = microphone(leak)
    out = through(LeakGate(), played, captured)
    sounding = frame_power(leak)[during(8.5, 16)] > frame_power(leak).max() * 0.01
    muted = frame_power(out)[during(8.5, 16)] < 1e-4 * frame_power(captured)[during(8.5, 16)] + 1
    assert np.count_nonzero(sounding) > 50
    assert muted[sounding].mean() > 0.97


@pytest.mark.parametrize("delay_ms", [40, 150, 400])
@pytest.mark.parametrize("db", [-10, -20, -30])
def test_of_the_first_line_no_utterance_is_left(delay_ms: int, db: int) -> None:
    (line,) = voices(1, seed=delay_ms + 7)
    played = on_the_line(track(9, (1.0, line)))
    captured = microphone(leak_of(played, delay_ms, db, seed=2))
    if db > -30:
        assert any(isinstance(one, Ended) for one in Endpointer().accept(captured)), "it would pass for speech"
    gate, endpointer, left = LeakGate(), Endpointer(), []
    for at in range(0, captured.size, BLOCK):
        gate.played(played[at : at + BLOCK])
        for event in endpointer.accept(gate.captured(captured[at : at + BLOCK])):
            if isinstance(event, Ended) and not gate.leaked(event.first_sample, event.end_sample):
                left.append(event)
    assert left == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("db", [-20, -30])
def test_who_talks_over_a_leaking_caller_is_heard(db: int, seed: int) -> None:
    opening, first, second, over = voices(4, seed=seed)
    played = on_the_line(track(20, (3.5, first), (11.0, second)))
    trainee = track(20, (0.3, opening[: 2 * SAMPLE_RATE]), (11.5, over))
    captured = microphone(leak_of(played, 120, db, seed), trainee, seed=seed)
    gate = LeakGate()
    out = through(gate, played, captured)
    speaking = frame_power(trainee)[during(11.5, 20)] > LOUD
    assert np.count_nonzero(speaking) > 50
    assert untouched(out, captured)[during(11.5, 20)][speaking].mean() > 0.96
    said = slice(int(11.5 * SAMPLE_RATE), int(11.5 * SAMPLE_RATE) + over.size)
    assert not gate.leaked(said.start, said.stop)


def test_what_is_captured_while_nothing_plays_passes_bit_by_bit() -> None:
    captured = microphone(track(6, (0.5, voices(1, 3)[0])))
    assert np.array_equal(through(LeakGate(), np.zeros(captured.size, np.int16), captured), captured)


@pytest.mark.parametrize("seed", range(6))
def test_without_a_leak_everything_passes_bit_by_bit_while_callers_speak(seed: int) -> None:
    first, second, mine, over = voices(4, seed)
    played = on_the_line(track(18, (2.0, first), (9.0, second)))
    captured = microphone(track(18, (0.2, mine[: SAMPLE_RATE * 3 // 2]), (3.0, over), (9.5, mine)), seed=seed)
    gate = LeakGate()
    assert np.array_equal(through(gate, played, captured), captured)
    assert gate.leak is None
    assert not gate.leaked(3 * SAMPLE_RATE, 3 * SAMPLE_RATE + over.size)


def test_a_leaking_ring_tone_is_no_speech_and_is_muted_once_the_way_is_known() -> None:
    ring = tone(Tone.RINGBACK).samples(0, 3 * SAMPLE_RATE)
    (line,) = voices(1, 5)
    played = track(18, (0.5, ring), (5.0, on_the_line(line)), (14.0, ring))
    captured = microphone(leak_of(played, 90, -15, 4))
    out = through(LeakGate(), played, captured)
    assert Endpointer().accept(out[: 5 * SAMPLE_RATE]) == ()
    before, after = (frame_power(one)[during(14.3, 14.9)].mean() for one in (captured, out))
    assert after < before / 1e4


@pytest.mark.parametrize("db", [-15, -25, -35])
def test_the_level_of_a_leak_is_measured_relative_to_the_trainee(db: int) -> None:
    mine, line, other = voices(3, seed=9)
    played = on_the_line(track(18, (5.5, line), (12.0, other)))
    gate = LeakGate()
    through(gate, played, microphone(leak_of(played, 150, db, 3), track(18, (0.3, mine[: 4 * SAMPLE_RATE]))))
    assert gate.leak is not None
    assert gate.leak.level_db == pytest.approx(db, abs=3)
    assert gate.leak.delay == pytest.approx(150 * SAMPLE_RATE / 1000, abs=160)
    assert not gate.leak.loud


def test_a_loudspeaker_on_the_desk_shuts_the_microphone_while_it_plays() -> None:
    mine, line, other = voices(3, seed=11)
    played = on_the_line(track(22, (5.5, line), (13.0, other)))
    trainee = track(22, (0.3, mine[: 4 * SAMPLE_RATE]), (13.5, mine))
    gate = LeakGate()
    out = through(gate, played, microphone(leak_of(played, 80, -4, 5), trainee))
    assert gate.leak is not None
    assert gate.leak.loud
    assert frame_power(out)[during(13.5, 15)].max() < LOUD / 100
    assert np.any(untouched(out, microphone(leak_of(played, 80, -4, 5), trainee))[during(1, 4)])


def test_a_delay_that_has_changed_is_found_again() -> None:
    first, second, third = voices(3, seed=13)
    played = on_the_line(track(24, (1.0, first), (8.0, second), (16.0, third)))
    late = np.concatenate(
        (leak_of(played, 90, -20, 6)[: 8 * SAMPLE_RATE], leak_of(played, 290, -20, 6)[8 * SAMPLE_RATE :])
    )
    out = through(LeakGate(), played, microphone(late))
    assert frame_power(out)[during(16, 24)].max() < frame_power(late)[during(16, 24)].max() / 1e3


def test_a_hiss_measures_a_leak_sooner_than_a_voice() -> None:
    (mine,) = voices(1, seed=15)
    played = track(5, (0.5, measuring_noise(2_500)))
    gate = LeakGate()
    through(gate, played, microphone(leak_of(played, 200, -18, 7), track(5, (3.3, mine[: 3 * SAMPLE_RATE // 2]))))
    assert gate.knows_trainee
    assert gate.leak is not None
    assert gate.leak.level_db == pytest.approx(-18, abs=3)


@pytest.mark.parametrize("block", [BLOCK // 2, 441, 1_000])
def test_any_blocks_give_as_many_samples(block: int) -> None:
    first, second = voices(2, seed=17)
    played = on_the_line(track(14, (1.0, first), (7.0, second)))
    leak = leak_of(played, 100, -20, 8)
    out = through(LeakGate(), played, microphone(leak), block)
    assert out.size == leak.size
    assert out.dtype == np.int16
    sounding = frame_power(leak)[during(7.5, 14)] > frame_power(leak).max() * 0.01
    assert np.median(frame_power(out)[during(7.5, 14)][sounding]) < frame_power(leak).max() / 1e4
