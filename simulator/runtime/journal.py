"""The writer of the event log: entries in from the loop without waiting, onto the disk by a thread of its own.

An entry is *acknowledged* when the ``fsync`` after its bytes has returned; from then on neither a killed program nor a
power loss can take it away.  When the disk refuses (full, gone), nothing is dropped: the bytes since the last good
``fsync`` stay in memory and are written again from there, because after a failed ``fsync`` nobody knows which of them
reached the disk.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from simulator.model.log import Entry, Header
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.logfile import chained, entry_line, header_line

try:
    import fcntl
except ImportError:  # Windows
    FULL_SYNC: Any = None
else:
    FULL_SYNC = getattr(fcntl, "F_FULLFSYNC", None)  # macOS, where fsync stops at the drive's cache

RETRY_SECONDS = 1.0
"""How long the writer waits after a refusal before it tries again by itself; an append makes it try at once."""

_HINT = Text("请检查磁盘空间和文件夹的写权限。", "Check the free space and that the folder can be written to.")
_HINT_HELD = Text(
    "请腾出磁盘空间或检查文件夹。还没写入的 {n} 条留在内存中，一有空间就会写入。",
    "Free some space or check the folder. {n} entries not yet written are kept in memory until there is room.",
)


class LogFile(Protocol):
    """An open file as the journal needs it.  Every method may raise OSError."""

    def write(self, offset: int, data: bytes) -> None:
        """Put all of ``data`` at ``offset``; after an error any part of it may have been written."""
        ...

    def sync(self) -> None:
        """Return when everything written is on the medium."""
        ...

    def close(self) -> None: ...


class FileLayer(Protocol):
    """Where journals live: the disk, or a test's imitation of one."""

    def create(self, path: Path) -> LogFile:
        """Make a new file, its directory entry on the medium too.  FileExistsError rather than overwriting one."""
        ...


class Disk:
    """The real file layer."""

    def create(self, path: Path) -> LogFile:
        file = _DiskFile(path)
        sync_directory(path.parent)
        return file


class _DiskFile:
    def __init__(self, path: Path) -> None:
        self._raw = path.open("xb", buffering=0)

    def write(self, offset: int, data: bytes) -> None:
        self._raw.seek(offset)
        left = memoryview(data)
        while left:
            left = left[self._raw.write(left) :]

    def sync(self) -> None:
        _sync_descriptor(self._raw.fileno())

    def close(self) -> None:
        self._raw.close()


def _sync_descriptor(descriptor: int) -> None:
    if FULL_SYNC is not None:
        with contextlib.suppress(OSError):  # a network or foreign file system may not know it
            fcntl.fcntl(descriptor, FULL_SYNC)
            return
    os.fsync(descriptor)


def sync_directory(folder: Path) -> None:
    """Make new names in the folder survive a power loss, where the system can be asked to (Windows cannot)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Journal:
    """The log of one call being written.

    The header is on the disk when the constructor returns.  ``append`` and ``close`` raise ``Problem(Exit.STORAGE)``
    when the disk has refused; the entry given has been taken all the same, as has every one before it.
    """

    def __init__(self, path: Path, header: Header, layer: FileLayer | None = None) -> None:
        self._path = path
        self._pending: list[_Line] = []
        line, self._digest = chained("", header_line(header))
        try:
            self._file = (layer or Disk()).create(path)
            self._file.write(0, line)
            self._file.sync()
        except OSError as error:
            raise self._problem(error) from error
        self._safe_size = len(line)
        self._acknowledged = 0
        self._error: Exception | None = None
        self._told = False  # the present error has been raised to the caller
        self._begun = self._finished = 0  # attempts to write
        self._hurry = False  # try again now rather than after RETRY_SECONDS
        self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def append(self, entry: Entry) -> None:
        """Take an entry; returns before it is on the disk.  Raises ``Problem`` once when the disk begins to refuse."""
        line = entry_line(entry)
        with self._changed:
            if self._closing:
                raise ValueError("the journal is closed")
            data, self._digest = chained(self._digest, line)
            self._pending.append(_Line(entry.n, data))
            self._hurry = True
            self._changed.notify_all()
            if self._error is not None and not self._told:
                self._told = True
                raise self._problem(self._error)

    @property
    def acknowledged(self) -> int:
        """The highest ``n`` that is safely on the disk, 0 for the header."""
        return self._acknowledged

    @property
    def digest(self) -> str:
        """The chain's hash after the last entry appended."""
        return self._digest

    @property
    def refusal(self) -> Problem | None:
        """Why the disk takes nothing at present, None when all is well."""
        error = self._error
        return None if error is None else self._problem(error)

    def wait_acknowledged(self, n: int, timeout: float | None = None) -> bool:
        """Wait until entry ``n`` is acknowledged.  False after ``timeout`` seconds or on a new refusal."""
        with self._changed:
            self._try_now(lambda: self._acknowledged >= n, timeout)
            return self._acknowledged >= n

    def close(self) -> None:
        """Write what is left and close the file.  After a ``Problem`` all is still held; try again."""
        with self._changed:
            self._closing = True
            self._try_now(lambda: not self._pending, timeout=None)
            if self._pending:
                raise self._problem(self._error)
            self._changed.notify_all()
        self._thread.join()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _try_now(self, done: Callable[[], bool], timeout: float | None) -> None:
        """Wait until ``done``, or until an attempt that began after now has failed."""
        next_attempt = self._begun + 1
        self._hurry = True
        self._changed.notify_all()
        self._changed.wait_for(lambda: done() or (self._error is not None and self._finished >= next_attempt), timeout)

    def _problem(self, error: Exception | None) -> Problem:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = Text("通话记录写不进 {path}：{reason}", "cannot write the call log {path}: {reason}")
        hint = _HINT_HELD if self._pending else _HINT
        return Problem(Exit.STORAGE, message.fill(path=self._path, reason=reason), hint.fill(n=len(self._pending)))

    # --- the writer's thread -----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while batch := self._next_batch():
            error = self._write(b"".join(line.data for line in batch))
            self._settle(batch, error)
        with contextlib.suppress(OSError):  # everything is on the medium already
            self._file.close()

    def _next_batch(self) -> tuple[_Line, ...]:
        """Everything not yet acknowledged, once there is something; nothing when the journal is closed and done."""
        with self._changed:
            if self._error is not None:
                self._changed.wait_for(lambda: self._hurry, RETRY_SECONDS)
            self._changed.wait_for(lambda: self._pending or self._closing)
            self._hurry = False
            self._begun += 1
            return tuple(self._pending)

    def _write(self, data: bytes) -> Exception | None:
        try:
            self._file.write(self._safe_size, data)
            self._file.sync()
        except Exception as error:  # whatever it is: this thread must not die with entries in its hands
            return error
        return None

    def _settle(self, batch: tuple[_Line, ...], error: Exception | None) -> None:
        with self._changed:
            self._finished = self._begun
            if error is None:
                del self._pending[: len(batch)]
                self._safe_size += sum(len(line.data) for line in batch)
                self._acknowledged = batch[-1].n
                self._told = False
            self._error = error
            self._changed.notify_all()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file that is not yet acknowledged."""

    n: int
    data: bytes
