"""What somebody carried in on a stick: a file or a folder, searched by content, not by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from audio.models.digest import sha256_of
from audio.models.unpack import extract, is_archive, opened
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

MAX_FILES = 20_000


class Carried:
    """The files of a carried-in file or folder.  A single zip, wheel or tar is looked into as well."""

    def __init__(self, path: Path) -> None:
        """``Problem`` when there is nothing at ``path``."""
        if not path.exists():
            raise Problem(
                Exit.MISSING,
                Text(f"找不到 {path}", f"There is nothing at {path}"),
                Text("请检查路径；U 盘是否已经插好？", "Check the path; is the stick plugged in?"),
            )
        self.path = path
        self._files = list(_files_below(path))
        self._hashes: dict[Path, str] = {}

    def find(self, size: int, sha256: str) -> Path | None:
        """A file with exactly this content; ``size`` 0 stands for any."""
        for file in self._files:
            if size in (0, file.stat().st_size) and self._hash(file) == sha256:
                return file
        return None

    def look_inside(self, names: Collection[str], scratch: Path, limit: int) -> None:
        """Where a single archive was carried in: unpack the members with these base names, to be found from now on.

        They go into ``scratch``.  Raises ``UnsafeArchive``; a file that is no archive is left alone.
        """
        if not self.path.is_file() or not is_archive(self.path):
            return
        with opened(self.path) as members:
            wanted = [member for member in members if PurePosixPath(member.name).name in names]
            for number, member in enumerate(wanted):
                target = scratch / f"{number}-{PurePosixPath(member.name).name}"
                limit -= extract(member, target, limit)
                self._files.append(target)

    def _hash(self, file: Path) -> str:
        if file not in self._hashes:
            self._hashes[file] = sha256_of(file)
        return self._hashes[file]


def _files_below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    count = 0
    for file in sorted(path.rglob("*")):
        if file.is_file():
            count += 1
            if count > MAX_FILES:
                raise Problem(
                    Exit.USAGE,
                    Text(f"{path} 里的文件太多。", f"There are too many files in {path}."),
                    Text("请指定只放模型的文件夹。", "Name the folder that holds only the model."),
                )
            yield file
