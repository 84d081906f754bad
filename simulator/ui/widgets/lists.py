"""A list of any length: only the rows in view are drawn.  Keys, wheel, selection, and finding a row by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect

from simulator.ui.widgets.lamps import Light, draw_light
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.scrolling import Scroller
from simulator.ui.widgets.theme import Colour, Hue, Style
from simulator.ui.widgets.widget import Key, Shown, Widget

MOST_LINES = 2
"""A text of a row that is too wide goes on in so many lines; all rows are as high as the highest."""
TYPING_MS = 1_000
"""Letters typed within this time of each other belong together."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row: a title, smaller text below it, a short text at the right, a light at the left."""

    title: str
    detail: str = ""
    right: str = ""
    hue: Hue = Hue.NEUTRAL  # of the text at the right
    light: Light | None = None
    enabled: bool = True
    heading: bool = False  # a name for those below it


class ListView(Widget):
    """``chosen`` is called when the selection moves, ``opened`` on Return or a double click, with the row's number;
    ``find`` gives the row for letters typed, or None."""

    focusable = True
    items = Shown[tuple[Item, ...]](layout=True)
    selected = Shown[int]()

    def __init__(
        self,
        items: Sequence[Item] = (),
        *,
        chosen: Callable[[int], None] | None = None,
        opened: Callable[[int], None] | None = None,
        find: Callable[[str], int | None] | None = None,
        empty: str = "",
        rows: int = 5,
        grow: int = 1,
    ) -> None:
        super().__init__(grow=grow)
        self.items = tuple(items)
        self.selected = -1
        self.chosen = chosen
        self.opened = opened
        self.find = find
        self.empty = empty
        self.rows = rows
        self.scroller = Scroller(self)
        self._over = -1
        self._typed = ("", 0)
        self._lines = (1, 1)  # of titles and of details

    @property
    def row_height(self) -> int:
        titles, details = self._lines
        high = titles * self.look.face(Style.BODY).height
        if any(item.detail for item in self.items):
            high += details * self.look.face(Style.SMALL).height
        return high + self.look.px(12)

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(240), self.row_height * self.rows

    def arrange(self) -> None:
        self._lines = (1, 1)
        self.scroller.fit(self.rect, len(self.items) * self.row_height)
        self._lines = self._needed(self.scroller.room.w - self.look.px(20))
        self.scroller.fit(self.rect, len(self.items) * self.row_height)

    def _needed(self, width: int) -> tuple[int, int]:
        body, small = self.look.face(Style.BODY), self.look.face(Style.SMALL)
        titles = details = 1
        for item in self.items:
            room = self._text_rect(Rect(0, 0, width, 0), item).w
            if not item.heading and body.width(item.title) > room:
                titles = max(titles, min(MOST_LINES, len(body.wrap(item.title, room))))
            if small.width(item.detail) > room:
                details = max(details, min(MOST_LINES, len(small.wrap(item.detail, room))))
        return titles, details

    def _text_rect(self, rect: Rect, item: Item) -> Rect:
        """What a row leaves to its text, between its light and what stands at the right."""
        px, small = self.look.px, self.look.face(Style.SMALL)
        left = round(self.look.face(Style.BODY).em * 0.95) + px(10) if item.light is not None else 0
        right = small.width(item.right) + px(10) if item.right else 0
        return Rect(rect.x + left, rect.y, max(0, rect.w - left - right), rect.h)

    def tip(self, pos: tuple[int, int]) -> str:
        """A row whose text is cut, in full."""
        row = self.row_at(pos)
        if row < 0:
            return self.tooltip
        item = self.items[row]
        room = self._text_rect(self.row_rect(row).inflate(-self.look.px(20), 0), item).w
        texts = ((item.title, Style.BODY, self._lines[0]), (item.detail, Style.SMALL, self._lines[1]))
        cut = [text for text, style, lines in texts if len(self.look.face(style).wrap(text, room)) > lines]
        return "\n".join(cut) or self.tooltip

    def row_rect(self, index: int) -> Rect:
        room, high = self.scroller.room, self.row_height
        return Rect(room.x, room.y + index * high - self.scroller.offset, room.w, high)

    def row_at(self, pos: tuple[int, int]) -> int:
        index = (pos[1] - self.rect.y + self.scroller.offset) // self.row_height
        return index if self.rect.collidepoint(pos) and 0 <= index < len(self.items) else -1

    def select(self, index: int, *, tell: bool = True) -> None:
        if not 0 <= index < len(self.items) or not self.items[index].enabled:
            return
        moved, self.selected = index != self.selected, index
        if self.host is not None:
            self.scroller.into_view(index * self.row_height, (index + 1) * self.row_height)
        if moved and tell and self.chosen is not None:
            self.chosen(index)

    def open(self) -> None:
        if self.opened is not None and 0 <= self.selected < len(self.items):
            self.opened(self.selected)

    # --- input -------------------------------------------------------------------------------------------------------

    def on_key(self, key: Key) -> bool:
        page, last = max(1, self.rect.h // self.row_height - 1), len(self.items) - 1
        at = self.selected
        targets = {
            pygame.K_UP: at - 1 if at > 0 else 0,
            pygame.K_DOWN: min(at + 1, last),
            pygame.K_PAGEUP: max(0, at - page),
            pygame.K_PAGEDOWN: min(at + page, last),
            pygame.K_HOME: 0,
            pygame.K_END: last,
        }
        if key.command or key.alt:
            return False
        if key.code in targets:
            self.select(targets[key.code])
        elif key.code in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.opened is not None:
            self.open()
        elif self.find is not None and 32 < key.code < 127:
            self._type(chr(key.code))
        else:
            return False
        return True

    def _type(self, letter: str) -> None:
        assert self.host is not None
        assert self.find is not None
        before, then = self._typed
        typed = before + letter if self.host.now - then < TYPING_MS else letter
        self._typed = (typed, self.host.now)
        found = self.find(typed)
        if found is not None:
            self.select(found)

    def on_wheel(self, x: float, y: float) -> bool:
        return self.scroller.wheel(y)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        if self.scroller.press(pos):
            return True
        row = self.row_at(pos)
        if row >= 0:
            self.select(row)
            if clicks == 2 and row == self.selected:
                self.open()
        return True

    def on_drag(self, pos: tuple[int, int]) -> None:
        self.scroller.drag(pos)

    def on_release(self, pos: tuple[int, int]) -> None:
        self.scroller.release()
        self.damage()

    def on_move(self, pos: tuple[int, int]) -> None:
        self._hover_row(self.row_at(pos))

    def on_hover(self, over: bool) -> None:
        if not over:
            self._hover_row(-1)

    def _hover_row(self, row: int) -> None:
        if row != self._over:
            for changed in (row, self._over):
                if changed >= 0:
                    self.damage(self.row_rect(changed).clip(self.rect))
            self._over = row

    # --- drawing -----------------------------------------------------------------------------------------------------

    def draw(self, painter: Painter) -> None:
        if not self.items:
            painter.text_in(self.empty, self.rect, Style.BODY, painter.palette.faint, "center")
            return
        outer = painter.surface.get_clip()
        painter.surface.set_clip(self.rect.clip(outer))
        high = self.row_height
        first = self.scroller.offset // high
        for index in range(first, min(len(self.items), first + self.rect.h // high + 2)):
            self.draw_row(painter, self.row_rect(index), index)
        self.scroller.draw(painter)
        painter.surface.set_clip(outer)

    def draw_row(self, painter: Painter, rect: Rect, index: int) -> None:
        """The ground of a row, and what is on it."""
        px, palette = self.look.px, painter.palette
        here = index == self.selected
        plate = rect.inflate(-px(4), -px(2))
        if here:
            painter.plate(plate, painter.theme.soft(Hue.ACCENT), px(6), painter.theme.ink(Hue.ACCENT), px(1))
            painter.plate(Rect(plate.x, plate.y + px(6), px(3), plate.h - px(12)), painter.theme.ink(Hue.ACCENT), px(1))
        elif index == self._over and self.items[index].enabled:
            painter.plate(plate, palette.hover, px(6))
        self.draw_item(painter, plate.inflate(-px(16), -px(8)), self.items[index], index)

    def draw_item(self, painter: Painter, rect: Rect, item: Item, index: int) -> None:
        px, small, palette = self.look.px, self.look.face(Style.SMALL), painter.palette
        room = self._text_rect(rect, item)
        if item.light is not None:
            side = round(self.look.face(Style.BODY).em * 0.95)
            draw_light(painter, Rect(rect.x, rect.centery - side // 2, side, side), item.light)
        if item.right:
            colour = painter.theme.ink(item.hue)
            right = Rect(room.right, rect.y, rect.right - room.right, rect.h)
            painter.text_in(item.right, right, Style.SMALL, colour, "right")
        if item.heading:
            foot = Rect(room.x, rect.bottom - small.height, room.w, small.height)
            painter.text_in(item.title, foot, Style.SMALL, painter.theme.ink(Hue.ACCENT))
            painter.fill(Rect(room.x, foot.bottom + px(2), room.w, px(1)), palette.line)
            return
        able = item.enabled and self.enabled
        self._draw_text(
            painter,
            room,
            [
                *self._cut(item.title, Style.BODY, palette.text if able else palette.faint, self._lines[0], room.w),
                *self._cut(item.detail, Style.SMALL, palette.muted if able else palette.faint, self._lines[1], room.w),
            ],
        )

    def _cut(self, text: str, style: Style, ink: Colour, most: int, width: int) -> list[tuple[str, Style, Colour]]:
        """A text in lines, the last of them cut where there are more."""
        if not text:
            return []
        lines = [text[a:b] for a, b in self.look.face(style).wrap(text, width)] if most > 1 else [text]
        if len(lines) > most:
            lines = [*lines[: most - 1], text[sum(map(len, lines[: most - 1])) :]]
        return [(line.strip(), style, ink) for line in lines]

    def _draw_text(self, painter: Painter, room: Rect, lines: list[tuple[str, Style, Colour]]) -> None:
        y = room.y + (room.h - sum(self.look.face(style).height for _, style, _ in lines)) // 2
        for text, style, ink in lines:
            high = self.look.face(style).height
            painter.text_in(text, Rect(room.x, y, room.w, high), style, ink)
            y += high
