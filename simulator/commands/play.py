"""``zongji play``: walk through a call at one's own pace and see why everybody reacts as they do."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from simulator.commands.frame import command, console, language, option, say
from simulator.commands.keyboard import HELP, INSTRUCTIONS, Mistyped, parse
from simulator.commands.onlooker import Onlooker
from simulator.commands.turns import FROM, named_turn
from simulator.model.effects import Effect
from simulator.model.events import Event, Stop
from simulator.model.text import Text
from simulator.records.terminal import plain
from simulator.runtime import folders
from simulator.runtime.call import Call
from simulator.runtime.performance import scene_of
from simulator.runtime.walk import walk
from simulator.runtime.workspace import workspace_here
from simulator.session.scene import Scene
from simulator.session.step import initial
from simulator.workbench.turns import starting_at
from simulator.workbench.why import why

WAITING = Text(
    "直接回车：不说也不做，等下一件事发生。您思考时时间不走；这里不评分，也不留记录。",
    "An empty line waits for what comes next. Time stands still while you think; nothing is scored or recorded.",
)
BEGINS_AT = Text("{party} 从 {turn} 开始。", "{party} begins with {turn}.")
OVER = Text("走完了。", "That was the call.")


@command(
    "play",
    Text(
        "打字走一遍来电，可从任一节点开始：来电人说什么，您打字或按键，看走到哪个分支、为什么。不评分，不留记录。",
        "Walk through a call by typing, from any turn: see which branch is taken and why. Not scored, not recorded.",
    ),
)
@click.argument("call")
@option("--from", "start", default="", metavar="NODE", text=FROM)
@option(
    "--seed", type=int, default=1, text=Text("随机种子：换一个，来电人换一套说法。", "Seed of the callers' wordings.")
)
def play(call: str, start: str, seed: int) -> None:
    workspace = workspace_here(folders.library())
    scene = scene_of(workspace.load_call(workspace.find_call(call)), seed)
    say(INSTRUCTIONS)
    say(WAITING)
    if start:
        party, turn = named_turn(scene.script, start)
        scene = replace(scene, script=starting_at(scene.script, party, turn))
        say(BEGINS_AT.fill(party=party, turn=turn))
    walk(scene, _decide, [Onlooker(console(), language()), _Explainer(scene)])
    say(OVER)


def _decide(call: Call) -> Event | str | None:
    """Ask at the terminal until something can be made of the answer; its end is the end of the call."""
    while True:
        click.echo("> ", nl=False)
        line = sys.stdin.readline()
        if not line:
            click.echo()
            return Stop("finished")
        if not line.strip():
            return None
        if line.strip().removeprefix("/") in (HELP.zh, HELP.en):
            say(INSTRUCTIONS)
            say(WAITING)
            continue
        try:
            return parse(line, call.scene.company, len(call.state.messages))
        except Mistyped as mistake:
            say(mistake.text)


class _Explainer:
    """A ``Watcher`` that says what an event meant to the people of the call."""

    def __init__(self, scene: Scene) -> None:
        self._before = initial(scene)

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        for line in why(call.scene, self._before, t, event, language()):
            click.secho(f"         ↳ {plain(line)}", dim=True)
        self._before = call.state
