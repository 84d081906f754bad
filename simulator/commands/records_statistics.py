"""``zongji records statistics``: record errors by operator and month, enquiries, agreement between raters."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, console, emit, json_option, language, option, say, table
from simulator.commands.unlocking import admit, key_option
from simulator.model.text import Text, same
from simulator.records.terminal import plain
from simulator.runtime.counting import SUBJECTS, as_csv, counted
from simulator.runtime.exporting import write_export
from simulator.runtime.store import Store


@command(
    "statistics",
    Text(
        "统计：每月每人记录差错（errors）、咨询（enquiries）、第一与第二评定人的一致程度（raters）。",
        "Statistics: record errors by operator and month, enquiries, how far first and second raters agree.",
    ),
)
@click.argument("subject", type=click.Choice(SUBJECTS))
@option("--since", default="", metavar="YYYY-MM-DD", text=Text("从这一天起。", "From this day on."))
@option(
    "--csv", "csv_file", type=click.Path(path_type=Path), text=Text("另存为表格（CSV）。", "Save as a table (CSV).")
)
@key_option
@json_option
def statistics(subject: str, since: str, csv_file: Path | None, key_name: str, as_json: bool) -> None:
    store = Store()
    admit(store, key_name)
    made, data = counted(store, subject, since, language())
    if csv_file is not None:
        write_export(store, csv_file, as_csv(made))
    if as_json:
        emit(data)
        return
    shown = table(*(same(heading) for heading in made.headings))
    for row in made.rows:
        shown.add_row(*(plain(str(cell)) for cell in row))
    console().print(shown)
    if not made.rows:
        say(Text("没有可统计的记录。", "There is nothing to count."))
