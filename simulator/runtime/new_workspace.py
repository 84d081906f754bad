"""Makes a trainer's own workspace: a copy of the shipped library to change at will."""

from __future__ import annotations

import shutil
from pathlib import Path

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.schemas import point_at_schemas


def make_workspace(folder: Path, library: Path) -> tuple[Path, ...]:
    """Copy the library into ``folder`` and return the files.  ``Problem`` when there is something in it already."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Problem(
                Exit.STORAGE,
                Text(f"{folder} 已经存在，而且不是空文件夹。", f"{folder} exists and is not an empty folder."),
                Text("请换一个文件夹名；已有的文件不会被改动。", "Choose another name; nothing was changed."),
            )
        shutil.copytree(library, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        point_at_schemas(folder)
    except (OSError, shutil.Error) as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"无法写入 {folder}：{error}", f"Cannot write to {folder}: {error}"),
            Text("请检查权限和磁盘空间。", "Check its permissions and the free space."),
        ) from error
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
