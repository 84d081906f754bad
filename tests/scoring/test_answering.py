"""Going off-hook: within three rings, with words at once, the urgent call first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.checks import AnsweredWithin, SpokeWithin, UrgentFirst
from simulator.model.units import Ms

from .callsheet import HEADER, Stage, ref

THREE_RINGS = AnsweredWithin(3)
AT_ONCE = SpokeWithin(ref("answered"), Ms(2000))


@pytest.mark.parametrize(("ring_ms", "verdict"), [(0, "pass"), (14_999, "pass"), (15_000, "fail"), (30_000, "fail")])
def test_the_fourth_burst_begins_at_fifteen_seconds(stage: Stage, ring_ms: int, verdict: str) -> None:
    sheet = f"1000 ringing\n {1000 + ring_ms} answered ring_ms={ring_ms}\n 60000 released\n 60000 ended"
    assert stage.verdict(sheet, THREE_RINGS) == verdict


def test_a_call_nobody_answers(stage: Stage) -> None:
    assert stage.verdict("0 ringing\n 20000 hung_up reason=abandoned\n 20000 ended", THREE_RINGS) == "fail"
    assert stage.verdict("0 ringing\n 9000 hung_up reason=abandoned\n 9000 ended", THREE_RINGS) == "not_applicable"
    assert stage.verdict("0 ringing\n 9000 ended", THREE_RINGS) == "not_applicable"
    assert stage.verdict("0 ringing\n 25000 ended", THREE_RINGS) == "fail"


def test_the_attendant_and_a_recall_are_not_judged(stage: Stage) -> None:
    assert stage.verdict("0 ringing\n 5000 auto_answered\n 60000 ended", THREE_RINGS) == "not_applicable"
    sheet = "0 ringing\n 2000 answered ring_ms=2000\n 9000 ringing recall=yes\n 30000 retrieved\n 40000 ended"
    assert stage.verdicts(sheet, THREE_RINGS) == ["pass"]


def test_every_incoming_call_is_judged(stage: Stage) -> None:
    sheet = """
        0 ringing
        1000 ringing line=2 actor=zhou
        2000 answered ring_ms=2000
        20000 answered line=2 actor=zhou ring_ms=19000
        60000 ended
    """
    assert stage.verdicts(sheet, THREE_RINGS) == ["pass", "fail"]


@pytest.mark.parametrize(("start", "verdict"), [(4000, "pass"), (6000, "pass"), (6001, "fail")])
def test_the_first_words_come_at_once(stage: Stage, start: int, verdict: str) -> None:
    sheet = f"4000 answered\n {start}-{start + 900} me 您好，恒城集团。\n 60000 released\n 60000 ended"
    assert stage.verdict(sheet, AT_ONCE) == verdict


def test_typed_words_have_no_time(stage: Stage) -> None:
    sheet = "4000 answered\n 9000-9900 me(typed) 您好，恒城集团。\n 60000 released\n 60000 ended"
    assert stage.verdict(sheet, AT_ONCE) == "not_applicable"


def test_saying_nothing_fails_unless_the_call_was_too_short(stage: Stage) -> None:
    assert stage.verdict("4000 answered\n 60000 released\n 60000 ended", AT_ONCE) == "fail"
    assert stage.verdict("4000 answered\n 5000 hung_up\n 60000 ended", AT_ONCE) == "not_applicable"


def test_words_to_another_caller_are_not_the_first_words(stage: Stage) -> None:
    sheet = "4000 answered\n 4500-5500 me(to=zhou line=2) 请稍等。\n 60000 released\n 60000 ended"
    assert stage.verdict(sheet, AT_ONCE) == "fail"


def test_the_urgent_call_is_taken_first(stage: Stage) -> None:
    two = "0 ringing\n 1000 ringing line=2 actor=zhou urgent=yes\n"
    urgent = two + "2000 answered line=2 actor=zhou\n 9000 answered\n 60000 ended"
    ordinary = two + "2000 answered\n 9000 answered line=2 actor=zhou\n 60000 ended"
    assert stage.verdicts(urgent, UrgentFirst()) == ["pass"]
    assert stage.verdicts(ordinary, UrgentFirst()) == ["fail"]


def test_no_choice_no_verdict(stage: Stage) -> None:
    alone = "0 ringing urgent=yes\n 2000 answered\n 3000 ringing line=2 actor=zhou\n 60000 ended"
    assert stage.verdicts(alone, UrgentFirst()) == ["not_applicable"]
    gone = """
        0 ringing urgent=yes
        500 hung_up
        1000 ringing line=2 actor=zhou
        2000 answered line=2 actor=zhou
        60000 ended
    """
    assert stage.verdicts(gone, UrgentFirst()) == ["not_applicable"]


RUNNING = "0 ringing\n 2000 answered\n"
URGENT = "10000 ringing line=2 actor=zhou urgent=yes\n"


@pytest.mark.parametrize(
    ("lines", "verdicts"),
    [
        ("14000 held auto=yes\n 14000 answered line=2 actor=zhou\n 60000 retrieved", ["pass"]),
        ("14000 released reason=ended\n 15000 answered line=2 actor=zhou", ["pass"]),  # it was at its end
        ("40000 released reason=ended\n 41000 answered line=2 actor=zhou", ["fail"]),
        ("25000 held auto=yes\n 25000 answered line=2 actor=zhou", ["fail"]),
        ("40000 hung_up line=2 actor=zhou reason=abandoned", ["fail"]),
        ("20000 hung_up line=2 actor=zhou reason=abandoned", ["not_applicable"]),
        ("15000 auto_answered line=2 actor=zhou", ["not_applicable"]),
        ("", ["fail"]),
    ],
)
def test_a_running_call_is_put_down_for_an_urgent_one(stage: Stage, lines: str, verdicts: list[str]) -> None:
    assert stage.verdicts(RUNNING + URGENT + lines + "\n 90000 ended", UrgentFirst()) == verdicts


@pytest.mark.parametrize(
    ("before", "verdicts"),
    [
        ("5000 held auto=yes\n 5000 dialled ext=8200 private=yes", ["fail"]),  # the operator asks a colleague
        ("5000 dialled ext=8200", ["fail"]),
        ("5000 dialled ext=8200\n 8000 connected ext=8200\n 8500 released reason=passed_on", ["not_applicable"]),
        ("9000 released reason=ended", ["not_applicable"]),
    ],
)
def test_what_the_operator_has_in_hand(stage: Stage, before: str, verdicts: list[str]) -> None:
    late = "40000 answered line=2 actor=zhou\n 90000 ended"
    assert stage.verdicts(RUNNING + before + "\n" + URGENT + late, UrgentFirst()) == verdicts


def test_an_urgent_call_need_not_yield_to_another(stage: Stage) -> None:
    sheet = RUNNING.replace("ringing", "ringing urgent=yes") + URGENT + "40000 answered line=2 actor=zhou\n 90000 ended"
    assert stage.verdicts(sheet, UrgentFirst()) == ["not_applicable"]


def test_where_the_log_breaks_off_the_urgent_call_is_open(stage: Stage) -> None:
    assert stage.verdicts(RUNNING + URGENT + "12000 help_used kind=wording", UrgentFirst()) == ["undecided"]


def test_a_critical_failure_by_sound_is_for_a_person_by_keys_it_is_not(stage: Stage) -> None:
    late = "1000 ringing\n 20000 answered ring_ms=19000\n 30000-31000 me 您好。\n 60000 released\n 60000 ended"
    assert stage.verdict(late, AT_ONCE, critical=True) == "undecided"
    assert stage.verdict(late, THREE_RINGS, critical=True) == "fail"
    assert stage.verdict(late, THREE_RINGS, critical=True, header=replace(HEADER, half_duplex=True)) == "fail"
