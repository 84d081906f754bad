"""``zongji replay``: run a log through the core again, show the call, and say whether everything happened as logged."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, console, emit, json_option, language, say
from simulator.commands.onlooker import Onlooker
from simulator.model.problem import Exit
from simulator.model.text import Text
from simulator.runtime.performance import scene_of
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.session.replay import replay as replay_log


@command(
    "replay",
    Text(
        "重放记录：把记录的输入再走一遍，并核对每一步的结果与当时一致。",
        "Replay a record: run its inputs again and compare what follows with what was logged.",
    ),
)
@click.argument("log", type=click.Path(path_type=Path))
@json_option
@click.pass_context
def replay(context: click.Context, log: Path, as_json: bool) -> None:
    recorded = read_record(find(log, seals_here()))
    scene = scene_of(recorded.loaded, recorded.log.header.seed)
    onlooker = None if as_json else Onlooker(console(), language())
    different: list[int] = []
    steps = 0
    for step in replay_log(scene, recorded.log):
        steps += 1
        if onlooker is not None:
            onlooker.show(scene, step.entry.t, step.entry.body, step.effects)
        if not step.same:
            different.append(step.entry.n)
    cut_off_last = not recorded.log.complete and different == [recorded.log.entries[-1].n]
    if as_json:
        emit({"inputs": steps, "different": different, "complete": recorded.log.complete})
    else:
        say(_verdict(steps, different))
    context.exit(Exit.OK if not different or cut_off_last else Exit.DAMAGED)


def _verdict(steps: int, different: list[int]) -> Text:
    if not different:
        return Text(f"{steps} 个输入全部重放，结果与记录一致。", f"All {steps} inputs replayed; everything as logged.")
    entries = ", ".join(map(str, different[:10]))
    return Text(
        f"{steps} 个输入中有 {len(different)} 个的结果与记录不同：第 {entries} 条。",
        f"{len(different)} of {steps} inputs led to something else: entries {entries}.",
    )
