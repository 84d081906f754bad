"""The quick reference is found by words, pinyin, clause and dimension."""

from __future__ import annotations

from simulator.model.text import Lang
from simulator.ui.shown import Wording
from simulator.ui.views.reference import Filters, reference

ENTRIES = (
    Wording("greet", "接起即问候", "greeting", "您好，恒城集团。", ("B4.1.1", "A2.1"), ("三声之内接听",)),
    Wording("wait", "转接前请对方等", "phrasing", "请稍等。", ("B4.1.2",), ("立即切转",)),
    Wording("busy", "占线致歉", "phrasing", "对不起，电话占线，请稍后再拨。", ("B4.1.2", "B4.1.10"), ("占线说明",)),
)


def found(query: str = "", clause: str = "", dimension: str = "") -> list[str]:
    return [row.entry.rule for row in reference(ENTRIES, Filters(query, clause, dimension), Lang.ZH).rows]


def test_everything_without_filters_in_the_order_of_the_rulebook() -> None:
    assert found() == ["greet", "wait", "busy"]
    assert found("  ") == ["greet", "wait", "busy"]


def test_the_wording_counts_before_the_title_and_the_clauses() -> None:
    assert found("占线") == ["busy"]
    assert found("接") == ["greet", "wait"]
    assert found("三声") == ["greet"]


def test_pinyin_finds_wordings() -> None:
    assert found("qsd") == ["wait"]
    assert found("dbq") == ["busy"]
    assert found("zhanxian") == ["busy"]
    row = reference(ENTRIES, Filters("dbq"), Lang.ZH).rows[0]
    assert (row.where, row.entry.wording[row.start : row.end]) == ("wording", "对不起")


def test_clause_and_dimension_narrow() -> None:
    assert found(clause="B4.1.2") == ["wait", "busy"]
    assert found(dimension="greeting") == ["greet"]
    assert found("qs", clause="B4.1.10") == ["busy"]
    assert found("b4.1.10") == ["busy"]
    assert found("nothing") == []


def test_what_can_be_filtered_by() -> None:
    view = reference(ENTRIES, Filters(), Lang.ZH)
    assert view.dimensions == (("greeting", "问候"), ("phrasing", "用语"))
    assert view.clauses == ("A2.1", "B4.1.1", "B4.1.2", "B4.1.10")
    assert view.total == 3
