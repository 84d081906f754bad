"""Installed models: what is in the models folder, and the check of every file before it is used.

A model is a folder ``MODELS/NAME`` with a record ``zongji-model.json`` of what was placed there.  Where the catalogue
knows a file's hash the catalogue decides; for the members of an archive, the record that was written when the checked
archive was unpacked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from audio.models.catalogue import Model, catalogue
from audio.models.digest import holds
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

RECORD = "zongji-model.json"
RECORD_FORMAT = 1


class State(StrEnum):
    """What is in the folder of a model."""

    ABSENT = "absent"
    INTACT = "intact"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class Placed:
    """One placed file: size in bytes and sha256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the installer wrote beside a model.  ``digest`` is the hash of the archive or of the largest file."""

    model: str
    digest: str
    source: str
    files: Mapping[str, Placed]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The state of one model and the names of the files that are missing or not what they should be."""

    model: Model
    path: Path
    state: State
    faults: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model whose every file has just been checked.  ``digest`` is hex sha256, for an engine's identity."""

    model: Model
    path: Path
    digest: str


def is_installed(models: Path, name: str) -> bool:
    """Whether a folder with a record is there; says nothing about its files."""
    return (models / name / RECORD).is_file()


def inspect(models: Path, name: str) -> Inspection:
    """Read and hash every file of a model."""
    model = catalogue().model(name)
    path = models / name
    if not path.is_dir():
        return Inspection(model, path, State.ABSENT)
    record = read_record(path)
    if record is None or record.model != name:
        return Inspection(model, path, State.CORRUPT, (RECORD,))
    faults = tuple(file for file, placed in _expected(model, record).items() if not _holds(path, file, placed))
    return Inspection(model, path, State.CORRUPT if faults else State.INTACT, faults, record.source)


def open_model(models: Path, name: str) -> InstalledModel:
    """The model, checked.  ``Problem`` (MISSING) when it is absent or a file is not what it should be."""
    found = inspect(models, name)
    record = read_record(found.path)
    if found.state is State.INTACT and record is not None:
        return InstalledModel(found.model, found.path, record.digest)
    if found.state is State.ABSENT:
        raise Problem(
            Exit.MISSING,
            Text(f"模型 {name} 尚未安装。", f"The model {name} is not installed."),
            Text(f"请运行：zongji models install {name}", f"Run: zongji models install {name}"),
        )
    names = "、".join(found.faults)
    raise Problem(
        Exit.MISSING,
        Text(f"模型 {name} 已损坏：{names}", f"The model {name} is corrupt: {', '.join(found.faults)}"),
        Text(f"请重新安装：zongji models install {name}", f"Install it again: zongji models install {name}"),
    )


def read_record(path: Path) -> Record | None:
    """The record of a model's folder; None when there is none that makes sense."""
    try:
        data = json.loads((path / RECORD).read_text(encoding="utf-8"))
        if data["format"] != RECORD_FORMAT:
            return None
        placed = {name: Placed(int(entry["size"]), str(entry["sha256"])) for name, entry in data["files"].items()}
        if not placed or not all(_stays_inside(name) for name in placed):
            return None
        return Record(str(data["model"]), str(data["digest"]), str(data["source"]), placed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_record(path: Path, record: Record) -> None:
    """Write the record of a model's folder."""
    data = {
        "format": RECORD_FORMAT,
        "model": record.model,
        "digest": record.digest,
        "source": record.source,
        "files": {
            name: {"size": placed.size, "sha256": placed.sha256} for name, placed in sorted(record.files.items())
        },
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (path / RECORD).write_text(text, encoding="utf-8", newline="\n")


def _expected(model: Model, record: Record) -> Mapping[str, Placed]:
    if model.archive is None:
        return {file.name: Placed(file.size, file.sha256) for file in model.files}
    return record.files


def _holds(path: Path, name: str, placed: Placed) -> bool:
    try:
        return holds(path / name, placed.size, placed.sha256)
    except OSError:
        return False


def _stays_inside(name: str) -> bool:
    pure = PurePosixPath(name)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in name and ":" not in name
