"""The bilingual frame of the command line: help, usage errors and output in the language the person chose.

Every command is made with ``command`` and ``option`` of this module, whose help is a ``Text``, and prints with ``say``
or ``emit``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.table import Table

from simulator.model.problem import Problem
from simulator.model.text import Lang, Text

USAGE = Text("用法：", "Usage: ")
OPTIONS = Text("选项", "Options")
COMMANDS = Text("命令", "Commands")
HELP = Text("显示这段说明。", "Show this message.")
JSON_HELP = Text("输出 JSON，供程序读取。", "Print JSON for programs.")

_F = TypeVar("_F", bound=Callable[..., Any])


def language() -> Lang:
    """The language chosen with ``--lang`` or ``ZONGJI_LANG``; Chinese outside a command."""
    context = click.get_current_context(silent=True)
    return Lang(context.find_root().params.get("lang") or Lang.ZH) if context else Lang.ZH


def say(text: Text) -> None:
    """A sentence on standard output."""
    click.echo(text[language()])


def complain(text: Text) -> None:
    """A sentence on standard error."""
    click.echo(text[language()], err=True)


def emit(data: Any) -> None:
    """Data for a program on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def console() -> Console:
    """For tables and progress bars; rich's own markup is off, so that nothing in a file or a name is taken for it."""
    return Console(markup=False, highlight=False, emoji=False)


def table(*headings: Text) -> Table:
    """An empty table; what stands in the first column, by which a row is named, is never cut off."""
    made = Table()
    for number, heading in enumerate(headings):
        made.add_column(heading[language()], no_wrap=number == 0)
    return made


def report(problem: Problem, lang: Lang) -> None:
    """A problem as its person sees it, on standard error."""
    if problem.findings:
        click.echo(problem.findings[lang], err=True)
    click.echo(problem.message[lang], err=True)
    if problem.hint:
        click.echo(problem.hint[lang], err=True)


class Command(click.Command):
    """A command whose help is bilingual."""

    def __init__(self, *arguments: Any, text: Text, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.text = text

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.text[language()]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=USAGE[language()])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.text[language()])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(OPTIONS[language()]):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found:
            found.help = HELP[language()]
        return found


class Group(Command, click.Group):
    """A command with subcommands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(COMMANDS[language()]):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in commands if command])


class Option(click.Option):
    """An option whose help is bilingual."""

    def __init__(self, *arguments: Any, text: Text, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = self.text[language()]
        return super().get_help_record(ctx)


def command(name: str, text: Text) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, text=text)


def group(name: str, text: Text) -> Callable[[Callable[..., Any]], Group]:
    """Make a function a command with subcommands."""
    return click.group(name, cls=Group, text=text)


def option(*declarations: str, text: Text, **settings: Any) -> Callable[[_F], _F]:
    """Give a command an option."""
    return click.option(*declarations, cls=Option, text=text, **settings)


json_option = option("--json", "as_json", is_flag=True, text=JSON_HELP)
