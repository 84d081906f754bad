"""Marking sheets: blind, safe for a spreadsheet, and read back from whatever Excel makes of them."""

from __future__ import annotations

import csv
import io

import pytest

from scoring.calibration import Mark
from simulator.model.rulebook import Rulebook
from simulator.model.text import Lang
from simulator.records.marking_sheet import Sheet, SheetCall, blank_sheet, read_sheet
from simulator.records.spreadsheet import from_csv, to_csv
from simulator.runtime import folders
from simulator.runtime.workspace import Workspace

LOG = "12e45" * 12
OTHER = "3" * 64


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    found = Workspace(folders.library()).rulebook("switchboard")
    assert found is not None
    return found


def filled(text: str, *marks: str) -> list[list[str]]:
    """The rows of a sheet with these marks in its first rows."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    at = next(n for n, heading in enumerate(rows[0]) if heading.lower().startswith(("评定", "mark")))
    for row, mark in zip(rows[1:], marks, strict=False):
        row[at] = mark
    return rows


def saved(rows: list[list[str]], encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def test_a_blank_sheet_has_every_rule_of_every_call_and_no_mark(rulebook: Rulebook) -> None:
    calls = [SheetCall("a", LOG, "来电甲", rulebook), SheetCall("b", OTHER, "=来电", rulebook)]
    text = blank_sheet(calls, Lang.ZH)
    assert text.startswith("\ufeff")
    assert ",=" not in text
    rows = filled(text)
    assert len(rows) == 1 + 2 * len(rulebook.rules)
    sheet = read_sheet(text.encode())
    assert sheet == Sheet({LOG: "a", OTHER: "b"}, {LOG: {}, OTHER: {}})


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";")]
)
@pytest.mark.parametrize("lang", list(Lang))
def test_marks_in_every_form_in_which_excel_saves(
    rulebook: Rulebook, encoding: str, delimiter: str, lang: Lang
) -> None:
    rows = filled(
        blank_sheet([SheetCall("记录", LOG, "来电", rulebook)], lang), "通过", " 不通过 ", "N.A.", "？", "Pass", ""
    )
    sheet = read_sheet(saved(rows, encoding, delimiter))
    assert isinstance(sheet, Sheet)
    ids = [rule.id for rule in rulebook.rules]
    expected = [Mark.PASS, Mark.FAIL, Mark.NOT_APPLICABLE, Mark.UNSURE, Mark.PASS]
    assert sheet.marks[LOG] == dict(zip(ids, expected, strict=False))


def test_rows_and_columns_may_be_moved_and_left_out(rulebook: Rulebook) -> None:
    rows = filled(blank_sheet([SheetCall("a", LOG, "来电", rulebook)], Lang.ZH), "通过", "不通过")
    moved = [row[::-1] for row in (rows[0], rows[2], rows[1])] + [[""] * len(rows[0])]
    sheet = read_sheet(saved(moved))
    assert isinstance(sheet, Sheet)
    assert list(sheet.marks[LOG].values()) == [Mark.FAIL, Mark.PASS]


def test_everything_wrong_is_told_at_once_with_its_row(rulebook: Rulebook) -> None:
    rows = filled(blank_sheet([SheetCall("a", LOG, "来电", rulebook)], Lang.ZH), "通过", "大概吧")
    rows[3][-2] = "1.2E+45"
    rows.append([*rows[1][:6], "不通过", *rows[1][7:]])
    wrong = read_sheet(saved(rows))
    assert isinstance(wrong, tuple)
    assert [text.zh.split("：")[0] for text in wrong] == ["第 3 行", "第 4 行", f"第 {len(rows)} 行"]
    assert "大概吧" in wrong[0].zh


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00workbook", b"\xff\xfe\x00\xd8", b"", b"a,b\n1,2\n", b"\x81\x20"])
def test_what_is_no_sheet_is_said_to_be_none(data: bytes) -> None:
    wrong = read_sheet(data)
    assert isinstance(wrong, tuple)
    assert wrong


def test_cells_that_a_spreadsheet_would_calculate_are_quoted() -> None:
    rows = from_csv(to_csv([["=1+1", "@x", "-a", 5], ["多\n行", '"', "", "0123"]]).encode())
    assert rows == [["'=1+1", "'@x", "'-a", "5"], ["多\n行", '"', "", "0123"]]
