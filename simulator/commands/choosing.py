"""What commands that make files ask for and tell: names, choices among names, what was written."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from simulator.commands.frame import language, say
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.drafting import write_checked
from simulator.runtime.workspace import Workspace
from simulator.workbench.facts import ID

FILE_NAME = Text("名称，也是文件名。", "Its name, and that of its file.")


def written(workspace: Workspace, files: Mapping[Path, str], *, overwrite: bool = False) -> None:
    """Write and check new files and say so.  Raises ``Problem``."""
    write_checked(workspace, files, overwrite=overwrite)
    for path in files:
        say(Text(f"已写入 {path}", f"Written: {path}"))
    say(Text("检查过，没有错误。", "Checked: no errors."))


def fit(name: str) -> None:
    """Raises ``Problem`` for what cannot be the name of a file and an id."""
    if not ID.fullmatch(name):
        raise Problem(
            Exit.USAGE,
            Text(f"名称 {name} 不行。", f"{name} is no name for it."),
            Text("只用字母、汉字、数字、_ 和 -。", "Use letters, digits, _ and - only."),
        )


def rulebook_for(workspace: Workspace, given: str | None) -> str:
    """The rulebook that is named, or the only one."""
    known = [folder.name for folder in workspace.rulebook_folders()]
    return one_of(Text("规则", "Rulebook"), "--rulebook", given, known)


def company_for(workspace: Workspace, rulebook: str, given: str | None) -> str:
    """The company that is named, else the one that the rulebook's calls are about."""
    usual = workspace.companies_of(rulebook)
    wanted = usual[0] if given is None and len(usual) == 1 else given
    known = [path.stem for path in workspace.company_files()]
    return one_of(Text("公司", "Company"), "--company", wanted, known)


def one_of(what: Text, flag: str, given: str | None, known: list[str]) -> str:
    """A choice among names: the only one, else as given, else asked for at a terminal.  Raises ``Problem``."""
    if given is None and len(known) == 1:
        return known[0]
    if given is None and sys.stdin.isatty():
        given = str(click.prompt(what[language()], type=click.Choice(known), default=known[0] if known else None))
    if given in known:
        return given
    row = "、".join(known)
    raise Problem(
        Exit.USAGE,
        Text(f"请用 {flag} 选择{what.zh}。", f"choose with {flag}."),
        Text(f"现有的：{row}", f"there are: {row}"),
    )
