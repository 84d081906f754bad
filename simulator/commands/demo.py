"""``zongji demo``: a whole call without sound card, screen or internet, really recognised and scored."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, console, json_option, language, option, say
from simulator.commands.onlooker import Onlooker
from simulator.commands.outcome import show_claimed
from simulator.model.text import Text
from simulator.runtime import folders, performance
from simulator.runtime.call import Watcher
from simulator.runtime.cast import cast_for
from simulator.runtime.workspace import Workspace

CALL, PLAN, SEED = "gm-accepts", "perfect", 1
INTRODUCTION = Text(
    "演示：来电人找总经理。学员的话是随程序提供的合成录音（Kokoro 语音），\n"
    "由 {ears} 真实识别；不需要声卡、屏幕和网络。\n",
    "Demo: a caller asks for the general manager. The trainee's words are synthesized recordings that ship with the\n"
    "program (Kokoro voices), really recognised by {ears}; no sound card, screen or network is needed.\n",
)


@command(
    "demo",
    Text(
        "演示一个完整的来电：对话、真实识别、评分和评分页。",
        "Show a whole call: conversation, real recognition, score and scorecard page.",
    ),
)
@option("--ears", default="auto", metavar="auto|vosk|whisper", text=Text("识别引擎。", "The recogniser."))
@option(
    "--records", type=click.Path(path_type=Path), text=Text("记录存放的文件夹。", "Where the record folder is made.")
)
@json_option
@click.pass_context
def demo(context: click.Context, ears: str, records: Path | None, as_json: bool) -> None:
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call(CALL))
    plan = performance.plan_of(loaded, PLAN)
    watchers: list[Watcher] = [] if as_json else [Onlooker(console(), language())]
    with cast_for(loaded, SEED, ears, "", "auto") as cast:
        if not as_json:
            say(INTRODUCTION.fill(ears=cast.ears.identity))
        root = records or folders.records()
        folder = performance.rehearse_by_voice(loaded, plan, root, SEED, cast, watchers)
    show_claimed(context, folder, plan, as_json=as_json)
