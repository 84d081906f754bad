"""Puts new files into a workspace: from templates, checked at once, and all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.checking import check
from simulator.runtime.workspace import FileErrors, Workspace, plans_beside, workspace_here
from simulator.runtime.writing import write_new

TEMPLATES, ENDING = "templates", ".txt"
"""With another ending than YAML's: a template is no file of its kind yet, and an editor need not complain of it."""


def own_workspace() -> Workspace:
    """The trainer's own workspace that the person is in.  Raises ``Problem``: the shipped library is not written to."""
    workspace = workspace_here(folders.library())
    if workspace.root == folders.library():
        raise Problem(
            Exit.USAGE,
            Text("这里不是工作文件夹。", "This is no workspace."),
            Text(
                "先运行 zongji init 文件夹，再到那个文件夹里运行本命令。",
                "Run zongji init FOLDER first, then this command in that folder.",
            ),
        )
    return workspace


def template(workspace: Workspace, name: str) -> str:
    """A template of the workspace, else the shipped one.  Raises ``Problem``."""
    for root in (workspace.root, folders.library()):
        path = root / TEMPLATES / f"{name}{ENDING}"
        if path.is_file():
            return text_of(path)
    raise Problem(Exit.FILES, Text(f"没有模板 {name}", f"there is no template {name}"))


def text_of(path: Path) -> str:
    """The text of a template.  Raises ``Problem``."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(
            Exit.FILES,
            Text(f"无法读取模板 {path}", f"cannot read the template {path}"),
            Text("模板要存成 UTF-8。", "templates are UTF-8."),
        ) from error


def write_checked(workspace: Workspace, files: Mapping[Path, str], *, overwrite: bool = False) -> None:
    """Write new files and check them; where they have errors everything is put back as it was.

    Raises ``Problem`` where one is there already and is not to be overwritten, ``FileErrors`` where they have errors.
    """
    before = {path: path.read_bytes() for path in files if path.is_file()}
    write_new(dict(files), overwrite=overwrite)
    errors = [one for one in _diagnostics(workspace.root, files) if one.severity is Severity.ERROR]
    if errors:
        for path in files:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()
        raise FileErrors(tuple(dict.fromkeys(errors)))


def _diagnostics(root: Path, files: Mapping[Path, str]) -> list[Diagnostic]:
    fresh = Workspace(root)
    calls = [path for path in files if path.is_relative_to(root / "calls") and not path.name.endswith(".plans.yaml")]
    beside = {plans_beside(call) for call in calls}
    for call in calls:
        fresh.check_call(call)
    found = list(fresh.diagnostics)
    for path in files:
        if path not in calls and path not in beside:
            found += check(path, root).diagnostics
    return found
