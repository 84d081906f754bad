"""What lies in front of what: the screen, dialogs that keep everything below from being used, lists that drop down."""

from __future__ import annotations

from collections.abc import Iterator

from pygame import Rect

from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.widget import Widget


class Layer:
    """One of them.  ``anchor`` is what a popup belongs to, ``before`` what had the focus before a dialog."""

    def __init__(self, widget: Widget, modal: bool, anchor: Rect | None = None, owner: Widget | None = None) -> None:
        self.widget = widget
        self.modal = modal
        self.anchor = anchor
        self.owner = owner
        self.before: Widget | None = None

    def place(self, area: Rect, look: Look) -> None:
        """All of the window, or below what it belongs to; above it, where there is more room."""
        if self.anchor is None:
            self.widget.place(area)
            return
        w, h = self.widget.size(area.w)
        w = max(w, self.anchor.w)
        below, above = area.bottom - self.anchor.bottom, self.anchor.y
        down = h <= below or below >= above
        h = min(h, (below if down else above) - look.px(4))
        y = self.anchor.bottom + look.px(2) if down else self.anchor.y - h - look.px(2)
        self.widget.place(Rect(max(0, min(self.anchor.x, area.right - w)), y, w, h))


class Layers:
    """From the back to the front; the first is the screen."""

    def __init__(self) -> None:
        self._all: list[Layer] = []

    def __iter__(self) -> Iterator[Layer]:
        return iter(tuple(self._all))

    def append(self, layer: Layer) -> None:
        self._all.append(layer)

    def remove(self, layer: Layer) -> None:
        self._all.remove(layer)

    @property
    def screen(self) -> Widget | None:
        return self._all[0].widget if self._all else None

    @property
    def modal(self) -> bool:
        return any(layer.modal for layer in self._all)

    def top(self) -> Layer | None:
        """The layer that has the keys: the uppermost modal one, else the screen."""
        modal = [layer for layer in self._all if layer.modal]
        return modal[-1] if modal else (self._all[0] if self._all else None)

    def walk(self) -> Iterator[Widget]:
        for layer in self._all:
            yield from layer.widget.walk()

    def of(self, widget: Widget | None) -> Layer | None:
        """The layer that a widget is in."""
        while widget is not None and widget.parent is not None:
            widget = widget.parent
        return next((layer for layer in self._all if layer.widget is widget), None)

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """The innermost widget at this place; nothing below a dialog."""
        for layer in reversed(self._all):
            found = layer.widget.hit(pos)
            if found is not None or layer.modal:
                return found
        return None
