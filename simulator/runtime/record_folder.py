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

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from simulator.model.log import Source
from simulator.model.parts import SEALED, Part
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

Keys = Callable[[str], bytes | None]
"""The key of a trainee, by pseudonym; None once it was destroyed, and where it is not on this machine."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the call was made from: its path inside the workspace (with ``/``) and its bytes."""

    name: str
    data: bytes

    def described(self) -> Source:
        return Source(self.name, hashlib.sha256(self.data).hexdigest())


class KeysHere:
    """``Keys`` of the store of this machine, all read when the first is asked for."""

    def __call__(self, trainee: str) -> bytes | None:
        return self._all.get(trainee)

    @cached_property
    def _all(self) -> dict[str, bytes]:
        from simulator.runtime.store import Store  # only now: a call waits for no database

        store = Store()
        return store.trainee_keys() if store.file.is_file() else {}


def keys_here(trainee: str) -> bytes | None:
    """As the store of this machine has them now."""
    return KeysHere()(trainee)


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """One record folder.  Whoever reads many gives the ``keys``, so that the store is opened once.

    Everything that reads or writes raises ``Problem``: ``STORAGE`` for a disk that does not do it, ``DAMAGED`` for a
    file that is not what was kept, ``REFUSED`` for one whose key is not here any more.
    """

    path: Path
    keys: Keys = field(default=keys_here, compare=False, repr=False)

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
        """The pseudonym of whose call it is; empty for a folder that is not sealed."""
        from simulator.records.store.sealing import SEAL, sealed_for

        try:
            with self._sealed(Part.LOG).open("rb") as file:
                return sealed_for(file.read(SEAL))
        except OSError:
            return ""

    def stored(self, part: Part) -> bytes:
        """The file as it is on the disk."""
        for _ in range(2):  # it may be sealed just now
            path = self.file(part)
            try:
                return path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _unreadable(path, error.strerror) from error
        raise _unreadable(path, os.strerror(2))

    def opened(self, part: Part, stored: bytes) -> bytes:
        """What is in a file as it is on the disk."""
        from simulator.records.store.crypto import Unopenable
        from simulator.records.store.sealing import sealed_for, unseal_file

        trainee = sealed_for(stored)
        if not trainee:
            return stored
        key = self.keys(trainee)
        if key is None:
            raise _no_key(self.path)
        try:
            return unseal_file(key, part, stored)
        except Unopenable as error:
            raise _damaged(self._sealed(part)) from error

    def read(self, part: Part) -> bytes:
        return self.opened(part, self.stored(part))

    def keep(self, part: Part, content: bytes) -> None:
        """Write a part whole or not at all, sealed where the folder is; on disk before this returns."""
        trainee = self.sealed_for
        if trainee:
            self._seal(part, content, trainee, self._key(trainee))
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
        key = self._key(trainee)
        for part in sorted(Part, key=lambda part: part is Part.LOG):
            plain = self.path / part
            try:
                if plain.is_file():
                    if not self._sealed(part).is_file():
                        self._seal(part, plain.read_bytes(), trainee, key)
                    plain.unlink()
            except OSError as error:
                raise _unwritable(plain, error) from error
        self.page.unlink(missing_ok=True)

    def _seal(self, part: Part, content: bytes, trainee: str, key: bytes) -> None:
        from simulator.records.store.sealing import seal_file

        _write(self._sealed(part), seal_file(key, trainee, part, content))

    def _sealed(self, part: Part) -> Path:
        return self.path / f"{part}{SEALED}"

    def _key(self, trainee: str) -> bytes:
        key = self.keys(trainee)
        if key is None:
            raise _no_key(self.path)
        return key


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


def record_folders(root: Path, keys: Keys = keys_here) -> Iterator[RecordFolder]:
    """Every record folder below ``root``, in the order of their names, which is that of time."""
    for path in sorted({log.parent for name in (Part.LOG, Part.LOG + SEALED) for log in root.glob(f"*/{name}")}):
        yield RecordFolder(path, keys)


def find(path: Path, keys: Keys = keys_here) -> RecordFolder:
    """The record folder that a path names: the folder itself or its log."""
    folder = RecordFolder(path if path.is_dir() else path.parent, keys)
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


def _damaged(path: Path) -> Problem:
    return Problem(
        Exit.DAMAGED,
        Text(f"{path} 被改过，打不开。", f"{path} was changed; it does not open."),
        Text("请从备份恢复原来的记录文件夹。", "restore the record folder from a backup."),
    )


def _no_key(path: Path) -> Problem:
    return Problem(
        Exit.REFUSED,
        Text(
            f"{path.name} 打不开：学员的数据已删除，或本机没有保险钥匙。",
            f"{path.name} does not open: the trainee's data were erased, or there is no vault here.",
        ),
        Text(
            "没有删除的话：zongji records key vault --import，再 zongji records deliver。",
            "if they were not: zongji records key vault --import, then zongji records deliver.",
        ),
    )
