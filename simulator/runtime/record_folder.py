"""The folder that keeps one call for good: its log, its sources, its recording and its scorecards.

20261121-185500-gm-accepts/
    log.jsonl         the event log
    sources/          the files the call was made from, in the shape of a workspace
    recording.ogg     left: the trainee, right: everything the trainee heard
    rulings.jsonl     people's rulings, appended
    appeals.jsonl     findings that the trainee disagrees with, appended
    scorecard.json, scorecard.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from simulator.model.log import Source
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file the call was made from: its path inside the workspace (with ``/``) and its bytes."""

    name: str
    data: bytes

    def described(self) -> Source:
        return Source(self.name, hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """Paths inside one record folder."""

    path: Path

    @property
    def log(self) -> Path:
        return self.path / "log.jsonl"

    @property
    def sources(self) -> Path:
        return self.path / "sources"

    @property
    def recording(self) -> Path:
        return self.path / "recording.wav"

    @property
    def rulings(self) -> Path:
        return self.path / "rulings.jsonl"

    @property
    def appeals(self) -> Path:
        return self.path / "appeals.jsonl"

    @property
    def scorecard(self) -> Path:
        return self.path / "scorecard.json"

    @property
    def page(self) -> Path:
        return self.path / "scorecard.html"


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


def find(path: Path) -> RecordFolder:
    """The record folder that a path names: the folder itself or its log."""
    folder = path if path.is_dir() else path.parent
    if not (folder / "log.jsonl").is_file():
        raise Problem(
            Exit.DAMAGED,
            Text(f"这里没有通话记录：{path}", f"there is no record of a call at {path}"),
            Text("请给出记录文件夹或其中的 log.jsonl。", "name the record folder or the log.jsonl in it."),
        )
    return RecordFolder(folder)


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
