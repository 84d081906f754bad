"""Checkpoints, backups and what is beyond its period, in the window."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.model.text import Text
from simulator.ui.archive import Doing, Outcome
from simulator.ui.custody import Retention
from simulator.ui.widgets.fonts import Typeface
from tests.ui.board import Board
from tests.ui.screens.staff import dialog, dropped, paper_of, pressed, texts
from tests.ui.sights import keeping_at, seat_at

SIZE = (1280, 720)
Boards = Callable[[str], Board]


def test_a_checkpoint_is_written_and_compared_with(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = keeping_at(seat), paper_of(seat)
    screen.take.press()
    assert paper.asked[-1] == ("checkpoint",)
    paper.now = Doing(Text("正在核对全部记录", "Verifying every record"), 0.5)
    seat.settle()
    assert not any(button.enabled for button in (screen.take, screen.compare, screen.backup, screen.erase))
    paper.now, paper.last = None, Outcome(Text("检查点已写好", "written"), True, "/tmp/checkpoint.json", opens=False)
    seat.settle()
    assert "/tmp/checkpoint.json" in texts(screen.told)
    screen.compare.press()
    dropped(seat, "E:/checkpoint.json")
    dialog(seat, "")
    assert paper.asked[-1] == ("verify", "E:/checkpoint.json")


def test_a_backup_asks_twice_for_its_passphrase(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = keeping_at(seat), paper_of(seat)
    paper.asked.clear()
    screen.backup.press()
    dialog(seat, "一个口令", "另一个口令")
    assert seat.window.toasts.texts == ("两次的口令不一样，没有备份",)
    screen.backup.press()
    dialog(seat, "一个口令", "一个口令")
    assert paper.asked == [("back up", "一个口令")]


def test_what_is_beyond_its_period_is_listed_and_deleted(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = keeping_at(seat), paper_of(seat)
    assert ("retention", True) in paper.asked
    assert "36 个月" in screen.kept.text
    assert screen.beyond.text == "本机超过保存期的：3 个通话"
    assert [item.title for item in screen.list.items] == ["李敏 0012", "欧阳建国 0031", "没有入库的通话"]
    screen.erase.press()
    seat.settle()
    assert any("3 个通话" in text for text in texts(list(seat.window.root.layers)[-1].widget))
    pressed(seat, pygame.K_ESCAPE)
    assert paper.asked[-1] == ("retention", True)  # nothing is deleted
    screen.erase.press()
    seat.settle()
    choices = [one for one in list(seat.window.root.layers)[-1].widget.walk() if getattr(one, "kind", "") == "danger"]
    choices[0].press()  # type: ignore[attr-defined]
    assert paper.asked[-1] == ("erase overdue",)
    paper.kept = Retention(36, ())
    seat.settle()
    assert (screen.beyond.text, screen.erase.enabled) == ("没有超过保存期的通话", False)
    screen.leave()
    assert paper.asked[-1] == ("retention", False)


def test_the_period_is_a_number_of_months(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = keeping_at(seat), paper_of(seat)
    for wrong in ("0", "两年", "-3"):
        screen.months.press()
        dialog(seat, wrong)
    assert paper.asked[-1] == ("retention", True)
    screen.months.press()
    dialog(seat, "24")
    assert paper.asked[-1] == ("retain", 24)


def test_whoever_may_not_erase_is_told_why(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).erasing_refused = Text("这要用人事的密钥", "This takes a key of HR")
    screen = keeping_at(seat)
    screen.erase.press()
    assert not seat.window.root.layers.modal
    assert seat.window.toasts.texts == ("这要用人事的密钥",)
