"""Timeline hits, plots, dials and meters: what is where, and what is drawn when."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.shown import Lane, Mark, Stretch, Syllable, Tint, Wave
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.meters import Meter
from simulator.ui.widgets.plot import Plot, Series
from simulator.ui.widgets.ring_clock import RingClock
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.timeline import Spot, Timeline
from simulator.ui.widgets.waveform import LiveWaveform
from tests.ui.widgets.conftest import Bench

TALK = Stretch(5_000, 40_000, Tint.TALKING, "通话")
LATE = Mark(30_000, Tint.FAIL, "应答迟", "answer")


@pytest.fixture
def spots() -> list[Spot]:
    return []


@pytest.fixture
def timeline(bench: Bench, spots: list[Spot]) -> Timeline:
    lanes = (Lane("线路 1", (TALK,)), Lane("发现", marks=(Mark(10_000, Tint.PASS, "问候", "greet"), LATE)))
    line = Timeline(lanes, (Wave("来电人", Tint.CALLER, 100, (0.5,) * 400),), 60_000, clicked=spots.append)
    bench.show(Column(line))
    return line


def middle_of(timeline: Timeline, row: int) -> int:
    return timeline.rows()[row][1].centery


def test_a_click_finds_the_mark_the_stretch_or_the_moment(bench: Bench, timeline: Timeline, spots: list[Spot]) -> None:
    bench.click((timeline.x_of(30_000) + 3, middle_of(timeline, 2)))
    bench.click((timeline.x_of(20_000), middle_of(timeline, 1)))
    bench.click((timeline.x_of(20_000), middle_of(timeline, 2)))
    bench.click((timeline.x_of(50_000), middle_of(timeline, 0)))
    assert [spot.item for spot in spots] == [LATE, TALK, None, None]
    assert spots[0].at == 30_000
    assert spots[3].lane == "来电人"
    assert abs(spots[3].at - 50_000) < 60
    assert bench.pixels() == bench.afresh()


def test_places_and_times_are_inverse(timeline: Timeline) -> None:
    for at in range(0, 60_001, 5_000):
        assert abs(timeline.time_at(timeline.x_of(at)) - at) < 60


def test_the_cursor_by_key(bench: Bench, timeline: Timeline, spots: list[Spot]) -> None:
    bench.root.focus(timeline)
    bench.key(pygame.K_RIGHT)
    bench.key(pygame.K_RIGHT, shift=True)
    bench.key(pygame.K_LEFT)
    assert timeline.cursor == 10_000
    bench.key(pygame.K_RETURN)
    assert spots == [Spot(10_000)]


def test_a_moving_cursor_draws_only_its_columns(bench: Bench, timeline: Timeline) -> None:
    timeline.cursor = 10_000
    bench.frame()
    timeline.cursor = 10_200
    rects = bench.root.frame(bench.surface, bench.now)
    assert sum(rect.w for rect in rects) < 60
    assert bench.pixels() == bench.afresh()


def test_values_are_where_they_belong(bench: Bench) -> None:
    plot = Plot([Series("总分", (0, 50, 100))], ["一", "二", "三"])
    bench.show(Column(plot))
    assert plot.y_of(0) == plot.area().bottom
    assert plot.y_of(100) == plot.area().y
    assert abs(plot.x_of(0) + plot.x_of(2) - 2 * plot.x_of(1)) <= 1


@pytest.mark.parametrize(
    ("elapsed", "ring", "hue"),
    [(-1, 0, Hue.NEUTRAL), (0, 1, Hue.GOOD), (5_000, 2, Hue.WARN), (10_000, 3, Hue.BAD), (15_000, 4, Hue.BAD)],
)
def test_the_dial_counts_rings(elapsed: int, ring: int, hue: Hue) -> None:
    clock = RingClock()
    clock.set(elapsed)
    assert (clock.ring(), clock.hue()) == (ring, hue)


def test_a_lamp_blinks_by_the_clock_that_is_handed_in(bench: Bench) -> None:
    bench.show(Column(Lamp(Light(Hue.WARN, "bell", "fast")), align="start"))
    bench.root.frame(bench.surface, 1_000)
    lit = bench.pixels()
    bench.root.frame(bench.surface, 1_250)
    assert bench.pixels() != lit
    bench.root.frame(bench.surface, 1_450)
    assert bench.pixels() == lit


def test_lamps_differ_without_their_colours(bench: Bench) -> None:
    lamp = Lamp()
    bench.show(Column(lamp, align="start"))
    seen = set()
    for shape in ("disc", "ring", "square", "bars", "triangle", "cross", "bell"):
        lamp.light = Light(Hue.NEUTRAL, shape)
        bench.frame()
        seen.add(bench.pixels())
    assert len(seen) == 7


def test_a_level_is_drawn_only_when_a_step_changes(bench: Bench) -> None:
    meter = Meter()
    bench.show(Column(meter))
    meter.set(-30.0)
    assert bench.root.frame(bench.surface, 0)
    meter.set(-30.4)
    assert bench.root.frame(bench.surface, 0) == []
    meter.set(-3.0)
    assert bench.root.frame(bench.surface, 0)


def test_a_growing_waveform_moves_left(bench: Bench) -> None:
    live = LiveWaveform(width=100, height=20)
    bench.show(Column(live, align="start"))
    live.push([1.0])
    bench.frame()
    x, y = live.rect.right - 1, live.rect.y + 1
    ink = bench.surface.get_at((x, y))
    live.push([0.0] * 10)
    bench.frame()
    assert bench.surface.get_at((x - 10, y)) == ink
    assert bench.surface.get_at((x, y)) != ink


def test_an_alignment_wraps(bench: Bench) -> None:
    same = [Syllable(c, c, "same") for c in "您好总机请讲"] * 5
    aligned = Aligned(same, required="要求", heard="听到")
    bench.show(Column(Column(aligned, width=300), align="start"))
    strips = aligned.strips(300)
    assert len(strips) > 1
    assert strips[0][0] == 0
    assert strips[-1][1] == 30
    assert aligned.rect.h == len(strips) * aligned.strip_height()


def test_a_syllable_is_as_wide_as_its_sound(bench: Bench) -> None:
    """The sound stands over the character, not beside it."""
    written = Aligned([Syllable("线", "先", "same")])
    sounding = Aligned([Syllable("线 xian4", "先 xian1", "same")])
    bench.show(Column(written, sounding, align="start"))
    beside = bench.root.look.face(Style.BODY).width("线 xian4")
    assert written.rect.w < sounding.rect.w < written.rect.w + beside
