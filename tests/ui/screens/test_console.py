"""A call worked in the real window by keys, mouse and text input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame
import pytest
from pygame.event import Event

from simulator.model.checks import RecordField
from simulator.model.effects import Refusal
from simulator.model.events import FaultReported
from simulator.model.script import KeyName, LineFault
from simulator.model.text import Text
from simulator.model.units import ClockTime
from simulator.session.state import LegStatus, LineStatus
from simulator.ui.screens.console import DIAL, FAULT
from simulator.ui.shown import Caption, Hint, Speaker
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.theme import Hue
from tests.ui.screens.conftest import Pilot

Sit = Callable[..., Pilot]


def pressed(sat: Pilot) -> list[tuple[object, ...]]:
    return [one[1:] for one in sat.work.done if one[0] == "press"]


def test_a_call_is_answered_held_consulted_and_put_through_by_keyboard(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(6_000)
    assert console.lines["1"].dial.visible
    assert console.lines["1"].dial.ring() == 2
    sat.key("f1")
    assert sat.work.board.state.lines["1"].status is LineStatus.TALKING
    sat.key("f5")
    assert sat.window.root.focused is console.extensions.field
    sat.type("zjl")
    sat.key("return")
    assert pressed(sat)[-1] == (KeyName.CONSULT, "8001")
    sat.wait(9_000)
    assert sat.work.board.state.legs["8001"].status is LegStatus.TALKING
    sat.key("f6")
    assert pressed(sat)[-1] == (KeyName.CONNECT, "")
    assert sat.work.board.state.lines["1"].status is LineStatus.CONNECTED
    assert sat.same_as_afresh()


def test_a_line_is_answered_by_its_card_and_by_its_number(pilot: Sit) -> None:
    for act in (lambda sat, console: sat.click(console.lines["1"]), lambda sat, console: sat.key("1")):
        sat = pilot()
        console = sat.begin()
        sat.wait(1_000)
        act(sat, console)
        assert pressed(sat) == [(KeyName.ANSWER, "1")]


def test_a_key_that_cannot_act_says_why(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(100)
    assert not console.keys[KeyName.HOLD].enabled
    assert console.keys[KeyName.HOLD].why == "没有可以操作的通话"
    sat.work.more = {"refused": (KeyName.HOLD, Refusal.NO_CALL), "refusals": 1}
    sat.settle()
    assert sat.window.toasts.texts == ("“保持”没有作用：没有可以操作的通话",)


def test_a_message_in_chinese_is_written_saved_and_passed_on(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(1_000)
    sat.key("f1")
    sat.key("ctrl+m")
    form = console.message.inputs
    assert sat.window.root.focused is form[RecordField.CALLER]
    pygame.event.post(Event(pygame.TEXTEDITING, text="chen zhi yuan", start=0, length=0))
    sat.settle()
    assert form[RecordField.CALLER].composing()
    sat.type("陈志远")
    for text in ("恒远科技", "13800138000", "请回电商量合同", "王经理"):
        sat.key("tab")
        sat.type(text)
    sat.key("ctrl+s")
    saved = sat.work.done[-1]
    assert saved[0] == "save"
    assert saved[1] == {
        RecordField.TIME: form[RecordField.TIME].text,
        RecordField.CALLER: "陈志远",
        RecordField.ORGANISATION: "恒远科技",
        RecordField.PHONE: "13800138000",
        RecordField.MATTER: "请回电商量合同",
        RecordField.FOR_WHOM: "王经理",
        RecordField.URGENCY: "normal",
    }
    assert saved[3] == "1"
    assert console.tabs.bar.marks[0] == "1"
    sat.key("ctrl+r")
    assert sat.work.done[-1][0] == "relay"
    assert console.tabs.bar.marks[0] == ""
    assert console.lines["1"].who.text == "恒远科技 陈志远"


def test_an_unsaved_message_cannot_be_passed_on(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.key("ctrl+m")
    sat.type("陈")
    sat.key("ctrl+r")
    assert [one for one in sat.work.done if one[0] == "relay"] == []
    assert sat.window.toasts.texts == ("请先保存留言",)


def test_what_was_written_outlives_another_text_size(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.key("ctrl+m")
    sat.type("陈志远")
    sat.key("ctrl+=")
    sat.key("ctrl+=")
    assert sat.window.settings["text"] == "150"
    assert console.message.inputs[RecordField.CALLER].text == "陈志远"
    assert sat.same_as_afresh()


def test_a_fault_is_reported(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(1_000)
    sat.key("f1")
    sat.key("ctrl+g")
    assert console.fault.shown()
    technical = console.fault._form.extension
    sat.click(sat.button("发送报修单"))
    assert console.fault.remark.text == "还没有选：现象"
    sat.click(sat.button("杂音"))
    sat.click(sat.button("发送报修单"))
    assert sat.work.done[-1] == ("report", FaultReported("1", LineFault.NOISE, technical))


def test_the_fault_form_follows_the_lamps_until_it_is_begun(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    form = console.fault
    sat.key("ctrl+g")
    assert form.line.chosen == -1, "no line is in use"
    sat.wait(1_000)
    sat.key("f1")
    assert form.line.texts[form.line.chosen] == "1"
    sat.window.root.focus(form.line)
    sat.key("right")
    sat.click(sat.button("杂音"))
    sat.key("f9")
    assert (form.line.texts[form.line.chosen], form._form.fault) == ("2", LineFault.NOISE), "what was chosen stays"
    sat.click(sat.button("发送报修单"))
    assert form.line.chosen == -1
    assert sat.work.done[-1] == ("report", FaultReported("2", LineFault.NOISE, form._form.extension))


def test_dialling_out_by_pad_and_keyboard(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(100)
    sat.key("f11")
    assert console.tabs.bar.chosen == DIAL
    sat.type("0108")
    sat.click(sat.button("2"))
    assert console.dialler.field.text == "01082"
    sat.key("ctrl+d")
    sat.type("13800138000")
    sat.key("return")
    assert pressed(sat)[-1] == (KeyName.DIAL_OUT, "13800138000")


def test_callers_to_be_called_back(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.work.more = {"callbacks": ("13900139000",)}
    sat.key("ctrl+b")
    assert console.tabs.bar.marks[2] == "1"
    sat.key("return")
    assert console.dialler.field.text == "13900139000"


def test_a_call_that_was_agreed_stands_in_the_list_with_its_time_and_reason(pilot: Sit) -> None:
    sat = pilot()
    board = sat.work.board
    script = board.scene.script
    (name, caller), *_ = script.callers.items()
    agreed = replace(caller, due_at=ClockTime(11 * 60), due_for="上午报修的燃气灶，问修好了没有")
    board.scene = replace(board.scene, script=replace(script, callers={**script.callers, name: agreed}))
    board.state = replace(board.state, ringing_due=frozenset({name}))
    console = sat.begin()
    sat.key("ctrl+b")
    (row,) = console.callbacks.list.items
    assert (row.title, row.detail, row.right) == (
        f"{agreed.actor.name.text} {agreed.phone}",
        "上午报修的燃气灶，问修好了没有",
        "11:00",
    )
    assert console.tabs.bar.marks[2] == ""  # not yet
    sat.key("return")
    assert console.dialler.field.text == agreed.phone


def test_captions_grow_and_can_be_switched_off(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.work.captions = (Caption(1_000, Speaker.CALLER, "", "你好。"), Caption(2_000, Speaker.BOARD, "", "线路 1 应答"))
    sat.work.said = "您好"
    sat.settle()
    assert [(one.text, one.open, one.quiet) for one in console.feed.entries] == [
        ("你好。", False, False),
        ("线路 1 应答", False, True),
        ("您好", True, False),
    ]
    sat.key("ctrl+l")
    assert [one.text for one in console.feed.entries] == ["线路 1 应答"]
    assert sat.desk.kept["captions"] == "off"


def test_a_hint_is_shown_when_asked_for_and_noted(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.work.hints = (Hint("问候", "您好，总机。", ("A1.1",)),)
    sat.settle()
    assert "您好，总机。" not in sat.texts()
    sat.key("ctrl+h")
    assert "您好，总机。" in sat.texts()
    assert sat.work.done == [("help", "hint")]
    sat.work.hints = (Hint("转接", "请稍等。", ()),)
    sat.settle()
    assert "请稍等。" not in sat.texts()
    assert console.hint.visible


def test_an_exam_has_no_help(pilot: Sit) -> None:
    sat = pilot()
    sat.window.root.focus(sat.window.screen.mode)
    sat.key("right")
    console = sat.begin()
    sat.work.hints = (Hint("问候", "您好，总机。", ("A1.1",)),)
    sat.work.captions = (Caption(1_000, Speaker.CALLER, "", "你好。"),)
    for keys in ("ctrl+h", "ctrl+j", "ctrl+u", "ctrl+t"):
        sat.key(keys)
    assert not console.hint.shown()
    assert console.feed.entries == ()
    assert not console.reply_row.visible
    assert sat.work.done == []


def test_typed_words_are_said(pilot: Sit) -> None:
    sat = pilot(voicing="typed")
    console = sat.begin()
    sat.wait(1_000)
    sat.key("f1")
    sat.key("ctrl+t")
    sat.type("您好，总机。")
    sat.key("return")
    assert ("say", "您好，总机。") in sat.work.done
    assert console.reply.text == ""


def test_keys_that_are_held_press_once(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.wait(1_000)
    for _ in range(5):
        pygame.event.post(Event(pygame.KEYDOWN, key=pygame.K_F1, mod=0, unicode="", scancode=0))
    sat.settle()
    assert pressed(sat) == [(KeyName.ANSWER, "")]


def test_escape_never_ends_a_call_without_asking(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.key("ctrl+f")
    sat.key("escape")
    assert sat.window.root.focused is None
    sat.key("escape")
    assert sat.button("继续通话")
    sat.key("escape")
    assert sat.work.done == []


def test_closing_the_window_stops_the_call_and_keeps_it(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    pygame.event.post(Event(pygame.QUIT))
    sat.window.step(sat.now)
    assert sat.window.closed
    assert sat.work.done == [("stop",)]


def test_the_time_for_the_records_is_shown_in_words_and_figures(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(1_500)
    sat.key("f1")
    assert not console.wrap_up.shown()
    sat.key("f9")
    sat.wait(1_000)
    assert "通话都已结束，请写完并保存记录" in sat.texts()
    assert "还剩 0:59" in sat.texts()
    sat.wait(52_000)
    assert "时间快到了，没有保存的不计" in sat.texts()
    assert console.wrap_up.lamp.light == Light(Hue.BAD, "triangle", "slow")
    assert sat.same_as_afresh()


def test_a_lost_microphone_is_told_once(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.work.more = {"notices": (Text("话筒断开了", "The microphone is gone"),)}
    sat.settle()
    sat.wait(500)
    assert sat.window.toasts.texts == ("话筒断开了",)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_everything_that_happens_is_drawn(pilot: Sit, theme: str) -> None:
    sat = pilot(theme=theme)
    console = sat.begin()
    for step in range(12):
        sat.work.loud = -50 + 4 * step
        sat.work.said = "请您稍等" * step
        sat.wait(730)
        if step == 3:
            sat.key("f1")
        if step == 7:
            console.show_tab(FAULT)
            sat.settle()
        assert sat.same_as_afresh()
    assert console.lines["1"].status.role is Hue.GOOD
