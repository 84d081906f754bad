"""Silence, talking over, speed, and callers left on hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.checks import DeadAir, HoldReengaged, SpeechRate, TalkOver
from simulator.model.units import Ms

from .callsheet import HEADER, Stage, ref

SILENCE = DeadAir(Ms(3000), Ms(5000))
OVER = TalkOver(Ms(1000))
HOLD = HoldReengaged(Ms(30_000))


@pytest.mark.parametrize(("gap", "verdict"), [(3000, "pass"), (3001, "partial"), (5000, "partial"), (5001, "fail")])
def test_silence_between_words(stage: Stage, gap: int, verdict: str) -> None:
    back = 6000 + gap
    answer = f"{back}-{back + 1000} wang 你好。\n {back + 1000} hung_up\n 60000 ended"
    sheet = f"4000 answered\n 5000-6000 me 您好，恒城集团。\n {answer}"
    assert stage.verdict(sheet, SILENCE) == verdict


def test_silence_counts_from_off_hook_to_release(stage: Stage) -> None:
    assert stage.verdict("4000 answered\n 10000 released\n 60000 ended", SILENCE) == "fail"


@pytest.mark.parametrize(
    "busy",
    [
        "7000 held\n 25000 retrieved",
        "7000 dialled ext=8200\n 25000 connected ext=8200 confirmed=yes",
        "7000 dialled ext=8200\n 25000 retrieved recall=yes",
        "7000-25000 wang 我要投诉。",
    ],
)
def test_hold_ringback_and_the_callers_own_words_are_no_silence(stage: Stage, busy: str) -> None:
    sheet = f"4000 answered\n 5000-6000 me 您好。\n {busy}\n 25000-26000 me 请稍等。\n 26000 released\n 60000 ended"
    assert stage.verdict(sheet, SILENCE) == "pass"


def test_the_busy_tone_is_no_silence_but_what_follows_is(stage: Stage) -> None:
    start = "4000 answered\n 5000-6000 me 您好。\n 7000 dialled ext=8200\n 9000 extension_busy ext=8200\n"
    start += "11100 returned ext=8200\n"
    soon = start + "13000-14000 me 对不起。\n 14000 released\n 60000 ended"
    late = start + "17000-18000 me 对不起。\n 18000 released\n 60000 ended"
    assert stage.verdict(soon, SILENCE) == "pass"
    assert stage.verdict(late, SILENCE) == "fail"


def test_a_cancelled_transfer_brings_the_caller_back_to_the_operator(stage: Stage) -> None:
    start = "4000 answered\n 5000-6000 me 您好。\n 7000 dialled ext=8200\n"
    cancelled = start + "9000 returned ext=8200\n 20000-21000 me 对不起。\n 21000 released\n 60000 ended"
    assert stage.verdict(cancelled, SILENCE) == "fail"
    assert stage.verdict(cancelled.replace("9000 returned ext=8200", ""), SILENCE) == "pass"


def test_a_caller_nobody_can_hear_does_not_break_the_silence(stage: Stage) -> None:
    sheet = "4000 answered\n 5000-6000 me 您好。\n 7000-15000 wang(inaudible) 喂？\n 15500 released\n 60000 ended"
    assert stage.verdict(sheet, SILENCE) == "fail"


def test_each_caller_has_a_finding(stage: Stage) -> None:
    sheet = """
        1000 answered
        1500-2500 me 您好。
        3000 held
        3000 answered line=2 actor=zhou
        12000-13000 me(to=zhou line=2) 您好。
        13000 released line=2 actor=zhou
        14000 retrieved
        14500-15000 me 久等了。
        15500 released
        60000 ended
    """
    assert stage.verdicts(sheet, SILENCE) == ["pass", "fail"]


@pytest.mark.parametrize("check", [SILENCE, OVER])
def test_typed_replies_have_no_times(stage: Stage, check: DeadAir | TalkOver) -> None:
    sheet = "4000 answered\n 20000-20100 me(typed) 您好。\n 26000 released\n 60000 ended"
    assert stage.verdict(sheet, check) == "not_applicable"


@pytest.mark.parametrize(("start", "verdict"), [(9000, "pass"), (8999, "fail")])
def test_talking_over(stage: Stage, start: int, verdict: str) -> None:
    sheet = f"4000 answered\n 5000-10000 wang 我要找人。\n {start}-12000 me 请稍等。\n 13000 released\n 60000 ended"
    assert stage.verdict(sheet, OVER) == verdict


def test_talking_over_shows_both_sides(stage: Stage) -> None:
    sheet = "4000 answered\n 5000-10000 wang 我要找人。\n 7000-12000 me 请稍等。\n 13000 released\n 60000 ended"
    tracks = [proof.audio.track for proof in stage.finding(sheet, OVER).evidence if proof.audio is not None]
    assert tracks == ["trainee", "caller"]


def test_a_half_duplex_card_cannot_measure_it(stage: Stage) -> None:
    sheet = "4000 answered\n 5000-10000 wang 我要找人。\n 7000-12000 me 请稍等。\n 13000 released\n 60000 ended"
    assert stage.verdict(sheet, OVER, header=replace(HEADER, half_duplex=True)) == "not_applicable"


def test_a_headset_that_leaks_cannot_measure_it_whenever_that_was_found(stage: Stage) -> None:
    sheet = "4000 answered\n 5000-10000 wang 我要找人。\n 7000-12000 me 请稍等。\n 13000 released\n 60000 ended"
    assert stage.verdict(sheet, OVER) == "fail"
    leaking = sheet.replace("13000 released", "12500 leak_found level_db=-22\n 13000 released")
    assert stage.verdict(leaking, OVER) == "not_applicable"
    assert "耳机漏音" in stage.finding(leaking, OVER).measured.zh


def test_during_a_complaint_its_own_line_counts(stage: Stage) -> None:
    during = TalkOver(Ms(1000), during=ref("complaint"))
    greeting_over = "5000-9000 me 您好，恒城集团。\n 6000-9000 wang 喂？\n"
    complaint = "10000-20000 wang 我要投诉。\n"
    over = "18000-21000 me 请稍等。\n 20000 complaint\n"
    polite = "20000 complaint\n 20500-21000 me 请稍等。\n"
    head, tail = "4000 answered\n" + greeting_over, "25000 released\n 60000 ended"
    assert stage.verdict(head + complaint + over + tail, during) == "fail"
    assert stage.verdict(head + complaint + polite + tail, during) == "pass"
    assert stage.verdict(head + tail, during) == "not_applicable"


@pytest.mark.parametrize(("ms", "verdict"), [(1000, "fail"), (3000, "pass"), (9000, "fail")])
def test_speech_rate_of_long_utterances(stage: Stage, ms: int, verdict: str) -> None:
    sheet = f"4000 answered\n 5000-{5000 + ms} me 您好，恒城集团，请您稍等。\n 60000 released\n 60000 ended"
    assert stage.verdict(sheet, SpeechRate(120, 260, min_chars=10)) == verdict


def test_short_unclear_and_typed_utterances_have_no_rate(stage: Stage) -> None:
    short = "5000-5100 me 您好。"
    unclear = "5000-5100 me(conf=0.2) 您好，恒城集团，请您稍等。"
    typed = "5000-5100 me(typed) 您好，恒城集团，请您稍等。"
    for line in (short, unclear, typed):
        sheet = f"4000 answered\n {line}\n 60000 released\n 60000 ended"
        assert stage.verdict(sheet, SpeechRate(120, 260)) == "not_applicable"


@pytest.mark.parametrize(
    ("then", "verdict"),
    [
        ("30000 retrieved\n 30500-31500 me 久等了。", "pass"),
        ("39000 retrieved\n 40001-41000 me 久等了。", "fail"),
        ("39000 retrieved\n 45000-46000 me(typed) 久等了。", "pass"),
        ("40000 connected ext=8200", "pass"),
        ("40001 connected ext=8200", "fail"),
        ("30000 hung_up", "not_applicable"),
        ("50000 hung_up", "fail"),
    ],
)
def test_a_held_caller_is_not_left_alone(stage: Stage, then: str, verdict: str) -> None:
    sheet = f"4000 answered\n 10000 held\n {then}\n 90000 released\n 90000 ended"
    assert stage.verdict(sheet, HOLD) == verdict
