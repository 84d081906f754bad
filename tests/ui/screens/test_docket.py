"""The trainer's docket: closed without the key, a ruling only with a reason, and the next case after it."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.desk import Failed
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


def test_a_wrong_passphrase_is_told_and_can_be_tried_again(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    docket_of(seat).at = Failed(Text("打不开密钥：口令不对。", "wrong passphrase."))
    screen = docket_screen(seat)
    assert not screen.inside.visible
    assert "口令不对" in screen.state.text
    assert screen.passphrase.text == ""
    docket_of(seat).at = None
    screen.passphrase.text = "对的口令"
    screen.open()
    seat.settle()
    assert screen.inside.visible


def test_a_passphrase_is_not_shown(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (1280, 720))
    seat.link("docket")
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, DocketScreen)
    screen.passphrase.text = "secret"
    assert screen.passphrase.display() == "●" * 6
