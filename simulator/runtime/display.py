"""Whether this machine can show a window at all, asked before anything is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text


def require_display(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> None:
    """Raises ``Problem`` with ``DISPLAY`` on a machine without a graphical session (a server, a container, ssh)."""
    if platform in ("win32", "darwin"):
        return
    named = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    if not any(environment.get(name) for name in named):
        raise no_window(Text("没有图形界面", "there is no graphical session"))


def no_window(why: Text) -> Problem:
    """What to tell where the window cannot be opened."""
    return Problem(
        Exit.DISPLAY,
        Text(f"无法打开窗口：{why.zh}。", f"The window cannot be opened: {why.en}."),
        Text(
            "请在桌面环境中运行；没有桌面时可以用 zongji run 来电名 在终端练习，zongji --help 列出全部命令。",
            "Run it on a desktop; without one, practise in the terminal with zongji run CALL. "
            "zongji --help lists all commands.",
        ),
    )
