"""Bad files of every kind, sheets and templates too: whatever is in them, the program answers."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.records import workbook
from simulator.records.workbook import read_workbook
from simulator.runtime.workspace import Workspace
from tests.compiler.bench import base
from tests.compiler.small_workspace import write_workspace
from tests.fuzz.seeds import SHEETS, sheets
from tests.fuzz.target import TARGETS, survives

EASY = settings(max_examples=15, deadline=None)


@cache
def sheet_seeds() -> tuple[tuple[str, bytes], ...]:
    return tuple(sheets())


def test_every_kind_of_sheet_is_among_the_seeds_and_survives() -> None:
    assert {kind for kind, _ in sheet_seeds()} == SHEETS.keys() < TARGETS.keys()
    for kind, content in sheet_seeds():
        survives(kind, content)


@EASY
@given(kind=st.sampled_from([*SHEETS, "template"]), data=st.binary(max_size=300))
def test_bytes(kind: str, data: bytes) -> None:
    survives(kind, data)
    survives(kind, b"PK\3\4" + data)


@EASY
@given(data=st.data())
def test_sheets_with_a_piece_replaced(data: st.DataObject) -> None:
    kind, content = data.draw(st.sampled_from(sheet_seeds()))
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 30)))
    survives(kind, content[:start] + data.draw(st.binary(max_size=12)) + content[end:])


def test_a_workbook_that_unpacks_into_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    content = next(content for _, content in sheet_seeds() if content.startswith(b"PK"))
    assert read_workbook(content) is not None
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", len(content) // 2)
    assert read_workbook(content) is None


def test_a_small_workbook_with_a_row_of_ten_million_cells_is_not_read() -> None:
    content = next(content for _, content in sheet_seeds() if content.startswith(b"PK"))
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as book, ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as bomb:
        for name in book.namelist():
            part = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</row>", b"<c/>" * 10_000_000 + b"</row>", 1)
            bomb.writestr(name, part)
    assert len(buffer.getvalue()) < 1_000_000
    assert read_workbook(buffer.getvalue()) is None


def test_a_call_that_names_a_company_too_long_for_a_file(tmp_path: Path) -> None:
    text = base("call").replace("company: hengcheng", f"company: {'恒' * 300}")
    workspace = Workspace(write_workspace(tmp_path / "w", call=text))
    script, _ = workspace.check_call(workspace.root / "calls/switchboard/demo.yaml")
    assert script is None
