"""The people of the certification records in the window: found, joined, imported, and erased only by typing who."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.archive import Outcome
from simulator.ui.custody import PersonFiled
from simulator.ui.screens.archive import ArchiveScreen
from simulator.ui.views.archive import erasable, likely_number
from simulator.ui.widgets.fonts import Typeface
from tests.ui.board import Board
from tests.ui.paper_archive import PEOPLE
from tests.ui.screens.staff import dialog, dropped, paper_of, texts
from tests.ui.sights import people_at, seat_at

SIZE = (1280, 720)
Boards = Callable[[str], Board]


def test_whoever_was_looked_at_is_shown_first(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).last = Outcome(Text("报告已写好", "written"), True, "/tmp/report.html")
    screen = people_at(seat)
    assert screen.search.text == "0012"
    assert (screen.who.text, screen.department.text) == ("李敏  0012", "客服部")
    assert not screen.joining.visible
    assert not screen.told.visible  # that was of something else
    screen.search.text = ""
    seat.settle()
    assert [item.title for item in screen.list.items[:2]] == ["王芳", "小李"]  # not on the roster: first
    assert screen.list.items[0].detail == "不在名册上"
    seat.window.back()
    seat.settle()
    assert isinstance(seat.window.screen, ArchiveScreen)


def test_a_typed_name_is_joined_with_the_person_on_the_roster(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = people_at(seat, "王芳"), paper_of(seat)
    screen.list.select(0)
    seat.settle()
    assert screen.number.text == "0013"  # there is one of that name
    assert not screen.ending.visible  # who would be erased is not certain
    screen.join.press()
    assert paper.asked[-1] == ("join", "王芳", "0013")
    screen.search.text = "小李"
    seat.settle()
    assert (screen.who.text, screen.number.text) == ("小李", "")
    screen.join.press()
    assert paper.asked[-1][0] == "join"
    assert len([one for one in paper.asked if one[0] == "join"]) == 1  # whose number, is not said
    assert screen.ending.visible


def test_data_are_erased_only_with_a_reason_and_the_number_typed(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = people_at(seat), paper_of(seat)
    paper.asked.clear()
    screen.erase.press()
    warning = " ".join(texts(list(seat.window.root.layers)[-1].widget))
    assert all(words in warning for words in ("永远打不开", "以前的备份", "不能撤回", "“0012”"))
    dialog(seat, "离职", "0013")
    assert seat.window.toasts.texts == ("输入的和“0012”不一样，没有删除",)
    screen.erase.press()
    dialog(seat, " ", "0012")
    assert paper.asked == []
    screen.erase.press()
    dialog(seat, "离职", "0012")
    assert paper.asked == [("erase", "0012", "离职")]


def test_whoever_may_not_erase_is_told_why_before(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).erasing_refused = Text("这要用人事的密钥", "This takes a key of HR")
    screen = people_at(seat)
    screen.erase.press()
    assert not seat.window.root.layers.modal
    assert seat.window.toasts.texts == ("这要用人事的密钥",)


def test_a_roster_is_dropped_into_the_window(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = people_at(seat), paper_of(seat)
    screen.roster.press()
    dropped(seat, "D:/名册.xlsx")
    dialog(seat, "")
    assert paper.asked[-1] == ("roster", "D:/名册.xlsx")
    paper.last = Outcome(Text("新增 2 人", "2 new"), True)
    seat.settle()
    assert "新增 2 人" in texts(screen.told)


def test_who_is_meant_by_a_typed_name() -> None:
    typed, number = PersonFiled("", "王芳", ""), PersonFiled("", "0012", "")
    assert (likely_number(PEOPLE, "王芳"), likely_number(PEOPLE, "0012"), likely_number(PEOPLE, "小李")) == (
        "0013", "0012", "",
    )  # fmt: skip
    twins = (*PEOPLE, PersonFiled("0099", "王芳", "总机"))
    assert likely_number(twins, "王芳") == ""
    assert not erasable(PEOPLE, number)  # by that number somebody else would be erased
    assert not erasable(twins, typed)
    assert erasable(PEOPLE, PersonFiled("", "小李", ""))
    assert erasable(PEOPLE, PEOPLE[0])
