"""Directories and calls out of tables: bad rows are told all at once, and no cell whatever breaks the program."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.compiler import compile_company
from simulator.model.company import Rank
from simulator.workbench.sheets import DIRECTORY_COLUMNS, CompanyFacts, company_text, table

FACTS = CompanyFacts("mine", "明德公司", "李敏", "016", ("1", "2"), "3")
HEAD = ("部门", "姓名", "职务", "分机", "秘书", "手机", "用途", "公开", "别名")
ROWS = (
    HEAD,
    ("客服部", "", "", "0500", "", "", "投诉、不明", "", "客服"),
    ("", "", "", "", "", "", "", "", ""),
    ("技术部", "", "", "0600", "", "", "报修", "否", ""),
    ("技术部", "张伟", "总经理", "0001", "刘芳", "013912345678", "", "", "张总，张总经理"),
    ("技术部", "刘芳", "总经理秘书", "0002", "", "", "", "是", ""),
)


def test_a_directory_becomes_a_company_with_its_leading_zeros() -> None:
    text, complaints = company_text(FACTS, table(ROWS, (), DIRECTORY_COLUMNS).rows)
    assert complaints == ()
    compiled = compile_company(text, "mine.yaml")
    assert compiled.diagnostics == ()
    company = compiled.value
    assert company is not None
    assert company.roles == {"complaints": "0500", "unclear": "0500", "technical": "0600"}
    assert company.people["张伟"].mobile == "013912345678"
    assert company.people["张伟"].name.also == ("张总", "张总经理")
    assert [person.rank for person in company.people.values()] == [Rank.GENERAL_MANAGER, Rank.SECRETARY]
    assert [company.departments[name].public for name in ("客服部", "技术部")] == [True, False]
    assert company.people["刘芳"].public


def test_bad_rows_are_told_all_at_once_with_their_numbers() -> None:
    rows = (
        HEAD,
        ("客服部", "", "", "0500", "", "", "扫地", "", ""),
        ("客服部", "", "", "0501", "", "", "", "", ""),
        ("没有的部", "张 伟", "", "12a", "", "", "", "也许", ""),
        ("客服部", "刘芳", "", "0500", "谁", "", "", "", ""),
    )
    _, complaints = company_text(FACTS, table(rows, (), DIRECTORY_COLUMNS).rows)
    assert {(one.row, one.column) for one in complaints if not one.warning} == {
        (2, "role"),
        (3, "department"),
        *((4, column) for column in ("department", "name", "extension", "public")),
        *((5, column) for column in ("extension", "secretary")),
    }


def test_numbers_that_may_have_lost_their_zeros_are_told_once_for_each_column() -> None:
    found = table(ROWS, [(1, 3), (3, 3), (1, 2)], DIRECTORY_COLUMNS)
    (warning,) = found.complaints
    assert warning.warning
    assert (warning.row, warning.column) == (2, "extension")
    assert "2、4" in warning.text.zh


def test_an_empty_sheet_and_two_columns_of_one_name() -> None:
    assert [one.row for one in table((), (), DIRECTORY_COLUMNS).complaints] == [0]
    assert [one.column for one in table((("分机", "extension"),), (), DIRECTORY_COLUMNS).complaints] == ["extension"]


CELLS = st.text(max_size=8) | st.sampled_from([*HEAD, *(cell for row in ROWS for cell in row)])


@given(st.lists(st.lists(CELLS, max_size=10), max_size=6))
def test_no_cell_whatever_breaks_it(body: list[list[str]]) -> None:
    found = table((HEAD, *body), (), DIRECTORY_COLUMNS)
    text, complaints = company_text(FACTS, found.rows)
    if not any(not one.warning for one in complaints):
        compiled = compile_company(text, "mine.yaml")
        assert compiled.value is not None or compiled.diagnostics
