"""``zongji check``: say everything that is wrong with a trainer's files."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import click

from simulator.commands.check_output import annotation, as_data, summary
from simulator.commands.frame import command, complain, emit, language, option, report, say
from simulator.commands.progress import Bar
from simulator.compiler import render
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text, same
from simulator.runtime import folders
from simulator.runtime.checking import Checked, check, is_workspace
from simulator.runtime.watching import PERIOD_S, changes

PROVING = Text("正在核对用语和计划", "Proving phrases and plans")
CHANGED = Text("已修改：{files}", "Changed: {files}")
WAITING = Text("保存文件后自动重新检查；按 Ctrl+C 结束。", "Checks again whenever a file is saved; Ctrl+C ends it.")


class Format(StrEnum):
    """How what was found is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


@command(
    "check",
    Text(
        "检查公司、规则、来电和课程文件；不写 PATH 时检查当前的工作文件夹，否则检查自带的剧本库。",
        "Check company, rule, call and course files; without PATH the current workspace, else the shipped library.",
    ),
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.TEXT.value,
    text=Text(
        "text 给人看（默认）、json 给程序读、github 作为工作流的标注。",
        "text for people (default), json for programs, github for annotations of a workflow.",
    ),
)
@option("--watch", is_flag=True, text=Text("文件一保存就重新检查。", "Check again whenever a file is saved."))
@click.pass_context
def check_files(context: click.Context, path: Path | None, form: str, watch: bool) -> None:
    here = Path.cwd()
    chosen = path or (here if is_workspace(here) else folders.library())
    checked = _checked(chosen, Format(form))
    if watch:
        _watch(chosen, checked.root, Format(form))
    context.exit(Exit.FILES if checked.errors else Exit.OK)


def _checked(path: Path, form: Format) -> Checked:
    """Check, and print what was found."""
    with Bar(PROVING) as bar:
        checked = check(path, folders.library(), bar.told)
    match form:
        case Format.JSON:
            emit(as_data(checked))
        case Format.GITHUB:
            for diagnostic in checked.diagnostics:
                say(same(annotation(checked.root, Path.cwd(), diagnostic, language())))
        case Format.TEXT:
            for diagnostic in checked.diagnostics:
                say(same(render(diagnostic, language())))
            say(summary(checked))
    return checked


def _watch(path: Path, root: Path, form: Format) -> NoReturn:
    """Until the person ends it; a file that is gone is told like any other mistake."""
    complain(WAITING)
    for files in changes(root, lambda: time.sleep(PERIOD_S)):
        names = "、".join(file.relative_to(root).as_posix() for file in files)
        complain(CHANGED.fill(files=names))
        try:
            _checked(path, form)
        except Problem as problem:
            report(problem, language())
        complain(WAITING)
    raise AssertionError("changes never ends")
