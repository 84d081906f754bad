"""The console shows what the operator can know: lamps, the ring clock, the headset, what each key would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.model.effects import Refusal, Refuse
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.ui.shown import Caption, Hint, Mode, Speaker
from simulator.ui.views.board_keys import Needs, key_states, line_press, refusal
from simulator.ui.views.callbacks import CallBackView
from simulator.ui.views.console import (
    Blink,
    ConsoleView,
    Lamp,
    LineView,
    WrapUpView,
    console,
    lines_waiting,
    ring_clock,
)
from tests.ui.board import Board

Boards = Callable[[str], Board]


def view(board: Board, now: int | None = None, mode: Mode = Mode.PRACTICE, **more: object) -> ConsoleView:
    return console(board.snapshot(**more), board.t if now is None else now, Lang.ZH, mode, captions_on=True)


def line(shown: ConsoleView, number: str) -> LineView:
    return next(one for one in shown.lines if one.number == number)


def enabled(shown: ConsoleView) -> set[KeyName]:
    return {key.key for key in shown.keys if key.enabled}


def test_a_call_comes_in_and_rings(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(1)
    shown = view(desk)
    first, second, spare = shown.lines
    assert (first.number, first.lamp, first.blink, first.status) == ("1", Lamp.RINGING, Blink.FAST, "振铃")
    assert first.who == "外线来电"  # no name before the caller gives one
    assert (second.lamp, second.elapsed, second.ring) == (Lamp.OFF, "", None)
    assert spare.spare
    assert spare.name == "备用线 3"
    assert first.press is KeyName.ANSWER
    assert shown.headset.place == "free"


def test_the_ring_clock_counts_bursts_and_says_when_the_fourth_has_begun() -> None:
    assert (ring_clock(0).bursts, ring_clock(0).sounding, ring_clock(0).left_ms) == (1, True, 15_000)
    assert (ring_clock(1_000).sounding, ring_clock(4_999).position) == (False, 4_999)
    assert (ring_clock(14_999).bursts, ring_clock(14_999).late, ring_clock(14_999).left_ms) == (3, False, 1)
    assert (ring_clock(15_000).bursts, ring_clock(15_000).late, ring_clock(15_000).left_ms) == (4, True, 0)


def test_the_clock_runs_on_between_two_steps(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(1)
    later = view(desk, now=desk.t + 16_000)
    assert later.lines[0].elapsed == "0:16"
    ring = later.lines[0].ring
    assert ring is not None
    assert ring.late


def test_the_answered_caller_is_active_and_the_headset_is_there(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER, "1")
    shown = view(desk)
    assert (line(shown, "1").lamp, line(shown, "1").here) == (Lamp.ACTIVE, True)
    assert (shown.headset.place, shown.headset.number) == ("line", "1")
    assert {KeyName.HOLD, KeyName.TRANSFER, KeyName.CONSULT, KeyName.RELEASE, KeyName.SPARE} <= enabled(shown)
    assert KeyName.ANSWER not in enabled(shown)
    assert shown.key(KeyName.CONNECT).why == "还没有分机应答"


def test_hold_shows_its_time_and_an_impatient_caller_blinks_fast(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.press(KeyName.HOLD)
    desk.wait(10_000)
    held = line(view(desk), "1")
    assert (held.lamp, held.blink, held.hold_ms, held.press) == (Lamp.HELD, Blink.SLOW, 10_000, KeyName.RETRIEVE)
    desk.wait(desk.scene.actor("wang").manner.patience.hold - 9_000)
    tired = line(view(desk), "1")
    assert (tired.impatient, tired.blink) == (True, Blink.FAST)


def test_a_consultation_is_shown_with_the_extension_and_the_caller_behind_it(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.press(KeyName.CONSULT, "8001")
    shown = view(desk)
    assert (shown.headset.place, shown.headset.text) == ("extension", "8001 张伟 · 振铃")
    assert line(shown, "1").detail == "正在咨询 8001 张伟"
    assert line(shown, "1").lamp is Lamp.HELD
    desk.wait(8_000)
    shown = view(desk)
    assert shown.headset.text == "8001 张伟 · 单独通话"
    assert {KeyName.CONNECT, KeyName.CONFERENCE, KeyName.CANCEL} <= enabled(shown)
    assert KeyName.TRANSFER not in enabled(shown)


def test_put_through_without_the_operator(board: Boards) -> None:
    desk = board("complaint")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.press(KeyName.TRANSFER, "8500")
    assert line(view(desk), "1").status == "转接中"
    desk.wait(7_000)
    desk.press(KeyName.RELEASE)
    through = line(view(desk), "1")
    assert (through.lamp, through.status, through.here) == (Lamp.THROUGH, "已接通", False)
    assert through.detail == "→ 8500 客户服务中心"


def test_the_party_gets_the_name_that_the_operator_wrote_down(board: Boards) -> None:
    desk = board("gm-declines")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.save(caller="王建国", organisation="宏达公司", matter="付款")
    shown = view(desk, relayed=frozenset({1}))
    assert line(shown, "1").who == "宏达公司 王建国"
    (message,) = shown.messages
    assert (message.title, message.matter, message.relayed) == ("宏达公司 王建国", "付款", True)


@pytest.mark.parametrize("call", ["gm-accepts", "busy", "fault"])
def test_keys_are_enabled_exactly_where_the_core_would_not_refuse(board: Boards, call: str) -> None:
    desk = board(call)
    for press in ((), (KeyName.ANSWER, "1"), (KeyName.HOLD, ""), (KeyName.RETRIEVE, "1"), (KeyName.CONSULT, "8600")):
        if press:
            desk.press(*press)
        desk.wait(2_000)
        for one in key_states(desk.scene, desk.state, desk.t):
            arguments = {
                Needs.NOTHING: [""],
                Needs.LINE: ["", *desk.state.lines],
                Needs.EXTENSION: ["8150"],
                Needs.NUMBER: ["13800138000"],
                Needs.MODE: ["automatic"],
            }[one.needs]
            before = desk.state
            refusals = {a: refusal(desk.scene, before, desk.t, one.key, a) for a in arguments}
            assert one.enabled == any(why is None for why in refusals.values()), one
            assert before is desk.state  # asking changes nothing
            assert all(refusals[number] is None for number in one.lines)


def test_a_key_that_is_shown_as_refused_is_refused(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(1)
    shown = view(desk)
    for key in shown.keys:
        if not key.enabled and key.needs is Needs.NOTHING:
            assert any(isinstance(effect, Refuse) for effect in desk.press(key.key)), key


def test_a_line_button_answers_what_rings_and_takes_back_what_is_held(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(1)
    assert line_press(desk.scene, desk.state, desk.t, "1") == (KeyName.ANSWER, "1")
    assert line_press(desk.scene, desk.state, desk.t, "2") is None
    assert line_press(desk.scene, desk.state, desk.t, "9") is None
    desk.press(KeyName.ANSWER, "1")
    desk.press(KeyName.HOLD)
    assert line_press(desk.scene, desk.state, desk.t, "1") == (KeyName.RETRIEVE, "1")


def test_a_dead_line_shows_a_fault(board: Boards) -> None:
    desk = board("fault")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.say("您好，恒城集团。")
    desk.wait(4_000)
    desk.press(KeyName.TRANSFER, "8301")
    desk.wait(4_000)
    desk.say("对不起，孙经理现在不在，请问您需要留言吗？")
    desk.wait(30_000)
    dead = line(view(desk), "1")
    assert (dead.lamp, dead.status, dead.fault) == (Lamp.FAULT, "中断", "中断")


def test_an_urgent_call_has_its_own_lamp_and_comes_first(board: Boards) -> None:
    desk = board("busy")
    desk.wait(2_000)
    chen = next(one for one in desk.scene.script.callers.values() if one.urgent)
    lines = {**desk.state.lines, "2": replace(desk.state.lines["1"], number="2", actor=chen.actor.id, urgent=True)}
    desk.state = replace(desk.state, lines=lines)
    shown = view(desk)
    assert line(shown, "2").lamp is Lamp.URGENT
    assert [one.number for one in lines_waiting(shown)] == ["2", "1"]


def test_an_exam_hides_captions_and_hints_but_not_what_the_board_says(board: Boards) -> None:
    desk = board("gm-accepts")
    captions = (
        Caption(0, Speaker.BOARD, "", "线路 1 来电"),
        Caption(2_000, Speaker.CALLER, "王建国", "你好"),
        Caption(4_000, Speaker.TRAINEE, "学员", "您好"),
    )
    more = {"captions": captions, "hints": (Hint("a", "您好", ("B4",)),)}
    practice = view(desk, **more)
    assert [one.text for one in practice.captions] == ["线路 1 来电", "你好", "您好"]
    assert [one.own for one in practice.captions] == [False, False, True]
    assert len(practice.hints) == 1
    exam = view(desk, mode=Mode.EXAM, **more)
    assert [one.text for one in exam.captions] == ["线路 1 来电"]
    assert exam.hints == ()
    assert "考试" in exam.banner
    assert "不接真实电话" in exam.banner


def test_story_time_date_refusals_and_notices(board: Boards) -> None:
    desk = board("busy")
    more = {
        "refused": (KeyName.TRANSFER, Refusal.NO_SUCH_EXTENSION),
        "notices": (Text("麦克风断开了", "the microphone is gone"),),
        "callbacks": ("13564917702",),
    }
    shown = view(desk, now=65_000, **more)
    assert (shown.time, shown.date) == ("10:41", "2026年3月18日 星期三")
    assert shown.elapsed == "1:05"
    assert shown.refused == "“转接”没有作用：没有这个分机"
    assert shown.notices == ("麦克风断开了",)
    assert shown.callbacks == (CallBackView("13564917702"),)
    english = console(desk.snapshot(), 0, Lang.EN, Mode.PRACTICE, captions_on=True)
    assert english.date == "Wednesday, 18 March 2026"
    assert english.key(KeyName.HOLD).label == "Hold"


def test_the_duty_plan_is_on_the_wall_and_a_wrong_mode_is_pointed_out(board: Boards) -> None:
    desk = board("busy")
    assert view(desk).duty == "值班 08:15–12:00、13:00–17:45"
    assert view(desk).mode_due == ""
    desk.press(KeyName.MODE, "automatic")
    shown = view(desk)
    assert (shown.automatic, shown.mode, shown.mode_due) == (True, "电脑接听", "值班表：应为人工接听")
    assert shown.key(KeyName.MODE).label == "改人工"


def test_after_the_last_party_time_is_left_for_the_records(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    assert view(desk).wrap_up is None
    desk.press(KeyName.ANSWER, "1")
    desk.press(KeyName.RELEASE)
    over = desk.t
    left = desk.scene.script.after_call
    begun, later = view(desk).wrap_up, view(desk, now=over + left - 9_500).wrap_up
    assert begun == WrapUpView("1:00", 60, 1.0)
    assert later is not None
    assert (later.left, later.seconds) == ("0:10", 10)
    assert 0.1 < later.share < 0.2
    desk.wait(left)
    assert desk.state.finished
    assert view(desk).wrap_up is None


def test_a_new_party_stops_the_countdown(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER, "1")
    desk.press(KeyName.RELEASE)
    assert view(desk).wrap_up is not None
    desk.press(KeyName.DIAL_OUT, "13800138000")
    assert view(desk).wrap_up is None


def test_nothing_can_be_pressed_when_the_session_is_over(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(1)
    desk.state = replace(desk.state, finished=True)
    shown = view(desk)
    assert enabled(shown) == set()
    assert shown.key(KeyName.HOLD).why == "通话已经结束"
    assert shown.finished
