"""``zongji graph``: a call as a picture: who says what, and what leads where."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, language, option, say
from simulator.commands.turns import FROM, named_turn
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.workspace import workspace_here
from simulator.runtime.writing import write
from simulator.workbench.graph import charts_of
from simulator.workbench.mermaid import mermaid
from simulator.workbench.svg import svg

MERMAID, SVG = "mermaid", "svg"


@command(
    "graph",
    Text(
        "把来电画成图：每个人的节点、听到什么去哪里、怎样结束。默认写成 SVG，用浏览器打开。",
        "Draw a call: everybody's turns, what leads where, how it ends. An SVG for any browser, or Mermaid text.",
    ),
)
@click.argument("call")
@option("--format", "kind", type=click.Choice([SVG, MERMAID]), text=Text("图的格式。", "The format."))
@option("--from", "start", default="", metavar="NODE", text=FROM)
@option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text(
        "写到哪个文件（.mmd 为 Mermaid）；不写则输出到屏幕。", "Which file (.mmd is Mermaid); else standard output."
    ),
)
def graph(call: str, kind: str | None, start: str, out: Path | None) -> None:
    workspace = workspace_here(folders.library())
    script = workspace.load_script(workspace.find_call(call))
    if start:
        start = "/".join(named_turn(script, start))
    charts = charts_of(script, language(), start)
    kind = kind or (MERMAID if out is not None and out.suffix in (".mmd", ".md") else SVG)
    text = svg(charts, f"{script.id} {script.title}") if kind == SVG else mermaid(charts)
    if out is None:
        click.echo(text, nl=False)
        return
    write(out, text)
    say(Text(f"已写入 {out}", f"Written to {out}"))
