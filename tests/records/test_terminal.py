"""The scorecard in a terminal: whole, in columns that fit, without colour, and not to be steered by what it shows."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from simulator.model.scorecard import Scorecard
from simulator.model.text import Lang, Text
from simulator.records.terminal import folded, plain, print_scorecard


def printed(case: Any, lang: Lang = Lang.ZH, width: int = 80, card: Scorecard | None = None, **console: Any) -> str:
    options = {"color_system": None, "legacy_windows": False, **console}
    out = Console(file=_Utf8(), width=width, **options)
    print_scorecard(card or case.card, case.rulebook, out, lang)
    return str(out.file.getvalue())  # type: ignore[attr-defined]


class _Utf8(io.StringIO):
    encoding = "utf-8"


class _Gbk(io.StringIO):
    encoding = "gbk"


def test_verdict_total_dimensions_and_findings_are_there_without_colour(case: Any) -> None:
    text = printed(case)
    for words in (
        "待裁定",
        "71.5–86.5 / 100",
        "及格线 80",
        "问候",
        "7–15 / 15",
        "低于底线 60%",
        "不可用于认证",
        "练习方式",
    ):
        assert words in text
    assert text.index("不透露内部号码", text.index("[不合格]")) < text.index("[待裁定]") < text.index("[部分合格]")
    assert "[heng→hen]" in text
    assert "B4.1.1 三声内接听并先问候报公司" in text
    assert "\x1b" not in text


def test_sanctions_are_reported_for_people_to_decide(case: Any) -> None:
    text = "".join(printed(case).split())
    assert "制度规定的处理（由人决定）以下只是" in text
    assert "泄露公司秘密罚款200元依据B5.8保守秘密未通过不透露内部号码" in text
    assert "fine, 200 yuan" in printed(case, Lang.EN)
    assert "制度规定的处理" not in printed(case, card=replace(case.card, sanctions=()))


def test_english_by_argument(case: Any) -> None:
    text = printed(case, Lang.EN)
    for words in ("Undecided", "Pass mark 80", "Greeting", "below its floor", "Cannot certify"):
        assert words in text


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_the_console(case: Any, lang: Lang, width: int) -> None:
    long = replace(case.card.findings[1], measured=Text("宏达公司的王先生，" * 30, "a rather long sentence " * 30))
    text = printed(case, lang, width, replace(case.card, findings=(long, *case.card.findings)))
    assert max(map(cell_len, text.splitlines())) <= width


def test_nothing_is_cut_off(case: Any) -> None:
    sentence = "".join(f"第{n}句，" for n in range(60))
    long = replace(case.card.findings[1], measured=Text(sentence, sentence))
    text = printed(case, card=replace(case.card, findings=(long,)))
    assert sentence in "".join(text.split()).replace("实际", "")


def test_an_old_windows_console_gets_bars_in_ascii(case: Any) -> None:
    out = Console(file=_Gbk(), width=80, color_system=None, legacy_windows=False)
    print_scorecard(case.card, case.rulebook, out)
    text = out.file.getvalue()  # type: ignore[attr-defined]
    assert "###########???|?????????" in text
    assert "█" not in text
    assert "█" not in printed(case, legacy_windows=True)
    assert "█" in printed(case)


def test_colour_is_only_added(case: Any) -> None:
    coloured = printed(case, color_system="truecolor", force_terminal=True)
    assert "\x1b[" in coloured


def test_names_cannot_steer_the_terminal(case: Any) -> None:
    hostile = "\x1b[2J\x1b]0;owned\x07[red]红[/red]\u202egnp"
    card = replace(case.card, trainee=hostile, title=hostile, findings=(replace(case.card.findings[2], title=hostile),))
    text = printed(case, card=card)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[red]红[/red]" in text


@given(st.text(max_size=60), st.integers(4, 30))
def test_folding_keeps_every_character_and_the_width(text: str, width: int) -> None:
    text = plain(text)
    lines = folded(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_folding_breaks_before_no_closing_mark_and_in_no_number() -> None:
    assert folded("请拨13800138000，谢谢。", 16) == ["请拨", "13800138000，谢", "谢。"]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_scorecard_is_too_strange_to_be_shown(case: Any, data: st.DataObject, values: Callable[[Any], Any]) -> None:
    printed(case, data.draw(st.sampled_from(Lang)), card=data.draw(values(Scorecard)))
