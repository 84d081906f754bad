"""``zongji explore``: an automatic player that tries everything, and says which places of a call it never got to."""

from __future__ import annotations

from functools import partial

import click

from simulator.commands.frame import command, complain, emit, json_option, option, say
from simulator.model.problem import Exit
from simulator.model.text import Text
from simulator.records.codec import encode
from simulator.runtime import folders
from simulator.runtime.exploring import Found, explored
from simulator.runtime.workers import each_call
from simulator.runtime.workspace import workspace_here


@command(
    "explore",
    Text(
        "自动把来电的每个节点和分支都走一遍（说话、按键、沉默、说胡话），报告走不到的。不写 CALL 时走全部来电。",
        "Try every turn and branch of calls (words, keys, silence, nonsense) and report what cannot be reached; "
        "without CALL, of all calls.",
    ),
)
@click.argument("calls", nargs=-1, metavar="[CALL]...")
@option(
    "--seeds",
    default=1,
    type=click.IntRange(1, 100),
    text=Text("试几个随机种子（换不同的说法）。", "How many seeds (other wordings) are tried."),
)
@json_option
@click.pass_context
def explore(context: click.Context, calls: tuple[str, ...], seeds: int, as_json: bool) -> None:
    workspace = workspace_here(folders.library())
    paths = [workspace.find_call(call) for call in calls] or list(workspace.call_files())
    data, code = [], Exit.OK
    for path, found in each_call(workspace.root, paths, partial(explored, seeds=seeds)):
        if isinstance(found, Text):
            complain(Text(f"{path.stem}：文件有错误：{found.zh}", f"{path.stem}: errors in the file: {found.en}"))
            code = Exit.FILES
            continue
        if found.missed and code is Exit.OK:
            code = Exit.UNREACHED
        data.append(encode(found))
        if not as_json:
            _print(found)
    if as_json:
        emit(data)
    context.exit(code)


def _print(found: Found) -> None:
    total = found.reached + len(found.missed)
    say(
        Text(
            f"{found.call}：走到 {found.reached}/{total} 处（{found.states} 个局面）",
            f"{found.call}: reached {found.reached} of {total} places ({found.states} states)",
        )
    )
    for place, why in found.missed:
        say(Text(f"    没走到 {place.zh}：{why.zh}", f"    not reached: {place.en}: {why.en}"))
