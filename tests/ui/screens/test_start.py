"""From the start screen into a call: what is missing is said, what was chosen is ordered and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.model.text import Text
from simulator.ui.desk import Done, Work
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.start import Start
from simulator.ui.screens.working import Working
from simulator.ui.shown import Attempt, Debrief, Mode, Order, Voicing
from tests.ui.paper import PREPARING, READY
from tests.ui.screens.conftest import Pilot, Scored

Sit = Callable[..., Pilot]


def test_the_first_call_is_ready_to_begin(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    assert sat.desk.orders == [Order("李敏", "gm-accepts", Mode.PRACTICE, Voicing.VOICE)]
    assert sat.desk.kept["trainee"] == "李敏"


def test_a_name_is_asked_for(pilot: Sit) -> None:
    sat = pilot(trainee="")
    start = sat.window.screen
    assert isinstance(start, Start)
    assert not sat.button("开始").enabled
    assert "请先填姓名" in start.missing.text
    sat.click(start.name)
    sat.type("王芳")
    assert sat.button("开始").enabled
    sat.begin()
    assert sat.desk.orders[0].trainee == "王芳"


def test_another_call_by_keyboard_and_typed_words(pilot: Sit) -> None:
    sat = pilot()
    start = sat.window.screen
    assert isinstance(start, Start)
    sat.window.root.focus(start.voicing)
    sat.key("right")
    sat.window.root.focus(start.list)
    sat.key("down")
    sat.key("return")
    assert sat.desk.orders[0].call == "busy"
    assert sat.desk.orders[0].voicing is Voicing.TYPED


def test_without_voice_one_is_told_and_can_type(pilot: Sit) -> None:
    sat = pilot()
    sat.desk.ready = (replace(READY[0], ready=False, hint=Text("请接好耳麦", "Plug it in")), *READY[1:])
    sat.settle()
    assert not sat.button("开始").enabled
    assert "请接好耳麦" in sat.texts()


def test_models_load_with_progress_and_the_call_begins_by_itself(pilot: Sit) -> None:
    sat = pilot()
    sat.work.at = PREPARING
    sat.click(sat.button("开始"))
    waiting = sat.window.screen
    assert isinstance(waiting, Working)
    assert "正在载入语音识别" in sat.texts()
    assert waiting.bar.share == 0.4
    sat.work.at = None
    sat.settle()
    assert type(sat.window.screen).__name__ == "Call"


def test_what_was_prepared_can_be_left(pilot: Sit) -> None:
    sat = pilot()
    sat.work.at = PREPARING
    sat.click(sat.button("开始"))
    sat.key("escape")
    assert ("stop",) in sat.work.done


def test_the_end_of_a_call_leads_to_its_debrief(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.key("ctrl+e")
    sat.click(sat.button("结束并评分"))
    assert isinstance(sat.window.screen, Working)
    assert "正在评分" in sat.texts()
    sat.work.at = Done(Debrief("r", "t", "李敏", "pass", 9_000, 9_000, 80, (), (), (), (), 1_000))
    sat.settle()
    assert isinstance(sat.window.screen, Scored)
    sat.window.back()
    sat.settle()
    assert isinstance(sat.window.screen, Start)


def test_the_debrief_of_the_last_attempt_is_opened_again(pilot: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    sat = pilot()
    tried = (
        Attempt("older", "gm-accepts", "", "2026-03-10", "practice", "fail", 0),
        Attempt("newer", "gm-accepts", "", "2026-03-11", "practice", "fail", 0),
        Attempt("other", "busy", "", "2026-03-12", "practice", "fail", 0),
    )
    asked: list[str] = []

    def debrief(record: str) -> Work:
        asked.append(record)
        return sat.work

    monkeypatch.setattr(sat.desk, "attempts", lambda trainee: tried)
    monkeypatch.setattr(sat.desk, "debrief", debrief)
    sat.settle()
    sat.work.at = Done(Debrief("newer", "t", "李敏", "fail", 0, 0, 80, (), (), (), (), 1_000))
    sat.click(sat.button("看上次讲评"))
    sat.settle()
    assert asked == ["newer"]
    assert isinstance(sat.window.screen, DebriefScreen)
    sat.window.back()
    sat.settle()
    assert isinstance(sat.window.screen, Start)


def test_in_an_exam_only_calls_with_an_exam_are_listed(pilot: Sit) -> None:
    sat = pilot()
    start = sat.window.screen
    assert isinstance(start, Start)
    offered = len(start.list.items)
    sat.window.root.focus(start.mode)
    sat.key("right")
    assert len(start.list.items) == offered - 1
    assert "还可以考 2 次" in start.notes.text


def test_after_an_exam_the_same_call_can_be_practised(pilot: Sit) -> None:
    sat = pilot()
    sat.window.root.focus(sat.window.screen.mode)
    sat.key("right")
    sat.begin()
    sat.work.at = Done(Debrief("r", "t", "李敏", "fail", 0, 0, 80, (), (), (), (), 1_000))
    sat.settle()
    scored = sat.window.screen
    assert isinstance(scored, Scored)
    sat.work.at = None
    scored.again()
    sat.settle()
    assert type(sat.window.screen).__name__ == "Call"
    assert len(sat.window.screens) == 2, "Back leads to the start screen"
    first, second = sat.desk.orders
    assert (first.mode, second) == (Mode.EXAM, replace(first, mode=Mode.PRACTICE))


def test_before_the_first_recording_the_notice_is_agreed_to(pilot: Sit) -> None:
    sat = pilot()
    sat.desk.unread = Text("录音告知书\n1. 录什么\n2. 为什么", "Notice")
    sat.click(sat.button("开始"))
    assert {"录音告知书", "1. 录什么", "2. 为什么"} <= set(sat.texts())
    sat.click(sat.button("不同意，不录音"))
    assert (sat.desk.orders, sat.desk.agreed) == ([], [])
    sat.click(sat.button("开始"))
    sat.click(sat.button("我已阅读并同意"))
    assert [one.trainee for one in sat.desk.orders] == sat.desk.agreed == ["李敏"]


def test_whoever_types_is_not_asked(pilot: Sit) -> None:
    sat = pilot()
    sat.desk.unread = Text("录音告知书", "Notice")
    sat.window.root.focus(sat.window.screen.voicing)  # type: ignore[attr-defined]
    sat.key("right")
    sat.begin()
    assert (len(sat.desk.orders), sat.desk.agreed) == (1, [])
