"""A table: a list whose rows have columns, under a head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Shown


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, its share of the width, and how its cells are aligned."""

    title: str
    weight: int = 1
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    hue: Hue | None = None


class Table(ListView):
    """Rows of cells; everything else as in a list."""

    cells = Shown[tuple[tuple[Cell, ...], ...]]()

    def __init__(
        self,
        headings: Sequence[Heading],
        cells: Sequence[Sequence[Cell]] = (),
        *,
        chosen: Callable[[int], None] | None = None,
        opened: Callable[[int], None] | None = None,
        empty: str = "",
        rows: int = 5,
        grow: int = 1,
    ) -> None:
        super().__init__(chosen=chosen, opened=opened, empty=empty, rows=rows, grow=grow)
        self.headings = tuple(headings)
        self.cells = ()
        self.fill(cells)

    def fill(self, cells: Sequence[Sequence[Cell]]) -> None:
        self.cells = tuple(tuple(row) for row in cells)
        self.items = tuple(Item(row[0].text if row else "") for row in self.cells)
        if self.selected >= len(self.items):
            self.selected = -1

    @property
    def head_height(self) -> int:
        return self.look.face(Style.SMALL).height + self.look.px(12)

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(90) * len(self.headings), self.head_height + self.rows * self.row_height

    def arrange(self) -> None:
        head = self.head_height
        body = Rect(self.rect.x, self.rect.y + head, self.rect.w, self.rect.h - head)
        self.scroller.fit(body, len(self.items) * self.row_height)

    def row_at(self, pos: tuple[int, int]) -> int:
        below = pos[1] - self.scroller.view.y
        index = (below + self.scroller.offset) // self.row_height
        return index if below >= 0 and self.rect.collidepoint(pos) and 0 <= index < len(self.items) else -1

    def columns(self, rect: Rect) -> list[Rect]:
        total, x, result = sum(heading.weight for heading in self.headings), 0, []
        for heading in self.headings:
            step = rect.w * heading.weight // total
            result.append(Rect(rect.x + x, rect.y, step - self.look.px(12), rect.h))
            x += step
        return result

    def draw(self, painter: Painter) -> None:
        px = self.look.px
        head = Rect(self.rect.x, self.rect.y, self.scroller.room.w, self.head_height)
        for heading, place in zip(self.headings, self.columns(head.inflate(-px(20), 0)), strict=True):
            painter.text_in(heading.title, place, Style.SMALL, painter.palette.muted, heading.align)
        painter.fill(Rect(head.x, head.bottom - px(1), self.rect.w, px(1)), painter.palette.line)
        outer = painter.surface.get_clip()
        body = self.scroller.view
        painter.surface.set_clip(body.clip(outer))
        if not self.items:
            painter.text_in(self.empty, body, Style.BODY, painter.palette.faint, "center")
        high = self.row_height
        first = self.scroller.offset // high
        for index in range(first, min(len(self.items), first + body.h // high + 2)):
            self.draw_row(painter, self.row_rect(index), index)
        self.scroller.draw(painter)
        painter.surface.set_clip(outer)

    def draw_item(self, painter: Painter, rect: Rect, item: Item, index: int) -> None:
        for heading, cell, place in zip(self.headings, self.cells[index], self.columns(rect), strict=False):
            colour = painter.palette.text if cell.hue is None else painter.theme.ink(cell.hue)
            painter.text_in(cell.text, place, Style.BODY, colour, heading.align)
