"""A field that offers a list to choose one from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame
from pygame import Rect

from simulator.ui.widgets.buttons import PRESSING
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Style
from simulator.ui.widgets.widget import Key, Shown, Widget, control_height

MOST_ROWS = 8


class Choices(ListView):
    """The open list: lies in front of everything, takes a click at once."""

    def __init__(self, items: Sequence[Item], taken: Callable[[int], None]) -> None:
        super().__init__(items, rows=min(len(items), MOST_ROWS), grow=0)
        self._taken = taken

    def measure(self, width: int) -> tuple[int, int]:
        wide = max(self.look.face(Style.BODY).width(item.title) for item in self.items) if self.items else 0
        return wide + self.look.px(44), self.row_height * self.rows + self.look.px(8)

    def arrange(self) -> None:
        self.scroller.fit(self.rect.inflate(0, -self.look.px(8)), len(self.items) * self.row_height)

    def row_at(self, pos: tuple[int, int]) -> int:
        index = (pos[1] - self.scroller.view.y + self.scroller.offset) // self.row_height
        return index if self.rect.collidepoint(pos) and 0 <= index < len(self.items) else -1

    def reach(self) -> Rect:
        grown = 2 * self.look.px(10)
        return self.rect.inflate(grown, grown)

    def draw(self, painter: Painter) -> None:
        painter.shadow(self.rect, self.look.px(8))
        painter.plate(self.rect, painter.palette.surface, self.look.px(8), painter.palette.edge, self.look.px(1))
        super().draw(painter)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        if not self.scroller.press(pos):
            row = self.row_at(pos)
            if row >= 0 and self.items[row].enabled:
                self._taken(row)
        return True


class DropDown(Widget):
    """Shows what is chosen; opened by click, Space, Return or Alt+Down, moved by arrows, closed by Escape."""

    focusable = True
    hand = True
    texts = Shown[tuple[str, ...]](layout=True)
    chosen = Shown[int]()
    placeholder = Shown[str]()

    def __init__(
        self,
        texts: Sequence[str],
        chosen: int = -1,
        changed: Callable[[int], None] | None = None,
        *,
        placeholder: str = "",
        grow: int = 0,
        width: float | None = None,
    ) -> None:
        super().__init__(grow=grow, width=width)
        self.texts = tuple(texts)
        self.chosen = chosen
        self.changed = changed
        self.placeholder = placeholder
        self._list: Choices | None = None

    @property
    def opened(self) -> bool:
        return self._list is not None and self._list.host is not None

    def measure(self, width: int) -> tuple[int, int]:
        px, face = self.look.px, self.look.face(Style.BODY)
        return max(map(face.width, (*self.texts, self.placeholder))) + px(50), control_height(self.look)

    def tip(self, pos: tuple[int, int]) -> str:
        """What is chosen, where it is cut."""
        text = self.texts[self.chosen] if 0 <= self.chosen < len(self.texts) else ""
        cut = self.look.face(Style.BODY).width(text) > self.rect.w - self.look.px(44)
        return text if cut and not self.opened else self.tooltip

    def choose(self, index: int) -> None:
        if 0 <= index < len(self.texts) and index != self.chosen:
            self.chosen = index
            if self.changed is not None:
                self.changed(index)

    def open(self) -> None:
        if self.host is not None and self.enabled and self.texts:
            self._list = Choices([Item(text) for text in self.texts], self._take)
            self._list.selected = self.chosen
            self.host.popup(self._list, self.rect, self)
            self.damage()

    def close(self) -> None:
        if self.opened and self.host is not None and self._list is not None:
            self.host.close(self._list)
        self._list = None
        self.damage()

    def _take(self, index: int) -> None:
        self.close()
        self.choose(index)

    def on_focus(self, focused: bool) -> None:
        if not focused and self.opened:
            self.close()
        super().on_focus(focused)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        if self.enabled:
            if self.opened:
                self.close()
            else:
                self.open()
        return True

    def on_key(self, key: Key) -> bool:
        if self.opened and self._list is not None:
            if key.code == pygame.K_ESCAPE:
                self.close()
            elif key.code in PRESSING:
                self._take(self._list.selected)
            elif key.code == pygame.K_TAB:
                self.close()
                return False
            else:
                self._list.on_key(key)
            return True
        if key.code in PRESSING or (key.alt and key.code in (pygame.K_DOWN, pygame.K_UP)):
            self.open()
            return True
        if key.code in (pygame.K_UP, pygame.K_DOWN) and not key.command:
            self.choose(self.chosen + (1 if key.code == pygame.K_DOWN else -1))
            return True
        return False

    def draw(self, painter: Painter) -> None:
        px, palette = self.look.px, painter.palette
        edge = palette.edge if self.enabled else palette.line
        ground = palette.hover if self.hovered and self.enabled else palette.surface
        painter.plate(self.rect, ground if self.enabled else palette.sunken, px(7), edge, px(1))
        text, ink = (
            (self.texts[self.chosen], palette.text)
            if 0 <= self.chosen < len(self.texts)
            else (
                self.placeholder,
                palette.faint,
            )
        )
        inner = self.rect.inflate(-2 * px(12), 0)
        inner.w -= px(20)
        painter.text_in(text, inner, Style.BODY, ink if self.enabled else palette.faint)
        arrow = Rect(self.rect.right - px(26), self.rect.centery - px(3), px(12), px(7))
        points = ((0.05, 0.9), (0.5, 0.1), (0.95, 0.9)) if self.opened else ((0.05, 0.1), (0.5, 0.9), (0.95, 0.1))
        name = "up" if self.opened else "down"
        painter.stroke(name, arrow, points, palette.muted if self.enabled else palette.faint, px(1.5))
