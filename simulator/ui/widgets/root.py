"""The top of the tree: routes events, keeps the focus, and draws what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from simulator.ui.widgets.damage import Damage
from simulator.ui.widgets.focus import chord_of, command_held, stops
from simulator.ui.widgets.hover import HoverTip
from simulator.ui.widgets.painter import Look, Painter
from simulator.ui.widgets.widget import Action, Key, Widget

DOUBLE_MS = 400
"""Two clicks within this time, and nearly at the same place, are one double click."""


class Layer:
    """Something in front of the rest: ``modal`` keeps everything below from being used; a popup closes on a click
    beside it."""

    def __init__(self, widget: Widget, modal: bool, anchor: Rect | None = None, owner: Widget | None = None) -> None:
        self.widget = widget
        self.modal = modal
        self.anchor = anchor
        self.owner = owner
        self.before: Widget | None = None  # had the focus


class Root:
    """Everything in one window.  Time is handed in with ``frame``; widgets never read a clock."""

    def __init__(self, look: Look, size: tuple[int, int]) -> None:
        self.look = look
        self.now = 0
        self.focused: Widget | None = None
        self.hovered: Widget | None = None
        self.ring_visible = False
        self.area = Rect((0, 0), size)
        self.unused: Callable[[Key, bool], bool] | None = None  # keys that nobody wants; whether a field has the focus
        self._down: set[int] = set()
        self._layers: list[Layer] = []
        self._damage = Damage()
        self._placed = False
        self._captured: Widget | None = None
        self._clicks: tuple[int, int, tuple[int, int]] = (0, -DOUBLE_MS, (0, 0))
        self._hotkeys: dict[str, Action] = {}
        self._tickers: list[Widget] | None = None
        self._clipboard = ""
        self._cursor = -1
        self._tip = HoverTip(self)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show(self, screen: Widget) -> None:
        """Another screen in place of all there is; its hot keys have to be bound anew."""
        for layer in tuple(self._layers):
            self.close(layer.widget)
        self._hotkeys.clear()
        self._layers = [Layer(screen, False)]
        screen.attach(self)
        self.relayout()
        self._damage.add_all()

    @property
    def screen(self) -> Widget | None:
        return self._layers[0].widget if self._layers else None

    def open(self, widget: Widget, *, modal: bool = True) -> None:
        """In front of the rest, over the whole window (a dialog puts itself in the middle)."""
        layer = Layer(widget, modal)
        layer.before = self.focused
        self._layers.append(layer)
        widget.attach(self)
        self.relayout()
        if modal:
            self._release_mouse()
            self.focus(next(iter(stops(widget)), None), by_key=self.ring_visible)

    def popup(self, widget: Widget, anchor: Rect, owner: Widget) -> None:
        """A list below (or above) what it belongs to; the owner keeps the focus."""
        self._layers.append(Layer(widget, False, Rect(anchor), owner))
        widget.attach(self)
        self.relayout()

    def close(self, widget: Widget) -> None:
        for layer in self._layers:
            if layer.widget is widget:
                widget.damage()
                self._layers.remove(layer)
                widget.attach(None)
                if layer.modal:
                    self.focus(layer.before if layer.before is not None and layer.before.host is self else None)
                return

    def top(self) -> Layer | None:
        """The layer that has the keys: the uppermost modal one, else the screen."""
        modal = [layer for layer in self._layers if layer.modal]
        return modal[-1] if modal else (self._layers[0] if self._layers else None)

    def restyle(self, look: Look, size: tuple[int, int]) -> None:
        """Another theme, text size or window size."""
        self.look = look
        self.area = Rect((0, 0), size)
        for layer in self._layers:
            for widget in layer.widget.walk():
                widget.forget_sizes()
        self.relayout()
        self._damage.add_all()

    # --- frames ------------------------------------------------------------------------------------------------------

    def tick(self, now: int) -> None:
        """Let time pass: blinking, carets, tips."""
        self.now = now
        if self._tickers is None:
            self._tickers = [w for layer in self._layers for w in layer.widget.walk() if w.ticks]
        for widget in self._tickers:
            if widget.shown():
                widget.tick(now)
        self._tip.tick(now)

    def frame(self, surface: Surface, now: int) -> list[Rect]:
        """Draw what changed since the last frame; gives the rectangles to be put on the screen."""
        self.tick(now)
        self.settle()
        rects = self._damage.take(self.area)
        if rects:
            self.draw(surface, rects)
        return rects

    def draw(self, surface: Surface, rects: list[Rect]) -> None:
        painter = Painter(surface, self.look)
        for rect in rects:
            surface.set_clip(rect)
            if not self._layers or not self._layers[0].widget.covers(rect):
                surface.fill(self.look.theme.palette.ground)
            for layer in self._layers:
                layer.widget.paint(painter, rect)
            surface.set_clip(rect)
            self._tip.draw(painter)
        surface.set_clip(None)

    def settle(self) -> None:
        """Lay out what changed its size."""
        for _ in range(4):  # an arrangement may itself show or hide something
            if self._placed:
                return
            self._placed = True
            for layer in tuple(self._layers):
                layer.widget.place(self._place_of(layer))

    def _place_of(self, layer: Layer) -> Rect:
        if layer.anchor is None:
            return self.area
        w, h = layer.widget.size(self.area.w)
        w = max(w, layer.anchor.w)
        below, above = self.area.bottom - layer.anchor.bottom, layer.anchor.y
        down = h <= below or below >= above
        h = min(h, (below if down else above) - self.look.px(4))
        y = layer.anchor.bottom + self.look.px(2) if down else layer.anchor.y - h - self.look.px(2)
        return Rect(min(layer.anchor.x, self.area.right - w), y, w, h)

    def idle(self) -> bool:
        """Nothing waits to be laid out or drawn, and nothing is about to move by itself but what blinks."""
        return self._placed and not self._damage and not self._tip.waiting()

    # --- for widgets -------------------------------------------------------------------------------------------------

    def damage(self, rect: Rect) -> None:
        self._damage.add(rect)

    def damage_all(self) -> None:
        self._damage.add_all()

    def relayout(self) -> None:
        self._placed = False

    def changed_tree(self) -> None:
        self._tickers = None
        if self.hovered is not None and self.hovered.host is not self:
            self.hovered = None
        if self._captured is not None and self._captured.host is not self:
            self._captured = None

    def copy(self, text: str) -> None:
        self._clipboard = text
        with suppress(pygame.error):  # where the system has no clipboard, ours still works
            pygame.scrap.put_text(text)

    def pasted(self) -> str:
        try:
            return pygame.scrap.get_text() or self._clipboard
        except pygame.error:
            return self._clipboard

    def place_input(self, rect: Rect) -> None:
        pygame.key.set_text_input_rect(rect)

    # --- focus and keys ----------------------------------------------------------------------------------------------

    def focus(self, widget: Widget | None, *, by_key: bool = False) -> None:
        before = self.focused
        self.ring_visible = by_key
        if widget is before:
            if widget is not None:
                widget.damage()
            return
        self.focused = widget
        if before is not None:
            before.on_focus(False)
        # Input methods eat hot keys while text is taken, so it is taken only in fields.
        if widget is not None and widget.takes_text:
            pygame.key.start_text_input()
        elif before is None or before.takes_text:
            pygame.key.stop_text_input()
        if widget is not None:
            self._enter_group(widget)
            widget.on_focus(True)
            widget.reveal(widget.rect)

    def _enter_group(self, widget: Widget) -> None:
        node = widget.parent
        while node is not None:
            if getattr(node, "arrows", False):
                node.entry = widget  # type: ignore[attr-defined]
            node = node.parent

    def bind(self, chord: str, action: Action) -> None:
        """A hot key: ``F5``, ``ctrl+f``, ``a``.  Plain letters do not fire while a field takes text."""
        self._hotkeys[chord.lower()] = action

    def _on_key(self, event: Event) -> bool:
        if self.focused is not None and self.focused.composing():
            return True  # the keys belong to the input method
        key = Key(
            event.key, command_held(event.mod), bool(event.mod & pygame.KMOD_SHIFT), bool(event.mod & pygame.KMOD_ALT)
        )
        repeated = event.key in self._down
        self._down.add(event.key)
        if repeated and self.focused is not None and not self.focused.repeats:
            return True  # a key that is held presses once
        node = self.focused
        while node is not None:
            if node.enabled and node.on_key(key):
                return True
            node = node.parent
        top = self.top()
        if top is not None and self.focused is None and top.widget.on_key(key):
            return True
        if key.code == pygame.K_TAB and not key.command and not key.alt:
            self._tab(-1 if key.shift else 1)
            return True
        return self._fire(key, repeated)

    def _fire(self, key: Key, repeated: bool) -> bool:
        if any(layer.modal for layer in self._layers) or repeated:
            return False
        action = self._hotkeys.get(chord_of(key))
        text = self.focused is not None and self.focused.takes_text
        if action is None or (text and not key.command and not key.alt and not _function_key(key.code)):
            return self.unused is not None and self.unused(key, text)
        action()
        return True

    def _tab(self, step: int) -> None:
        top = self.top()
        order = list(stops(top.widget)) if top is not None else []
        if not order:
            return
        first = order[0] if step > 0 else order[-1]
        known = self.focused is not None and self.focused in order
        to = order[(order.index(self.focused) + step) % len(order)] if known and self.focused else first
        self.focus(to, by_key=True)

    # --- events ------------------------------------------------------------------------------------------------------

    def handle(self, event: Event) -> bool:
        """An event of pygame; True where it was used."""
        self.settle()
        kind = event.type
        if kind == pygame.KEYDOWN:
            self._tip.hide()
            return self._on_key(event)
        if kind == pygame.KEYUP:
            self._down.discard(event.key)
            return True
        if kind == pygame.TEXTINPUT and self.focused is not None:
            return self.focused.on_text(event.text)
        if kind == pygame.TEXTEDITING and self.focused is not None:
            self.focused.on_composition(event.text, event.start)
            return True
        if kind == pygame.MOUSEMOTION:
            self._on_motion(event.pos)
            return True
        if kind == pygame.MOUSEBUTTONDOWN and event.button == 1:
            return self._on_button(event.pos)
        if kind == pygame.MOUSEBUTTONUP and event.button == 1:
            self._on_up(event.pos)
            return True
        if kind == pygame.MOUSEWHEEL:
            return self._on_wheel(event)
        if kind in (pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED, pygame.WINDOWSHOWN):
            self._damage.add_all()
        elif kind == pygame.WINDOWLEAVE and self._captured is None:
            self._hover(None)
        elif kind == pygame.WINDOWFOCUSLOST:
            self._down.clear()
        return False

    def _targets(self, pos: tuple[int, int]) -> Iterator[tuple[Layer, Widget | None]]:
        for layer in reversed(self._layers):
            yield layer, layer.widget.hit(pos)
            if layer.modal:
                return

    def _at(self, pos: tuple[int, int]) -> Widget | None:
        return next((found for _, found in self._targets(pos) if found is not None), None)

    def _on_motion(self, pos: tuple[int, int]) -> None:
        if self._captured is not None:
            self._captured.on_drag(pos)
            return
        self._hover(self._at(pos))
        if self.hovered is not None:
            self.hovered.on_move(pos)
            self._tip.moved(self.hovered, pos)

    def _hover(self, widget: Widget | None) -> None:
        before = self.hovered
        if widget is before:
            return
        self.hovered = widget
        self._tip.hide()
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

    def _on_button(self, pos: tuple[int, int]) -> bool:
        self._tip.hide()
        target = self._at(pos)
        self._close_popups(target)
        count, then, where = self._clicks
        near = abs(pos[0] - where[0]) + abs(pos[1] - where[1]) <= self.look.px(6)
        count = count + 1 if near and self.now - then <= DOUBLE_MS else 1
        self._clicks = (count, self.now, pos)
        shift = bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)
        node = target
        while node is not None:
            if node.focusable and node.enabled and self._layer_of(node) is self.top():
                self.focus(node)
                break
            node = node.parent
        else:
            if target is not None and self._layer_of(target) is self.top():
                self.focus(None)
        node = target
        while node is not None:
            if node.on_press(pos, count, shift):
                self._captured = node
                return True
            node = node.parent
        return target is not None

    def _close_popups(self, target: Widget | None) -> None:
        for layer in tuple(self._layers):
            if layer.anchor is not None and self._layer_of(target) is not layer:
                if target is layer.owner and layer.owner is not None:
                    continue  # it closes its list itself
                self.close(layer.widget)

    def _layer_of(self, widget: Widget | None) -> Layer | None:
        while widget is not None and widget.parent is not None:
            widget = widget.parent
        return next((layer for layer in self._layers if layer.widget is widget), None)

    def _on_up(self, pos: tuple[int, int]) -> None:
        captured, self._captured = self._captured, None
        if captured is not None:
            captured.on_release(pos)
        self._hover(self._at(pos))

    def _release_mouse(self) -> None:
        captured, self._captured = self._captured, None
        if captured is not None:
            captured.on_release((-1, -1))

    def _on_wheel(self, event: Event) -> bool:
        node = self.hovered
        x, y = getattr(event, "precise_x", event.x), getattr(event, "precise_y", event.y)
        while node is not None:
            if node.on_wheel(x, y):
                return True
            node = node.parent
        return False


def _function_key(code: int) -> bool:
    return pygame.K_F1 <= code <= pygame.K_F12 or code == pygame.K_ESCAPE
