"""``zongji schema``: write the JSON Schemas with which an editor completes and checks files while they are typed."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, option, say
from simulator.model.text import Text
from simulator.runtime.schemas import FOLDER, write_schemas


@command(
    "schema",
    Text(
        "写出各种文件的 JSON Schema，编辑器（如 VS Code）据此边输入边补全和检查。",
        "Write the JSON Schemas of all kinds of files, for editors that complete and check while you type.",
    ),
)
@option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=FOLDER,
    text=Text("写到哪个文件夹，默认 schemas。", "The folder to write them to, by default schemas."),
)
def schema(out: Path) -> None:
    files = write_schemas(out)
    say(Text(f"已在 {out} 写入 {len(files)} 个文件。", f"Wrote {len(files)} files to {out}."))
