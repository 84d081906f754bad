"""Takes files out of zip, wheel and tar archives that nobody vouches for.

A member that would leave the folder, is a link or a device, or has a name that some platform cannot hold ends the
unpacking, and so do more members or more bytes than were allowed: the bytes are counted while they are written, the
archive's own figures are not believed.
"""

from __future__ import annotations

import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

MAX_MEMBERS = 10_000
CHUNK = 1 << 20
_UNUSABLE = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


class UnsafeArchive(Exception):
    """The archive is not one that an honest maker makes, or is damaged; the argument says why, in English."""


@dataclass(frozen=True, slots=True)
class Member:
    """A regular file in an archive; ``opener`` gives its bytes."""

    name: str
    opener: Callable[[], IO[bytes]]


def is_archive(path: Path) -> bool:
    """Whether the file is a zip (a wheel is one) or a tar."""
    return zipfile.is_zipfile(path) or tarfile.is_tarfile(path)


@contextmanager
def opened(archive: Path) -> Iterator[tuple[Member, ...]]:
    """The regular members of an archive, names checked.  Raises ``UnsafeArchive``."""
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as zipped:
                yield tuple(_zip_members(zipped))
        elif tarfile.is_tarfile(archive):
            with tarfile.open(archive) as tarred:
                yield tuple(_tar_members(tarred))
        else:
            raise UnsafeArchive("it is neither a zip nor a tar archive")
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnsafeArchive(f"it is damaged ({error})") from error


def unpack(archive: Path, into: Path, limit: int) -> tuple[str, ...]:
    """Unpack everything below the archive's single top folder and return the names.  ``limit`` in bytes."""
    names = []
    with opened(archive) as members:
        if len({PurePosixPath(member.name).parts[0] for member in members}) != 1:
            raise UnsafeArchive("its files are not in one folder")
        for member in members:
            name = _below_top(member.name)
            limit -= extract(member, into / name, limit)
            names.append(name)
    return tuple(names)


def extract(member: Member, target: Path, limit: int) -> int:
    """Write one member to ``target``; returns its size.  More than ``limit`` bytes raise ``UnsafeArchive``."""
    written = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = target.open("xb")
    except (FileExistsError, NotADirectoryError) as error:
        raise UnsafeArchive(f"{member.name!r} is in the way of another member") from error
    with file, member.opener() as source:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > limit:
                raise UnsafeArchive("it unpacks to more than it may")
            file.write(chunk)
    return written


def _zip_members(archive: zipfile.ZipFile) -> Iterator[Member]:
    infos = archive.infolist()
    _check_names([info.filename for info in infos])
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise UnsafeArchive(f"{info.filename!r} is a link or a device")
        if not info.is_dir():
            yield Member(info.filename, lambda info=info: archive.open(info))  # type: ignore[misc]


def _tar_members(archive: tarfile.TarFile) -> Iterator[Member]:
    infos = []
    for info in archive:
        infos.append(info)
        if len(infos) > MAX_MEMBERS:
            raise UnsafeArchive("it has too many members")
    _check_names([info.name for info in infos])
    for info in infos:
        if info.isdir():
            continue
        if not info.isreg():
            raise UnsafeArchive(f"{info.name!r} is a link or a device")
        yield Member(info.name, lambda info=info: _tar_reader(archive, info))  # type: ignore[misc]


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    reader = archive.extractfile(info)
    if reader is None:
        raise UnsafeArchive(f"{info.name!r} cannot be read")
    return reader


def _check_names(names: list[str]) -> None:
    if len(names) > MAX_MEMBERS:
        raise UnsafeArchive("it has too many members")
    seen: set[str] = set()
    for name in names:
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts:
            raise UnsafeArchive(f"{name!r} would leave the folder")
        if any(_UNUSABLE.search(part) or _RESERVED.match(part) for part in pure.parts):
            raise UnsafeArchive(f"{name!r} is no usable file name")
        key = str(pure).casefold()
        if key in seen:
            raise UnsafeArchive(f"{name!r} comes twice")
        seen.add(key)


def _below_top(name: str) -> str:
    parts = PurePosixPath(name).parts
    if len(parts) < 2:
        raise UnsafeArchive(f"{name!r} is not inside the archive's one folder")
    return str(PurePosixPath(*parts[1:]))
