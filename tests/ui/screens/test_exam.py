"""A begun exam in the window: offered, whose it is, and its calls one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.model.text import Text
from simulator.ui.screens.exam import ExamScreen
from simulator.ui.screens.start import Start
from simulator.ui.shown import ExamResult
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fonts import Typeface
from tests.ui import paper
from tests.ui.board import Board
from tests.ui.sights import OVER, Seat, seat_at


def seat_with(board: Callable[[str], Board], typeface: Typeface, *exams: object) -> Seat:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    seat.window.desk.begun = exams  # type: ignore[attr-defined]
    seat.settle()
    return seat


def offers(seat: Seat) -> list[Button]:
    seen = (widget for layer in seat.window.root.layers for widget in layer.widget.walk() if widget.shown())
    return [one for one in seen if isinstance(one, Button) and one.text == "进入考试"]


def test_only_exams_with_calls_left_are_offered(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_with(board, typeface, paper.EXAM, OVER)
    assert isinstance(seat.window.screen, Start)
    assert len(offers(seat)) == 1
    seat.window.desk.begun = ()  # type: ignore[attr-defined]
    seat.settle()
    assert offers(seat) == []


def test_who_sits_there_is_checked_before_the_first_call(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_with(board, typeface, paper.EXAM)
    sat: list[str] = []
    screen = ExamScreen(seat.window, "李敏", paper.EXAM.id, lambda screen, title: sat.append(title))
    seat.window.go(screen)
    seat.settle()
    screen.field.text = "0099"
    screen.begin()
    assert seat.window.screen is screen
    assert screen.field.error
    screen.field.text = paper.NUMBER
    screen.begin()
    seat.settle()
    check = seat.window.screen
    assert check is not screen  # headset and recogniser
    check._begin()  # type: ignore[attr-defined]
    assert sat == ["总机话务基础 · 第 1 个来电"]
    assert screen.number == paper.NUMBER


def test_no_exam_is_recorded_before_the_notice_is_agreed_to(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_with(board, typeface, paper.EXAM)
    seat.window.desk.unread = Text("录音告知书", "Notice")  # type: ignore[attr-defined]
    screen = ExamScreen(seat.window, "李敏", paper.EXAM.id, lambda screen, title: None)
    seat.window.go(screen)
    seat.settle()
    screen.field.text = paper.NUMBER
    screen.begin()
    seat.settle()
    assert seat.window.screen is screen
    seen = (widget for layer in seat.window.root.layers for widget in layer.widget.walk() if widget.shown())
    agree = next(one for one in seen if isinstance(one, Button) and one.text == "我已阅读并同意")
    agree.press()
    seat.settle()
    assert seat.window.screen is not screen  # headset and recogniser
    assert seat.window.desk.agreed == ["李敏"]  # type: ignore[attr-defined]


def test_the_next_call_waits_until_the_last_one_is_entered(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_with(board, typeface, paper.EXAM)
    sat: list[str] = []
    before = ExamScreen(seat.window, "李敏", paper.EXAM.id, lambda screen, title: sat.append(title), paper.NUMBER)
    seat.window.go(before)
    seat.settle()
    after = before.after_one()
    seat.window.replace(after)
    seat.settle()
    after.begin()
    assert sat == []
    assert not after.button.enabled
    seat.window.desk.begun = (replace(paper.EXAM, taken=(ExamResult("占线", "pass", 90_00, "1"),)),)  # type: ignore[attr-defined]
    seat.settle()
    after.begin()
    assert sat == ["总机话务基础 · 第 2 个来电"]
