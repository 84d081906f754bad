"""A status light: its colour, its sign and its blinking all say the same."""

from __future__ import annotations

from dataclasses import dataclass

from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Shown, Widget

BLINKS = {"": 0, "slow": 1_000, "fast": 400}
"""Period in ms; half of it the lamp is out."""


@dataclass(frozen=True, slots=True)
class Light:
    """``shape``: ``disc``, ``ring``, ``square``, ``bars``, ``triangle``, ``cross``, ``bell``; ``blink``: ``""``,
    ``slow`` or ``fast``."""

    hue: Hue = Hue.NEUTRAL
    shape: str = "ring"
    blink: str = ""


TRIANGLE = ((0.5, 0.04), (1.0, 0.96), (0.0, 0.96))
BELL = (
    *((0.44, 0.0), (0.56, 0.0), (0.58, 0.08), (0.76, 0.2), (0.82, 0.4), (0.84, 0.62), (0.96, 0.78), (0.62, 0.8)),
    *((0.58, 0.98), (0.42, 0.98), (0.38, 0.8), (0.04, 0.78), (0.16, 0.62), (0.18, 0.4), (0.24, 0.2), (0.42, 0.08)),
)


class Lamp(Widget):
    """Blinks by the frame's clock; while it is out its outline stays."""

    ticks = True
    light = Shown[Light]()

    def __init__(self, light: Light | None = None, *, size: float = 16) -> None:
        super().__init__()
        self.light = Light() if light is None else light
        self.units = size
        self._lit = True

    def measure(self, width: int) -> tuple[int, int]:
        side = max(self.look.px(self.units), round(self.look.face(Style.BODY).em * self.units / 16))
        return side, side

    def tick(self, now: int) -> None:
        period = BLINKS[self.light.blink]
        lit = not period or now % period < period // 2
        if lit != self._lit:
            self._lit = lit
            self.damage()

    def draw(self, painter: Painter) -> None:
        side = min(self.rect.w, self.rect.h, self.measure(self.rect.w)[0])
        box = Rect(0, 0, side, side)
        box.center = self.rect.center
        draw_light(painter, box, self.light, self._lit)


def draw_light(painter: Painter, box: Rect, light: Light, lit: bool = True) -> None:
    """The lamp's sign in a square; out, it is drawn pale."""
    colour = painter.theme.ink(light.hue) if lit else painter.palette.line
    thick = max(2, box.w // 7)
    if light.shape == "disc":
        painter.disc(box.center, box.w // 2, colour)
    elif light.shape == "ring":
        painter.circle(box.center, box.w // 2, colour, max(1, box.w // 9))
    elif light.shape == "square":
        painter.plate(box.inflate(-2, -2), colour, max(1, box.w // 8))
    elif light.shape == "bars":  # the sign for pause
        for x in (box.x + box.w // 6, box.right - box.w // 6 - box.w // 4):
            painter.plate(Rect(x, box.y + 1, box.w // 4, box.h - 2), colour, 1)
    elif light.shape == "triangle":
        painter.shape("triangle", box, TRIANGLE, colour)
        hole = Rect(box.centerx - thick // 2, box.y + box.h * 3 // 8, thick, box.h // 4)
        painter.fill(hole, painter.theme.on(light.hue))
        painter.fill(Rect(hole.x, box.bottom - box.h // 4, thick, thick), painter.theme.on(light.hue))
    elif light.shape == "bell":
        painter.shape("bell", box, BELL, colour)
    elif light.shape == "cross":
        painter.stroke("cross1", box, ((0.15, 0.15), (0.85, 0.85)), colour, thick)
        painter.stroke("cross2", box, ((0.85, 0.15), (0.15, 0.85)), colour, thick)
