"""``zongji records export``: the store as a workbook, CSV or learning records, traced back by its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from simulator.commands.frame import command, language, option, say
from simulator.commands.unlocking import admit, key_option
from simulator.model.ledger import Audited, Deed
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.export import Table
from simulator.records.spreadsheet import kept_text, to_csv
from simulator.records.workbook import write_workbook
from simulator.runtime.exporting import write_export
from simulator.runtime.learning_records import as_xapi
from simulator.runtime.sheets import SHEETS, every_sheet, sheet_named
from simulator.runtime.store import Store

FORMATS = ("xlsx", "csv", "xapi")


@command(
    "export",
    Text(
        "导出为 XLSX（全部四张表）、CSV（一张）或 xAPI；文件的哈希值入库，以后可用 records exported 查证。",
        "Export as XLSX (all four tables), CSV (one) or xAPI; the file's hash is entered, see records exported.",
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
@option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    text=Text(
        "没有给出时看文件名；xapi 是 JSON，每个来电、每项标准一条。",
        "By the file's name if not given; xapi is JSON, a statement for each call and criterion.",
    ),
)
@key_option
def export(file: Path, sheet: str, since: str, form: str | None, key_name: str) -> None:
    store = Store()
    admit(store, key_name)
    match form or file.suffix.lower().removeprefix("."):
        case "xlsx":
            tables = list(every_sheet(store, since, language()))
            data, rows = write_workbook(tables), sum(len(table.rows) for table in tables)
        case "csv":
            table = sheet_named(store, sheet, since, language())
            data, rows = _csv(table), len(table.rows)
        case "xapi":
            data, rows = as_xapi(store, since)
        case _:
            raise Problem(
                Exit.USAGE,
                Text(
                    "文件名要以 .xlsx 或 .csv 结尾，或给出 --format。",
                    "the file's name ends in .xlsx or .csv, or give --format.",
                ),
            )
    write_export(store, file, data)
    say(Text(f"已导出 {rows} 行到 {file}。", f"Exported {rows} rows to {file}."))


WRITTEN = (Deed.EXPORTED, Deed.CHECKPOINT, Deed.BACKED_UP)


@command(
    "exported",
    Text("查证一个文件：是不是本库导出的、原样未改。", "Whether a file is an unchanged export of this store."),
)
@click.argument("file", type=click.Path(path_type=Path))
def exported(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise Problem(
            Exit.USAGE, Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error
    store = Store()
    for one in store.database.of_kind("Audited"):
        body = store.body(one.id)
        if isinstance(body, Audited) and body.deed in WRITTEN and body.subject == sha256:
            say(Text(f"{one.at} 从本库导出，未改动。", f"Exported from this store at {one.at}, unchanged."))
            return
    raise Problem(
        Exit.DAMAGED,
        Text(f"{file.name} 不是本库导出的，或者改动过。", f"{file.name} was not exported here, or was changed."),
        Text("请重新导出。", "export it again."),
    )


def _csv(table: Table) -> bytes:
    texts = ([kept_text(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return to_csv([table.headings, *texts]).encode("utf-8")


EXPORTING = (export, exported)
