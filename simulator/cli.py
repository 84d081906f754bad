"""The command ``zongji``: puts the subcommands together and turns every end into an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from simulator.commands.frame import Group, Option, option, report
from simulator.commands.usage import SEE_HELP, usage_text
from simulator.model.problem import Exit, Problem
from simulator.model.text import Lang, Text
from simulator.runtime import folders

os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
"""Nobody changes the reading tables, so nobody needs a copy of them, 5 MB.  Read when they are imported."""

INTERRUPTED = 130
BROKEN_PIPE = 141
OUR_MISTAKE = 70
VERSION = Text("显示版本号。", "Show the version.")

COMMANDS = {
    "bundle": "bundle",
    "calibrate": "calibrate",
    "check": "check_files",
    "coverage": "coverage",
    "demo": "demo",
    "doctor": "doctor",
    "exam": "exam",
    "explore": "explore",
    "graph": "graph",
    "hear": "hear",
    "import": "import_",
    "init": "init",
    "models": "models",
    "new": "new",
    "play": "play",
    "records": "records",
    "rehearse": "rehearse",
    "replay": "replay",
    "roster": "roster",
    "run": "run",
    "schema": "schema",
    "sample": "sample",
    "score": "score",
    "stats": "stats",
    "window": "window",
}
"""Each command's module in ``simulator.commands`` has its name; the value is the name of the command in there."""

_MODULES = {"import": "importing"}
"""Where the name of a command is none for a module."""


class Root(Group):
    """Imports a command only when it is wanted: starting is quick, and a broken library stops one command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(
            import_module(f"simulator.commands.{_MODULES.get(cmd_name, cmd_name)}"), COMMANDS[cmd_name]
        )
        return found


@click.group(
    "zongji",
    cls=Root,
    text=Text(
        "总机话务员离线模拟训练。不带命令时打开训练窗口。",
        "Offline training simulator for switchboard operators. Without a command it opens the window.",
    ),
    invoke_without_command=True,
)
@option(
    "--lang",
    type=click.Choice([lang.value for lang in Lang]),
    default=Lang.ZH.value,
    envvar="ZONGJI_LANG",
    is_eager=True,
    text=Text("语言：zh（默认）或 en。", "Language: zh (default) or en."),
)
@click.version_option(None, package_name="zongji-trainer", message="%(version)s", cls=Option, text=VERSION)
@click.pass_context
def zongji(context: click.Context, lang: Lang) -> None:
    if context.invoked_subcommand is None:
        window = zongji.get_command(context, "window")
        assert window is not None
        context.invoke(window)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; nothing gets out as a traceback."""
    _make_writable()
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(_run(given, _language(given)))


def _run(arguments: list[str], lang: Lang) -> int:
    try:
        code = zongji.main(arguments, prog_name="zongji", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else Exit.OK
    except Problem as problem:
        report(problem, lang)
        return problem.exit
    except click.UsageError as error:
        report(Problem(Exit.USAGE, usage_text(error), SEE_HELP), lang)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again when it closes it
        return BROKEN_PIPE
    except Exception as error:  # the last net: a mistake of ours is told as one, with what we need to find it
        report(_our_mistake(error), lang)
        return OUR_MISTAKE


def _language(arguments: Sequence[str]) -> Lang:
    """What the messages outside of click are written in; click reads the same option and variable."""
    for option_name, value in zip(arguments, [*arguments[1:], ""], strict=False):
        if option_name == f"--lang={Lang.EN}" or (option_name == "--lang" and value == Lang.EN):
            return Lang.EN
    return Lang.EN if os.environ.get("ZONGJI_LANG") == Lang.EN else Lang.ZH


def _make_writable() -> None:
    """Write UTF-8 where a pipe or an old console has an encoding without Chinese, and never fail at a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            try:
                "中".encode(stream.encoding)
                stream.reconfigure(errors="replace")
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _our_mistake(error: Exception) -> Problem:
    details = "".join(traceback.format_exception(error))
    path = folders.home() / "crash.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(details, encoding="utf-8")
        where = Text(f"详细信息在 {path}，请发给维护人员。", f"The details are in {path}; please report them.")
    except OSError:
        where = Text(details, details)
    name = f"{type(error).__name__}: {error}"
    return Problem(Exit.USAGE, Text(f"程序内部错误：{name}", f"A mistake in the program: {name}"), where)
