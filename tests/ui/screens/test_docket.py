"""The trainer's docket: closed without the key, a ruling only with a reason, and the next case after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.model.text import Text
from simulator.ui.screens.docket import DocketScreen
from simulator.ui.widgets.fonts import Typeface
from tests.ui import paper
from tests.ui.board import Board
from tests.ui.sights import SIGHTS, Seat, seat_at


def docket_of(seat: Seat) -> paper.PaperDocket:
    return seat.window.desk.docketed  # type: ignore[attr-defined,no-any-return]


def docket_screen(seat: Seat) -> DocketScreen:
    SIGHTS["docket"](seat)
    screen = seat.window.screen
    assert isinstance(screen, DocketScreen)
    return screen


def test_a_case_is_played_and_ruled_on_with_a_reason(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    screen, docket = docket_screen(seat), docket_of(seat)
    first, *rest = docket.waiting
    screen._play()
    assert docket.played == [first.finding.id]
    assert not screen.passed.enabled
    screen.rule(True)
    assert docket.ruled == []
    screen.reason.text = "第二声之前就报了公司名"
    screen._allow()
    assert screen.passed.enabled
    screen.rule(True)
    seat.settle()
    assert docket.ruled == [(first.finding.id, True, "第二声之前就报了公司名")]
    assert len(screen.list.items) == len(rest)
    assert screen.reason.text == ""
    screen.leave()
    assert docket.closed


def test_what_others_ruled_on_is_rated_apart_from_what_waits(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    screen, docket = docket_screen(seat), docket_of(seat)
    first, *rest = docket.others
    assert screen.pages.marks == ("2", "2")
    assert (screen.passed.text, "成绩" in screen.about.text) == ("裁定合格", True)
    screen.pages.choose(1)
    assert (screen.passed.text, screen.failed.text) == ("评为合格", "评为不合格")
    assert "结论在这里不显示" in screen.about.text
    screen.reason.text = "说得含糊"
    docket.others.append(replace(first, attempt="another"))  # calls are read while somebody writes
    seat.settle()
    assert screen.reason.text == "说得含糊"
    assert screen.pages.marks == ("2", "3")
    screen.rule(False)
    seat.settle()
    assert docket.rated == [(first.finding.id, False, "说得含糊")]
    assert docket.ruled == []
    assert (len(screen.list.items), screen.reason.text) == (len(rest) + 1, "")
    screen.pages.choose(0)
    assert len(screen.list.items) == len(docket.waiting)
    docket.others.clear()
    screen.pages.choose(1)
    seat.settle()
    assert (screen.list.items, screen.list.empty) == ((), "没有可以再评的项目")
    assert not screen.about.visible


def test_one_of_several_trainers_opens_it_and_a_wrong_passphrase_is_told(
    board: Callable[[str], Board], typeface: Typeface
) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    docket = docket_of(seat)
    docket.opens = False
    screen = docket_screen(seat)
    docket.door_at = replace(paper.TRAINERS, why=Text("打不开密钥：口令不对。", "wrong passphrase."))
    seat.settle()
    assert not screen.inside.visible
    assert "口令不对" in screen.outside.state.text
    assert screen.outside.passphrase.text == ""
    assert screen.outside.whose.texts == ("李老师 · 教员", "赵老师 · 教员")
    docket.opens = True
    screen.outside.whose.choose(1)
    screen.outside.passphrase.text = "对的口令"
    screen.outside.enter()
    seat.settle()
    assert screen.inside.visible
    assert docket.opened == [("li", "口令"), ("zhao", "对的口令")]


def test_a_passphrase_is_not_shown(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    seat.link("docket")
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, DocketScreen)
    screen.outside.passphrase.text = "secret"
    assert screen.outside.passphrase.display() == "●" * 6
