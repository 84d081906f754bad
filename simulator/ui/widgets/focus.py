"""The order in which Tab goes from widget to widget, and how key presses are named."""

from __future__ import annotations

from collections.abc import Iterator

import pygame

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


def command_held(modifiers: int) -> bool:
    """Ctrl, or Cmd on a Mac."""
    return bool(modifiers & (pygame.KMOD_CTRL | pygame.KMOD_META))


def chord_of(key: Key) -> str:
    """The name of a key press: ``f5``, ``ctrl+shift+f``, ``a``."""
    parts = [name for name, held in (("ctrl", key.command), ("alt", key.alt), ("shift", key.shift)) if held]
    return "+".join([*parts, pygame.key.name(key.code)])
