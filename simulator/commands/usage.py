"""What click says about a wrong command line, in both languages."""

from __future__ import annotations

import click

from simulator.model.text import Text

SEE_HELP = Text("用 --help 查看用法。", "See --help.")


def usage_text(error: click.UsageError) -> Text:
    """The message of a usage error."""
    return Text(_in_chinese(error), error.format_message())


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            return f"缺少参数：{_name(error)}"
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。" + _near(error.possibilities)
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 用法不对：{error.message}"
        case click.BadParameter():
            return f"参数 {_name(error)} 的值不对：{error.message}"
        case _ if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.removeprefix('No such command').strip(' .')}"
        case _:
            return f"命令行有误：{error.message}"


def _name(error: click.BadParameter) -> str:
    if error.param is None or error.ctx is None:
        return str(error.param_hint or "")
    return error.param.get_error_hint(error.ctx)


def _near(possibilities: object) -> str:
    names = sorted(str(name) for name in possibilities) if isinstance(possibilities, list | tuple | set) else []
    return f"是不是 {'、'.join(names)}？" if names else ""
