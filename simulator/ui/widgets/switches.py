"""Switches, and choices of which one holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar

import pygame
from pygame import Rect

from simulator.ui.widgets.buttons import PRESSING
from simulator.ui.widgets.choices import Choices
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key, Shown, Widget, control_height


class Toggle(Widget):
    """A switch with its label; the knob's place and a sign tell its state."""

    focusable = True
    hand = True
    repeats = False
    on = Shown[bool]()

    def __init__(self, text: str, on: bool = False, changed: Callable[[bool], None] | None = None) -> None:
        super().__init__()
        self.text = text
        self.on = on
        self.changed = changed

    def measure(self, width: int) -> tuple[int, int]:
        px, face = self.look.px, self.look.face(Style.BODY)
        return px(44) + px(10) + face.width(self.text), control_height(self.look)

    def flip(self) -> None:
        if self.enabled:
            self.on = not self.on
            if self.changed is not None:
                self.changed(self.on)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        return True

    def on_release(self, pos: tuple[int, int]) -> None:
        if self.rect.collidepoint(pos):
            self.flip()

    def on_key(self, key: Key) -> bool:
        if key.code in PRESSING:
            self.flip()
            return True
        return False

    def draw(self, painter: Painter) -> None:
        px, palette = self.look.px, painter.palette
        track = Rect(self.rect.x, self.rect.centery - px(12), px(44), 2 * px(12))
        accent = painter.theme.ink(Hue.ACCENT)
        edge = accent if self.on else palette.edge
        if not self.enabled:
            edge = palette.line
        ground = edge if self.on else (palette.hover if self.hovered else palette.surface)
        painter.plate(track, ground, px(12), edge, px(2))
        knob = (track.right - px(12) if self.on else track.x + px(12), track.centery)
        inside = painter.theme.on(Hue.ACCENT) if self.on else edge
        painter.disc(knob, px(7), inside)
        mark = Rect(track.x + px(8) if self.on else track.right - px(16), track.centery - px(5), px(10), px(10))
        if self.on:
            painter.fill(Rect(mark.centerx, mark.y, px(2), mark.h), inside)  # I and O, as on appliances
        else:
            painter.circle(mark.center, px(4), edge, px(1.5))
        text = Rect(track.right + px(10), self.rect.y, self.rect.w - px(54), self.rect.h)
        painter.text_in(self.text, text, Style.BODY, palette.text if self.enabled else palette.faint)


class Segmented(Choices):
    """A few choices side by side, of which one holds.  Arrow keys change it."""

    steps: ClassVar[Mapping[int, int]] = {pygame.K_LEFT: -1, pygame.K_UP: -1, pygame.K_RIGHT: 1, pygame.K_DOWN: 1}

    def __init__(
        self,
        texts: Sequence[str],
        chosen: int = 0,
        changed: Callable[[int], None] | None = None,
        *,
        grow: int = 0,
        blocked: Sequence[int] = (),
    ) -> None:
        super().__init__(texts, chosen, changed, grow=grow)
        self.blocked = frozenset(blocked)

    def measure(self, width: int) -> tuple[int, int]:
        px, face = self.look.px, self.look.face(Style.BODY)
        return (max(map(face.width, self.texts)) + px(26)) * len(self.texts), control_height(self.look)

    def parts(self) -> list[Rect]:
        x, w, count = self.rect.x, self.rect.w, len(self.texts)
        edges = [x + w * at // count for at in range(count + 1)]
        return [Rect(a, self.rect.y, b - a, self.rect.h) for a, b in pairwise(edges)]

    def draw(self, painter: Painter) -> None:
        px, palette, theme = self.look.px, painter.palette, painter.theme
        painter.plate(self.rect, palette.sunken, px(8), palette.line, px(1))
        for index, part in enumerate(self.parts()):
            here = index == self.chosen
            ink = palette.muted if self.enabled and index not in self.blocked else palette.faint
            if here:
                ink = theme.ink(Hue.ACCENT) if self.enabled else palette.muted
                painter.plate(part.inflate(-px(5), -px(5)), palette.surface, px(6), ink, px(1.5))
            style = Style.STRONG if here else Style.BODY
            painter.text_in(self.texts[index], part.inflate(-px(10), 0), style, ink, "center")
