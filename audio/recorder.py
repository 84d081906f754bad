"""The recording of a call: two tracks, the trainee left and the callers right, written while the call goes on.

The file is a WAV whose header promises nothing until the recorder is closed; what a killed program leaves behind is
read all the same.  Positions in the file are the positions of each track's own stream of samples: a track that falls
behind is filled with silence, and what arrives too late for its place is dropped, so a sample never moves.
"""

from __future__ import annotations

import os
import struct
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import cannot_write, stereo, wav_header
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

LAG = 2 * SAMPLE_RATE
"""How far one track may fall behind the other before it is filled up: 2 s."""

FLUSH = SAMPLE_RATE // 2
"""Samples after which what was recorded is handed to the operating system: at most half a second is lost by a kill."""

HEADER_BYTES = 44
FRAME_BYTES = 4


class _Track:
    """Samples that have arrived and not been written yet; ``end`` is the position after the last."""

    def __init__(self) -> None:
        self.end = 0
        self._blocks: deque[Pcm] = deque()

    def push(self, pcm: Pcm, written: int) -> None:
        begin = self.end
        self.end += pcm.size
        if self.end > written:
            self._blocks.append(pcm[max(0, written - begin) :].copy())

    def take(self, n: int) -> Pcm:
        """The next ``n`` samples, silence where they have not arrived."""
        out = np.zeros(n, dtype=np.int16)
        at = 0
        while at < n and self._blocks:
            block = self._blocks.popleft()
            fits = min(n - at, block.size)
            out[at : at + fits] = block[:fits]
            if fits < block.size:
                self._blocks.appendleft(block[fits:])
            at += fits
        return out


class Recorder:
    """Writes on a thread of its own, so that no audio thread waits for a disk.

    ``on_problem`` is told once, from that thread, when writing fails (a full disk): recording ends there and the call
    goes on.  Raises ``Problem`` with ``STORAGE`` when the file cannot be created.
    """

    def __init__(self, path: Path, on_problem: Callable[[Problem], None] | None = None) -> None:
        self.problem: Problem | None = None
        self._path = path
        self._on_problem = on_problem
        self._file = _create(path)
        self._changed = Condition()
        self._trainee, self._callers = _Track(), _Track()
        self._written = 0
        self._closing = False
        self._thread = Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def trainee(self, pcm: Pcm) -> None:
        """The next samples of the microphone."""
        self._push(self._trainee, pcm)

    def callers(self, pcm: Pcm) -> None:
        """The next samples of the mixer."""
        self._push(self._callers, pcm)

    def close(self) -> None:
        """Write what is left, complete the header, and close.  May be called again."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _push(self, track: _Track, pcm: Pcm) -> None:
        with self._changed:
            if self.problem is None and not self._closing:
                track.push(pcm, self._written)
                if self._ready() >= FLUSH:
                    self._changed.notify()

    def _ready(self) -> int:
        """How many frames can be written now."""
        behind, ahead = sorted((self._trainee.end, self._callers.end))
        return max(behind, ahead if self._closing else ahead - LAG) - self._written

    def _run(self) -> None:
        try:
            with self._file as file:
                while frames := self._next():
                    file.write(frames)
                    file.flush()
                _complete_header(file)
        except OSError as error:
            self.problem = cannot_write(self._path, error)
            if self._on_problem is not None:
                self._on_problem(self.problem)

    def _next(self) -> bytes:
        """Wait for the next stretch; empty when the recorder has been closed and everything was written."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or self._ready() >= FLUSH)
            n = self._ready()
            self._written += n
            return stereo(self._trainee.take(n), self._callers.take(n)).astype("<i2").tobytes()


def _create(path: Path) -> BinaryIO:
    try:
        file = path.open("wb")
        file.write(wav_header(0, channels=2))
        file.flush()
    except OSError as error:
        raise cannot_write(path, error) from error
    return file


def _complete_header(file: BinaryIO) -> None:
    data_bytes = file.tell() - HEADER_BYTES
    file.seek(0)
    file.write(wav_header(data_bytes, channels=2))
    file.flush()
    os.fsync(file.fileno())


def repair(path: Path) -> None:
    """Complete the header of a recording whose program was killed, so that any player reads it.

    Raises ``Problem``: ``DAMAGED`` when it is no recording, ``STORAGE`` when it cannot be written."""
    try:
        with path.open("rb") as file:
            frames = _whole_frames(file.read(HEADER_BYTES), path.stat().st_size, path)
    except OSError as error:
        raise _no_recording(path) from error
    try:
        with path.open("r+b") as file:
            header = wav_header(frames * FRAME_BYTES, channels=2)
            if file.read(HEADER_BYTES) != header:
                file.seek(0)
                file.write(header)
                file.truncate(HEADER_BYTES + frames * FRAME_BYTES)
    except OSError as error:
        raise cannot_write(path, error) from error


def read_recording(content: bytes, path: Path) -> tuple[Pcm, Pcm]:
    """The trainee's and the callers' track, as far as they were written, whatever the header says.

    ``content`` is the file's, which may have been sealed; ``path`` is what it is called in messages.  Raises
    ``Problem`` with ``DAMAGED`` when it is no recording."""
    frames = _whole_frames(content[:HEADER_BYTES], len(content), path)
    samples: NDArray[np.int16] = np.frombuffer(content, dtype="<i2", count=2 * frames, offset=HEADER_BYTES)
    both = samples.astype(np.int16).reshape(-1, 2)
    return np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])


def _whole_frames(header: bytes, size: int, path: Path) -> int:
    expected = wav_header(0, channels=2)
    fixed = [slice(0, 4), slice(8, 40)]  # everything but the two sizes
    if len(header) < HEADER_BYTES or any(header[part] != expected[part] for part in fixed):
        raise _no_recording(path)
    frames = (size - HEADER_BYTES) // FRAME_BYTES
    promised = struct.unpack("<I", header[40:44])[0] // FRAME_BYTES
    return min(frames, promised) if promised else frames


def _no_recording(path: Path) -> Problem:
    return Problem(
        Exit.DAMAGED,
        Text(f"{path} 不是本程序的通话录音。", f"{path} is no recording of a call."),
        Text("成绩不受影响，只是不能回放录音。", "The score stands; only the sound cannot be played."),
    )
