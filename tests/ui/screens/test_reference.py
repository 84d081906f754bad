"""The quick reference driven by keys: type, go down the list, narrow."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.screens.links import LINKS
from simulator.ui.screens.reference import ReferenceScreen
from simulator.ui.widgets.labels import Label, Marked
from tests.ui.screens.place import Place
from tests.ui.widgets.conftest import Bench


@pytest.fixture
def place(bench: Bench) -> Place:
    return Place(bench)


@pytest.fixture
def screen(place: Place) -> ReferenceScreen:
    shown = LINKS["reference"](place, "", "")
    assert isinstance(shown, ReferenceScreen)
    place.go(shown)
    place.frame()
    return shown


def said(screen: ReferenceScreen) -> str:
    """The wording shown in full."""
    return next(one.text() for one in screen.full.walk() if isinstance(one, Marked))


def test_typing_pinyin_finds_and_marks_the_wording(place: Place, screen: ReferenceScreen) -> None:
    place.type("dbq")
    assert [item.title for item in screen.list.items] == ["对不起，电话占线，请稍后再拨。", "对不起，孙经理现在不在。"]
    assert said(screen) == "对不起，电话占线，请稍后再拨。"
    (marked,) = [one for one in screen.full.walk() if isinstance(one, Marked)]
    assert [run.text for run in marked.runs if run.line] == ["对不起"]
    assert screen.count.text == "2 条，共 9 条"
    assert place.consistent()


def test_the_arrows_go_through_the_list_while_one_types(place: Place, screen: ReferenceScreen) -> None:
    place.type("dbq")
    place.key(pygame.K_DOWN)
    assert said(screen) == "对不起，孙经理现在不在。"
    place.key(pygame.K_DOWN)
    assert said(screen) == "对不起，孙经理现在不在。"
    place.key(pygame.K_UP)
    assert said(screen) == "对不起，电话占线，请稍后再拨。"
    assert place.root.focused is screen.field


def test_clauses_and_dimensions_narrow(place: Place, screen: ReferenceScreen) -> None:
    screen.dimension.choose(2)
    place.frame(2)
    assert len(screen.list.items) == 3
    screen.clause.choose(screen.clause.texts.index("A4.1"))
    place.frame(2)
    assert [item.title for item in screen.list.items] == ["对不起，孙经理现在不在。"]
    texts = [one.text for one in screen.full.walk() if isinstance(one, Label)]
    assert "无法接通时说明情况，询问留言或转达。" in texts


def test_nothing_found_and_back(place: Place, screen: ReferenceScreen) -> None:
    place.type("没有这句话")
    assert screen.list.items == ()
    place.key(pygame.K_DOWN)
    assert [one.text for one in screen.full.walk() if isinstance(one, Label)] == ["没有找到"]
    place.key(pygame.K_ESCAPE)
    assert place.left == 1
