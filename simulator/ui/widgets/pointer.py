"""The mouse: what it is over, what it holds, how often it clicked."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pygame
from pygame.event import Event

if TYPE_CHECKING:
    from simulator.ui.widgets.root import Root
    from simulator.ui.widgets.widget import Widget

DOUBLE_MS = 400
"""Two clicks within this time, and nearly at the same place, are one double click."""


class Pointer:
    """Finds who an event of the mouse is for; what is pressed gets all that follows until the button is let go."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self.hovered: Widget | None = None
        self.captured: Widget | None = None
        self._clicks = (0, -DOUBLE_MS, (0, 0))
        self._cursor = -1

    def handle(self, event: Event) -> bool | None:
        """True where it was used, None where it is no event of the mouse."""
        if event.type == pygame.MOUSEMOTION:
            self._motion(event.pos)
            return True
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._press(event.pos)
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self._release(event.pos)
            return True
        if event.type == pygame.MOUSEWHEEL:
            return self._wheel(getattr(event, "precise_x", event.x), getattr(event, "precise_y", event.y))
        if event.type == pygame.WINDOWLEAVE and self.captured is None:
            self._hover(None)
            return True
        return None

    def forget_gone(self) -> None:
        """Widgets were taken out of the tree."""
        if self.hovered is not None and self.hovered.host is not self._root:
            self.hovered = None
        if self.captured is not None and self.captured.host is not self._root:
            self.captured = None

    def let_go(self) -> None:
        """Something came in front: what was pressed is not."""
        captured, self.captured = self.captured, None
        if captured is not None:
            captured.on_release((-1, -1))

    def _motion(self, pos: tuple[int, int]) -> None:
        if self.captured is not None:
            self.captured.on_drag(pos)
            return
        self._hover(self._root.layers.hit(pos))
        if self.hovered is not None:
            self.hovered.on_move(pos)
            self._root.tip.moved(self.hovered, pos)

    def _hover(self, widget: Widget | None) -> None:
        before = self.hovered
        if widget is before:
            return
        self.hovered = widget
        self._root.tip.hide()
        for one, over in ((before, False), (widget, True)):
            if one is not None:
                one.on_hover(over)
        self._show_cursor(widget)

    def _show_cursor(self, widget: Widget | None) -> None:
        cursor = pygame.SYSTEM_CURSOR_ARROW
        if widget is not None and widget.enabled:
            if widget.takes_text:
                cursor = pygame.SYSTEM_CURSOR_IBEAM
            elif widget.hand:
                cursor = pygame.SYSTEM_CURSOR_HAND
        if cursor != self._cursor:
            self._cursor = cursor
            with suppress(pygame.error):  # there are systems without pointers
                pygame.mouse.set_cursor(cursor)

    def _press(self, pos: tuple[int, int]) -> bool:
        root = self._root
        root.tip.hide()
        target = root.layers.hit(pos)
        self._close_popups(target)
        clicks = self._count(pos)
        if target is not None and root.layers.of(target) is root.layers.top():
            focusable = (node for node in target.upwards() if node.focusable and node.enabled)
            root.focus(next(focusable, None))
        shift = bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)
        for node in target.upwards() if target is not None else ():
            if node.enabled and node.on_press(pos, clicks, shift):
                self.captured = node
                return True
        return target is not None

    def _count(self, pos: tuple[int, int]) -> int:
        count, then, where = self._clicks
        near = abs(pos[0] - where[0]) + abs(pos[1] - where[1]) <= self._root.look.px(6)
        count = count + 1 if near and self._root.now - then <= DOUBLE_MS else 1
        self._clicks = (count, self._root.now, pos)
        return count

    def _close_popups(self, target: Widget | None) -> None:
        layers = self._root.layers
        for layer in layers:
            own = target is not None and target is layer.owner  # which closes its list itself
            if layer.anchor is not None and layers.of(target) is not layer and not own:
                self._root.close(layer.widget)

    def _release(self, pos: tuple[int, int]) -> None:
        captured, self.captured = self.captured, None
        if captured is not None:
            captured.on_release(pos)
        self._hover(self._root.layers.hit(pos))

    def _wheel(self, x: float, y: float) -> bool:
        return any(node.on_wheel(x, y) for node in (self.hovered.upwards() if self.hovered is not None else ()))
