"""Tempers in files: of manners and actors, lines and branches by mood, and what can be wrong with them."""

from __future__ import annotations

import pytest

from simulator.compiler import Compiled, compile_call, compile_manners
from simulator.model.diagnostic import Diagnostic
from simulator.model.script import CallScript, Line
from simulator.model.temper import Annoyance, Mood, Temper
from tests.compiler.bench import base, compile_with, edited

TEMPERED = base("manners") + "    temper: {starts: 1, soothed_by: [empathy], angered_by: rude}\n"


def test_temper_of_a_manner() -> None:
    manners = compile_manners(TEMPERED, "manners.yaml").value
    assert manners is not None
    assert manners["calm"].temper == Temper(1, ("empathy",), ("rude",), tuple(Annoyance), furious_after=2)


def test_a_manner_without_one_is_calm_for_ever() -> None:
    manners = compile_manners(base("manners"), "manners.yaml").value
    assert manners is not None
    assert manners["calm"].temper is None


def test_temper_of_an_actor() -> None:
    """What is written takes the place of the manner's; a number alone is the level."""
    text = edited("call", "    start: opening\n", "    start: opening\n    temper: 3\n    furious: through\n")
    wang = call_with(TEMPERED, text).callers["wang"].actor
    assert wang.manner.temper == Temper(3, ("empathy",), ("rude",))
    assert wang.furious == "through"
    text = text.replace("temper: 3", "temper: {soothed_by: [wait], annoyed_by: silence, furious_after: 0}")
    wang = call_with(TEMPERED, text).callers["wang"].actor
    assert wang.manner.temper == Temper(1, ("wait",), ("rude",), (Annoyance.SILENCE,), furious_after=0)


def test_lines_and_branches_by_mood() -> None:
    text = edited("call", "say: 好的。}", "temper: [tense, angry], say: [快点儿。, {text: 快！, temper: angry}]}")
    (branch, _) = call_with(TEMPERED, text).callers["wang"].actor.turns["opening"].branches
    assert branch.temper == (Mood.TENSE, Mood.ANGRY)
    assert branch.say == (Line("快点儿。"), Line("快！", temper=(Mood.ANGRY,)))


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("    start: opening\n", "    start: opening\n    temper: 5\n", {"D009"}),
        ("    start: opening\n", "    start: opening\n    temper: {soothed_by: [wiat]}\n", {"P001"}),
        ("    start: opening\n", "    start: opening\n    furious: thruogh\n", {"L001"}),
        ("say: 好的。}", "temper: angry, say: {text: 好的。, temper: calm}}", {"L026"}),
        ("say: 好的。}", "temper: furious, say: 好的。}", {"D010"}),
        ("happens: connected,", "happens: soothed(happy),", {"D015"}),
    ],
)
def test_mistakes_about_tempers(old: str, new: str, codes: set[str]) -> None:
    found = call_diagnostics(TEMPERED, edited("call", old, new))
    assert {one.code for one in found} == codes


def test_a_manner_without_temper_asks_for_no_mood() -> None:
    marked = edited("manners", "silence: 喂？您在听吗？", "silence: {text: 喂？, temper: angry}")
    assert [one.code for one in compile_manners(marked, "m.yaml").diagnostics] == ["L025"]
    for line in ("temper: 2", "furious: through"):
        text = edited("call", "    start: opening\n", f"    start: opening\n    {line}\n")
        found = call_diagnostics(base("manners"), text)
        assert [(one.code, one.span.line) for one in found] == [("L025", text[: text.index(line)].count("\n") + 1)]


@pytest.mark.parametrize(
    ("branches", "shadowed"),
    [
        (["hears: wait, go: through", "hears: wait, temper: angry, go: through"], []),
        (["hears: wait, temper: [calm, tense], go: through", "hears: wait, temper: [tense, angry], go: through"], []),
        (["hears: wait, temper: [tense, angry], go: through", "hears: wait, temper: tense, go: through"], [1]),
        (["hears: wait, say: 好。", "hears: wait, temper: [calm, tense, angry], say: 好。"], [0]),
        (["hears: wait, say: 好。", "hears: wait, temper: [calm, tense], say: 好。"], []),
        (["happens: held, say: 好。", "happens: held, temper: calm, say: 好。"], []),
        (["happens: held, temper: calm, say: 好。", "happens: held, temper: [calm, tense, angry], say: 好。"], []),
        (["happens: held, say: 好。", "happens: held, temper: [calm, tense, angry], say: 好。"], [0]),
    ],
)
def test_branches_that_never_count_in_any_mood(branches: list[str], shadowed: list[int]) -> None:
    """Those for a mood go before those for none, wherever they stand."""
    written = "".join(f"          - {{{branch}}}\n" for branch in branches)
    text = edited("call", "        branches:\n", "        branches:\n" + written)
    first = text[: text.index(written)].count("\n") + 1
    found = call_diagnostics(TEMPERED, text)
    assert [(one.code, one.span.line - first) for one in found if one.span.line < first + 2] == [
        ("L016", n) for n in shadowed
    ]


def test_the_turn_of_somebody_furious_can_be_reached() -> None:
    text = edited("call", "    start: opening\n", "    start: opening\n    furious: shouts\n")
    text = text.replace(
        "      through: {hang_up: true}\n", "      through: {hang_up: true}\n      shouts: {say: 够了！}\n", 1
    )
    assert "shouts: {say" in text
    assert call_diagnostics(TEMPERED, text) == ()


def call_with(manners: str, text: str) -> CallScript:
    assert call_diagnostics(manners, text) == ()
    value = call_beside(manners, text).value
    assert value is not None
    return value


def call_diagnostics(manners: str, text: str) -> tuple[Diagnostic, ...]:
    return call_beside(manners, text).diagnostics


def call_beside(manners: str, text: str) -> Compiled[CallScript]:
    """The base call with other manners."""
    found = compile_manners(manners, "manners.yaml")
    assert found.diagnostics == ()
    values = compile_with("call", base("call")).values
    return compile_call(text, "call.yaml", company=values["company"], rulebook=values["rulebook"], manners=found.value)
