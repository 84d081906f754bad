"""``zongji roster``: workbooks and CSV as they come from personnel departments."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from simulator.model.problem import Exit
from tests.cli.staff import Run, run, staffed

__all__ = ["run", "staffed"]

HEAD: list[object] = ["部门", "工号", "姓名"]


def workbook(rows: list[list[object]], *, text: bool) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if text:
        for cell in sheet["A"]:
            cell.number_format = "@"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_keeps_leading_zeros(staffed: Run, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(workbook([HEAD, ["客服部", "0012", "王芳"], ["总机", "00345", "李明"]], text=True))
    assert staffed("roster", "import", str(file), "--key", "wang")[0] == 0
    _, out, _ = staffed("roster", "list", "--json")
    assert {one["number"] for one in json.loads(out)} == {"0012", "00345"}
    file.write_bytes(workbook([HEAD, ["培训部", "0012", "王芳"], ["总机", "00345", "李明"]], text=True))
    _, out, _ = staffed("roster", "import", str(file), "--key", "wang")
    assert out == "0 new, 1 changed, 1 as before.\n"


def test_a_workbook_that_lost_its_zeros_is_not_believed(staffed: Run, tmp_path: Path) -> None:
    file = tmp_path / "roster.xlsx"
    file.write_bytes(workbook([["工号", "姓名"], [12, "王芳"], [345, "李明"]], text=False))
    code, _, err = staffed("roster", "import", str(file), "--key", "wang")
    assert code == Exit.FILES
    assert "leading zeros" in err
    assert staffed("roster", "list", "--json")[1].strip() == "[]"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("姓名,部门\n王芳,客服部\n", "no columns"),
        ("工号,姓名\n0012,王芳\n0012,李明\n", "twice"),
        ("工号,姓名\n,王芳\n", "lacks number or name"),
        ("工号,姓名\n", "lists nobody"),
    ],
)
def test_what_is_wrong_with_a_roster(staffed: Run, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding="utf-8")
    code, _, err = staffed("roster", "import", str(file), "--key", "wang")
    assert code == Exit.FILES
    assert said in err
