"""Common rules: what a rulebook includes is its own, and a name of its own comes first."""

from __future__ import annotations

from simulator.model.rulebook import Disposition, Rulebook
from tests.compiler.bench import base, compile_with, edited

OWN_CLOSING = """  closing:
    full: 感谢来电<goodbye>
"""
OWN_CLOSE = """  close:
    title: 先道别
    dimension: greeting
    points: 5
    basis: clause
    clauses: B1.1
    check: {said: {phrases: closing, window: {opens: farewell}}}
"""


def rulebook_with(kind: str, text: str) -> Rulebook:
    bench = compile_with(kind, text)
    assert bench.diagnostics == ()
    found = bench.values["rulebook"]
    assert isinstance(found, Rulebook)
    return found


def test_what_is_included_is_there() -> None:
    found = rulebook_with("rules", base("rules"))
    assert found.includes == ("general",)
    assert found.clauses["C1"].disposition is Disposition.ENFORCED
    assert found.phrases["closing"].full == ("谢谢您的来电<goodbye>",)
    assert [rule.id for rule in found.rules] == ["greet", "close"]


def test_a_phrase_of_the_rulebook_takes_the_place_of_the_common_one() -> None:
    found = rulebook_with("phrases", base("phrases") + OWN_CLOSING)
    assert found.phrases["closing"].full == ("感谢来电<goodbye>",)


def test_a_template_may_refer_to_a_common_phrase() -> None:
    found = rulebook_with("phrases", base("phrases") + "  parting: {also: closing, full: 祝您愉快<goodbye>}\n")
    assert found.phrases["parting"].full == ("祝您愉快<goodbye>",)


def test_a_circle_through_a_common_phrase_is_found() -> None:
    found = compile_with("phrases", base("phrases") + "  goodbye: {part: true, full: <closing>了}\n").diagnostics
    assert {one.code for one in found} == {"P003"}


def test_a_rule_in_the_place_of_a_common_one_answers_for_its_clauses_too() -> None:
    found = rulebook_with("rules", base("rules") + OWN_CLOSE)
    (close,) = (rule for rule in found.rules if rule.id == "close")
    assert close.points == 5
    assert close.clauses == ("B1.1", "C1")


def test_without_its_common_rules_a_rulebook_has_no_value_and_no_errors_that_are_not_its_own() -> None:
    bench = compile_with("common", edited("common", "points: 2", "points: many"))
    assert {one.span.file for one in bench.diagnostics} == {"example.yaml"}
    assert bench.values["rulebook"] is None


COMMON_SANCTIONS = """sanctions:
  late: {title: 漏接电话, band: fine, amount: 20, clauses: C1, rules: close}
  talk: {title: 闲聊, band: oral, clauses: C1, rules: close}
"""
OWN_SANCTIONS = """sanctions:
  late: {title: 漏接电话, band: 扣当月奖金, clauses: [B1.1, C1], rules: [greet, close]}
"""


def test_a_sanction_of_the_rulebook_takes_the_place_of_the_common_one() -> None:
    common = compile_with("common", base("common") + COMMON_SANCTIONS)
    assert common.diagnostics == ()
    found = common.values["rulebook"]
    assert isinstance(found, Rulebook)
    assert (found.sanctions["late"].amount, found.sanctions["talk"].band) == (20, "oral")
    own = rulebook_with("rules", base("rules") + OWN_SANCTIONS).sanctions["late"]
    assert (own.band, own.amount, own.rules, own.clauses) == ("扣当月奖金", None, ("greet", "close"), ("B1.1", "C1"))


def test_a_sanction_is_for_rules_that_are_there_and_by_clauses_that_are_there() -> None:
    wrong = OWN_SANCTIONS.replace("greet,", "gret,").replace("B1.1,", "B9.9,")
    assert {one.code for one in compile_with("rules", base("rules") + wrong).diagnostics} == {"R005", "R019"}
