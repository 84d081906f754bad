"""``zongji bundle``: a folder for a stick that installs where there is no internet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from simulator.commands.frame import command, option, say
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.bundle import PLATFORMS, make_bundle, target_for, this_platform


@command(
    "bundle",
    Text(
        "制作 U 盘安装包：程序、依赖、已安装的模型和剧本，在从未上网的电脑上一条命令安装。",
        "Make a folder for a stick: program, requirements, models and scenarios; one command installs it offline.",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@option(
    "--platform",
    default=this_platform,
    metavar="NAME",
    text=Text(
        f"目标平台：{'、'.join(PLATFORMS)}。默认为本机。", f"Target: {', '.join(PLATFORMS)}. Default: this machine."
    ),
)
@option(
    "--python",
    default=f"{sys.version_info.major}.{sys.version_info.minor}",
    metavar="VERSION",
    text=Text("目标机器上的 Python 版本，默认与本机相同。", "The Python version of the target, this one's by default."),
)
def bundle(folder: Path, platform: str, python: str) -> None:
    target = target_for(platform, python)
    made = make_bundle(folder, target, models=folders.models(), library=folders.library(), told=say)
    models = ", ".join(made.models) or "-"
    say(
        Text(
            f"安装包在 {folder}：{made.size / 1e6:,.0f} MB，{made.wheels} 个 wheel，模型：{models}。\n"
            f"在目标电脑（需要 Python {python}）上运行其中的 install.py。",
            f"The bundle is in {folder}: {made.size / 1e6:,.0f} MB, {made.wheels} wheels, models: {models}.\n"
            f"On the target, which needs Python {python}, run install.py in it.",
        )
    )
