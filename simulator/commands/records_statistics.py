"""``zongji records statistics``: record errors by operator and month, enquiries, agreement between raters."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from simulator.commands.frame import command, console, emit, json_option, language, option, say, table
from simulator.commands.unlocking import admit, key_option
from simulator.model.text import Text, same
from simulator.records import tally
from simulator.records.export import Table, who
from simulator.records.spreadsheet import kept_text, to_csv
from simulator.records.store.raters import agreement_of_raters
from simulator.records.store.sql import queries
from simulator.records.terminal import plain
from simulator.runtime.exporting import write_export
from simulator.runtime.store import Store

SUBJECTS = ("errors", "enquiries", "raters")


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
    made, data = _found(store, subject, since)
    if csv_file is not None:
        write_export(store, csv_file, _as_csv(made))
    if as_json:
        emit(data)
        return
    shown = table(*(same(heading) for heading in made.headings))
    for row in made.rows:
        shown.add_row(*(plain(str(cell)) for cell in row))
    console().print(shown)
    if not made.rows:
        say(Text("没有可统计的记录。", "There is nothing to count."))


def _found(store: Store, subject: str, since: str) -> tuple[Table, object]:
    if subject == "errors":
        worked = queries.work_by_month(store.database, since)
        known = store.trainees()
        data = [asdict(one) | {"number": who(known, one.trainee, language())[0]} for one in worked]
        return tally.record_errors(worked, known, language()), data
    if subject == "enquiries":
        counted = queries.enquiries(store.database, since)
        return tally.enquiries(counted, language()), [asdict(one) for one in counted]
    agreed = agreement_of_raters(store.database)
    return tally.raters(agreed, language()), {rule or "all": asdict(one) for rule, one in agreed.items()}


def _as_csv(made: Table) -> bytes:
    rows = ([kept_text(cell) if isinstance(cell, str) else cell for cell in row] for row in made.rows)
    return to_csv([made.headings, *rows]).encode("utf-8")
