"""What is drawn bit by bit looks like what is drawn at once, whatever is done."""

from __future__ import annotations

from typing import Any

import pygame
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pygame import Rect

from simulator.ui.widgets.boxes import CARD, WELL, Column
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.damage import MOST, Damage
from simulator.ui.widgets.dialogs import Toasts
from simulator.ui.widgets.feed import Entry, Feed
from simulator.ui.widgets.gallery_pages import pages
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.meters import Meter, ProgressBar
from simulator.ui.widgets.ring_clock import RingClock
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.timeline import Timeline
from simulator.ui.widgets.waveform import LiveWaveform
from simulator.ui.widgets.widget import Widget
from tests.ui.widgets.conftest import Bench

RECTS = st.builds(Rect, st.integers(0, 90), st.integers(0, 90), st.integers(1, 40), st.integers(1, 40))


@given(st.lists(RECTS, max_size=40))
def test_every_pixel_of_every_rectangle_is_drawn(rects: list[Rect]) -> None:
    damage, whole = Damage(), Rect(0, 0, 100, 100)
    for rect in rects:
        damage.add(rect)
    taken = damage.take(whole)
    assert len(taken) <= MOST
    for rect in rects:
        for x in range(rect.x, min(100, rect.right)):
            for y in (rect.y, min(99, rect.bottom - 1)):
                assert any(part.collidepoint(x, y) for part in taken)
    assert not damage


POINTS = st.tuples(st.integers(0, 1279), st.integers(0, 719))
KEYS = st.sampled_from(
    [
        *(pygame.K_TAB, pygame.K_SPACE, pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT),
        *(pygame.K_RIGHT, pygame.K_HOME, pygame.K_END, pygame.K_PAGEDOWN, pygame.K_BACKSPACE, pygame.K_DELETE),
    ]
)
EVENTS = st.one_of(
    st.tuples(st.just("page"), st.integers(0, 4)),
    st.tuples(st.just("click"), POINTS),
    st.tuples(st.just("move"), POINTS),
    st.tuples(st.just("down"), POINTS),
    st.tuples(st.just("up"), POINTS),
    st.tuples(st.just("wheel"), st.integers(-3, 3)),
    st.tuples(st.just("key"), KEYS),
    st.tuples(st.just("back"), st.just(pygame.K_TAB)),
    st.tuples(st.just("type"), st.text(alphabet="ab王经理 1", max_size=5)),
    st.tuples(st.just("compose"), st.sampled_from(["wang", "wang jing", ""])),
    st.tuples(st.just("wait"), st.integers(1, 900)),
    st.tuples(st.just("change"), st.integers(0, 400)),
    st.tuples(st.just("all"), st.just(pygame.K_a)),
)


def change(widget: Widget, seed: int) -> None:
    """Something about a widget is different from now on."""
    if isinstance(widget, Label):
        widget.text = "改变了的文字" * (seed % 5)
    elif isinstance(widget, Button):
        widget.lit, widget.enabled = seed % 2 == 0, seed % 3 != 0
    elif isinstance(widget, Lamp):
        widget.light = Light(Hue.BAD, ("disc", "bars", "cross")[seed % 3], ("", "fast")[seed % 2])
    elif isinstance(widget, RingClock):
        widget.set(seed * 100 - 100)
    elif isinstance(widget, Meter):
        widget.set(-seed % 70)
    elif isinstance(widget, ProgressBar):
        widget.share = seed % 10 / 10
    elif isinstance(widget, Feed):
        widget.show([*widget.entries, Entry("甲", "又说了一句话。" * (seed % 9), own=seed % 2 == 0)])
    elif isinstance(widget, LiveWaveform):
        widget.push([seed % 10 / 10, 0.4])
    elif isinstance(widget, Timeline):
        widget.cursor = seed * 97
    elif isinstance(widget, Toasts):
        widget.say(f"提示 {seed % 4}")
    else:
        widget.visible = seed % 4 != 0 or widget.parent is None


def do(bench: Bench, what: str, value: Any) -> None:
    screen = bench.root.screen
    assert isinstance(screen, Tabs)
    if what == "page":
        screen.show(value)
    elif what == "change":
        inside = list(screen.stack.children[screen.bar.chosen].walk())[1:]
        change(inside[value % len(inside)], value)
    elif what == "wait":
        bench.frame(1, value)
    elif what == "back":
        bench.key(value, shift=True)
    elif what == "all":
        bench.key(value, ctrl=True)
    else:
        getattr(bench, what)(value)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENTS, min_size=5, max_size=25))
def test_drawing_bit_by_bit_is_drawing_at_once(bench: Bench, events: list[tuple[str, Any]]) -> None:
    bench.show(pages(bench.root))
    for what, value in events:
        do(bench, what, value)
        bench.frame()
    assert bench.pixels() == bench.afresh()


def test_a_small_change_draws_little(bench: Bench) -> None:
    bench.show(pages(bench.root))
    assert isinstance(bench.root.screen, Tabs)
    lamp = next(widget for widget in bench.root.screen.walk() if isinstance(widget, Lamp))
    lamp.light = Light(Hue.BAD, "cross")
    rects = bench.root.frame(bench.surface, bench.now)
    assert sum(rect.w * rect.h for rect in rects) < 40 * 40


def test_what_is_hidden_is_not_drawn(bench: Bench) -> None:
    above = Label("上面")
    drawn: list[str] = []
    bench.show(Column(Column(above, plate=CARD, pad=40), pad=40, plate=WELL))
    screen = bench.root.screen
    assert screen is not None
    screen.draw = lambda painter: drawn.append("well")  # type: ignore[method-assign]
    above.text = "上边"
    bench.frame()
    assert drawn == []
    bench.root.damage_all()
    bench.frame()
    assert drawn == ["well"]
