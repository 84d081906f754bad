"""What people read: the printed form in both languages, and the generated page about it."""

from __future__ import annotations

import pytest

from simulator.compiler import render
from simulator.model.diagnostic import Diagnostic, Severity, Span
from simulator.model.text import Lang, Text
from tests.compiler.bench import base, compile_with
from tests.compiler.diagnostics_page import GOLDEN, PAGE, golden, page


@pytest.mark.parametrize("lang", list(Lang))
def test_printed_diagnostics_are_the_golden_ones(lang: Lang) -> None:
    assert golden(lang) == GOLDEN[lang].read_text(encoding="utf-8")


def test_page_is_up_to_date() -> None:
    assert page() == PAGE.read_text(encoding="utf-8"), "run: python -m tests.compiler.diagnostics_page"


def test_a_diagnostic_is_one_line_and_its_hint_another() -> None:
    span = Span("calls/a.yaml", 3, 7, 3, 9)
    error = Diagnostic("Y016", Severity.ERROR, span, Text("文件是空的", "The file is empty"), Text("看例子", "See"))
    assert render(error, Lang.EN) == "calls/a.yaml:3:7: Y016 The file is empty\n    hint: See"
    assert render(error, Lang.ZH) == "calls/a.yaml:3:7: Y016 文件是空的\n    提示：看例子"
    warning = Diagnostic("L010", Severity.WARNING, span, Text("空", "Nothing"))
    assert render(warning, Lang.EN) == "calls/a.yaml:3:7: L010 warning: Nothing"


def test_all_errors_are_collected_in_the_order_of_the_file() -> None:
    text = base("call").replace("go: through", "go: throuhg").replace("rings_at: 0s", "rings_at: 3")
    text = text.replace("status: draft", "status: drafft").replace("hears: wait", "hears: wiat")
    found = compile_with("call", text).diagnostics
    assert [one.code for one in found] == ["D010", "D008"]  # status is required: too little is right to be linked
    found = compile_with("call", text.replace("drafft", "draft")).diagnostics
    assert [one.code for one in found] == ["D008", "P001", "L001"]
