"""``zongji`` without a command, or ``zongji window``: the training window."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import click

from simulator.commands.frame import command, language, option
from simulator.model.log import Entry
from simulator.model.problem import Exit, Problem
from simulator.model.text import Lang, Text
from simulator.runtime import folders
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.desk_snapshot import Hints
from simulator.runtime.display import no_window, require_display
from simulator.runtime.equipment import Machine
from simulator.runtime.fonts import FontFile, chinese_font
from simulator.runtime.workspace import workspace_here
from simulator.session.scene import Scene
from simulator.ui.shown import Hint

SAMPLE = "总机话务员模拟训练您好请稍等"
"""What a font has to have to be tried at all; that it has everything is a test of the shipped library."""


@command(
    "window",
    Text("打开训练窗口：选择来电、接听、复盘、练用语、看成绩。", "Open the window: choose calls, work them, debrief."),
)
@option("--ears", default="auto", metavar="auto|vosk|whisper", text=Text("识别引擎。", "The recogniser."))
@option("--speaker", default="auto", metavar="auto|pyttsx3|kokoro", text=Text("来电人的语音。", "The callers' voice."))
@option(
    "--records", type=click.Path(path_type=Path), text=Text("记录存放的文件夹。", "Where the record folders are made.")
)
def window(ears: str = "auto", speaker: str = "auto", records: Path | None = None) -> None:
    require_display()
    lang = language()
    desk = TrainingDesk(
        workspace_here(folders.library()).root,
        records or folders.records(),
        folders.settings(),
        Machine(ears, speaker),
        lang,
        hints_in(lang),
        informs=True,
    )
    try:
        show(desk, lang)
    finally:
        desk.close()


def show(desk: TrainingDesk, lang: Lang) -> None:
    """The window, until it is closed.  The desk is opened once there is something to be seen."""
    from simulator.ui.application import application  # not before: the window's library takes half a second

    font = _font()
    try:
        opened = application(desk, font.path, font.face, lang)
    except RuntimeError as error:  # what the window's library raises where it finds no screen
        raise no_window(Text(str(error), str(error))) from error
    opened.step(time.monotonic_ns() // 1_000_000)
    desk.open()
    opened.run()


def hints_in(lang: Lang) -> Hints:
    """What the rules expect next, in a language."""
    from simulator.ui.views.coaching import hints

    def found(entries: Sequence[Entry], scene: Scene, t: int) -> tuple[Hint, ...]:
        return hints(entries, scene.script, scene.company, scene.rulebook, scene.lexicon, t, lang)

    return found


def _font() -> FontFile:
    font = chinese_font(SAMPLE)
    if font is None:
        raise Problem(
            Exit.MISSING,
            Text("没有可用的中文字体。", "There is no Chinese font."),
            Text(
                "安装 Noto Sans CJK SC，或运行 pip install pylopdf-fonts-zh-cn。",
                "Install Noto Sans CJK SC, or run pip install pylopdf-fonts-zh-cn.",
            ),
        )
    return font
