"""The folder that keeps one call for good: its log, its sources, its recording and its scorecard.

20261121-185500-gm-accepts/
    log.jsonl         the event log
    sources/          the files the call was made from, in the shape of a workspace
    recording.wav     left: the trainee, right: everything the trainee heard
    rulings.jsonl     people's rulings, appended
    appeals.jsonl     findings that the trainee disagrees with, appended
    scorecard.json
    scorecard.html    of calls that are nobody's

While the call goes on these are plain files, so that a crash loses nothing.  Once it is entered into the store of
certification records, everything but the sources is sealed under the trainee's key: ``log.jsonl.sealed`` and so on.
``read``, ``keep`` and ``append`` are the same for both.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from simulator.model.log import Source
from simulator.model.parts import SEALED, Part
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text


class Seals(Protocol):
    """The port for what closes and opens parts (``runtime.seals``).  Raises ``Problem``: ``REFUSED`` where the key is
    not here any more, ``DAMAGED`` for what is not what was sealed."""

    def owner(self, file: bytes) -> str:
        """The pseudonym of whom a file, or its first ``HEAD`` bytes, is sealed for; empty for a plain one."""

    def open(self, path: Path, part: Part, file: bytes) -> bytes:
        """What is in a part of the record folder ``path``."""

    def close(self, path: Path, part: Part, trainee: str, content: bytes) -> bytes:
        """The part's content as a file that only the trainee's key opens."""


HEAD = 64


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the call was made from: its path inside the workspace (with ``/``) and its bytes."""

    name: str
    data: bytes

    def described(self) -> Source:
        return Source(self.name, hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """One record folder.  Without ``seals`` it is one that is being made: nothing sealed opens.

    Everything that reads or writes raises ``Problem``: ``STORAGE`` for a disk that does not do it, ``DAMAGED`` for a
    file that is not what was kept, and what ``Seals`` says.
    """

    path: Path
    seals: Seals | None = field(default=None, compare=False, repr=False)

    @property
    def log(self) -> Path:
        """Where the log of a running call is written."""
        return self.path / Part.LOG

    @property
    def recording(self) -> Path:
        """Where the recording of a running call is written."""
        return self.path / Part.RECORDING

    @property
    def sources(self) -> Path:
        return self.path / "sources"

    @property
    def page(self) -> Path:
        return self.path / "scorecard.html"

    def file(self, part: Part) -> Path:
        """The file that has a part; whether it is there is not said.  In a sealed folder nothing plain counts."""
        sealed = self._sealed(part)
        return sealed if sealed.is_file() or self._sealed(Part.LOG).is_file() else self.path / part

    def holds(self, part: Part) -> bool:
        return self.file(part).is_file()

    @property
    def sealed_for(self) -> str:
        """The pseudonym of whose call it is; empty for a folder of which nothing is sealed yet."""
        for part in Part:
            try:
                with self._sealed(part).open("rb") as file:
                    return self._seals.owner(file.read(HEAD))
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(self._sealed(part), error.strerror) from error
        return ""

    def stored(self, part: Part) -> bytes:
        """The file as it is on the disk."""
        return self._stored(part)[1]

    def opened(self, part: Part, stored: bytes) -> bytes:
        """What is in a file as it is on the disk."""
        return self._opened(self.file(part), part, stored)

    def read(self, part: Part) -> bytes:
        path, stored = self._stored(part)
        return self._opened(path, part, stored)

    def keep(self, part: Part, content: bytes) -> None:
        """Write a part whole or not at all, sealed where the folder is or is being; on disk before this returns."""
        trainee = self.sealed_for
        if trainee:
            self._seal(part, content, trainee)
        else:
            _write(self.path / part, content)

    def append(self, part: Part, line: str) -> None:
        """Add a line to a part; on disk before this returns.  What a crash tore is left on a line of its own."""
        before = self.read(part) if self.holds(part) else b""
        torn = b"\n" if before and not before.endswith(b"\n") else b""
        self.keep(part, before + torn + line.encode("utf-8") + b"\n")

    def seal(self, trainee: str) -> None:
        """Let only the trainee's key open this call from now on.

        Each part is on disk sealed before it is deleted as it was, the log last; what was interrupted is done by doing
        it again.
        """
        for part in sorted(Part, key=lambda part: part is Part.LOG):
            plain = self.path / part
            try:
                if plain.is_file():
                    if not self._sealed(part).is_file():
                        self._seal(part, plain.read_bytes(), trainee)
                    plain.unlink()
            except OSError as error:
                raise _unwritable(plain, error) from error
        self.page.unlink(missing_ok=True)

    def _stored(self, part: Part) -> tuple[Path, bytes]:
        """With the path of the file that it was read from."""
        for _ in range(2):  # it may be sealed just now
            path = self.file(part)
            try:
                return path, path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(path, error.strerror) from error
        raise _unreadable(path, os.strerror(errno.ENOENT))

    def _opened(self, path: Path, part: Part, stored: bytes) -> bytes:
        return self._seals.open(self.path, part, stored) if path == self._sealed(part) else stored

    def _seal(self, part: Part, content: bytes, trainee: str) -> None:
        _write(self._sealed(part), self._seals.close(self.path, part, trainee, content))

    def _sealed(self, part: Part) -> Path:
        return self.path / f"{part}{SEALED}"

    @property
    def _seals(self) -> Seals:
        if self.seals is None:
            raise Problem(Exit.REFUSED, Text(f"{self.path.name} 是加密的。", f"{self.path.name} is sealed."))
        return self.seals


def create(root: Path, name: str, sources: Iterable[SourceFile]) -> RecordFolder:
    """A new folder below ``root`` with the sources in it.  ``name`` gets a number if it is taken."""
    try:
        folder = RecordFolder(_new_folder(root, name))
        for source in sources:
            path = folder.sources.joinpath(*source.name.split("/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.data)
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(
                f"无法建立记录文件夹：{root}（{error.strerror}）",
                f"cannot make a record folder in {root} ({error.strerror})",
            ),
            Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
        ) from error
    return folder


def record_folders(root: Path, seals: Seals | None = None) -> Iterator[RecordFolder]:
    """Every record folder below ``root``, in the order of their names, which is that of time."""
    for path in sorted({log.parent for name in (Part.LOG, Part.LOG + SEALED) for log in root.glob(f"*/{name}")}):
        yield RecordFolder(path, seals)


def find(path: Path, seals: Seals | None = None) -> RecordFolder:
    """The record folder that a path names: the folder itself or its log."""
    folder = RecordFolder(path if path.is_dir() else path.parent, seals)
    if not folder.holds(Part.LOG):
        raise Problem(
            Exit.DAMAGED,
            Text(f"这里没有通话记录：{path}", f"there is no record of a call at {path}"),
            Text("请给出记录文件夹或其中的 log.jsonl。", "name the record folder or the log.jsonl in it."),
        )
    return folder


def _new_folder(root: Path, name: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    for number in range(1, 10_000):
        path = root / (name if number == 1 else f"{name}-{number}")
        try:
            path.mkdir()
        except FileExistsError:
            continue
        return path
    raise FileExistsError(name)


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        Exit.STORAGE,
        Text(f"写不了 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}"),
        Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
    )


def _unreadable(path: Path, why: str | None) -> Problem:
    return Problem(Exit.DAMAGED, Text(f"无法读取 {path}：{why}", f"cannot read {path}: {why}"))
