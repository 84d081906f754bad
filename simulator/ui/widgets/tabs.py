"""Pages behind each other, with their names above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pygame import Rect

from simulator.ui.widgets.boxes import Column, Stack
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Shown, Widget, control_height


class TabBar(Choices):
    """Names of pages, the chosen one underlined; ``marks`` are short texts behind them (a number of things waiting)."""

    marks = Shown[tuple[str, ...]]()

    def __init__(self, texts: Sequence[str], changed: Callable[[int], None] | None = None) -> None:
        super().__init__(texts, changed=changed)
        self.marks = ("",) * len(self.texts)

    def measure(self, width: int) -> tuple[int, int]:
        return sum(self._widths()), control_height(self.look)

    def _widths(self) -> list[int]:
        face, px = self.look.face(Style.BODY), self.look.px
        return [face.width(text) + px(44) for text in self.texts]

    def parts(self) -> list[Rect]:
        widths, x, parts = self._widths(), self.rect.x, []
        over = sum(widths) - self.rect.w
        for wide in widths:
            wide -= max(0, over) // len(widths)
            parts.append(Rect(x, self.rect.y, wide, self.rect.h))
            x += wide
        return parts

    def draw(self, painter: Painter) -> None:
        px, palette, accent = self.look.px, painter.palette, painter.theme.ink(Hue.ACCENT)
        painter.fill(Rect(self.rect.x, self.rect.bottom - px(1), self.rect.w, px(1)), palette.line)
        for index, part in enumerate(self.parts()):
            here = index == self.chosen
            style, ink = (Style.STRONG, accent) if here else (Style.BODY, palette.muted)
            small = self.look.face(Style.SMALL)
            wide = max(small.width(self.marks[index]) + px(8), px(16)) if self.marks[index] else 0
            painter.text_in(self.texts[index], Rect(part.x, part.y, part.w - wide, part.h), style, ink, "center")
            if here:
                painter.fill(Rect(part.x + px(10), part.bottom - px(3), part.w - px(20), px(3)), accent)
            if self.marks[index]:
                plate = Rect(part.right - wide - px(1), part.centery - small.height // 2, wide, small.height)
                painter.plate(plate, painter.theme.ink(Hue.WARN), small.height // 2)
                painter.text_in(self.marks[index], plate, Style.SMALL, painter.theme.on(Hue.WARN), "center")


class Tabs(Column):
    """A bar and its pages."""

    def __init__(self, pages: Sequence[tuple[str, Widget]], *, gap: float = 12, grow: int = 1) -> None:
        self.stack = Stack(*(page for _, page in pages), grow=1)
        self.bar = TabBar([name for name, _ in pages], self.stack.show)
        super().__init__(self.bar, self.stack, gap=gap, grow=grow)

    def show(self, index: int) -> None:
        self.bar.choose(index)
