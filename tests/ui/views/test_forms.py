"""The forms of the desk: what they begin with, what they remark, what they send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from scoring.checks.record import _URGENT, _YES
from simulator.model.checks import RecordField
from simulator.model.company import Company
from simulator.model.events import FaultReported
from simulator.model.script import KeyName, LineFault, Urgency
from simulator.model.text import Lang
from simulator.session.state import LineStatus
from simulator.ui.views.forms import (
    CONFIDENTIAL,
    DialPad,
    FaultForm,
    Pad,
    Severity,
    dial_press,
    dial_reads,
    dialled,
    fault_event,
    fault_missing,
    new_fault_form,
    new_pad,
    odd_number,
    open_pad,
    pad_hints,
    plain_number,
    saved_fields,
    undialled,
    written,
)
from tests.ui.board import Board

Boards = Callable[[str], Board]


@pytest.fixture
def company(board: Boards) -> Company:
    return board("busy").scene.company


def test_a_new_pad_has_the_time_of_the_story_and_the_line_talked_to(board: Boards) -> None:
    desk = board("busy")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER, "1")
    pad = new_pad(desk.snapshot(), 125_000)
    assert pad.value(RecordField.TIME) == "10:42"
    assert (pad.line, pad.message, pad.urgent, pad.changed) == ("1", 0, False, False)
    assert new_pad(desk.snapshot(), 0, line="2").line == "2"


def test_a_pad_opened_again_is_the_next_version_of_its_message(board: Boards) -> None:
    desk = board("busy")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER, "1")
    desk.save(caller="赵丽华", phone="13564917702")
    pad = open_pad(desk.snapshot(), 1)
    assert (pad.message, pad.line, pad.value(RecordField.CALLER)) == (1, "1", "赵丽华")
    with pytest.raises(KeyError):
        open_pad(desk.snapshot(), 2)


def test_writing_makes_a_new_pad_and_leaves_the_old_one() -> None:
    pad = Pad()
    changed = written(pad, RecordField.CALLER, "赵丽华")
    assert (pad.value(RecordField.CALLER), changed.value(RecordField.CALLER)) == ("", "赵丽华")
    assert changed.changed
    assert written(changed, RecordField.CALLER, "赵丽华") is changed


def test_what_is_saved_has_no_blanks_and_plain_figures() -> None:
    pad = Pad({RecordField.CALLER: " 赵丽华 ", RecordField.PHONE: "135-6491 7702", RecordField.MATTER: "  "})
    assert saved_fields(pad) == {RecordField.CALLER: "赵丽华", RecordField.PHONE: "13564917702"}
    assert plain_number("１３５６４９１７７０２") == "13564917702"
    assert plain_number("查一下") == "查一下"


def test_what_the_form_writes_is_what_the_score_reads() -> None:
    urgent = written(Pad(), RecordField.URGENCY, Urgency.URGENT.value)
    assert urgent.urgent
    assert urgent.value(RecordField.URGENCY) in _URGENT
    secret = written(Pad(), RecordField.CONFIDENTIAL, CONFIDENTIAL)
    assert secret.confidential
    assert CONFIDENTIAL in _YES


@pytest.mark.parametrize(
    "number", ["13564917702", "135 6491 7702", "02188860001", "88860001", "0571-8886000", "4008001234", "110", "95588"]
)
def test_numbers_that_can_be_dialled_are_not_odd(company: Company, number: str) -> None:
    assert odd_number(number, company) is None


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1356491770", "现有 10 位"),
        ("135649177022", "现有 12 位"),
        ("12345", ""),
        ("四零零", "不是数字"),
        ("8401", "分机"),
        ("888", "3 位"),
    ],
)
def test_odd_numbers_are_remarked(company: Company, number: str, says: str) -> None:
    odd = odd_number(number, company)
    if says:
        assert odd is not None
        assert says in odd.zh
    else:
        assert odd is None


def test_the_pad_says_what_is_missing_and_what_is_odd(company: Company) -> None:
    pad = Pad({RecordField.PHONE: "1356491770", RecordField.TIME: "十点", RecordField.FOR_WHOM: "孙悟空"})
    hints = {hint.field: hint for hint in pad_hints(pad, company, Lang.ZH)}
    assert hints[RecordField.CALLER].severity is Severity.EMPTY
    assert hints[RecordField.CALLER].text == "未填来电人"
    assert hints[RecordField.PHONE].severity is Severity.ODD
    assert hints[RecordField.TIME].severity is Severity.ODD
    assert hints[RecordField.FOR_WHOM].text == "通讯录里没有这个人或部门"
    full = Pad(
        {
            RecordField.TIME: "10:42",
            RecordField.CALLER: "赵丽华",
            RecordField.PHONE: "13564917702",
            RecordField.MATTER: "四十吨钢筋明早八点到",
            RecordField.FOR_WHOM: "周经理",
        }
    )
    assert pad_hints(full, company, Lang.ZH) == ()


# --- faults ----------------------------------------------------------------------------------------------------------


def test_the_fault_form_knows_where_faults_go_and_which_line_is_dead(board: Boards) -> None:
    desk = board("fault")
    lines = {**desk.state.lines, "1": replace(desk.state.lines["1"], status=LineStatus.DEAD, fault=LineFault.DEAD)}
    desk.state = replace(desk.state, lines=lines)
    form = new_fault_form(desk.snapshot())
    assert (form.line, form.fault, form.extension) == ("1", LineFault.DEAD, "8600")
    assert fault_event(form) == FaultReported("1", LineFault.DEAD, "8600", "")


def test_what_is_wrong_with_a_noisy_line_is_for_the_trainee_to_say(board: Boards) -> None:
    desk = board("fault")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    form = new_fault_form(desk.snapshot())
    assert (form.line, form.fault) == ("1", None)
    assert fault_event(form) is None
    assert fault_missing(form, Lang.ZH) == "还没有选：现象"
    assert fault_missing(FaultForm(), Lang.EN) == "still to choose: the line, what is wrong, whom to tell"
    assert fault_missing(replace(form, fault=LineFault.NOISE), Lang.ZH) == ""


# --- dialling --------------------------------------------------------------------------------------------------------


def test_digits_are_dialled_and_taken_back() -> None:
    pad = DialPad()
    for digit in "84x01":
        pad = dialled(pad, digit)
    assert pad.digits == "8401"
    assert undialled(pad).digits == "840"
    assert undialled(DialPad()).digits == ""
    assert len(dialled(DialPad(digits="1" * 20), "1").digits) == 20


def test_an_extension_can_be_pressed_once_it_is_complete(company: Company) -> None:
    pad = DialPad(KeyName.TRANSFER, "840")
    assert dial_press(pad, company) is None
    assert dial_reads(pad, company, Lang.ZH) == "还有 3 个分机以此开头"
    pad = dialled(pad, "1")
    assert dial_press(pad, company) == (KeyName.TRANSFER, "8401")
    assert dial_reads(pad, company, Lang.ZH) == "周杰"
    assert dial_reads(DialPad(KeyName.CONSULT, "9"), company, Lang.ZH) == "没有这个分机"


def test_outside_any_number_can_be_pressed_and_an_odd_one_is_remarked(company: Company) -> None:
    pad = DialPad(KeyName.DIAL_OUT, "13901628845")
    assert dial_press(pad, company) == (KeyName.DIAL_OUT, "13901628845")
    assert dial_reads(pad, company, Lang.ZH) == "外线号码"
    assert "现有 8 位" in dial_reads(replace(pad, digits="13901628"), company, Lang.ZH)
    assert dial_press(DialPad(KeyName.DIAL_OUT, "*"), company) is None
    assert dial_reads(DialPad(), company, Lang.ZH) == ""
