"""A dial that shows how long something has been ringing: one sector for each ring, its burst in a strong colour."""

from __future__ import annotations

import math

import pygame
from pygame import Rect, Surface

from simulator.ui.widgets.painter import FINER, Painter
from simulator.ui.widgets.theme import Colour, Hue, Style
from simulator.ui.widgets.widget import Shown, Widget

STEP_MS = 100
"""The hand moves in steps of this."""


class RingClock(Widget):
    """``elapsed`` ms since the ringing began, -1: it does not ring.  The time for an answer is over after ``rings``
    periods of ``period`` ms, of which the first ``burst`` ms ring."""

    elapsed = Shown[int]()

    def __init__(self, *, rings: int = 3, period: int = 5_000, burst: int = 1_000, size: float = 44) -> None:
        super().__init__(width=size, height=size)
        self.rings = rings
        self.period = period
        self.burst = burst
        self.elapsed = -1

    def set(self, elapsed: int) -> None:
        """Shown in steps of a tenth of a second."""
        self.elapsed = elapsed // STEP_MS * STEP_MS if elapsed >= 0 else -1

    def ring(self) -> int:
        """Which ring it is, from 1; 0 where it does not ring."""
        return 0 if self.elapsed < 0 else self.elapsed // self.period + 1

    def draw(self, painter: Painter) -> None:
        side = min(self.rect.w, self.rect.h)
        box = Rect(0, 0, side, side)
        box.center = self.rect.center
        hue = self.hue()
        step = min(self.elapsed, self.rings * self.period)
        key = ("ring clock", side, step, hue, self.rings, self.period, self.burst)
        painter.surface.blit(self.look.kept(key, lambda: self._dial(painter, side, hue)), box)
        if self.elapsed < 0:
            return
        late = self.ring() > self.rings
        text = f"{self.rings}+" if late else str(self.ring())
        painter.text_in(text, box, Style.STRONG, painter.theme.ink(hue), "center")

    def hue(self) -> Hue:
        if self.elapsed < 0:
            return Hue.NEUTRAL
        return (Hue.GOOD, Hue.WARN, Hue.BAD)[min(2, (self.ring() - 1) * 3 // self.rings)]

    def _dial(self, painter: Painter, side: int, hue: Hue) -> Surface:
        share = min(1.0, max(0, self.elapsed) / (self.rings * self.period))
        palette, theme = painter.palette, painter.theme
        large = Surface((side * FINER, side * FINER), pygame.SRCALPHA, 32)
        large.fill((*palette.surface, 0))
        middle = side * FINER / 2
        thick = side * FINER // 9
        for ring in range(self.rings):
            start, end = ring / self.rings + 0.012, (ring + 1) / self.rings - 0.012
            loud = ring / self.rings + self.burst / self.period / self.rings
            _arc(large, middle, thick, start, end, palette.line)
            _arc(large, middle, thick, start, loud, palette.edge if self.elapsed >= 0 else palette.line)
            if start < share:
                _arc(large, middle, thick, start, min(end, share), theme.ink(hue))
        return pygame.transform.smoothscale(large, (side, side))


def _arc(surface: Surface, middle: float, thick: int, start: float, end: float, colour: Colour) -> None:
    """A stretch of the rim; shares of the circle, clockwise from the top."""
    count = max(2, round((end - start) * 90))
    angles = [2 * math.pi * (start + (end - start) * at / count) for at in range(count + 1)]
    outer = [(middle + math.sin(a) * (middle - 2), middle - math.cos(a) * (middle - 2)) for a in angles]
    inner = middle - 2 - thick
    back = [(middle + math.sin(a) * inner, middle - math.cos(a) * inner) for a in reversed(angles)]
    pygame.draw.polygon(surface, colour, outer + back)
