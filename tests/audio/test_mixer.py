"""The mixer: what is heard, how much of it, and when it is over."""

from __future__ import annotations

from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.line import FaultyLine
from audio.mixer import FADE, Mixer, Played
from audio.tones import tone
from simulator.model.ring import Tone
from simulator.model.script import LineFault


def constant(value, n):
    return np.full(n, value, dtype=np.int16)


def test_idle_is_silence():
    mixer = Mixer()
    assert not mixer.render(500).any()
    assert mixer.position == 500
    assert mixer.playing == ()


def test_a_voice_is_played_once_and_its_end_is_told():
    mixer, ended = Mixer(), []
    mixer.render(100)
    mixer.play("voice", constant(1_000, 700), ended.append)
    assert mixer.heard("voice") == 0
    first = mixer.render(500)
    assert mixer.heard("voice") == 500
    assert ended == []
    second = mixer.render(500)
    assert np.array_equal(np.concatenate((first, second)), np.concatenate((constant(1_000, 700), constant(0, 300))))
    assert ended == [Played("voice", first_sample=100, samples=700, complete=True)]
    assert mixer.heard("voice") is None


def test_a_voice_that_is_interrupted_fades_and_tells_how_much_was_heard():
    mixer, ended = Mixer(), []
    mixer.play("voice", constant(10_000, 16_000), ended.append)
    mixer.render(8_000)
    mixer.stop("voice")
    assert mixer.playing == ()
    rest = mixer.render(800)
    assert np.abs(np.diff(np.concatenate((constant(10_000, 1), rest)).astype(int))).max() <= 10_000 / FADE + 1
    assert not rest[FADE:].any()
    assert ended == [Played("voice", 0, 8_000 + FADE, complete=False)]
    assert ended[0].ms == 510


def test_a_voice_stopped_before_anybody_heard_it():
    mixer, ended = Mixer(), []
    mixer.render(320)
    mixer.play("voice", constant(10_000, 100), ended.append)
    mixer.stop("voice")
    assert ended == [Played("voice", 320, 0, complete=False)]
    assert not mixer.render(100).any()


def test_an_empty_voice_ends_at_the_next_block():
    mixer, ended = Mixer(), []
    mixer.play("voice", constant(0, 0), ended.append)
    mixer.render(10)
    assert ended == [Played("voice", 0, 0, complete=True)]


def test_stopping_in_the_last_samples_is_no_fade_beyond_the_end():
    mixer, ended = Mixer(), []
    mixer.play("voice", constant(10_000, 400), ended.append)
    mixer.render(390)
    mixer.stop("voice")
    mixer.render(320)
    assert [played.samples for played in ended] == [400]


def test_a_second_sound_on_a_channel_replaces_the_first():
    mixer, ended = Mixer(), []
    mixer.play("voice", constant(1_000, 5_000), ended.append)
    mixer.render(1_000)
    mixer.play("voice", constant(2_000, 1_000), ended.append)
    mixer.render(1_500)
    assert [(played.samples, played.complete) for played in ended] == [(1_000 + FADE, False), (1_000, True)]
    assert ended[1].first_sample == 1_000


def test_a_tone_runs_until_it_is_stopped_from_its_own_beginning():
    mixer = Mixer()
    busy = tone(Tone.BUSY)
    mixer.render(123)
    mixer.loop("tone", busy)
    heard = np.concatenate([mixer.render(n) for n in (10, 3_000, 20_000)])
    assert np.array_equal(heard, busy.samples(0, 23_010))
    mixer.stop("tone")
    assert not mixer.render(5_000)[FADE:].any()


def test_stop_all_and_stop_of_nothing():
    mixer, ended = Mixer(), []
    mixer.stop("nobody")
    mixer.play("a", constant(1, 1_000), ended.append)
    mixer.loop("b", tone(Tone.DIAL), ended.append)
    mixer.render(100)
    mixer.stop_all()
    mixer.render(1_000)
    assert sorted(played.channel for played in ended) == ["a", "b"]


@given(st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=6))
def test_loud_sums_are_clipped_and_never_wrap(values):
    mixer = Mixer()
    for number, value in enumerate(values):
        mixer.play(str(number), constant(value, 10))
    assert mixer.render(10).tolist() == [min(max(sum(values), -32_768), 32_767)] * 10


def test_a_line_fault_touches_what_is_on_the_line_from_now_on():
    mixer = Mixer()
    mixer.play("voice", constant(1_000, 2_000))
    mixer.play("bell", constant(5, 2_000), on_line=False)
    assert mixer.render(500).tolist() == [1_005] * 500
    mixer.set_line(FaultyLine(LineFault.ONE_WAY, 1))
    assert mixer.render(500).tolist() == [5] * 500
    mixer.set_line(None)
    assert mixer.render(500).tolist() == [1_005] * 500
    assert mixer.heard("voice") == 1_500


def test_line_noise_is_heard_while_nobody_speaks():
    mixer = Mixer()
    noisy = FaultyLine(LineFault.NOISE, 9)
    mixer.set_line(noisy)
    heard = np.concatenate([mixer.render(n) for n in (320, 500, 3)])
    assert np.array_equal(heard, noisy.apply(np.zeros(823, dtype=np.int16)))
    assert heard.any()


@given(cuts=st.lists(st.integers(1, 900), min_size=1, max_size=12))
def test_the_block_size_changes_nothing(cuts):
    def run(blocks):
        mixer, ended = Mixer(), []
        mixer.play("voice", np.arange(1_500, dtype=np.int16), ended.append)
        mixer.loop("tone", tone(Tone.VACANT))
        return np.concatenate([mixer.render(n) for n in blocks]), ended

    total = sum(cuts)
    cut, ended_cut = run(cuts)
    whole, ended_whole = run([total])
    assert np.array_equal(cut, whole)
    assert ended_cut == ended_whole


def test_callbacks_may_start_the_next_sound():
    mixer = Mixer()
    mixer.play("voice", constant(1, 100), lambda played: mixer.play("voice", constant(2, 100)))
    mixer.render(100)
    assert mixer.render(100).tolist() == [2] * 100


def test_threads_lose_nothing():
    mixer, ended = Mixer(), []
    voices = 50

    def speak(prefix):
        for number in range(voices):
            mixer.play(f"{prefix}{number}", constant(1, 50), ended.append)

    threads = [Thread(target=speak, args=(prefix,)) for prefix in "abcd"]
    for thread in threads:
        thread.start()
    total = 0
    while any(thread.is_alive() for thread in threads) or mixer.playing:
        total += int(mixer.render(37).sum())
    for thread in threads:
        thread.join()
    assert total == 4 * voices * 50
    assert len(ended) == 4 * voices
    assert all(played.complete for played in ended)


@pytest.mark.parametrize("n", [0, 1])
def test_tiny_blocks(n):
    mixer = Mixer()
    mixer.play("voice", constant(7, 3))
    assert mixer.render(n).tolist() == [7] * n
