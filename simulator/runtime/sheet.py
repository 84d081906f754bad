"""Reads a table that somebody keeps in a spreadsheet: XLSX, or CSV in any encoding that Excel writes."""

from __future__ import annotations

from pathlib import Path

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.spreadsheet import from_csv
from simulator.records.workbook import MOST_COLUMNS, MOST_ROWS, Sheet, read_workbook

LARGEST = 20_000_000
"""Bytes."""


def read_sheet(path: Path) -> Sheet:
    """The first sheet.  Raises ``Problem`` with ``FILES``."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, Text("太大", "too large"))
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, Text(f"{error.strerror}", f"{error.strerror}")) from error
    if data[:2] == b"PK":
        sheet = read_workbook(data)
        if sheet is None:
            raise _unreadable(path, Text("文件已损坏或有密码", "damaged or protected"))
        return sheet
    rows = from_csv(data)
    if rows is None:
        raise _unreadable(path, Text("不是 XLSX，也不是 CSV", "neither XLSX nor CSV"))
    return Sheet(tuple(tuple(row[:MOST_COLUMNS]) for row in rows[:MOST_ROWS]))


def _unreadable(path: Path, why: Text) -> Problem:
    return Problem(
        Exit.FILES,
        Text(f"无法读取表格 {path}：{why.zh}", f"cannot read the sheet {path}: {why.en}"),
        Text("请用 Excel 另存为 XLSX 或 CSV UTF-8。", "save it as XLSX or CSV UTF-8."),
    )
