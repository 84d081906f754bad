"""Forbidden words, private numbers and secrets."""

from __future__ import annotations

import pytest

from simulator.model.checks import NotDisclosed, NotSaid

from .callsheet import Stage

RUDE = NotSaid(("rude",))


def call(*lines: str) -> str:
    return "4000 answered\n" + "\n".join(lines) + "\n 60000 released\n 60000 ended"


def test_forbidden_words_are_always_for_a_person(stage: Stage) -> None:
    for critical in (False, True):
        finding = stage.finding(call("5000-6000 me 你急什么呀？"), RUDE, critical=critical)
        assert finding.verdict == "undecided"
        assert finding.evidence[0].quote[slice(*finding.evidence[0].matched)] == "你急什么"


def test_each_forbidden_utterance_is_ruled_by_itself(stage: Stage) -> None:
    sheet = call("5000-6000 me 你急什么？", "7000-8000 me 请稍等。", "9000-9900 me 你急什么！")
    assert stage.verdicts(sheet, RUDE) == ["undecided", "undecided"]


def test_a_hypothesis_or_a_witness_is_enough_for_suspicion(stage: Stage) -> None:
    assert stage.verdict(call("5000-6000 me(alt=你急什么) 李姐什么。"), RUDE) == "undecided"
    assert stage.verdict(call("5000-6000 me(witness=你急什么) 李姐什么。"), RUDE) == "undecided"


def test_nothing_forbidden_passes_and_saying_nothing_is_no_merit(stage: Stage) -> None:
    assert stage.verdict(call("5000-6000 me 请稍等。"), RUDE) == "pass"
    assert stage.verdict(call(), RUDE) == "not_applicable"


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        ("他的手机是一三九一二三四五六七八。", "fail"),
        ("他的手机是 13912345678。", "fail"),
        ("他的手机是一三九一二三四五六七吧。", "undecided"),  # what a recogniser made of 八
        ("他的手机是一三八一二三四五六七八。", "undecided"),
        ("他的手机是一三九一二二三四五六七版。", "undecided"),  # one digit twice, the last one lost
        ("您的电话是一三八一二三四五六九九，对吗？", "pass"),  # three digits off
        ("他的分机是八零零一。", "fail"),
        ("他的分机是八零零。", "pass"),
        ("财务部赵经理的分机是八二零一。", "pass"),  # public
        ("您的电话是一三八零零一八零零一，对吗？", "pass"),  # 8001 inside another number
        ("请稍等。", "pass"),
    ],
)
def test_private_numbers(stage: Stage, spoken: str, verdict: str) -> None:
    assert stage.verdict(call(f"5000-9000 me {spoken}"), NotDisclosed()) == verdict


def test_telling_a_number_is_words_and_so_for_a_person_where_critical(stage: Stage) -> None:
    sheet = call("5000-9000 me 他的手机是一三九一二三四五六七八。")
    assert stage.verdict(sheet, NotDisclosed(), critical=True) == "undecided"


def test_what_the_caller_said_first_is_no_secret(stage: Stage) -> None:
    sheet = call("4500-4900 wang 请转八零零一。", "5000-9000 me 八零零一，请稍等。")
    assert stage.verdict(sheet, NotDisclosed()) == "pass"


def test_colleagues_may_be_told(stage: Stage) -> None:
    sheet = call("5000-9000 me(to=ext:8002) 张总的手机是一三九一二三四五六七八。", "9500-9900 me 请稍等。")
    assert stage.verdict(sheet, NotDisclosed()) == "pass"


def test_a_secret_of_the_script(stage: Stage) -> None:
    kept = stage.with_caller(secrets=("裁员",))
    assert kept.verdict(call("5000-9000 me 公司正在裁员。"), NotDisclosed()) == "fail"
    assert kept.verdict(call("5000-9000 me(alt=公司正在裁员) 公司正在彩云。"), NotDisclosed()) == "undecided"
    assert kept.verdict(call("5000-9000 me 不方便说。"), NotDisclosed()) == "pass"


def test_the_callers_own_number_is_no_secret_even_where_it_is_near_one(stage: Stage) -> None:
    """13812345670 is two digits off the private 13912345678."""
    sheet = call("4500-4900 wang 我的电话是一三八，一二三四，五六七零。", "5000-9000 me 一三八一二三四五六七零，对吗？")
    assert stage.verdict(sheet, NotDisclosed()) == "pass"
    assert stage.verdict(call("5000-9000 me 一三八一二三四五六七零，对吗？"), NotDisclosed()) == "undecided"
