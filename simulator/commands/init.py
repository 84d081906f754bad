"""``zongji init``: make a trainer's workspace."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, say
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.new_workspace import make_workspace


@command(
    "init",
    Text(
        "建立培训师自己的工作文件夹：把自带的公司、规则和来电剧本复制过去，随意修改。",
        "Make a trainer's workspace: a copy of the shipped companies, rulebooks and calls to change.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    files = make_workspace(folder, folders.library())
    say(
        Text(
            f"已在 {folder} 建立工作文件夹（{len(files)} 个文件）。修改后检查：zongji check {folder}",
            f"Made a workspace of {len(files)} files in {folder}. After changes, run: zongji check {folder}",
        )
    )
