"""Writes the files that a trainer asked for, and says what to do where that is not possible."""

from __future__ import annotations

from pathlib import Path

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text


def write(path: Path, text: str) -> None:
    """Write UTF-8 with plain line ends, folders made as needed.  Raises ``Problem`` with ``STORAGE``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"无法写入 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}"),
            Text("请检查文件夹的写入权限和磁盘空间。", "check write permission and free space."),
        ) from error


def write_new(files: dict[Path, str], *, overwrite: bool = False) -> None:
    """Write several files, or none where one of them is there already and ``overwrite`` was not asked for."""
    taken = [path for path in files if path.exists()]
    if taken and not overwrite:
        names = "、".join(map(str, taken))
        raise Problem(
            Exit.STORAGE,
            Text(f"已经有这个文件：{names}", f"already there: {names}"),
            Text(
                "请换一个名称（导入时可加 --overwrite 覆盖）；已有的文件没有改动。",
                "choose another name (an import may --overwrite); nothing was changed.",
            ),
        )
    for path, text in files.items():
        write(path, text)
