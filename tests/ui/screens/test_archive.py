"""The certification records in the window: shut without a key, found by name, and every action of the staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pygame

from simulator.model.text import Text
from simulator.ui.archive import Doing, Door, Outcome
from simulator.ui.screens.archive import ArchiveScreen
from simulator.ui.screens.begin_exam import BeginExamScreen
from simulator.ui.views.archive import PAGE
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.widgets.widget import Widget
from tests.ui.board import Board
from tests.ui.paper_archive import DOSSIER, FILED, HOLDERS, PASSED
from tests.ui.screens.staff import dialog, paper_of, pressed, texts
from tests.ui.sights import Seat, archive_at, seat_at

SIZE = (1280, 720)
Boards = Callable[[str], Board]


def begun(seat: Seat) -> BeginExamScreen:
    archive_at(seat).begin.press()
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, BeginExamScreen)
    return screen


def test_nothing_is_seen_before_a_key_is_open(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper = paper_of(seat)
    paper.opens = False
    screen = archive_at(seat)
    assert paper.asked == [("open", "wang", "口令")]
    assert not screen.inside.visible
    assert screen.outside.passphrase.text == ""
    paper.door_at = Door(HOLDERS, why=Text("打不开密钥 wang：口令不对。", "wrong passphrase for the key wang."))
    seat.settle()
    assert "口令不对" in screen.outside.state.text
    paper.opens = True
    screen.outside.whose.choose(1)
    screen.outside.passphrase.text = "对的口令"
    screen.outside.enter()
    seat.settle()
    assert paper.asked[-2:] == [("open", "li", "对的口令"), ("look", "", PAGE)]
    assert screen.inside.visible
    assert screen.who.text == "李老师 · 教员"


def test_a_key_without_a_passphrase_opens_by_itself(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper = paper_of(seat)
    paper.door_at = Door((replace(HOLDERS[0], asks=False),))
    seat.link("archive")
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, ArchiveScreen)
    assert not screen.outside.passphrase.visible
    screen.outside.enter()
    seat.settle()
    assert screen.inside.visible


def test_attempts_are_searched_chosen_and_shown_in_full(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    assert len(screen.list.items) == len(FILED)
    assert "李敏  0012" in texts(screen.detail)  # the newest is shown at once
    screen.list.select(2)
    seat.settle()
    assert "王芳  0013" in texts(screen.detail)
    screen.search.text = "0044"
    screen._look(PAGE)
    seat.settle()
    assert paper.asked[-1] == ("look", "0044", PAGE)
    assert [item.title for item in screen.list.items] == ["陈晓  0044"]
    assert "陈晓  0044" in texts(screen.detail)
    screen.search.text = "没有这个人"
    screen._look(PAGE)
    seat.settle()
    assert screen.list.items == ()
    assert not screen.report.visible


def test_more_are_listed_when_they_are_asked_for(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper = paper_of(seat)
    paper.filed = [replace(PASSED, id=f"a{n}") for n in range(PAGE + 1)]
    screen = archive_at(seat)
    screen.list.select(5)
    assert len(screen.list.items) == PAGE
    screen.more.press()
    seat.settle()
    assert paper.asked[-1] == ("look", "", 2 * PAGE)
    assert len(screen.list.items) == PAGE + 1
    assert screen.list.selected == 5  # who was looked at still is
    assert not screen.more.visible


def test_each_action_asks_for_what_is_shown(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    paper.asked.clear()
    screen.report.press()
    screen.certify.press()
    screen.verify.press()
    screen.export.press()
    screen.xapi.press()
    assert paper.asked == [("report", "a1"), ("certify", "e1"), ("verify",), ("export",), ("xapi",)]
    assert not screen.print.visible
    screen.list.select(3)  # has a certificate
    seat.settle()
    assert not screen.certify.visible
    screen.print.press()
    screen.badge.press()
    assert paper.asked[-2:] == [("print", "3F2A-91BC-07DE"), ("badge", "3F2A-91BC-07DE")]
    screen.leave()
    assert paper.closed


def test_what_takes_more_than_a_click_asks_for_it(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    screen.class_report.press()
    assert paper.asked[-1] == ("class",)
    screen.list.select(2)  # failed, and nobody stands for it
    seat.settle()
    assert not screen.retire.visible
    screen.list.select(3)  # has a certificate
    seat.settle()
    paper.asked.clear()
    screen.retire.press()
    dialog(seat, " ")
    assert paper.asked == []  # not without a reason
    screen.retire.press()
    dialog(seat, "调岗")
    assert paper.asked == [("retire", "3F2A-91BC-07DE", "调岗")]


def test_an_attempt_is_declared_void_with_a_reason(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    paper.asked.clear()
    screen.void.press()
    dialog(seat, " ")
    assert paper.asked == []
    screen.void.press()
    dialog(seat, "耳麦中途断开")
    assert paper.asked == [("void", "a1", "耳麦中途断开")]
    screen.list.select(5)  # it is void
    seat.settle()
    assert not screen.void.visible


def test_a_result_is_confirmed_once(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    assert not screen.confirm.visible  # somebody stands for it already
    paper._dossier = replace(DOSSIER, filed=replace(PASSED, verdict="fail"), confirmed=False)
    seat.settle()
    screen.confirm.press()
    assert paper.asked[-1] == ("confirm", "a1")


def test_where_there_are_no_records_a_backup_is_restored(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper = paper_of(seat)
    paper.door_at = Door(empty=True, why=Text("本机没有密钥", "no key"))
    seat.link("archive")
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, ArchiveScreen)
    assert not screen.outside.opener.enabled
    screen.outside.restore.press()
    seat.settle()
    dialog(seat, "/mnt/backup.zongji", "口令")
    assert paper.asked[-1] == ("restore", "/mnt/backup.zongji", "口令")
    paper.door_at = Door(HOLDERS, told=Text("已恢复 7 条记录", "7 entries are restored"))
    seat.settle()
    assert screen.outside.state.text == "已恢复 7 条记录"
    assert not screen.outside.restore.visible


def test_what_goes_on_and_what_came_of_it_is_told(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    assert not screen.told.visible
    paper.now = Doing(Text("正在核对全部记录", "Verifying every record"), 0.25)
    seat.settle()
    assert (screen.told.what.text, screen.told.bar.share) == ("正在核对全部记录", 0.25)
    assert not any(button.enabled for button in (screen.verify, screen.export, screen.report, screen.certify))
    paper.now, paper.last = None, Outcome(Text("证书已写好", "written"), True, "/tmp/out/3F2A.pdf")
    seat.settle()
    assert screen.verify.enabled
    assert {"证书已写好", "/tmp/out/3F2A.pdf"} <= set(texts(screen.told))
    screen.told.open.press()
    assert paper.asked[-1] == ("show", "/tmp/out/3F2A.pdf")
    paper.last = Outcome(Text("已备份", "backed up"), True, "/tmp/out/backup.zongji", opens=False)
    seat.settle()
    assert not screen.told.open.visible
    assert screen.told.copy.visible
    paper.last = Outcome(Text("证书已写好", "written"), True, "/tmp/out/3F2A.pdf")
    seat.settle()
    screen.told.copy.press()
    assert seat.window.root.pasted() == "/tmp/out/3F2A.pdf"


def test_every_action_is_reached_by_keyboard_with_a_ring_around_it(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = archive_at(seat), paper_of(seat)
    wanted = {screen.begin, screen.verify, screen.export, screen.search, screen.list, screen.report, screen.certify}
    reached: set[Widget] = set()
    for _ in range(20):
        pressed(seat, pygame.K_TAB)
        focused, root = seat.window.root.focused, seat.window.root
        assert focused is not None
        assert root.ring_visible
        if focused is screen.list and focused not in reached:
            pressed(seat, pygame.K_DOWN)
            assert "欧阳建国  0031" in texts(screen.detail)
        reached.add(focused)
    assert wanted <= reached
    while seat.window.root.focused is not screen.verify:
        pressed(seat, pygame.K_TAB)
    pressed(seat, pygame.K_RETURN)
    assert paper.asked[-1] == ("verify",)


def test_whoever_may_not_begin_an_exam_is_told_why(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).exam_refused = Text("这要用教员的密钥", "This takes a key of a trainer")
    screen = archive_at(seat)
    screen.begin.press()
    assert seat.window.screen is screen
    assert seat.window.toasts.texts == ("这要用教员的密钥",)


def test_an_exam_is_begun_only_once_the_identity_was_checked(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).last = Outcome(Text("不能发证", "this exam does not certify"), False)
    screen, paper = begun(seat), paper_of(seat)
    assert not screen.told.visible  # that was of something else
    assert screen.search.text == "0012"  # who was looked at
    assert screen.who.text == "李敏  0012"
    screen.course.choose(1)
    screen.begin()
    assert paper.asked[-1][0] != "begin"
    assert not screen.button.enabled
    screen.identity.flip()
    assert screen.button.enabled
    screen.search.text = ""
    seat.settle()
    screen.list.select(1)
    assert not screen.identity.on  # somebody else
    screen.identity.flip()
    screen.button.press()
    assert paper.asked[-1] == ("begin", "advanced", "0013")
    screen.button.press()
    assert [one[0] for one in paper.asked].count("begin") == 1
    paper.last = Outcome(Text("这要用教员的密钥", "This takes a key of a trainer"), False)
    seat.settle()
    assert "这要用教员的密钥" in texts(screen.told)
    seat.window.back()
    seat.settle()
    assert isinstance(seat.window.screen, ArchiveScreen)
    assert seat.window.screen.inside.visible  # still open
