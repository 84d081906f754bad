"""The JSON Schemas of all kinds of files, on disk where an editor finds them, and the line that points it there."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from simulator.compiler import KINDS, kind_of, schema_of
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

FOLDER = "schemas"
"""Where they are in a workspace."""
_MARK = "# yaml-language-server:"


def written(kind: str) -> str:
    """The schema of a kind of file as it stands in its own file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """One file for each kind.  Raises ``Problem`` where they cannot be written."""
    files = tuple(folder / f"{kind}.json" for kind in KINDS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, file in zip(KINDS, files, strict=True):
            file.write_text(written(kind), encoding="utf-8", newline="\n")
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"无法写入 {folder}（{error.strerror}）", f"cannot write to {folder} ({error.strerror})"),
            Text("请检查权限和磁盘空间。", "Check its permissions and the free space."),
        ) from error
    return files


def schema_line(kind: str, place: PurePath) -> str:
    """The comment for the first line of a file of that kind at ``place`` in its workspace, without a line end."""
    up = "../" * (len(place.parts) - 1)
    return f"{_MARK} $schema={up}{FOLDER}/{kind}.json"


def point_at_schemas(workspace: Path) -> None:
    """Begin every file of the workspace with the line for its kind; one that has such a line keeps it."""
    for file in sorted(workspace.rglob("*.yaml")):
        content = file.read_bytes()
        kind = kind_of(content)
        if kind is not None and not content.startswith(_MARK.encode()):
            line = schema_line(kind, file.relative_to(workspace))
            file.write_bytes(f"{line}\n".encode() + content)
