"""The start screen says what can be begun, and what is missing."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.text import Lang, Text, same
from simulator.ui.shown import Attempt, CallItem, Mode, Readiness, Voicing
from simulator.ui.views.start import Chosen, StartView, order, start

CALLS = (
    CallItem("busy", "占线", "", "总机话务", 4, attempts=2, best=88),
    CallItem("gm", "找总经理", "", "总机话务", 2),
    CallItem("draft", "草稿", "", "另一门", 1, unreleased=(Text("规则手册还是草稿", "the rulebook is a draft"),)),
)
READY = (Readiness(same("麦克风"), True, same("好"), same("")), Readiness(same("语音识别"), True, same("好"), same("")))
NOT_READY = (READY[0], Readiness(Text("语音识别", "recogniser"), False, same("没有模型"), same("zongji models")))
CHOSEN = Chosen("李敏", "busy")


def view(
    chosen: Chosen, readiness: tuple[Readiness, ...] = READY, exams: int = 0, calls: tuple[CallItem, ...] = CALLS
) -> StartView:
    attempts = [Attempt(f"r{n}", "busy", "占线", "", "exam", "fail", 0) for n in range(exams)]
    return start(calls, readiness, attempts, chosen, Lang.ZH)


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


def test_an_exam_needs_voice_attempts_left_and_a_released_call() -> None:
    exam = replace(CHOSEN, mode=Mode.EXAM)
    assert view(exam).can_begin
    assert (view(exam, exams=2).can_begin, view(exam, exams=2).exam_left) == (True, 1)
    used_up = view(exam, exams=3)
    assert (used_up.can_begin, used_up.exam_left, used_up.exam_why) == (False, 0, "考试机会已用完（3 次）")
    generous = (replace(CALLS[0], exams=5), *CALLS[1:])
    assert view(exam, exams=3, calls=generous).can_begin
    assert "还可以考 2 次，共 5 次" in view(exam, exams=3, calls=generous).notes
    assert view(replace(exam, voicing=Voicing.TYPED)).exam_why == "考试要用语音回答"
    assert view(exam, NOT_READY).exam_why == "语音没有就绪，不能考试"
    draft = view(replace(exam, call="draft"))
    assert (draft.can_begin, draft.exam_why) == (False, "不能考试，可以练习")


def test_a_draft_is_for_practice_and_the_reason_is_said() -> None:
    shown = view(replace(CHOSEN, call="draft"))
    assert shown.can_begin
    assert shown.selected is not None
    assert shown.selected.practice_only
    assert "仅供练习：规则手册还是草稿" in shown.notes
    assert not view(CHOSEN).selected.practice_only  # type: ignore[union-attr]


def test_used_up_exams_do_not_keep_one_from_practising() -> None:
    shown = view(CHOSEN, exams=3)
    assert shown.can_begin
    assert shown.exam_why
