"""The recorded facts said back to the caller."""

from __future__ import annotations

import pytest

from simulator.model.checks import ReadBack, RecordField
from simulator.model.company import SpokenName
from simulator.model.script import Goal, MatterPoint, RecordFacts

from .callsheet import Stage

PHONE, BOTH = ReadBack((RecordField.PHONE,)), ReadBack((RecordField.CALLER, RecordField.PHONE))
GIVEN = "4000 answered\n 6000-9000 wang 我姓王，王建国，电话一三八零零一三八零零零。\n"
END = "\n 60000 released\n 60000 ended"


@pytest.fixture
def due(stage: Stage) -> Stage:
    facts = RecordFacts(SpokenName("王建国"), SpokenName("宏达公司"), "13800138000", (MatterPoint(("合同",)),))
    return stage.with_caller(record=facts, goals=(Goal(message_for="zhang_wei"),))


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        ("您的电话是一三八零零一三八零零零，对吗？", "pass"),
        ("您的电话是 13800138000，对吗？", "pass"),
        ("您的电话是幺三八，零零幺三，八零零零，对吗？", "pass"),
        ("您的电话是一三八零零一三八零零四，对吗？", "undecided"),
        ("您的电话是一三八零零二三八零零四，对吗？", "fail"),
        ("好的，再见。", "fail"),
    ],
)
def test_numbers_digit_by_digit(due: Stage, spoken: str, verdict: str) -> None:
    assert due.verdict(GIVEN + f"10000-14000 me {spoken}" + END, PHONE) == verdict


def test_a_number_in_groups_with_pauses(due: Stage) -> None:
    groups = "10000-11000 me 您的电话是一三八\n 12000-13000 me 零零一三\n 14000-15000 me 八零零零"
    assert due.verdict(GIVEN + groups + END, PHONE) == "pass"
    apart = groups.replace("14000-15000", "18000-19000")
    assert due.verdict(GIVEN + apart + END, PHONE) == "fail"


def test_typed_digits_are_certain(due: Stage) -> None:
    spoken = "10000-14000 me(typed) 您的电话是一三八零零一三八零零四，对吗？"
    assert due.verdict(GIVEN + spoken + END, PHONE) == "fail"


def test_each_field_is_a_finding(due: Stage) -> None:
    assert due.verdicts(GIVEN + "10000-14000 me 您是王建国先生，对吗？" + END, BOTH) == ["pass", "fail"]


def test_only_what_is_said_after_it_was_given_and_to_that_caller(due: Stage) -> None:
    number = "您的电话是一三八零零一三八零零零。"
    before = f"4000 answered\n 4500-5500 me {number}\n 6000-9000 wang 电话一三八零零一三八零零零。"
    assert due.verdict(before + END, PHONE) == "fail"
    assert due.verdict(GIVEN + f"10000-14000 me(to=zhou line=2) {number}" + END, PHONE) == "fail"


def test_only_what_is_said_after_it_was_given_as_the_call_states_it(due: Stage) -> None:
    """The caller's words do not show it (a dialect, a spelling), but the call says when it was given."""
    number = "您的电话是一三八零零一三八零零零。"
    given = "4000 answered\n 6000-8000 wang 还是老号码。\n"
    asked = f"{given} 8000 gives phone asked=yes\n 10000-14000 me {number}"
    assert due.verdict(asked + END, PHONE) == "pass"
    assert due.verdict(f"{given} 10000-14000 me {number}\n 15000 gives phone asked=yes" + END, PHONE) == "fail"


def test_doubt(due: Stage) -> None:
    assert due.verdict(GIVEN + "10000-14000 me(conf=0.3) 点电话。" + END, PHONE) == "undecided"
    right = "一三八零零一三八零零零"
    assert due.verdict(GIVEN + f"10000-14000 me(alt={right}) 点电话。" + END, PHONE) == "undecided"
    assert due.verdict(GIVEN + f"10000-14000 me(witness=点电话) {right}。" + END, PHONE) == "undecided"


def test_a_number_on_which_the_hypotheses_disagree_is_for_a_person(due: Stage) -> None:
    said = "10000-14000 me(alt={}) 电话一三八零零九九八零零零。"
    assert due.verdict(GIVEN + said.format("电话一三八零九九八零零零") + END, PHONE) == "undecided"
    assert due.verdict(GIVEN + said.format("电话13800998000") + END, PHONE) == "fail"
    assert due.verdict(GIVEN + said.format("电话嘛一三八零零九九八零零零") + END, PHONE) == "fail"


def test_the_matter_by_its_points(due: Stage) -> None:
    check = ReadBack((RecordField.MATTER,))
    assert due.verdict(GIVEN + "10000-14000 me 您要谈合同的事，对吗？" + END, check) == "pass"
    assert due.verdict(GIVEN + "10000-14000 me 好的。" + END, check) == "fail"


def test_the_address_by_its_points(due: Stage) -> None:
    facts = RecordFacts(address=(MatterPoint(("和平路",)), MatterPoint(("十八号", "18号"))))
    stage, check = due.with_caller(record=facts), ReadBack((RecordField.ADDRESS,))
    given = "4000 answered\n 6000-9000 wang 我住和平路十八号。\n"
    assert stage.verdict(given + "10000-14000 me 您的地址是和平路18号，对吗？" + END, check) == "pass"
    assert stage.verdict(given + "10000-14000 me 您住和平路，对吗？" + END, check) == "fail"


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        ("您住阳光花园三栋二零一，对吗？", "pass"),
        ("您住阳光花园3栋201，对吗？", "pass"),
        ("您住阳光花园3动201，对吗？", "pass"),
        ("您住阳光花园3洞201，对吗？", "pass"),
        ("您住阳光花园三洞二零一，对吗？", "pass"),
        ("您住阳光花圆3动201，对吗？", "pass"),
        ("您住阳光花园3动202，对吗？", "fail"),
        ("您住阳光花园4动201，对吗？", "fail"),
        ("您住阳光花园13栋201，对吗？", "fail"),
        ("您住阳光花园三十栋二零一，对吗？", "fail"),
        ("您住阳光花园201，对吗？", "fail"),
    ],
)
def test_an_address_by_its_sound_and_its_very_numbers(due: Stage, spoken: str, verdict: str) -> None:
    points = (MatterPoint(("阳光花园",)), MatterPoint(("3栋", "三栋")), MatterPoint(("201", "二零一")))
    stage, check = due.with_caller(record=RecordFacts(address=points)), ReadBack((RecordField.ADDRESS,))
    given = "4000 answered\n 6000-9000 wang 我住阳光花园三栋二零一。\n"
    assert stage.verdict(given + f"10000-14000 me {spoken}" + END, check) == verdict
