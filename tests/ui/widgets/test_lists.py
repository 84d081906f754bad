"""Lists, tables, drop-downs, scroll bars, tabs: by key, wheel and mouse."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.feed import Entry, Feed
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented, Toggle
from simulator.ui.widgets.tables import Cell, Heading, Table
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.widget import Widget
from tests.ui.widgets.conftest import Bench


@pytest.fixture
def chosen() -> list[int]:
    return []


@pytest.fixture
def listed(bench: Bench, chosen: list[int]) -> ListView:
    items = [Item(f"分机 {n}", enabled=n != 3) for n in range(1_000)]
    listed = ListView(items, chosen=chosen.append, opened=lambda n: chosen.append(-n), find=lambda s: len(s) * 10)
    bench.show(Column(listed))
    bench.root.focus(listed)
    return listed


def test_keys_move_the_selection_and_keep_it_in_view(bench: Bench, listed: ListView, chosen: list[int]) -> None:
    bench.key(pygame.K_DOWN)
    bench.key(pygame.K_DOWN)
    bench.key(pygame.K_END)
    assert chosen == [0, 1, 999]
    assert listed.rect.contains(listed.row_rect(999))
    bench.key(pygame.K_PAGEUP)
    bench.key(pygame.K_HOME)
    assert listed.rect.contains(listed.row_rect(0))
    bench.key(pygame.K_RETURN)
    assert chosen[-1] == 0


def test_a_click_selects_and_a_double_click_opens(bench: Bench, listed: ListView, chosen: list[int]) -> None:
    bench.click(listed.row_rect(2).center)
    bench.click(listed.row_rect(2).center)
    assert chosen == [2, -2]
    bench.frame(60)
    bench.click(listed.row_rect(3).center)
    assert listed.selected == 2


def test_letters_find_a_row(bench: Bench, listed: ListView) -> None:
    bench.key(pygame.K_w)
    bench.key(pygame.K_j)
    assert listed.selected == 20
    bench.frame(100)
    bench.key(pygame.K_l)
    assert listed.selected == 10


def test_the_wheel_and_the_thumb_scroll(bench: Bench, listed: ListView) -> None:
    bench.move(listed.rect.center)
    bench.wheel(-1)
    assert listed.scroller.offset > 0
    assert listed.row_at(listed.rect.topleft) == listed.scroller.offset // listed.row_height
    thumb = listed.scroller.thumb
    bench.down(thumb.center)
    bench.move((thumb.centerx, listed.rect.bottom + 50))
    bench.up((thumb.centerx, listed.rect.bottom + 50))
    assert listed.scroller.offset == listed.scroller.most
    assert bench.pixels() == bench.afresh()


def test_a_table_hits_the_row_under_the_mouse(bench: Bench, chosen: list[int]) -> None:
    table = Table(
        [Heading("时间"), Heading("总分")], [[Cell(str(n)), Cell("80")] for n in range(9)], chosen=chosen.append
    )
    bench.show(Column(table))
    bench.click(table.row_rect(4).center)
    bench.click((table.rect.x + 20, table.rect.y + 5))
    assert chosen == [4]


def test_a_drop_down_by_key(bench: Bench, chosen: list[int]) -> None:
    drop = DropDown(["一般", "紧急", "特急"], 0, chosen.append)
    bench.show(Column(drop, align="start", pad=20))
    bench.root.focus(drop)
    bench.key(pygame.K_SPACE)
    assert drop.opened
    bench.key(pygame.K_DOWN)
    assert chosen == []
    bench.key(pygame.K_RETURN)
    assert chosen == [1]
    assert not drop.opened
    bench.key(pygame.K_SPACE)
    bench.key(pygame.K_DOWN)
    bench.key(pygame.K_ESCAPE)
    assert (drop.chosen, drop.opened) == (1, False)
    bench.key(pygame.K_DOWN)
    assert chosen == [1, 2]


def test_a_drop_down_by_mouse_and_closed_by_a_click_beside_it(bench: Bench, chosen: list[int]) -> None:
    drop = DropDown(["一般", "紧急"], 0, chosen.append, width=200)
    bench.show(Column(drop, align="start", pad=20))
    plain = bench.pixels()
    bench.click(drop)
    bench.click((drop.rect.centerx, drop.rect.bottom + drop.rect.h + 20))
    assert chosen == [1]
    bench.click(drop)
    assert drop.opened
    bench.click(drop)
    assert not drop.opened
    bench.click(drop)
    bench.click((900, 600))
    assert not drop.opened
    drop.chosen = 0
    bench.frame()
    assert bench.pixels() == plain


def test_choices_that_are_blocked_are_passed_over(bench: Bench, chosen: list[int]) -> None:
    choice = Segmented(["一", "二", "三"], 0, chosen.append, blocked=[1])
    bench.show(Column(choice))
    bench.root.focus(choice)
    bench.key(pygame.K_RIGHT)
    bench.key(pygame.K_RIGHT)
    bench.click(choice.parts()[1].center)
    bench.click(choice.parts()[0].center)
    assert chosen == [2, 0]


def test_a_switch(bench: Bench) -> None:
    seen: list[bool] = []
    toggle = Toggle("字幕", False, seen.append)
    bench.show(Column(toggle, align="start"))
    bench.click(toggle)
    bench.key(pygame.K_SPACE)
    assert seen == [True, False]


def test_tabs_show_one_page(bench: Bench) -> None:
    first, second = Column(), Column()
    tabs = Tabs([("一", first), ("二", second)])
    bench.show(tabs)
    bench.click(tabs.bar.parts()[1].center)
    assert (first.visible, second.visible) == (False, True)
    bench.root.focus(tabs.bar)
    bench.key(pygame.K_LEFT)
    assert (first.visible, second.visible) == (True, False)


def entry(n: int) -> Entry:
    return Entry("来电人", f"第 {n} 句话", f"09:30:{n:02}")


def test_a_conversation_stays_at_its_end_unless_one_scrolls_back(bench: Bench) -> None:
    feed = Feed()
    bench.show(Column(feed))
    feed.show([entry(n) for n in range(40)])
    bench.frame()
    assert feed.scroller.offset == feed.scroller.most > 0
    bench.move(feed.rect.center)
    bench.wheel(3)
    offset = feed.scroller.offset
    feed.show([entry(n) for n in range(41)])
    bench.frame()
    assert feed.scroller.offset == offset
    assert bench.pixels() == bench.afresh()


def test_a_line_that_grows_is_drawn_as_if_it_had_come_at_once(bench: Bench) -> None:
    feed = Feed()
    bench.show(Column(feed))
    words = "好的，正在为您转接市场部王经理，请稍等。" * 3
    for end in range(1, len(words), 4):
        feed.show([*(entry(n) for n in range(5)), Entry("我", words[:end], own=True, open=True)])
        bench.frame()
    assert bench.pixels() == bench.afresh()


class Tall(Widget):
    def measure(self, width: int) -> tuple[int, int]:
        return width, 3_000


def test_a_view_scrolls_by_key_and_bar(bench: Bench) -> None:
    view = ScrollView(Tall())
    bench.show(Column(view))
    bench.root.focus(view)
    bench.key(pygame.K_END)
    assert view.scroller.offset == 3_000 - view.rect.h
    assert view.content.rect.bottom == view.rect.bottom
    bench.click((view.scroller.bar.centerx, view.rect.y + 2))
    assert view.scroller.offset == 3_000 - 2 * view.rect.h
