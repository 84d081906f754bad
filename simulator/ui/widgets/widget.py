"""What all widgets are: a rectangle in a tree that measures, places and draws itself and says when it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, overload

from pygame import Rect

from simulator.ui.widgets.painter import RING, Look, Painter
from simulator.ui.widgets.theme import Style

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Key:
    """A key press.  ``command``: Ctrl, or Cmd on a Mac."""

    code: int
    command: bool = False
    shift: bool = False
    alt: bool = False


class Host(Protocol):
    """The root, as its widgets see it."""

    look: Look
    now: int  # ms, the animation clock
    focused: Widget | None
    ring_visible: bool  # whether the focus came by keyboard

    @property
    def hovered(self) -> Widget | None: ...
    def damage(self, rect: Rect) -> None: ...
    def relayout(self) -> None: ...
    def focus(self, widget: Widget | None, *, by_key: bool = False) -> None: ...
    def popup(self, widget: Widget, anchor: Rect, owner: Widget) -> None: ...
    def close(self, widget: Widget) -> None: ...
    def changed_tree(self) -> None: ...
    def copy(self, text: str) -> None: ...
    def pasted(self) -> str: ...
    def place_input(self, rect: Rect) -> None: ...


class Widget:
    """A node of the tree.  ``grow`` is its share of what a box has left; width and height fix it (layout units).

    Sizes given to and by methods are pixels.
    """

    focusable = False
    takes_text = False  # letters are text here, not hot keys
    hand = False  # the mouse pointer is a hand over it
    repeats = True  # a key that is held acts again and again
    ticks = False  # tick is called with every frame

    def __init__(self, *, grow: int = 0, width: float | None = None, height: float | None = None) -> None:
        self.grow = grow
        self.width = width
        self.height = height
        self.parent: Widget | None = None
        self.children: list[Widget] = []
        self.host: Host | None = None
        self.rect = Rect(0, 0, 0, 0)
        self.tooltip = ""
        self._visible = True
        self._enabled = True
        self._stale = True
        self._sizes: dict[int, tuple[int, int]] = {}

    # --- tree --------------------------------------------------------------------------------------------------------

    def add(self, *children: Widget) -> None:
        for child in children:
            child.parent = self
            self.children.append(child)
            child.attach(self.host)
        self.invalidate()

    def remove(self, child: Widget) -> None:
        child.damage()
        self.children.remove(child)
        child.parent = None
        child.attach(None)
        self.invalidate()

    def clear(self) -> None:
        for child in tuple(self.children):
            self.remove(child)

    def attach(self, host: Host | None) -> None:
        """Become part of a window, or of none."""
        before = self.host
        if host is None and before is not None and before.focused is self:
            before.focus(None)
        self.host = host
        self.forget_sizes()
        for one in (before, host):
            if one is not None and before is not host:
                one.changed_tree()
        for child in self.children:
            child.attach(host)

    def walk(self) -> Iterator[Widget]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def look(self) -> Look:
        assert self.host is not None, "measured or drawn outside of a window"
        return self.host.look

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if value != self._visible:
            self.damage()
            self._visible = value
            self.invalidate()
            self.damage()
            focused = self.host.focused if self.host is not None else None
            if not value and self.host is not None and focused is not None and not focused.shown():
                self.host.focus(None)  # nobody writes where nothing is seen

    @property
    def enabled(self) -> bool:
        return self._enabled

    @enabled.setter
    def enabled(self, value: bool) -> None:
        if value != self._enabled:
            self._enabled = value
            self.damage()

    def upwards(self) -> Iterator[Widget]:
        """It and all that it is in, from the inside out."""
        node: Widget | None = self
        while node is not None:
            yield node
            node = node.parent

    def shown(self) -> bool:
        """Whether it and all that it is in are visible."""
        node: Widget | None = self
        while node is not None:  # asked with every change: no generator here
            if not node._visible:
                return False
            node = node.parent
        return True

    # --- size and place ----------------------------------------------------------------------------------------------

    def measure(self, width: int) -> tuple[int, int]:
        """The size it would like when there are ``width`` pixels."""
        return 0, 0

    def size(self, width: int) -> tuple[int, int]:
        """``measure`` with the fixed sizes kept, remembered."""
        known = self._sizes.get(width)
        if known is None:
            given = width if self.width is None else min(width, self.look.px(self.width))
            w, h = self.measure(given)
            w = w if self.width is None else self.look.px(self.width)
            known = self._sizes[width] = (w, h if self.height is None else self.look.px(self.height))
        return known

    def place(self, rect: Rect) -> None:
        """Take this rectangle; children follow."""
        if rect != self.rect:
            self.damage()
            self.rect = Rect(rect)
            self.damage()
            self._stale = True
        if self._stale:
            self._stale = False
            self.arrange()

    def arrange(self) -> None:
        """Place the children within ``self.rect``."""

    def forget_sizes(self) -> None:
        self._sizes.clear()
        self._stale = True

    def invalidate(self) -> None:
        """Its size may have changed: everything above it is laid out again with the next frame."""
        node: Widget | None = self
        while node is not None:
            node.forget_sizes()
            node = node.parent
        if self.host is not None:
            self.host.relayout()

    # --- drawing -----------------------------------------------------------------------------------------------------

    def reach(self) -> Rect:
        """All that it may draw on."""
        ring = self.look.ring
        return self.rect.inflate(ring, ring)

    def damage(self, rect: Rect | None = None) -> None:
        """What it shows has changed (there)."""
        if self.host is not None and self.rect.w and self.rect.h and self.shown():
            self.host.damage(self.reach() if rect is None else rect)

    def paint(self, painter: Painter, clip: Rect) -> None:
        """Draw itself and what is in it, as far as it is within ``clip``."""
        if not self._visible:
            return
        part = self.reach().clip(clip)
        if not part.w or not part.h:
            return
        inner = self.window().clip(clip) if self.children else clip
        first = self._covering(part) if inner.contains(part) else -1
        if first < 0:
            painter.surface.set_clip(part)
            self.draw(painter)
        for child in self.children[max(0, first) :]:
            child.paint(painter, inner)
        host = self.host
        if host is not None and host.focused is self and host.ring_visible and not self.takes_text:
            painter.surface.set_clip(part)
            self.draw_ring(painter)

    def covers(self, rect: Rect) -> bool:
        """Whether nothing that is below it can be seen there."""
        return self._visible and self._covering(rect) >= 0

    def _covering(self, rect: Rect) -> int:
        """The last child that hides all below it there; what it hides need not be drawn."""
        for at in range(len(self.children) - 1, -1, -1):
            child = self.children[at]
            if child.rect.contains(rect) and child.covers(rect):
                return at
        return -1

    def window(self) -> Rect:
        """The part of the surface in which children are seen."""
        return self.reach()

    def draw(self, painter: Painter) -> None:
        """Draw itself; children come after."""

    def draw_ring(self, painter: Painter) -> None:
        px = self.look.px
        painter.ring(self.rect.inflate(px(RING) * 2, px(RING) * 2), painter.palette.focus, px(9), px(2))

    @property
    def focused(self) -> bool:
        return self.host is not None and self.host.focused is self

    @property
    def hovered(self) -> bool:
        return self.host is not None and self.host.hovered is self

    # --- input: True where it was used -----------------------------------------------------------------------------

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        """The innermost widget at this place."""
        if not self._visible or not self.rect.collidepoint(pos):
            return None
        for child in reversed(self.children):
            found = child.hit(pos)
            if found is not None:
                return found
        return self

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        return False

    def on_drag(self, pos: tuple[int, int]) -> None:
        """The mouse moves with the button down that was pressed here."""

    def on_release(self, pos: tuple[int, int]) -> None:
        """The button that was pressed here is let go, maybe elsewhere."""

    def on_move(self, pos: tuple[int, int]) -> None:
        """The mouse moves over it."""

    def on_hover(self, over: bool) -> None:
        self.damage()

    def on_wheel(self, x: float, y: float) -> bool:
        return False

    def on_key(self, key: Key) -> bool:
        return False

    def on_text(self, text: str) -> bool:
        return False

    def on_composition(self, text: str, start: int) -> None:
        """The input method's unfinished text."""

    def on_focus(self, focused: bool) -> None:
        self.damage()

    def composing(self) -> bool:
        return False

    def tip(self, pos: tuple[int, int]) -> str:
        """What to say about what the mouse is on."""
        return self.tooltip

    def tick(self, now: int) -> None:
        """A frame begins; ``now`` in ms."""

    def reveal(self, rect: Rect) -> None:
        """Make sure that this part is in view; scrolled containers do."""
        if self.parent is not None:
            self.parent.reveal(rect)


class Shown(Generic[T]):
    """A value that is drawn.  Setting it to another one damages the widget; with ``layout`` its size may change."""

    def __init__(self, layout: bool = False) -> None:
        self._layout = layout

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_shown_{name}"

    @overload
    def __get__(self, widget: None, owner: type) -> Shown[T]: ...
    @overload
    def __get__(self, widget: Widget, owner: type) -> T: ...
    def __get__(self, widget: Widget | None, owner: type) -> T | Shown[T]:
        if widget is None:
            return self
        return widget.__dict__[self._name]  # type: ignore[no-any-return]

    def __set__(self, widget: Widget, value: T) -> None:
        before = widget.__dict__.get(self._name, self)
        widget.__dict__[self._name] = value
        if before is self or before == value:
            return
        widget.damage()
        if self._layout:
            widget.invalidate()


Action = Callable[[], None]


def line_height(look: Look, style: Style = Style.BODY) -> int:
    return look.face(style).height


def control_height(look: Look) -> int:
    """How high a button or a field is: at least 36 units, more with larger text."""
    return max(look.px(34), look.face(Style.BODY).height + look.px(12))
