"""``zongji stats``: call statistics of the recorded calls, as a table, CSV or JSON."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from simulator.commands.frame import command, console, emit, json_option, language, option, say
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.tally import COLUMNS, Tallied, as_csv, tally

HEADINGS = {
    "incoming": Text("来电", "incoming"),
    "answered": Text("接听", "answered"),
    "answered_late": Text("迟接", "late"),
    "abandoned": Text("未接", "abandoned"),
    "outgoing": Text("外拨", "outgoing"),
    "mean_ring_ms": Text("平均振铃 ms", "mean ring ms"),
    "connected": Text("接通", "connected"),
    "messages": Text("留言", "messages"),
    "relayed": Text("转告", "relayed"),
    "faults": Text("故障", "faults"),
}


@command("stats", Text("统计记录中的通话（来电、接听、留言等）。", "Statistics of the recorded calls."))
@click.argument("records", required=False, type=click.Path(path_type=Path))
@option(
    "--csv", "csv_file", type=click.Path(path_type=Path), text=Text("另存为表格（CSV）。", "Save as a table (CSV).")
)
@json_option
def stats(records: Path | None, csv_file: Path | None, as_json: bool) -> None:
    rows = list(tally(records or folders.records()))
    if csv_file is not None:
        _save(csv_file, as_csv(rows))
    if as_json:
        emit([_as_data(row) for row in rows])
        return
    lang = language()
    table = Table(box=None, pad_edge=False)
    table.add_column(Text("记录", "record")[lang])
    for heading in HEADINGS.values():
        table.add_column(heading[lang], justify="right")
    for row in rows:
        table.add_row(row.record, *(str(getattr(row.statistics, name)) for name in HEADINGS))
    console().print(table)
    say(Text(f"共 {len(rows)} 次通话记录。", f"{len(rows)} recorded calls."))


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"无法写入 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}")
        ) from error


def _as_data(row: Tallied) -> dict[str, object]:
    kept = row.statistics
    figures = {column: getattr(kept, column) for column in COLUMNS}
    named = {"record": row.record, "call": row.call, "trainee": row.trainee, "started": row.started}
    return {**named, **figures, "reached": kept.reached, "refused": kept.refused}
