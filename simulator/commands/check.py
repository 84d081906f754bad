"""``zongji check``: say everything that is wrong with a trainer's files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from simulator.commands.frame import command, emit, json_option, language, say
from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.problem import Exit
from simulator.model.text import Text, same
from simulator.runtime import folders
from simulator.runtime.checking import Checked, check, is_workspace

PROVING = Text("逐条核对用语是否分得清", "Proving that the phrases can be told apart")
WARNING = Text("警告：", "warning: ")


@command(
    "check",
    Text(
        "检查公司、规则和来电文件；不写 PATH 时检查当前的工作文件夹，否则检查自带的剧本库。",
        "Check company, rule and call files; without PATH the current workspace, else the shipped library.",
    ),
)
@click.argument("path", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def check_files(context: click.Context, path: Path | None, as_json: bool) -> None:
    here = Path.cwd()
    with _Bar() as bar:
        checked = check(path or (here if is_workspace(here) else folders.library()), folders.library(), bar.told)
    if as_json:
        emit(_as_data(checked))
    else:
        for diagnostic in checked.diagnostics:
            say(same(_line(diagnostic)))
        say(_summary(checked))
    context.exit(Exit.FILES if checked.errors else Exit.OK)


class _Bar:
    """What is going on, on a terminal's standard error, while phrases are proved for the first time."""

    def __init__(self) -> None:
        columns = (TextColumn(PROVING[language()]), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=None)
        self._shown = False

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()

    def told(self, done: int, total: int) -> None:
        if not self._shown and self._bar.console.is_terminal:
            self._bar.start()  # only now: most checks have nothing to prove
            self._shown = True
        self._bar.update(self._task, completed=done, total=total)


def _line(one: Diagnostic) -> str:
    """``file:line:column: CODE message``, and the hint below."""
    lang = language()
    warning = WARNING[lang] if one.severity is Severity.WARNING else ""
    head = f"{one.span.file}:{one.span.line}:{one.span.column}: {one.code} {warning}{one.message[lang]}"
    return f"{head}\n    {one.hint[lang]}" if one.hint else head


def _summary(checked: Checked) -> Text:
    found_zh = f"{checked.errors} 处错误，{checked.warnings} 处警告" if checked.diagnostics else "没有问题"
    found_en = f"{checked.errors} errors, {checked.warnings} warnings" if checked.diagnostics else "nothing wrong"
    counts = (checked.calls, checked.rulebooks, checked.companies, checked.courses)
    looked_at = Text(
        "{} 个来电、{} 套规则、{} 家公司、{} 门课程".format(*counts),
        "{} calls, {} rulebooks, {} companies, {} courses checked".format(*counts),
    )
    return Text(
        f"{checked.root}：{looked_at.zh}，{found_zh}。",
        f"{checked.root}: {looked_at.en}: {found_en}.",
    )


def _as_data(checked: Checked) -> dict[str, Any]:
    return {
        "root": str(checked.root),
        "calls": checked.calls,
        "rulebooks": checked.rulebooks,
        "companies": checked.companies,
        "courses": checked.courses,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "diagnostics": [
            {
                "file": one.span.file,
                "line": one.span.line,
                "column": one.span.column,
                "end_line": one.span.end_line,
                "end_column": one.span.end_column,
                "code": one.code,
                "severity": one.severity.value,
                "message": {"zh": one.message.zh, "en": one.message.en},
                "hint": {"zh": one.hint.zh, "en": one.hint.en} if one.hint else None,
            }
            for one in checked.diagnostics
        ],
    }
