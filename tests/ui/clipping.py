"""Finds text that is cut off: what a widget was asked to draw in less room than it needs, or where nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pygame import Rect, Surface

from simulator.ui.widgets.boxes import Space
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Colour, Style
from simulator.ui.widgets.timeline import Timeline
from simulator.ui.widgets.widget import Widget


def cut_off(root: Root) -> list[str]:
    """What cannot be read whole on the present screen, with the widget it is on.

    What is scrolled out of sight can be scrolled to.  Stretches of a timeline are as long as they lasted, whatever is
    written on them.
    """
    found: list[str] = []
    with _watched(found):
        root.draw(Surface(root.area.size), [root.area])
    return found


@contextmanager
def _watched(found: list[str]) -> Iterator[None]:
    drawing: list[Widget] = []
    paint, text_in = Widget.paint, Painter.text_in

    def painted(widget: Widget, painter: Painter, clip: Rect) -> None:
        if widget.visible:
            drawing.append(widget)
            found.extend(_misplaced(widget))
            paint(widget, painter, clip)
            drawing.pop()

    def written(painter: Painter, text: str, rect: Rect, style: Style, colour: Colour, align: str = "left") -> None:
        wide = painter.look.fonts[style].width(text)
        if drawing and not isinstance(drawing[-1], Timeline) and wide > rect.w:
            found.append(f"{_name(drawing[-1])} has {rect.w} px for {wide}: {text}")
        text_in(painter, text, rect, style, colour, align)

    Widget.paint, Painter.text_in = painted, written  # type: ignore[method-assign]
    try:
        yield
    finally:
        Widget.paint, Painter.text_in = paint, text_in  # type: ignore[method-assign]


def _misplaced(widget: Widget) -> Iterator[str]:
    parent = widget.parent
    scrolled = any(isinstance(one, ScrollView) for one in widget.upwards())
    if parent is not None and not scrolled and not isinstance(widget, Space) and not parent.rect.contains(widget.rect):
        yield f"{_name(widget)} reaches out of {_name(parent)}: {widget.rect} in {parent.rect}"
    if isinstance(widget, Label) and widget.wrap and not widget.whole():
        yield f"{_name(widget)} has no room for all its lines"


def _name(widget: Widget) -> str:
    text = getattr(widget, "text", "")
    return f"{type(widget).__name__} {text!r}" if isinstance(text, str) and text else type(widget).__name__
