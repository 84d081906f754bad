"""The start screen says what can be begun, and what is missing."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.text import Lang, Text, same
from simulator.ui.shown import CallItem, ExamTerms, Mode, Readiness, Voicing
from simulator.ui.views.start import Chosen, StartView, order, start

CALLS = (
    CallItem("busy", "占线", "", "总机话务", 4, attempts=2, best=88, exam=ExamTerms("基础课程", 3, 1)),
    CallItem("gm", "找总经理", "", "总机话务", 2, exam=ExamTerms("基础课程", 3, 0)),
    CallItem("draft", "草稿", "", "另一门", 1, no_exam=Text("没有发布", "not released")),
)
READY = (Readiness(same("麦克风"), True, same("好"), same("")), Readiness(same("语音识别"), True, same("好"), same("")))
NOT_READY = (READY[0], Readiness(Text("语音识别", "recogniser"), False, same("没有模型"), same("zongji models")))
CHOSEN = Chosen("李敏", "busy")


def view(chosen: Chosen, readiness: tuple[Readiness, ...] = READY, calls: tuple[CallItem, ...] = CALLS) -> StartView:
    return start(calls, readiness, chosen, Lang.ZH)


def test_calls_stand_in_their_courses_the_easiest_first() -> None:
    shown = view(CHOSEN)
    assert [(course.title, [call.id for call in course.calls]) for course in shown.courses] == [
        ("总机话务", ["gm", "busy"]),
        ("另一门", ["draft"]),
    ]
    gm, busy = shown.courses[0].calls
    assert (busy.stars, busy.attempts, busy.best) == ("●●●●○", "练过 2 次", "88")
    assert (gm.attempts, gm.best) == ("还没练过", "")
    assert shown.selected == busy


def test_everything_there_it_can_begin() -> None:
    shown = view(CHOSEN)
    assert (shown.can_begin, shown.missing, shown.voice_ready) == (True, (), True)
    assert order(replace(CHOSEN, trainee=" 李敏 ")).trainee == "李敏"


def test_what_is_missing_is_said() -> None:
    assert view(Chosen()).missing == ("请先填姓名", "请选一个来电")
    assert view(replace(CHOSEN, trainee="  ")).missing == ("请先填姓名",)
    assert view(CHOSEN, ()).missing == ("正在检查耳机和语音识别",)
    assert view(CHOSEN, ()).looking
    (missing,) = view(CHOSEN, NOT_READY).missing
    assert missing == "语音还不能用：语音识别；可以改用打字"


def test_typing_needs_no_microphone() -> None:
    typed = replace(CHOSEN, voicing=Voicing.TYPED)
    assert view(typed, NOT_READY).can_begin
    assert "打字回答的成绩不能用于认证" in view(typed).notes


def test_an_exam_is_offered_of_calls_that_have_one() -> None:
    exam = replace(CHOSEN, mode=Mode.EXAM)
    shown = view(exam)
    assert [call.id for course in shown.courses for call in course.calls] == ["gm", "busy"]
    assert shown.can_begin
    assert "课程“基础课程”的考试共 3 次，还可以考 1 次" in shown.notes
    assert view(replace(exam, voicing=Voicing.TYPED)).missing == ("考试要用语音回答",)
    assert not view(exam, NOT_READY).can_begin
    assert view(replace(exam, call="draft")).selected is None


def test_where_nothing_is_released_it_is_said_why_there_is_no_exam() -> None:
    shown = view(Chosen("李敏", "draft", Mode.EXAM), calls=CALLS[2:])
    assert (shown.courses, shown.can_begin) == ((), False)
    assert shown.missing == ("没有可以考试的来电：课程、来电和规范都要先由培训师发布；可以先练习",)
    assert shown.empty == shown.missing[0]
    assert view(replace(CHOSEN, call="draft")).notes == ("没有发布",)


def test_used_up_exams_do_not_keep_one_from_practising() -> None:
    (missing,) = view(replace(CHOSEN, call="gm", mode=Mode.EXAM)).missing
    assert missing == "课程“基础课程”的考试机会已用完（共 3 次）；可以继续练习，或者请培训师安排"
    assert view(replace(CHOSEN, call="gm")).can_begin
