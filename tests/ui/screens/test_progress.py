"""The progress page driven by mouse and keys."""

from __future__ import annotations

import pygame
import pytest

from simulator.model.text import Lang
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.shown import Attempt
from tests.ui.screens.paper import attempts
from tests.ui.widgets.conftest import Bench


class Shown:
    def __init__(self, bench: Bench, found: list[Attempt]) -> None:
        self.bench = bench
        self.opened: list[str] = []
        self.left = 0
        self.screen = ProgressScreen(bench.root, found, "李敏", Lang.ZH, self._leave, self.opened.append)
        bench.show(self.screen)
        self.screen.bind()
        bench.frame()

    def _leave(self) -> None:
        self.left += 1


@pytest.fixture
def shown(bench: Bench) -> Shown:
    return Shown(bench, attempts())


def test_the_total_is_plotted_against_the_pass_mark(shown: Shown) -> None:
    (total,) = shown.screen.plot.series
    assert total.values[0] == 54.2
    assert total.values[-1] == 87.2
    assert shown.screen.plot.goal == 80


def test_the_dimensions_have_a_line_and_a_marker_each(shown: Shown) -> None:
    shown.bench.click(shown.screen.lines.parts()[1].center)
    lines = shown.screen.plot.series
    assert [one.name for one in lines] == ["问候", "用语", "处理", "记录", "时效"]
    assert len({one.marker for one in lines}) == len({one.hue for one in lines}) == 5
    assert shown.screen.plot.goal < 0
    assert shown.bench.pixels() == shown.bench.afresh()


def test_one_call_alone(shown: Shown) -> None:
    shown.screen.which.choose(2)
    shown.bench.frame()
    assert len(shown.screen.table.items) == 5
    assert len(shown.screen.plot.series[0].values) == 5
    assert shown.bench.pixels() == shown.bench.afresh()


def test_first_and_last_and_the_weakest_clauses(shown: Shown) -> None:
    total = shown.screen.change.bars[0]
    assert (total.name, round(total.before), round(total.value), total.text) == ("总分", 54, 87, "54 → 87")
    shares = [bar.value for bar in shown.screen.weakest.bars]
    assert shares == sorted(shares)
    assert "A2.2" not in [bar.name for bar in shown.screen.weakest.bars]


def test_an_attempt_is_opened_by_return_and_by_a_double_click(shown: Shown) -> None:
    shown.bench.key(pygame.K_DOWN)
    shown.bench.key(pygame.K_RETURN)
    assert shown.opened == ["r6"]
    row = shown.screen.table.row_rect(0).center
    shown.bench.click(row)
    shown.bench.click(row)
    assert shown.opened == ["r6", "r7"]
    shown.bench.key(pygame.K_ESCAPE)
    assert shown.left == 1


def test_without_attempts_it_says_so(bench: Bench) -> None:
    shown = Shown(bench, [])
    assert shown.screen.table.items == ()
    assert shown.screen.summary.text.startswith("还没有成绩")
    assert shown.screen.only_one.visible
    bench.key(pygame.K_RETURN)
    assert shown.opened == []
