"""Workbooks (``.xlsx``): the first sheet as rows of texts, and which numbers may have lost zeros; tables written."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from simulator.records.export import Cell, Table

MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""Of a sheet; what is beyond is not read."""
LARGEST_UNPACKED = 40_000_000
"""Bytes; a sheet with every cell filled takes 20 to 30 MB.  A small archive may hold a row of any number of cells, and
the library takes 80 MB of memory and 0.7 s for each megabyte of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from the top, empty ones too.  ``numbers``: (row, column) from 0 of cells that Excel keeps as numbers
    without a format that says how many digits they have."""

    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[tuple[int, int]] = frozenset()


def read_workbook(data: bytes) -> Sheet | None:
    """None for what is no workbook, or unpacks into too much.  Formulas come as the values last computed."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                return None
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = book.worksheets[0].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        cells = [list(row) for row in found]
    except Exception:  # the library has no error of its own for a damaged file: anything from zip, XML or itself
        return None
    rows = tuple(tuple(_text(cell) for cell in row) for row in cells)
    numbers = {(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if _bare_number(cell)}
    return Sheet(rows, frozenset(numbers))


def _bare_number(cell: Any) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and not _zeros(cell)


def _zeros(cell: Any) -> int:
    """How many digits the cell's format shows at least; 0 for formats that do not say."""
    shown = str(getattr(cell, "number_format", "") or "")
    return len(shown) if len(shown) > 1 and set(shown) == {"0"} else 0


def _text(cell: Any) -> str:
    """As a person sees it: 8001 and not 8001.0, with the zeros that a format such as 0000 shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).zfill(_zeros(cell)) if isinstance(value, int) else str(value).strip()


def write_workbook(tables: Iterable[Table]) -> bytes:
    """A sheet for each table, its headings fixed at the top.  Texts stay texts: no formula, no number."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet: Any = book.create_sheet(table.title)
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(table.headings, 1):
            widest = max((len(str(row[number - 1])) for row in table.rows[:200]), default=0)
            sheet.column_dimensions[get_column_letter(number)].width = min(40, max(widest, 2 * len(heading)) + 2)
        sheet.append([_written(sheet, heading, bold=True) for heading in table.headings])
        for row in table.rows:
            sheet.append([_written(sheet, value) for value in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _written(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell: Any = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"  # the library takes a text that begins with = for a formula
    cell.number_format = "@"
    cell.quotePrefix = True  # and so does Excel, when somebody edits the cell
    if bold:
        cell.font = Font(bold=True)
    return cell
