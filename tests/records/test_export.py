"""Tables that a spreadsheet opens right: leading zeros kept, nothing becomes a formula."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulator.model.standing import Attempt, Certificate, CertificateState, ClassReport, ClauseResult, Trainee
from simulator.model.text import Lang
from simulator.records.export import Exporter, Table
from simulator.records.spreadsheet import from_csv, kept_text, to_csv
from simulator.records.workbook import read_workbook, write_workbook
from tests.records.office import opened_and_written

WHO = "ab" * 16
EVIL = '=HYPERLINK("http://x","y")'
KNOWN = {WHO: Trainee(WHO, "0012", EVIL, "+86客服"), "gone": Trainee("gone", "", "", "", erased=True)}
ID = "12e45678" * 8


def attempt(trainee: str = WHO) -> Attempt:
    return Attempt(
        ID, trainee, "gm-accepts", "找总经理", "switchboard", "", "exam", "2026-03-16T01:30:00Z", "ws1", "undecided",
        6_000, "pass", 8_050, 8_050, 0, 1, 0, certifiable=True, voided=False, score="",
    )  # fmt: skip


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for a test")
    monkeypatch.setitem(os.environ, "TZ", "Asia/Shanghai")
    time.tzset()
    made = Exporter(KNOWN, Lang.ZH).attempts([attempt(), attempt("gone")])
    monkeypatch.undo()
    time.tzset()
    return made


def test_a_row_is_what_a_person_reads(table: Table) -> None:
    row = dict(zip(table.headings, table.rows[0], strict=True))
    assert (row["编号"], row["工号"], row["部门"]) == (ID, "0012", "+86客服")
    assert (row["时间"], row["方式"]) == ("2026-03-16 09:30:00", "考试")
    assert (row["自动结果"], row["自动总分"], row["结果"], row["总分"]) == ("待裁定", 60.0, "合格", 80.5)
    assert table.rows[1][2] == "（已删除）"


def test_a_workbook_keeps_texts_as_texts(table: Table) -> None:
    data = write_workbook([table])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    cells = {heading.value: cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert sheet.title == "记录"
    assert (cells["工号"].value, cells["工号"].data_type, cells["工号"].number_format) == ("0012", "s", "@")
    assert (cells["姓名"].value, cells["姓名"].data_type, cells["姓名"].quotePrefix) == (EVIL, "s", True)
    assert (cells["编号"].value, cells["编号"].data_type) == (ID, "s")
    assert (cells["总分"].value, cells["总分"].data_type) == (80.5, "n")
    read = read_workbook(data)
    assert read is not None
    assert read.rows[1][1] == "0012"


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    read = read_workbook(write_workbook([Table("x", ("a",), (("王\x00\x1f芳",),))]))
    assert read is not None
    assert read.rows[1][0] == "王芳"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("0012", "0012\t"), ("12e45", "12e45\t"), ("1" * 20, "1" * 20 + "\t"), ("王芳", "王芳"), ("B4.1", "B4.1")],
)
def test_a_csv_keeps_what_looks_like_a_number(text: str, kept: str) -> None:
    assert kept_text(text) == kept


def test_other_tables() -> None:
    exporter = Exporter(KNOWN, Lang.EN)
    report = ClassReport((ClauseResult(WHO, "A2.3", 500, 1_000, 1, 2),), {80: 1}, 1, 1, 0, {(WHO, "2026-03"): 3})
    assert exporter.clauses(report).rows == (("0012", EVIL, "+86客服", "A2.3", 5.0, 10.0, 1, 2),)
    assert exporter.record_errors(report).rows == (("0012", EVIL, "+86客服", "2026-03", 3),)
    certificate = Certificate(ID, WHO, "c", "总机", "2026-03-16", "2028-03-16", CertificateState.VALID)
    assert exporter.certificates([certificate]).rows[0][-3:] == ("2026-03-16", "2028-03-16", "valid")


# Without a window LibreOffice takes a CSV for Windows-1252; in one it sees the byte order mark and proposes UTF-8.
@pytest.mark.parametrize(("name", "reading"), [("a.csv", ["--infilter=CSV:44,34,76"]), ("a.xlsx", [])])
def test_libreoffice_reads_both_right(name: str, reading: list[str], table: Table, tmp_path: Path) -> None:
    rows = ([kept_text(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    csv = to_csv([table.headings, *rows]).encode("utf-8")
    (tmp_path / name).write_bytes(csv if name.endswith("csv") else write_workbook([table]))
    kind = "csv:Text - txt - csv (StarCalc):44,34,76"
    read = from_csv(opened_and_written(tmp_path / name, kind, *reading, part="calc"))
    assert read is not None
    row = dict(zip(read[0], (cell.strip() for cell in read[1]), strict=True))
    assert (row["工号"], row["编号"], row["来电"]) == ("0012", ID, "gm-accepts")
    assert row["姓名"].removeprefix("'") == EVIL
