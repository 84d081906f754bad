"""The small text beside the mouse: what a thing does, or why it cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Style

if TYPE_CHECKING:
    from simulator.ui.widgets.root import Root
    from simulator.ui.widgets.widget import Widget

WAIT_MS = 500


class HoverTip:
    """Comes when the mouse has rested on something for half a second."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._widget: Widget | None = None
        self._pos = (0, 0)
        self._since = 0
        self._lines: list[str] = []
        self._text = ""
        self._box = Rect(0, 0, 0, 0)

    def moved(self, widget: Widget, pos: tuple[int, int]) -> None:
        text = widget.tip(pos)
        if not text:
            self.hide()
        elif widget is not self._widget or (self._lines and self._text != text):
            self.hide()
            self._widget, self._pos, self._since = widget, pos, self._root.now
        elif not self._lines:
            self._pos = pos

    def waiting(self) -> bool:
        return self._widget is not None and not self._lines

    def hide(self) -> None:
        if self._lines:
            self._root.damage(self._reach())
        self._widget, self._lines = None, []

    def tick(self, now: int) -> None:
        if self._widget is None or self._lines or now - self._since < WAIT_MS:
            return
        text = self._widget.tip(self._pos) if self._widget.host is self._root else ""
        if not text:
            self.hide()
            return
        px, face = self._root.look.px, self._root.look.face(Style.SMALL)
        self._text = text
        self._lines = [text[a:b] for a, b in face.wrap(text, px(320))]
        wide = max(map(face.width, self._lines)) + 2 * px(10)
        box = Rect(self._pos[0] + px(10), self._pos[1] + px(20), wide, len(self._lines) * face.height + 2 * px(6))
        if box.bottom > self._root.area.bottom:
            box.bottom = self._pos[1] - px(8)
        self._box = box.clamp(self._root.area)
        self._root.damage(self._reach())

    def _reach(self) -> Rect:
        grown = 2 * self._root.look.px(8)
        return self._box.inflate(grown, grown)

    def draw(self, painter: Painter) -> None:
        if not self._lines:
            return
        px, face = self._root.look.px, self._root.look.face(Style.SMALL)
        painter.shadow(self._box, px(6))
        painter.plate(self._box, painter.palette.text, px(6), painter.palette.ground, px(1))
        y = self._box.y + px(6)
        for line in self._lines:
            painter.text(line.rstrip("\n"), self._box.x + px(10), y, Style.SMALL, painter.palette.surface)
            y += face.height
