"""Sound files: any readable one into ``Pcm``, and ``Pcm`` into WAV, or compressed for a page.  The only module that
imports soundfile.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio.line import to_pcm
from audio.ports import SAMPLE_RATE, Pcm
from audio.resample import resample
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

LONGEST_MS = 10 * 60_000
"""The longest sound file that is taken for a line of speech."""

RATES = range(4_000, 384_001)
HIGHEST_CHANNELS = 8


@dataclass(frozen=True, slots=True)
class Encoded:
    """A compressed sound: its media type and its bytes."""

    media_type: str
    data: bytes


def read_sound(path: Path, longest_ms: int = LONGEST_MS) -> Pcm:
    """A sound file as 16 kHz mono.

    WAV, AIFF, FLAC, OGG (Vorbis, Opus) and MP3 in any sample rate; channels are averaged.  Raises ``Problem`` with
    ``AUDIO_FORMAT`` for what is missing, no sound file, damaged, cut short, empty or longer than ``longest_ms``.
    """
    if not path.is_file():
        raise _unusable(path, Text("找不到文件", "there is no such file"))
    missing = _missing_wav_bytes(path)
    if missing:
        raise _unusable(path, Text(f"文件不完整，缺少 {missing} 字节", f"the file is cut short by {missing} bytes"))
    try:
        with soundfile.SoundFile(str(path)) as sound:
            _check(path, sound, longest_ms)
            frames = sound.read(dtype="float32", always_2d=True)
            rate, promised = sound.samplerate, sound.frames
    except (soundfile.LibsndfileError, RuntimeError, OSError, ValueError, TypeError) as error:
        raise _unusable(path, Text("不是可读的声音文件", f"it is no readable sound file ({error})")) from error
    if len(frames) < promised:
        raise _unusable(
            path, Text("文件不完整", f"the file is cut short: {len(frames)} of {promised} samples can be read")
        )
    if not np.isfinite(frames).all():
        raise _unusable(path, Text("含有无效的采样值", "it holds sample values that are no numbers"))
    return to_pcm(resample(np.ascontiguousarray(frames.mean(axis=1)), rate, SAMPLE_RATE))


def _check(path: Path, sound: soundfile.SoundFile, longest_ms: int) -> None:
    if sound.samplerate not in RATES or sound.channels > HIGHEST_CHANNELS:
        what = f"{sound.samplerate} Hz × {sound.channels}"
        raise _unusable(
            path, Text(f"采样率或声道数不支持（{what}）", f"its rate or channel count is out of range ({what})")
        )
    if sound.frames <= 0:
        raise _unusable(path, Text("文件里没有声音", "it holds no sound"))
    if sound.frames * 1000 > longest_ms * sound.samplerate:
        limit = longest_ms // 1000
        raise _unusable(path, Text(f"超过 {limit} 秒", f"it is longer than {limit} s"))


def _missing_wav_bytes(path: Path) -> int:
    """How many bytes of its data chunk a RIFF WAV lacks: libsndfile reads such files without a word."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
            return 0
        end = path.stat().st_size
        while len(header := file.read(8)) == 8:
            name, size = struct.unpack("<4sI", header)
            if name == b"data":
                return max(0, file.tell() + int(size) - end)
            file.seek(size + size % 2, io.SEEK_CUR)
        return 1


def _unusable(path: Path, why: Text) -> Problem:
    return Problem(
        Exit.AUDIO_FORMAT,
        Text(f"声音文件 {path} 不能使用：{why.zh}。", f"The sound file {path} cannot be used: {why.en}."),
        Text(
            "请换成 WAV、FLAC、OGG 或 MP3 文件，例如 16 kHz 单声道 WAV。",
            "Replace it with a WAV, FLAC, OGG or MP3 file, for example 16 kHz mono WAV.",
        ),
    )


def write_wav(path: Path, pcm: Pcm) -> None:
    """Write 16 kHz WAV: mono from shape ``(n,)``, two tracks from ``(n, 2)``.  Raises ``Problem`` with ``STORAGE``."""
    try:
        with path.open("wb") as file:
            file.write(wav_header(pcm.nbytes, 1 if pcm.ndim == 1 else pcm.shape[1]))
            file.write(pcm.astype("<i2").tobytes())
    except OSError as error:
        raise cannot_write(path, error) from error


def wav_header(data_bytes: int, channels: int) -> bytes:
    """The 44 bytes in front of 16-bit samples at 16 kHz."""
    frame = 2 * channels
    riff = struct.pack("<4sI4s", b"RIFF", 36 + data_bytes, b"WAVE")
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, SAMPLE_RATE, SAMPLE_RATE * frame, frame, 16)
    return riff + form + struct.pack("<4sI", b"data", data_bytes)


def cannot_write(path: Path, error: OSError) -> Problem:
    """What to tell when a sound file cannot be written."""
    return Problem(
        Exit.STORAGE,
        Text(
            f"无法写入声音文件 {path}：{error.strerror}。",
            f"The sound file {path} cannot be written: {error.strerror}.",
        ),
        Text("请检查磁盘空间和文件夹权限。", "Check the disk space and the folder's permissions."),
    )


def compress(pcm: Pcm) -> Encoded:
    """A sound for a page: MP3, which every browser plays, or OGG where the library cannot write MP3.

    Mono from shape ``(n,)``, two tracks from ``(n, 2)``; about 4 kB a second for mono speech.
    """
    if "MP3" in soundfile.available_formats():
        return Encoded("audio/mpeg", _encode(pcm, "MP3", "MPEG_LAYER_III"))
    return Encoded("audio/ogg", _encode(pcm, "OGG", "VORBIS"))


def compress_ogg(pcm: Pcm) -> Encoded:
    """A sound for a file that ships with the program: OGG Vorbis."""
    return Encoded("audio/ogg", _encode(pcm, "OGG", "VORBIS"))


def _encode(pcm: Pcm, container: str, coding: str) -> bytes:
    channels = 1 if pcm.ndim == 1 else pcm.shape[1]
    buffer: BinaryIO = io.BytesIO()
    with soundfile.SoundFile(
        buffer, "w", SAMPLE_RATE, channels, coding, format=container, compression_level=0.6
    ) as sound:
        for start in range(0, len(pcm), SAMPLE_RATE):  # the encoders overflow the stack on a whole call at once
            # As floats: the MP3 encoder of libsndfile turns 16-bit samples into noise.
            sound.write(pcm[start : start + SAMPLE_RATE].astype(np.float32) / 32768)
    buffer.seek(0)
    return buffer.read()


def stereo(left: Pcm, right: Pcm) -> NDArray[np.int16]:
    """Two tracks side by side, the shorter one filled with silence."""
    both = np.zeros((max(left.size, right.size), 2), dtype=np.int16)
    both[: left.size, 0] = left
    both[: right.size, 1] = right
    return both
