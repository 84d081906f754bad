"""The recording survives what happens to programs: kills, full disks, tracks that fall behind."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio import recorder as module
from audio.ports import SAMPLE_RATE
from audio.recorder import FLUSH, LAG, Recorder, read_recording, repair
from simulator.model.problem import Exit, Problem

PROJECT = Path(__file__).parents[2]


def ramp(n, start=0):
    return ((np.arange(start, start + n) * 7) % 20_011 - 10_000).astype(np.int16)


def tracks(path):
    return read_recording(path.read_bytes(), path)


def test_both_tracks_come_back_as_they_were(tmp_path):
    path = tmp_path / "call.wav"
    recorder = Recorder(path)
    trainee, callers = ramp(50_000), ramp(50_000, 999)
    for at in range(0, 50_000, 320):
        recorder.trainee(trainee[at : at + 320])
        recorder.callers(callers[at : at + 320])
    recorder.close()
    left, right = tracks(path)
    assert np.array_equal(left, trainee)
    assert np.array_equal(right, callers)
    sound, rate = soundfile.read(path, dtype="int16")
    assert rate == SAMPLE_RATE
    assert np.array_equal(sound, np.column_stack((trainee, callers)))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 3_000)), min_size=1, max_size=40))
def test_a_sample_never_moves(tmp_path, pushes):
    """Whatever the order in which the blocks arrive: every sample is at its place, or silence is."""
    path = tmp_path / "call.wav"
    recorder = Recorder(path)
    at = [0, 0]
    for side, n in pushes:
        (recorder.trainee if side == 0 else recorder.callers)(ramp(n, at[side]))
        at[side] += n
    recorder.close()
    for track, length in zip(tracks(path), at, strict=True):
        assert track.size == max(at)
        expected = np.concatenate((ramp(length), np.zeros(max(at) - length, dtype=np.int16)))
        assert ((track == expected) | (track == 0)).all()
        if max(at) <= LAG:
            assert np.array_equal(track, expected)


def test_a_track_that_falls_silent_does_not_hold_the_other_up(tmp_path):
    path = tmp_path / "call.wav"
    recorder = Recorder(path)
    recorder.trainee(ramp(1_000))
    recorder.callers(ramp(LAG + 20_000))
    recorder.close()
    left, right = tracks(path)
    assert np.array_equal(right, ramp(LAG + 20_000))
    assert np.array_equal(left[:1_000], ramp(1_000))
    assert not left[1_000:].any()


def test_nothing_recorded(tmp_path):
    recorder = Recorder(tmp_path / "call.wav")
    recorder.close()
    recorder.close()
    assert [track.size for track in tracks(tmp_path / "call.wav")] == [0, 0]


def test_a_killed_program_leaves_a_recording(tmp_path):
    """A real process, killed without warning after it was told that its sound had been flushed."""
    path = tmp_path / "call.wav"
    code = f"""
import os, sys, numpy as np
from pathlib import Path
from audio.recorder import Recorder
path = Path({str(path)!r})
recorder = Recorder(path)
block = np.full(320, 1234, dtype=np.int16)
while path.stat().st_size < 44 + 4 * 20000:
    recorder.trainee(block)
    recorder.callers(-block)
print("flushed", flush=True)
while True:
    recorder.trainee(block[:1])
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=PROJECT) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"flushed"
        child.kill()
    left, right = tracks(path)
    assert left.size >= 20_000
    assert (left == 1234).all()
    assert (right == -1234).all()
    repair(path)
    sound, _ = soundfile.read(path, dtype="int16")
    assert len(sound) == left.size
    before = path.read_bytes()
    repair(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("lost", [1, 2, 3, 4, 5, 101])
def test_a_recording_cut_anywhere_is_read_up_to_there(tmp_path, lost):
    path = tmp_path / "call.wav"
    recorder = Recorder(path)
    recorder.trainee(ramp(1_000))
    recorder.callers(ramp(1_000))
    recorder.close()
    path.write_bytes(path.read_bytes()[:-lost])
    left, right = tracks(path)
    assert left.size == right.size == 1_000 - -(-lost // 4)
    assert np.array_equal(left, ramp(left.size))
    repair(path)
    assert soundfile.info(path).frames == left.size


class FullDisk:
    """A file that takes a number of bytes and then no more."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        fits = data[: self.room]
        self.room -= len(fits)
        self.file.write(fits)
        if len(fits) < len(data):
            raise OSError(errno.ENOSPC, "No space left on device")

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.file.close()


def test_a_full_disk_is_told_once_and_the_call_goes_on(tmp_path, monkeypatch):
    create = module._create
    monkeypatch.setattr(module, "_create", lambda path: FullDisk(create(path), room=5 * FLUSH))
    told, problems = Event(), []

    def on_problem(problem):
        problems.append(problem)
        told.set()

    recorder = Recorder(tmp_path / "call.wav", on_problem)
    while not told.is_set():
        recorder.trainee(ramp(320))
        recorder.callers(ramp(320))
    for _ in range(100):
        recorder.trainee(ramp(320))
        recorder.callers(ramp(320))
    recorder.close()
    assert [problem.exit for problem in problems] == [Exit.STORAGE]
    assert recorder.problem is problems[0]
    assert "No space" in problems[0].message.en
    assert tracks(tmp_path / "call.wav")[0].size == 5 * FLUSH // 4


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(Problem) as caught:
        Recorder(tmp_path / "no" / "call.wav")
    assert caught.value.exit is Exit.STORAGE


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"x" * 200, b"RIFF" + b"\0" * 60])
def test_what_is_no_recording(tmp_path, content):
    path = tmp_path / "call.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem) as caught:
        repair(path)
    assert caught.value.exit is Exit.DAMAGED
    with pytest.raises(Problem) as caught:
        read_recording(content or b"", path)
    assert caught.value.exit is Exit.DAMAGED
