"""The message pad against the frozen facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.clock import clock_minutes
from simulator.model.checks import Check, MessageKept, MessageRelayed, RecordField, RecordFieldRight
from simulator.model.company import SpokenName
from simulator.model.script import Goal, MatterPoint, RecordFacts, Urgency
from simulator.model.units import ClockTime, Ms

from .callsheet import Stage

FACTS = RecordFacts(
    caller=SpokenName("王建国"),
    organisation=SpokenName("宏达公司", also=("宏达",)),
    phone="13800138000",
    matter=(MatterPoint(("合同",)), MatterPoint(("付款", "款项"))),
    for_whom="zhang_wei",
)


@pytest.fixture
def due(stage: Stage) -> Stage:
    """A stage on which a message about wang is due."""
    return stage.with_caller(record=FACTS, goals=(Goal(message_for="zhang_wei"),))


def call(*lines: str) -> str:
    return "60000 answered\n 120000 hung_up\n" + "\n".join(lines) + "\n 180000 ended"


def written(field: str, text: str) -> str:
    return call(f"130000 save {field}={text}")


def credit(stage: Stage, field: RecordField, text: str, facts: RecordFacts = FACTS) -> tuple[str, int]:
    """Verdict and percent of the points."""
    finding = stage.with_caller(record=facts).finding(written(field, text), RecordFieldRight(field))
    return finding.verdict, 100 * finding.lowest // finding.possible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王建国", ("pass", 100)),
        ("王建国先生", ("pass", 100)),
        ("王健国", ("partial", 50)),
        ("汪建国", ("partial", 50)),
        ("李建国", ("fail", 0)),
        ("", ("fail", 0)),
    ],
)
def test_names(due: Stage, text: str, expected: tuple[str, int]) -> None:
    assert credit(due, RecordField.CALLER, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宏达公司", ("pass", 100)),
        ("宏达", ("pass", 100)),
        ("宏达公司采购部", ("pass", 100)),
        ("弘达公司", ("partial", 50)),
    ],
)
def test_organisations(due: Stage, text: str, expected: tuple[str, int]) -> None:
    assert credit(due, RecordField.ORGANISATION, text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138000", ""),
        ("138-0013-8000", ""),
        ("13800138001", "第 11 位 0→1"),
        ("1380013800", "漏了"),
        ("138001380000", "多了"),
    ],
)
def test_a_phone_number_is_right_or_wrong_and_the_digit_is_shown(due: Stage, text: str, shown: str) -> None:
    finding = due.finding(written("phone", text), RecordFieldRight(RecordField.PHONE))
    assert finding.verdict == ("fail" if shown else "pass")
    assert shown in finding.measured.zh


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谈合同和付款", ("pass", 100)),
        ("合同的款项", ("pass", 100)),
        ("合同", ("partial", 50)),
        ("和同，付款", ("partial", 75)),
        ("合同，不付款", ("partial", 50)),
        ("改天再打", ("fail", 0)),
    ],
)
def test_the_matter_is_the_share_of_its_points(due: Stage, text: str, expected: tuple[str, int]) -> None:
    assert credit(due, RecordField.MATTER, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张伟", ("pass", 100)),
        ("张总", ("pass", 100)),
        ("总经理", ("pass", 100)),
        ("zhang_wei", ("pass", 100)),
        ("章伟", ("partial", 50)),
        ("总经理办公室", ("pass", 100)),
        ("赵敏", ("fail", 0)),
    ],
)
def test_for_whom(due: Stage, text: str, expected: tuple[str, int]) -> None:
    assert credit(due, RecordField.FOR_WHOM, text) == expected


def test_the_department_alone_is_half(due: Stage) -> None:
    facts = replace(FACTS, for_whom="zhao_min")
    assert credit(due, RecordField.FOR_WHOM, "财务部", facts) == ("partial", 50)
    assert credit(due, RecordField.FOR_WHOM, "财务部经理", facts) == ("pass", 100)


def test_urgency_and_confidentiality(due: Stage) -> None:
    urgent = replace(FACTS, urgency=Urgency.URGENT, confidential=True)
    assert credit(due, RecordField.URGENCY, "", FACTS)[0] == "pass"
    assert credit(due, RecordField.URGENCY, "紧急", FACTS)[0] == "fail"
    assert credit(due, RecordField.URGENCY, "urgent", urgent)[0] == "pass"
    assert credit(due, RecordField.URGENCY, "normal", urgent)[0] == "fail"
    assert credit(due, RecordField.CONFIDENTIAL, "是", urgent)[0] == "pass"
    assert credit(due, RecordField.CONFIDENTIAL, "", urgent)[0] == "fail"
    assert due.verdict(written("confidential", "是"), RecordFieldRight(RecordField.CONFIDENTIAL)) == "not_applicable"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("09:31", "pass"),  # the call: 9:31 to 9:32
        ("9点31分", "pass"),
        ("2026-03-16T09:37", "pass"),
        ("09:38", "fail"),
        ("09:26", "pass"),
        ("09:25", "fail"),
        ("21:31", "fail"),
        ("刚才", "fail"),
    ],
)
def test_time_within_five_minutes_of_the_call(due: Stage, text: str, verdict: str) -> None:
    assert due.verdict(written("time", text), RecordFieldRight(RecordField.TIME)) == verdict


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9:05", (545, 1265)),
        ("09:05", (545,)),
        ("上午9点半", (570,)),
        ("下午2点一刻", (855,)),
        ("14：05", (845,)),
        ("25:00", ()),
        ("9:75", ()),
        ("", ()),
    ],
)
def test_clock_times_as_people_write_them(text: str, minutes: tuple[int, ...]) -> None:
    assert clock_minutes(text) == minutes


def test_the_last_version_counts(due: Stage) -> None:
    sheet = call("130000 save caller=李四", "140000 save caller=王建国")
    assert due.verdict(sheet, RecordFieldRight(RecordField.CALLER)) == "pass"


def test_a_field_without_a_message_fails_and_a_caller_without_facts_is_not_judged(due: Stage) -> None:
    check = RecordFieldRight(RecordField.CALLER)
    assert due.verdict(call(), check) == "fail"
    assert due.with_caller(record=None).verdict(call(), check) == "not_applicable"
    assert due.verdict("0 ringing\n 60000 ended", check) == "not_applicable"


def test_a_caller_put_through_needs_no_message_where_that_is_the_other_good_end(due: Stage) -> None:
    either = due.with_caller(goals=(Goal(connected="8001"), Goal(message_for="zhang_wei")))
    through = "60000 answered\n 70000 connected ext=8001\n 120000 hung_up\n 180000 ended"
    assert either.verdict(through, MessageKept()) == "not_applicable"
    assert due.with_caller(goals=(Goal(connected="8001"),)).verdict(through, MessageKept()) == "fail"


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        (("130000 save matter=合同", "140000 relay zhang_wei"), "pass"),
        (("130000 save matter=合同", "140000 relay liu_fang"), "pass"),  # his secretary
        (("130000 save matter=合同", "140000 relay zhao_min"), "fail"),
        (("130000 save matter=合同",), "fail"),
        ((), "fail"),
    ],
)
def test_a_message_is_kept_when_it_reaches_its_person(due: Stage, lines: tuple[str, ...], verdict: str) -> None:
    assert due.verdict(call(*lines), MessageKept(), critical=True) == verdict


@pytest.mark.parametrize(("t", "verdict"), [(119_000, "pass"), (150_000, "pass"), (150_001, "fail")])
def test_a_message_is_passed_on_in_time(due: Stage, t: int, verdict: str) -> None:
    sheet = f"60000 answered\n 90000 save matter=合同\n {t} relay zhang_wei\n 120000 hung_up\n 180000 ended"
    lines = sorted(sheet.splitlines(), key=lambda line: int(line.split()[0]))
    assert due.verdict("\n".join(lines), MessageRelayed(Ms(30_000))) == verdict


def test_a_message_that_an_angry_caller_never_left_is_for_a_person_to_rule(due: Stage) -> None:
    angry = "60000 answered\n 120000 hung_up reason=temper\n {}180000 ended"
    assert due.verdict(angry.format(""), MessageKept(), critical=True) == "undecided"
    assert due.verdict(angry.format("130000 save matter=合同\n "), MessageKept(), critical=True) == "fail"


@pytest.mark.parametrize("check", [MessageKept(), RecordFieldRight(RecordField.CALLER), MessageRelayed(Ms(30_000))])
def test_what_a_broken_log_does_not_show_is_undecided(due: Stage, check: Check) -> None:
    assert due.verdict("60000 answered\n 120000 hung_up", check, critical=True) == "undecided"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("和平路十八号三栋402室", ("pass", 3)),
        ("和平路18号402", ("partial", 2)),
        ("解放路", ("fail", 0)),
        ("和平路13栋402", ("partial", 2)),
        ("和平路3栋1402", ("partial", 2)),
        ("和平路，3栋，402", ("pass", 3)),
        ("和平路18-3栋-402", ("pass", 3)),
    ],
)
def test_the_address_is_the_share_of_its_points(due: Stage, text: str, expected: tuple[str, int]) -> None:
    address = (MatterPoint(("和平路",)), MatterPoint(("三栋", "3栋", "三号楼")), MatterPoint(("402", "四零二")))
    facts = replace(FACTS, address=address)
    verdict, points = credit(due, RecordField.ADDRESS, text, facts)
    assert verdict == expected[0]
    assert points == pytest.approx(100 * expected[1] / 3, abs=1)


HAND_OVER = "5000 call_back_due line= number=13800138000\n 8000 dialled_out line=1 number=13800138000\n"


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("50000 save matter=两单待派 for_whom=executive\n 51000 relay executive", "pass"), ("", "fail")],
)
def test_a_hand_over_is_a_call_agreed_for_the_end_of_the_shift(due: Stage, written: str, verdict: str) -> None:
    """Nobody rings: whom the operator is to call at a time agreed can require a record like any caller."""
    called = "14000 called_back number=13800138000\n 40000 released reason=ended\n"
    facts = RecordFacts(matter=(MatterPoint(("两单待派", "两张单")),), for_whom="executive")
    stage = due.with_caller(record=facts, rings_at=None, due_at=ClockTime(17 * 60), due_for="交接班")
    assert stage.verdict(HAND_OVER + called + written + "\n 120000 ended", MessageKept(), critical=True) == verdict
    matter = RecordFieldRight(RecordField.MATTER)
    assert stage.verdict(HAND_OVER + called + written + "\n 120000 ended", matter) == verdict


def test_a_call_that_was_never_made_requires_no_record_but_the_call(due: Stage) -> None:
    stage = due.with_caller(record=FACTS, rings_at=None, due_at=ClockTime(17 * 60), due_for="交接班")
    never = "5000 call_back_due line= number=13800138000\n 120000 ended"
    assert stage.verdict(never, MessageKept()) == "not_applicable"
