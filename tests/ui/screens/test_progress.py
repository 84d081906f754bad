"""The progress page driven by mouse and keys."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.shown import Attempt
from tests.ui.screens.afterwards import PaperDesk, attempts
from tests.ui.screens.place import Place
from tests.ui.widgets.conftest import Bench


class Shown:
    def __init__(self, bench: Bench, found: list[Attempt]) -> None:
        self.place = Place(bench, PaperDesk(found))
        self.screen = ProgressScreen(self.place, "李敏")
        self.place.go(self.screen)
        self.place.frame()


@pytest.fixture
def shown(bench: Bench) -> Shown:
    return Shown(bench, attempts())


def test_the_total_is_plotted_against_the_pass_mark(shown: Shown) -> None:
    (total,) = shown.screen.plot.series
    assert total.values[0] == 54.2
    assert total.values[-1] == 87.2
    assert shown.screen.plot.goal == 80


def test_the_dimensions_have_a_line_and_a_marker_each(shown: Shown) -> None:
    shown.place.click(shown.screen.lines.parts()[1].center)
    lines = shown.screen.plot.series
    assert [one.name for one in lines] == ["问候", "用语", "处理", "记录", "时效"]
    assert len({one.marker for one in lines}) == len({one.hue for one in lines}) == 5
    assert shown.screen.plot.goal < 0
    assert shown.place.consistent()


def test_one_call_alone(shown: Shown) -> None:
    shown.screen.which.choose(2)
    shown.place.frame(2)
    assert len(shown.screen.table.items) == 5
    assert len(shown.screen.plot.series[0].values) == 5
    assert shown.place.consistent()


def test_first_and_last_and_the_weakest_clauses(shown: Shown) -> None:
    total = shown.screen.change.bars[0]
    assert (total.name, round(total.before), round(total.value), total.text) == ("总分", 54, 87, "54 → 87")
    shares = [bar.value for bar in shown.screen.weakest.bars]
    assert shares == sorted(shares)
    assert "A2.2" not in [bar.name for bar in shown.screen.weakest.bars]


def test_return_opens_the_debrief_of_an_attempt(shown: Shown) -> None:
    shown.place.key(pygame.K_DOWN)
    shown.place.key(pygame.K_RETURN)
    assert shown.place.desk.opened == ["r6"]
    assert isinstance(shown.place.screen, DebriefScreen)
    assert "72.5–78.9" in shown.place.texts()


def test_a_double_click_opens_it_too(shown: Shown) -> None:
    row = shown.screen.table.row_rect(0).center
    shown.place.click(row)
    shown.place.click(row)
    assert shown.place.desk.opened == ["r7"]


def test_escape_goes_back(shown: Shown) -> None:
    shown.place.key(pygame.K_ESCAPE)
    assert shown.place.left == 1


def test_without_attempts_it_says_so(bench: Bench) -> None:
    shown = Shown(bench, [])
    assert shown.screen.table.items == ()
    assert shown.screen.summary.text.startswith("还没有成绩")
    assert shown.screen.only_one.visible
    shown.place.key(pygame.K_RETURN)
    assert shown.place.desk.opened == []
