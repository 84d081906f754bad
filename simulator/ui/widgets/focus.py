"""The order in which Tab goes from widget to widget, and how key presses are named."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
from pygame.event import Event

from simulator.ui.widgets.boxes import Box
from simulator.ui.widgets.widget import Key, Widget


def stops(widget: Widget) -> Iterator[Widget]:
    """Where Tab stops, in order: a group with arrow keys is one stop, at whoever had the focus last."""
    if not widget.visible:
        return
    if isinstance(widget, Box) and widget.arrows:
        inside = [found for child in widget.children for found in stops(child)]
        if inside:
            yield widget.entry if widget.entry is not None and widget.entry in inside else inside[0]
        return
    if widget.focusable and widget.enabled:
        yield widget
    for child in widget.children:
        yield from stops(child)


def following(top: Widget, focused: Widget | None, step: int) -> Widget | None:
    """The next stop forward (1) or back (-1), around; also from something that can no longer be used itself."""
    order = list(stops(top))
    if not order:
        return None
    places = {id(widget): place for place, widget in enumerate(top.walk())}
    here = places.get(id(focused), -1) if focused is not None else -1
    if here < 0:
        return order[0] if step > 0 else order[-1]
    ahead = [widget for widget in order if (places[id(widget)] - here) * step > 0]
    if step > 0:
        return ahead[0] if ahead else order[0]
    return ahead[-1] if ahead else order[-1]


def key_of(event: Event) -> Key:
    """Command is Ctrl, or Cmd on a Mac."""
    mod = event.mod
    command = bool(mod & (pygame.KMOD_CTRL | pygame.KMOD_META))
    return Key(event.key, command, bool(mod & pygame.KMOD_SHIFT), bool(mod & pygame.KMOD_ALT))


def chord_of(key: Key) -> str:
    """The name of a key press: ``f5``, ``ctrl+shift+f``, ``a``."""
    parts = [name for name, held in (("ctrl", key.command), ("alt", key.alt), ("shift", key.shift)) if held]
    return "+".join([*parts, pygame.key.name(key.code)])


def function_key(code: int) -> bool:
    """A key that is no text in any field."""
    return pygame.K_F1 <= code <= pygame.K_F12 or code == pygame.K_ESCAPE


def is_text(event: Event) -> bool:
    """A key press that writes something, as far as can be said without an input method."""
    key = key_of(event)
    return bool(event.unicode) and event.unicode.isprintable() and not key.command and not key.alt
