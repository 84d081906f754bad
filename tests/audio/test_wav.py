"""Sound files: every readable kind comes in, everything else is told clearly."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio.ports import SAMPLE_RATE
from audio.wav import compress, compress_ogg, read_sound, stereo, wav_header, write_wav
from simulator.model.problem import Exit, Problem


def refusal(path, **options):
    with pytest.raises(Problem) as caught:
        read_sound(path, **options)
    assert caught.value.exit is Exit.AUDIO_FORMAT
    assert str(path) in caught.value.message.zh
    assert str(path) in caught.value.message.en
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize(
    ("suffix", "coding"),
    [("wav", "PCM_16"), ("wav", "PCM_24"), ("wav", "FLOAT"), ("wav", "ALAW"), ("flac", "PCM_16"), ("aiff", "PCM_16")],
)
def test_any_format_becomes_16_khz_mono(tmp_path, rate, suffix, coding, loudest_frequency):
    n = np.arange(rate)
    left = 0.4 * np.sin(2 * np.pi * 440 * n / rate)
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, np.column_stack((left, left)), rate, subtype=coding)
    pcm = read_sound(path)
    assert pcm.dtype == np.int16
    assert pcm.size == pytest.approx(SAMPLE_RATE, abs=2)
    assert loudest_frequency(pcm) == pytest.approx(440, abs=2)
    assert np.abs(pcm[1_000:-1_000]).max() == pytest.approx(0.4 * 32_768, rel=0.03)


@pytest.mark.parametrize(("suffix", "coding"), [("ogg", "VORBIS"), ("ogg", "OPUS"), ("mp3", "MPEG_LAYER_III")])
def test_compressed_files_are_read(tmp_path, suffix, coding, sine, loudest_frequency):
    path = tmp_path / f"tone.{suffix}"
    soundfile.write(path, sine(600, 2_000), SAMPLE_RATE, subtype=coding)
    pcm = read_sound(path)
    assert pcm.size == pytest.approx(2 * SAMPLE_RATE, abs=2_000)
    assert loudest_frequency(pcm) == pytest.approx(600, abs=2)


def test_a_chinese_file_name(tmp_path, sine):
    path = tmp_path / "录音 一.wav"
    write_wav(path, sine(500, 100))
    assert np.array_equal(read_sound(path), sine(500, 100))


def test_a_missing_file(tmp_path):
    assert "找不到" in refusal(tmp_path / "nothing.wav").zh


def test_a_folder(tmp_path):
    refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not a sound at all" * 100, b"RIFF\x00\x00\x00\x00WAVEfmt "])
def test_what_is_no_sound(tmp_path, content):
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    refusal(path)


def test_a_wav_that_was_cut_short(tmp_path, sine):
    path = tmp_path / "cut.wav"
    write_wav(path, sine(500, 1_000))
    path.write_bytes(path.read_bytes()[:-1_000])
    message = refusal(path)
    assert "1000" in message.zh
    assert "1000" in message.en


@pytest.mark.parametrize("suffix", ["flac", "ogg", "mp3"])
def test_a_compressed_file_that_was_cut_short_is_no_whole_line(tmp_path, sine, suffix):
    path = tmp_path / f"cut.{suffix}"
    soundfile.write(path, sine(500, 5_000), SAMPLE_RATE)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        pcm = read_sound(path)
    except Problem as problem:
        refused = problem.exit
    else:  # a container without a stated length cannot be told from a shorter one
        refused = None
        assert suffix != "flac"
        assert pcm.size < 4 * SAMPLE_RATE
    assert refused in (None, Exit.AUDIO_FORMAT)


def test_no_samples(tmp_path):
    path = tmp_path / "empty.wav"
    write_wav(path, np.zeros(0, dtype=np.int16))
    assert "没有声音" in refusal(path).zh


def test_longer_than_a_line_can_be(tmp_path):
    path = tmp_path / "long.wav"
    write_wav(path, np.zeros(3 * SAMPLE_RATE, dtype=np.int16))
    assert "2" in refusal(path, longest_ms=2_000).zh
    assert read_sound(path, longest_ms=3_000).size == 3 * SAMPLE_RATE


def test_a_header_that_promises_the_moon_takes_no_memory(tmp_path):
    path = tmp_path / "moon.wav"
    path.write_bytes(wav_header(2**32 - 100, 1) + b"\0" * 64)
    refusal(path)


def test_values_that_are_no_numbers(tmp_path):
    path = tmp_path / "nan.wav"
    soundfile.write(path, np.full(100, np.nan, dtype=np.float32), SAMPLE_RATE, subtype="FLOAT")
    refusal(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(position=st.integers(0, 43), value=st.integers(0, 255))
def test_a_damaged_header_is_read_or_refused(tmp_path, position, value):
    data = bytearray(wav_header(400, 1) + bytes(400))
    data[position] = value
    path = tmp_path / "damaged.wav"
    path.write_bytes(bytes(data))
    refused = None
    try:
        read_sound(path)
    except Problem as problem:
        refused = problem.exit
    assert refused in (None, Exit.AUDIO_FORMAT)


def test_writing_where_nothing_can_be_written(tmp_path):
    with pytest.raises(Problem) as caught:
        write_wav(tmp_path / "no" / "folder.wav", np.zeros(10, dtype=np.int16))
    assert caught.value.exit is Exit.STORAGE


def test_two_tracks_side_by_side(tmp_path):
    both = stereo(np.array([1, 2, 3], dtype=np.int16), np.array([9], dtype=np.int16))
    assert both.tolist() == [[1, 9], [2, 0], [3, 0]]
    path = tmp_path / "two.wav"
    write_wav(path, both)
    assert soundfile.read(path, dtype="int16")[0].tolist() == both.tolist()


@pytest.mark.parametrize("encode", [compress, compress_ogg])
def test_evidence_is_small_and_sounds_alike(human_clips, encode):
    call = np.concatenate(human_clips)
    encoded = encode(call)
    assert encoded.media_type in ("audio/mpeg", "audio/ogg")
    assert len(encoded.data) < call.nbytes / 4
    decoded, rate = soundfile.read(io.BytesIO(encoded.data), dtype="float32")
    assert rate == SAMPLE_RATE
    assert decoded.size == pytest.approx(call.size, abs=SAMPLE_RATE // 4)
    envelope = lambda x: np.sqrt(np.mean(x[: x.size // 1_600 * 1_600].reshape(-1, 1_600) ** 2, axis=1))  # noqa: E731
    a, b = envelope(call / 32_768), envelope(decoded[: call.size])
    assert np.corrcoef(a[: b.size], b[: a.size])[0, 1] > 0.98


def test_evidence_of_a_call_has_both_tracks(human_clips):
    encoded = compress(stereo(human_clips[0], human_clips[1]))
    decoded, _ = soundfile.read(io.BytesIO(encoded.data))
    assert decoded.shape[1] == 2


@pytest.mark.parametrize("encode", [compress, compress_ogg])
def test_evidence_decodes_to_what_was_encoded(tmp_path, encode):
    tone = (8_000 * np.sin(2 * np.pi * 440 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    encoded = encode(np.stack([tone, np.zeros_like(tone)], axis=1))
    decoded, _ = soundfile.read(io.BytesIO(encoded.data))
    assert np.abs(decoded[:, 0]).mean() == pytest.approx(np.abs(tone / 32768).mean(), rel=0.03)
    assert np.abs(decoded[:, 1]).max() < 0.01, "silence stays silent"
