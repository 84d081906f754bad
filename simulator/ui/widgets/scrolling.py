"""Scrolling: the bar with its thumb, and a view onto something higher than itself."""

from __future__ import annotations

import pygame
from pygame import Rect

from simulator.ui.widgets.buttons import mixed
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Style
from simulator.ui.widgets.widget import Key, Widget

BAR = 12
"""Width of the bar in layout units."""


class Scroller:
    """How far a widget's content is scrolled, and the bar that shows it.  All in pixels."""

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self.offset = 0
        self.content = 0
        self.view = Rect(0, 0, 0, 0)  # with the bar
        self._held: int | None = None  # where on the thumb it is held

    def fit(self, view: Rect, content: int) -> None:
        """The content or the view has another height."""
        changed = content != self.content or view != self.view
        self.view, self.content = Rect(view), content
        if changed and self._owner.host is not None:  # the thumb has another length
            self._owner.damage(self.bar)
        self.offset = max(0, min(self.offset, self.most))

    @property
    def most(self) -> int:
        return max(0, self.content - self.view.h)

    @property
    def needed(self) -> bool:
        return self.content > self.view.h

    @property
    def bar(self) -> Rect:
        wide = self._owner.look.px(BAR)
        return Rect(self.view.right - wide, self.view.y, wide, self.view.h)

    @property
    def thumb(self) -> Rect:
        bar = self.bar
        high = max(self._owner.look.px(28), bar.h * self.view.h // max(1, self.content))
        high = min(high, bar.h)
        y = bar.y + ((bar.h - high) * self.offset // self.most if self.most else 0)
        return Rect(bar.x, y, bar.w, high)

    @property
    def room(self) -> Rect:
        """The view without the bar."""
        return Rect(self.view.x, self.view.y, self.view.w - (self.bar.w if self.needed else 0), self.view.h)

    def to(self, offset: float) -> bool:
        """Scroll there; False if that changes nothing."""
        new = max(0, min(round(offset), self.most))
        if new == self.offset:
            return False
        self.offset = new
        self._owner.damage()
        return True

    def wheel(self, y: float) -> bool:
        return self.to(self.offset - y * 3 * self._owner.look.face(Style.BODY).height)

    def into_view(self, top: int, bottom: int) -> bool:
        """Scroll as little as shows this stretch of the content."""
        offset = max(self.offset, bottom - self.view.h)
        return self.to(min(offset, top))

    def press(self, pos: tuple[int, int]) -> bool:
        """The bar is pressed: take the thumb, or go there by a page."""
        if not self.needed or not self.bar.collidepoint(pos):
            return False
        thumb = self.thumb
        if thumb.collidepoint(pos):
            self._held = pos[1] - thumb.y
        else:
            self.to(self.offset + (self.view.h if pos[1] > thumb.y else -self.view.h))
        return True

    def drag(self, pos: tuple[int, int]) -> bool:
        if self._held is None:
            return False
        path = self.bar.h - self.thumb.h
        return self.to((pos[1] - self._held - self.bar.y) * self.most / path if path else 0)

    def release(self) -> None:
        self._held = None

    def key(self, key: Key) -> bool:
        line = self._owner.look.face(Style.BODY).height
        steps = {
            pygame.K_UP: -line,
            pygame.K_DOWN: line,
            pygame.K_PAGEUP: line - self.view.h,
            pygame.K_PAGEDOWN: self.view.h - line,
            pygame.K_HOME: -self.content,
            pygame.K_END: self.content,
        }
        if key.code not in steps or key.alt or key.command:
            return False
        return self.to(self.offset + steps[key.code])

    def draw(self, painter: Painter) -> None:
        if not self.needed:
            return
        px, palette = self._owner.look.px, painter.palette
        thumb = self.thumb.inflate(-px(6), -px(4))
        colour = palette.edge if self._held is not None else mixed(palette.edge, palette.surface, 0.4)
        painter.plate(thumb, colour, thumb.w // 2)


class ScrollView(Widget):
    """A view onto one child that may be higher.  Follows the focus; can itself be scrolled by keys."""

    focusable = True

    def __init__(self, content: Widget, *, grow: int = 1, height: float | None = None) -> None:
        super().__init__(grow=grow, height=height)
        self.scroller = Scroller(self)
        self.add(content)

    @property
    def content(self) -> Widget:
        return self.children[0]

    def measure(self, width: int) -> tuple[int, int]:
        return self.content.size(width)

    def arrange(self) -> None:
        scroller = self.scroller
        scroller.fit(self.rect, self.content.size(self.rect.w)[1])
        wide = scroller.room.w
        if scroller.needed:
            scroller.fit(self.rect, self.content.size(wide)[1])
        self.content.place(Rect(self.rect.x, self.rect.y - scroller.offset, wide, max(scroller.content, self.rect.h)))

    def scrolled(self) -> None:
        self._stale = True
        self.arrange()
        self.damage()

    def window(self) -> Rect:
        return self.rect

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        if self.scroller.needed and self.scroller.bar.collidepoint(pos) and self.visible:
            return self
        return super().hit(pos)

    def on_wheel(self, x: float, y: float) -> bool:
        moved = self.scroller.wheel(y)
        if moved:
            self.scrolled()
        return moved

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        used = self.scroller.press(pos)
        if used:
            self.scrolled()
        return used

    def on_drag(self, pos: tuple[int, int]) -> None:
        if self.scroller.drag(pos):
            self.scrolled()

    def on_release(self, pos: tuple[int, int]) -> None:
        self.scroller.release()
        self.damage()

    def on_key(self, key: Key) -> bool:
        if not self.scroller.key(key):
            return False
        self.scrolled()
        return True

    def reveal(self, rect: Rect) -> None:
        if self.host is not None and rect is not self.rect and rect != self.rect:
            top, margin = rect.y - self.content.rect.y, self.look.px(8)
            if self.scroller.into_view(top - margin, top + rect.h + margin):
                self.scrolled()
        super().reveal(self.rect)

    def paint(self, painter: Painter, clip: Rect) -> None:
        super().paint(painter, clip)
        part = self.rect.clip(clip)
        if self.visible and part.w and part.h:
            painter.surface.set_clip(part)
            self.scroller.draw(painter)
