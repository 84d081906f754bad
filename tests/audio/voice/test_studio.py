"""The studio: rendered once, kept, repaired, equally loud."""

from __future__ import annotations

import numpy as np
import pytest

from audio.levels import level
from audio.line import telephone
from audio.ports import SAMPLE_RATE
from audio.voice.plausible import implausible
from audio.voice.recorded import recorded_line
from audio.voice.silent import SilentSpeaker
from audio.voice.studio import LOUDNESS_DB, Studio, shaped
from audio.wav import write_wav
from simulator.model.company import SpokenName
from simulator.model.problem import Exit, Problem
from simulator.model.script import Line, Voice
from simulator.model.text import Text

HELLO, WAIT, VOICE = Line("您好。"), Line("请稍等，我帮您转8012。"), Voice()


def dry(pcm):
    return pcm


def test_a_line_is_rendered_once_and_kept_on_disk(humming, tmp_path):
    first = Studio(humming, tmp_path).line(WAIT, VOICE)
    again = Studio(humming, tmp_path)
    assert np.array_equal(again.line(WAIT, VOICE), first)
    assert again.line(WAIT, VOICE) is again.line(WAIT, VOICE)
    assert humming.spoken == ["请稍等，我帮您转八零幺二。"]


def test_what_decides_the_sound_decides_the_entry(humming, tmp_path):
    studio = Studio(humming, tmp_path)
    for voice in (VOICE, Voice(gender="male"), Voice(rate=200), Voice(name="x")):
        studio.line(HELLO, voice)
    studio.line(WAIT, VOICE)
    humming.identity = "humming:2"
    Studio(humming, tmp_path).line(HELLO, VOICE)
    assert len(list(tmp_path.iterdir())) == len(humming.spoken) == 6


def test_names_are_spoken_with_their_own_reading(humming, tmp_path):
    Studio(humming, tmp_path, names=[SpokenName("单国强", "shan4 guo2 qiang2")]).line(Line("我是单国强。"), VOICE)
    assert humming.spoken[0].startswith("我是")
    assert "单" not in humming.spoken[0]


def cut_in_half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip_a_bit(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def empty(path):
    path.write_bytes(b"")


def drop_a_byte(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [cut_in_half, flip_a_bit, empty, drop_a_byte])
def test_a_damaged_entry_is_rendered_again_and_mended(humming, tmp_path, damage):
    good = Studio(humming, tmp_path).line(WAIT, VOICE)
    (entry,) = tmp_path.iterdir()
    damage(entry)
    assert np.array_equal(Studio(humming, tmp_path).line(WAIT, VOICE), good)
    assert len(humming.spoken) == 2
    assert np.array_equal(Studio(humming, tmp_path).line(WAIT, VOICE), good)
    assert len(humming.spoken) == 2


def test_a_cache_that_cannot_be_written_is_no_obstacle(humming, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert Studio(humming, blocked / "cache").line(HELLO, VOICE).size


def test_nothing_but_whole_entries_is_left_behind(humming, tmp_path):
    Studio(humming, tmp_path).prepare([(HELLO, VOICE), (WAIT, VOICE)])
    assert {path.suffix for path in tmp_path.iterdir()} == {".pcm"}


def test_progress_counts_each_line_once(humming, tmp_path):
    told = []
    studio = Studio(humming, tmp_path)
    studio.prepare([(HELLO, VOICE), (WAIT, VOICE), (HELLO, VOICE)], lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert len(humming.spoken) == 2


def test_a_call_comes_over_the_telephone_line_unless_said_otherwise(humming, tmp_path):
    over_the_line = Studio(humming, tmp_path).line(HELLO, VOICE)
    in_the_room = Studio(humming, tmp_path, finish=dry).line(HELLO, VOICE)
    assert np.array_equal(over_the_line, telephone(in_the_room))
    assert not np.array_equal(over_the_line, in_the_room)


def test_lines_are_trimmed_and_equally_loud(humming, tmp_path, sine):
    studio = Studio(humming, tmp_path, finish=dry)
    for line in (HELLO, WAIT):
        pcm = studio.line(line, VOICE)
        sounding = np.flatnonzero(np.abs(pcm.astype(int)) > 100)
        assert sounding[0] < SAMPLE_RATE * 40 // 1000
        assert pcm.size - sounding[-1] < SAMPLE_RATE * 90 // 1000
    padding = np.zeros(SAMPLE_RATE, dtype=np.int16)
    for peak in (60, 1_000, 32_000):
        pcm = shaped(np.concatenate((padding, sine(300, 800, peak), padding)))
        assert level(pcm[800:-1_600]).rms == pytest.approx(LOUDNESS_DB, abs=0.5)
        assert pcm.size == pytest.approx(0.88 * SAMPLE_RATE, abs=200)


def test_a_sharp_peak_keeps_a_line_from_being_clipped(sine):
    pcm = sine(300, 1_000, 300).copy()
    pcm[8_000] = 32_000
    assert np.abs(shaped(pcm).astype(int)).max() <= 0.91 * 32_768


@pytest.mark.parametrize("n", [0, 1, 79, 5_000])
def test_silence_stays_silence(n):
    assert not shaped(np.zeros(n, dtype=np.int16)).any()


def test_a_recorded_line_is_played_instead(humming, tmp_path, sine, loudest_frequency):
    (tmp_path / "recordings").mkdir()
    write_wav(tmp_path / "recordings" / "hello.wav", sine(700, 500))
    studio = Studio(humming, tmp_path / "cache", recordings=tmp_path)
    pcm = studio.line(Line("您好。", recording="recordings/hello.wav"), VOICE)
    assert loudest_frequency(pcm) == pytest.approx(700, abs=5)
    assert humming.spoken == []


@pytest.mark.parametrize("recording", ["../outside.wav", "recordings/../../outside.wav", "/etc/passwd", "missing.wav"])
def test_a_recording_outside_of_the_folder_or_missing_is_refused(tmp_path, sine, recording):
    folder = tmp_path / "call"
    folder.mkdir()
    write_wav(tmp_path / "outside.wav", sine(700, 500))
    with pytest.raises(Problem) as caught:
        recorded_line(folder, recording)
    assert caught.value.exit is Exit.AUDIO_FORMAT


def test_the_silent_voice_takes_its_time(tmp_path):
    pcm = Studio(SilentSpeaker(), tmp_path).line(WAIT, Voice(rate=240))
    assert not pcm.any()
    assert pcm.size / SAMPLE_RATE == pytest.approx(11 / 240 * 60, abs=0.01)


def test_a_voice_that_fails_says_so(tmp_path):
    class Broken:
        identity = "broken"

        def speak(self, text, voice):
            raise Problem(Exit.MISSING, Text("坏了", "broken"))

    with pytest.raises(Problem) as caught:
        Studio(Broken(), tmp_path).prepare([(HELLO, VOICE)])
    assert caught.value.exit is Exit.MISSING
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_the_text(sine):
    assert implausible(sine(300, 1_000), "您好恒城") == ""
    assert implausible(sine(300, 100), "您好恒城") != ""
    assert implausible(sine(300, 20_000), "您好") != ""
    assert implausible(np.zeros(16_000, dtype=np.int16), "您好恒城") != ""
    assert implausible(np.zeros(0, dtype=np.int16), "……") == ""
