"""``zongji records export``: the store as a workbook or CSV, traced back by its hash."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, language, option, say
from simulator.model.ledger import Audited, Deed
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.export import Exporter, Table
from simulator.records.spreadsheet import kept_text, to_csv
from simulator.records.store.sql import queries
from simulator.records.workbook import write_workbook
from simulator.runtime.exporting import write_export
from simulator.runtime.store import Store

SHEETS = ("attempts", "certificates", "clauses", "errors")


@command(
    "export",
    Text(
        "导出为 XLSX（全部四张表）或 CSV（一张）；文件的哈希值入库，以后可用 records exported 查证。",
        "Export as XLSX (all four tables) or CSV (one); the file's hash is entered, see records exported.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@option(
    "--sheet",
    type=click.Choice(SHEETS),
    default="attempts",
    show_default=True,
    text=Text("CSV 里的那张表。", "The table of a CSV."),
)
@option("--since", default="", metavar="YYYY-MM-DD", text=Text("从这一天起。", "From this day on."))
def export(file: Path, sheet: str, since: str) -> None:
    store = Store()
    suffix = file.suffix.lower()
    if suffix == ".xlsx":
        tables = [_table(store, name, since) for name in SHEETS]
        data = write_workbook(tables)
    elif suffix == ".csv":
        tables = [_table(store, sheet, since)]
        data = _csv(tables[0])
    else:
        raise Problem(Exit.USAGE, Text("文件名要以 .xlsx 或 .csv 结尾。", "the file's name ends in .xlsx or .csv."))
    write_export(store, file, data)
    rows = sum(len(table.rows) for table in tables)
    say(Text(f"已导出 {rows} 行到 {file}。", f"Exported {rows} rows to {file}."))


@command(
    "exported",
    Text("查证一个文件：是不是本库导出的、原样未改。", "Whether a file is an unchanged export of this store."),
)
@click.argument("file", type=click.Path(path_type=Path))
def exported(file: Path) -> None:
    try:
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise Problem(
            Exit.USAGE, Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error
    store = Store()
    for one in store.database.of_kind("Audited"):
        body = store.body(one.id)
        if isinstance(body, Audited) and body.deed is Deed.EXPORTED and body.subject == sha256:
            say(Text(f"{one.at} 从本库导出，未改动。", f"Exported from this store at {one.at}, unchanged."))
            return
    raise Problem(
        Exit.DAMAGED,
        Text(f"{file.name} 不是本库导出的，或者改动过。", f"{file.name} was not exported here, or was changed."),
        Text("请重新导出。", "export it again."),
    )


def _table(store: Store, name: str, since: str) -> Table:
    exporter = Exporter(store.trainees(), language())
    if name == "attempts":
        return exporter.attempts(queries.attempts(store.database, since=since))
    if name == "certificates":
        return exporter.certificates(queries.certificates(store.database, date.today()))
    report = queries.class_report(store.database, since=since)
    return exporter.clauses(report) if name == "clauses" else exporter.record_errors(report)


def _csv(table: Table) -> bytes:
    texts = ([kept_text(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return to_csv([table.headings, *texts]).encode("utf-8")


EXPORTING = (export, exported)
