"""What the journal has acknowledged is on the disk, whatever happens; what it refuses is kept and written later."""

from __future__ import annotations

import errno
import random
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.events import KeyPressed, TimerFired
from simulator.model.log import LOG_FORMAT, Entry, Header
from simulator.model.moments import Fact, Moment
from simulator.model.problem import Exit, Problem
from simulator.model.script import KeyName
from simulator.runtime import journal as journal_module
from simulator.runtime.journal import Disk, FileLayer, Journal, LogFile
from simulator.runtime.logfile import log_bytes, make_log, parse_log, read_log

HEADER = Header(LOG_FORMAT, "0.1.0", "call", "学员", "practice", 1, "2026-03-16T09:30:00+08:00", (), "", "", "", 600)
PATIENCE = 60.0  # seconds; a limit for a broken journal, never reached by a working one


def entry(n: int) -> Entry:
    return Entry(n, n * 10, KeyPressed(KeyName.DIAL_OUT, "1380013800" * (n % 7)))


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused write is tried again only when somebody asks, so that a test decides when."""
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", PATIENCE)


# --- the real disk ---------------------------------------------------------------------------------------------------


def test_entries_reach_the_disk_in_order(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    with Journal(path, HEADER) as journal:
        for n in range(1, 201):
            journal.append(entry(n))
        assert journal.wait_acknowledged(200, PATIENCE)
        assert journal.acknowledged == 200
        digest = journal.digest
    expected = make_log(HEADER, map(entry, range(1, 201)))
    assert path.read_bytes() == log_bytes(expected)
    assert digest == expected.digest


def test_the_header_is_on_the_disk_before_the_first_entry(tmp_path: Path) -> None:
    with Journal(tmp_path / "log.jsonl", HEADER):
        reading = read_log(tmp_path / "log.jsonl")
    assert reading.log is not None
    assert reading.log.header == HEADER


def test_closing_writes_what_is_left_and_may_be_repeated(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "log.jsonl", HEADER)
    journal.append(Entry(1, 0, Fact(Moment.ENDED)))
    journal.close()
    journal.close()
    assert journal.acknowledged == 1
    reading = read_log(tmp_path / "log.jsonl")
    assert reading.log is not None
    assert reading.log.complete
    with pytest.raises(ValueError, match="closed"):
        journal.append(entry(2))


def test_a_log_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        Journal(path, HEADER)
    assert caught.value.exit is Exit.STORAGE
    assert path.read_text(encoding="utf-8") == "precious"


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        Journal(tmp_path / "nowhere" / "log.jsonl", HEADER)
    assert caught.value.exit is Exit.STORAGE
    assert "nowhere" in caught.value.message.zh


def test_what_cannot_be_written_is_refused_at_once_and_leaves_the_log_whole(tmp_path: Path) -> None:
    with Journal(tmp_path / "log.jsonl", HEADER) as journal:
        with pytest.raises(TypeError):
            journal.append(Entry(1, 0, Fact(Moment.SAID, detail={"what": object()})))
        journal.append(entry(1))
    reading = read_log(tmp_path / "log.jsonl")
    assert reading.problems == ()


# --- a disk that refuses ---------------------------------------------------------------------------------------------


@dataclass
class FullDisk:
    """A real file on a disk that has ``room`` bytes left; a write that does not fit goes in half way and fails."""

    room: int
    sync_works: bool = True

    def create(self, path: Path) -> LogFile:
        return _FullFile(self, Disk().create(path))


@dataclass
class _FullFile:
    disk: FullDisk
    real: LogFile

    def write(self, offset: int, data: bytes) -> None:
        fits = data[: max(0, self.disk.room - offset)]
        self.real.write(offset, fits)
        if len(fits) < len(data):
            raise OSError(errno.ENOSPC, "No space left on device")

    def sync(self) -> None:
        if not self.disk.sync_works:
            raise OSError(errno.EIO, "Input/output error")
        self.real.sync()

    def close(self) -> None:
        self.real.close()


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    disk = FullDisk(room=3_000)
    journal = Journal(path, HEADER, disk)
    n = 0
    told: list[Problem] = []
    while journal.refusal is None:
        n += 1
        journal.append(entry(n))
        journal.wait_acknowledged(n, PATIENCE)
    for _ in range(20):
        n += 1
        try:
            journal.append(entry(n))
        except Problem as problem:
            told.append(problem)
    assert [problem.exit for problem in told] == [Exit.STORAGE]
    assert "No space left" in told[0].message.en
    assert not journal.wait_acknowledged(n, PATIENCE)
    assert journal.acknowledged < n

    disk.room = 1_000_000
    assert journal.wait_acknowledged(n, PATIENCE)
    assert journal.refusal is None
    journal.close()
    assert path.read_bytes() == log_bytes(make_log(HEADER, map(entry, range(1, n + 1))))


def test_a_full_disk_at_the_end_is_told_and_closing_can_be_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    disk = FullDisk(room=600)
    journal = Journal(path, HEADER, disk)
    disk.room = 0
    journal.append(entry(1))
    for _ in range(2):
        with pytest.raises(Problem) as caught:
            journal.close()
        assert caught.value.exit is Exit.STORAGE
        assert caught.value.hint is not None
        assert "1" in caught.value.hint.en
    disk.room = 1_000_000
    journal.close()
    assert path.read_bytes() == log_bytes(make_log(HEADER, [entry(1)]))


def test_each_new_refusal_is_told(tmp_path: Path) -> None:
    disk = FullDisk(room=1_000_000)
    journal = Journal(tmp_path / "log.jsonl", HEADER, disk)
    n = 0
    for _ in range(2):
        disk.sync_works = False
        n += 1
        journal.append(entry(n))
        assert not journal.wait_acknowledged(n, PATIENCE)
        n += 1
        with pytest.raises(Problem, match="Input/output error"):
            journal.append(entry(n))
        disk.sync_works = True
        assert journal.wait_acknowledged(n, PATIENCE)
    journal.close()


def test_a_failed_sync_acknowledges_nothing(tmp_path: Path) -> None:
    disk = FullDisk(room=1_000_000)
    journal = Journal(tmp_path / "log.jsonl", HEADER, disk)
    disk.sync_works = False
    journal.append(entry(1))
    assert not journal.wait_acknowledged(1, PATIENCE)
    assert journal.acknowledged == 0
    disk.sync_works = True
    journal.close()


def test_the_writer_tries_again_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "RETRY_SECONDS", 0.01)
    written = threading.Event()

    class Recovering(FullDisk):
        def create(self, path: Path) -> LogFile:
            outer = self

            class File(_FullFile):
                attempts = 0

                def write(self, offset: int, data: bytes) -> None:
                    self.attempts += 1
                    outer.room = 1_000_000 if self.attempts == 1 or self.attempts > 5 else 0
                    super().write(offset, data)
                    if self.attempts > 1:
                        written.set()

            return File(self, Disk().create(path))

    with Journal(tmp_path / "log.jsonl", HEADER, Recovering(room=0)) as journal:
        journal.append(entry(1))
        assert written.wait(PATIENCE)


def test_no_room_for_the_header_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        Journal(tmp_path / "log.jsonl", HEADER, FullDisk(room=10))
    assert caught.value.exit is Exit.STORAGE


# --- power loss ------------------------------------------------------------------------------------------------------

SECTOR = 512


@dataclass(frozen=True)
class Write:
    """A write, and what the journal had acknowledged when it came."""

    offset: int
    data: bytes
    acknowledged: int


@dataclass(frozen=True)
class Sync:
    """A sync, and what the journal had acknowledged when it came."""

    acknowledged: int


@dataclass
class RecordingLayer:
    """A layer in memory that keeps every operation, so that the power can fail after any of them."""

    operations: list[Write | Sync] = field(default_factory=list)
    journal: Journal | None = None

    def create(self, path: Path) -> LogFile:
        return self

    def write(self, offset: int, data: bytes) -> None:
        self.operations.append(Write(offset, data, self._acknowledged()))

    def sync(self) -> None:
        self.operations.append(Sync(self._acknowledged()))

    def close(self) -> None:
        self.operations.append(Sync(self._acknowledged()))

    def _acknowledged(self) -> int:
        return self.journal.acknowledged if self.journal is not None else 0


def after_power_loss(operations: list[Write | Sync], chance: random.Random) -> bytes:
    """What the medium may hold: all that was synced; of every sector written since, the old or the new content, half of
    it even; the file as long as before or as after."""
    safe, dirty = bytearray(), list[Write]()
    for operation in operations:
        if isinstance(operation, Write):
            dirty.append(operation)
        else:
            for write in dirty:
                _put(safe, write.offset, write.data)
            dirty = []
    image = bytearray(safe)
    for write in dirty:
        for start in range(write.offset - write.offset % SECTOR, write.offset + len(write.data), SECTOR):
            low, high = max(start, write.offset), min(start + SECTOR, write.offset + len(write.data))
            high = chance.choice((low, high, chance.randint(low, high)))
            _put(image, low, write.data[low - write.offset : high - write.offset])
    return bytes(image[: chance.randint(len(safe), len(image))])


def _put(image: bytearray, offset: int, data: bytes) -> None:
    if data:
        image.extend(b"\0" * (offset + len(data) - len(image)))
        image[offset : offset + len(data)] = data


@settings(deadline=None, max_examples=40)
@given(pauses=st.lists(st.booleans(), min_size=1, max_size=40), seed=st.integers(0, 2**32))
def test_what_is_acknowledged_survives_a_power_loss_at_any_moment(pauses: list[bool], seed: int) -> None:
    layer = RecordingLayer()
    journal = Journal(Path("log.jsonl"), HEADER, layer)
    layer.journal = journal
    for n, pause in enumerate(pauses, 1):
        journal.append(entry(n))
        if pause:
            assert journal.wait_acknowledged(n, PATIENCE)
    journal.close()
    chance = random.Random(seed)
    for moment in range(2, len(layer.operations)):  # the header is there when the constructor returns
        acknowledged = layer.operations[moment].acknowledged
        reading = parse_log(after_power_loss(layer.operations[:moment], chance))
        assert reading.log is not None
        assert len(reading.log.entries) >= acknowledged
        assert list(reading.log.entries) == [entry(n) for n in range(1, len(reading.log.entries) + 1)]


def test_the_layer_does_lose_what_is_not_synced() -> None:
    operations: list[Write | Sync] = [Write(0, b"a" * 600, 0), Sync(0), Write(600, b"b" * 600, 0)]
    images = {after_power_loss(operations, random.Random(seed)) for seed in range(50)}
    assert all(image.startswith(b"a" * 600) for image in images)
    assert any(image == b"a" * 600 for image in images)
    assert any(b"\0" in image for image in images)


def test_a_layer_is_a_small_thing() -> None:
    layer: FileLayer = RecordingLayer()
    with Journal(Path("log.jsonl"), HEADER, layer) as journal:
        journal.append(Entry(1, 0, TimerFired("x")))
