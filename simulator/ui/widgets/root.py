"""The top of the tree: routes events, keeps the focus, and draws what changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pygame
from pygame import Rect, Surface
from pygame.event import Event

from simulator.ui.widgets.boxes import Box
from simulator.ui.widgets.damage import Damage
from simulator.ui.widgets.focus import chord_of, following, function_key, is_text, key_of, stops
from simulator.ui.widgets.hover import HoverTip
from simulator.ui.widgets.layers import Layer, Layers
from simulator.ui.widgets.painter import Look, Painter
from simulator.ui.widgets.pointer import Pointer
from simulator.ui.widgets.widget import Action, Key, Widget


class Root:
    """Everything in one window.  Time is handed in with ``frame``; widgets never read a clock.

    ``unused`` is offered the keys that nobody wants, and told whether a field has the focus.
    """

    def __init__(self, look: Look, size: tuple[int, int]) -> None:
        self.look = look
        self.now = 0
        self.area = Rect((0, 0), size)
        self.focused: Widget | None = None
        self.ring_visible = False
        self.unused: Callable[[Key, bool], bool] | None = None
        self.layers = Layers()
        self.pointer = Pointer(self)
        self.tip = HoverTip(self)
        self._damage = Damage()
        self._placed = False
        self._down: set[int] = set()
        self._hotkeys: dict[str, Action] = {}
        self._tickers: list[Widget] | None = None
        self._clipboard = ""
        # Whether the events now handled were fetched while text was taken.  Where they were not, no text comes for keys
        # that were pressed before the field had the focus, as somebody does who types ahead of a slow frame.
        self._text_fetched = False

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show(self, screen: Widget) -> None:
        """Another screen in place of all there is; its hot keys have to be bound anew."""
        for layer in self.layers:
            self.close(layer.widget)
        self._hotkeys.clear()
        self._open(Layer(screen, False))
        self._damage.add_all()

    @property
    def screen(self) -> Widget | None:
        return self.layers.screen

    @property
    def hovered(self) -> Widget | None:
        return self.pointer.hovered

    def open(self, widget: Widget, *, modal: bool = True) -> None:
        """In front of the rest, over the whole window (a dialog puts itself in the middle)."""
        layer = Layer(widget, modal)
        layer.before = self.focused
        self._open(layer)
        if modal:
            self.pointer.let_go()
            self.focus(next(iter(stops(widget)), None), by_key=self.ring_visible)

    def popup(self, widget: Widget, anchor: Rect, owner: Widget) -> None:
        """A list below (or above) what it belongs to; the owner keeps the focus."""
        self._open(Layer(widget, False, Rect(anchor), owner))

    def _open(self, layer: Layer) -> None:
        self.layers.append(layer)
        layer.widget.attach(self)
        self.relayout()

    def close(self, widget: Widget) -> None:
        layer = next((layer for layer in self.layers if layer.widget is widget), None)
        if layer is None:
            return
        widget.damage()
        self.layers.remove(layer)
        widget.attach(None)
        if layer.modal:
            before = layer.before
            self.focus(before if before is not None and before.host is self and before.shown() else None)

    def top(self) -> Layer | None:
        """The layer that has the keys."""
        return self.layers.top()

    def restyle(self, look: Look, size: tuple[int, int]) -> None:
        """Another theme, text size or window size."""
        self.look = look
        self.area = Rect((0, 0), size)
        for widget in self.layers.walk():
            widget.forget_sizes()
        self.relayout()
        self._damage.add_all()

    # --- frames ------------------------------------------------------------------------------------------------------

    def tick(self, now: int) -> None:
        """Let time pass: blinking, carets, tips."""
        self.now = now
        if self._tickers is None:
            self._tickers = [widget for widget in self.layers.walk() if widget.ticks]
        for widget in self._tickers:
            if widget.shown():
                widget.tick(now)
        self.tip.tick(now)

    def frame(self, surface: Surface, now: int) -> list[Rect]:
        """Draw what changed since the last frame; gives the rectangles to be put on the screen."""
        self.tick(now)
        self.settle()
        self._text_fetched = self._in_field()
        rects = self._damage.take(self.area)
        if rects:
            self.draw(surface, rects)
        return rects

    def draw(self, surface: Surface, rects: list[Rect]) -> None:
        painter = Painter(surface, self.look)
        for rect in rects:
            surface.set_clip(rect)
            if self.screen is None or not self.screen.covers(rect):
                surface.fill(self.look.theme.palette.ground)
            for layer in self.layers:
                layer.widget.paint(painter, rect)
            surface.set_clip(rect)
            self.tip.draw(painter)
        surface.set_clip(None)

    def settle(self) -> None:
        """Lay out what changed its size."""
        for _ in range(4):  # an arrangement may itself show or hide something
            if self._placed:
                return
            self._placed = True
            for layer in self.layers:
                layer.place(self.area, self.look)

    def idle(self) -> bool:
        """Nothing waits to be laid out or drawn, and nothing is about to move by itself but what blinks."""
        return self._placed and not self._damage and not self.tip.waiting()

    # --- for widgets -------------------------------------------------------------------------------------------------

    def damage(self, rect: Rect) -> None:
        self._damage.add(rect)

    def damage_all(self) -> None:
        self._damage.add_all()

    def relayout(self) -> None:
        self._placed = False

    def changed_tree(self) -> None:
        self._tickers = None
        self.pointer.forget_gone()

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

    # --- focus -------------------------------------------------------------------------------------------------------

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
            for node in widget.upwards():
                if isinstance(node, Box) and node.arrows:
                    node.entry = widget
            widget.on_focus(True)
            widget.reveal(widget.rect)

    def _in_field(self) -> bool:
        return self.focused is not None and self.focused.takes_text

    def _tab(self, step: int) -> None:
        top = self.layers.top()
        found = following(top.widget, self.focused, step) if top is not None else None
        if found is not None:
            self.focus(found, by_key=True)

    # --- keys --------------------------------------------------------------------------------------------------------

    def bind(self, chord: str, action: Action) -> None:
        """A hot key: ``F5``, ``ctrl+f``, ``a``.  Plain letters do not fire while a field takes text."""
        self._hotkeys[chord.lower()] = action

    def _on_key(self, event: Event) -> bool:
        if self.focused is not None and self.focused.composing():
            return True  # the keys belong to the input method
        key = key_of(event)
        if self.focused is not None and self._in_field() and not self._text_fetched and is_text(event):
            return self.focused.on_text(event.unicode)
        repeated = event.key in self._down
        self._down.add(event.key)
        top = self.layers.top()
        start = self.focused if self.focused is not None else top.widget if top is not None else None
        if repeated and start is not None and not start.repeats:
            return True  # a key that is held presses once
        if any(node.enabled and node.on_key(key) for node in (start.upwards() if start is not None else ())):
            return True
        if key.code == pygame.K_TAB and not key.command and not key.alt:
            self._tab(-1 if key.shift else 1)
            return True
        return not repeated and not self.layers.modal and self._fire(key)

    def _fire(self, key: Key) -> bool:
        """A hot key, unless a field takes it for text."""
        action = self._hotkeys.get(chord_of(key))
        editing = self._in_field()
        if action is None or (editing and not key.command and not key.alt and not function_key(key.code)):
            return self.unused is not None and self.unused(key, editing)
        action()
        return True

    # --- events ------------------------------------------------------------------------------------------------------

    def handle(self, event: Event) -> bool:
        """An event of pygame; True where it was used."""
        self.settle()
        used = self.pointer.handle(event)
        if used is not None:
            return used
        kind = event.type
        if kind == pygame.KEYDOWN:
            self.tip.hide()
            return self._on_key(event)
        if kind == pygame.KEYUP:
            self._down.discard(event.key)
        elif kind == pygame.TEXTINPUT and self.focused is not None:
            return self.focused.on_text(event.text)
        elif kind == pygame.DROPFILE and self.focused is not None:
            return self.focused.on_text(event.file)
        elif kind == pygame.TEXTEDITING and self.focused is not None:
            self.focused.on_composition(event.text, event.start)
        elif kind in (pygame.WINDOWEXPOSED, pygame.WINDOWRESTORED, pygame.WINDOWSHOWN):
            self._damage.add_all()
        elif kind == pygame.WINDOWFOCUSLOST:
            self._down.clear()
        else:
            return False
        return True
