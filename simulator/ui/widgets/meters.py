"""Bars that fill: progress, and the level of a microphone."""

from __future__ import annotations

from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Shown, Widget

QUIET_DB, LOUD_DB = -60.0, 0.0
"""The ends of the level's scale."""

GOOD_DB, TOO_LOUD_DB = -36.0, -6.0
"""Between these, speech is neither too quiet nor too loud for a recogniser."""


class ProgressBar(Widget):
    """``share`` 0..1; below 0 nobody knows, then the bar is empty and the text tells."""

    share = Shown[float]()
    text = Shown[str]()
    hue = Shown[Hue]()

    def __init__(
        self, share: float = 0.0, text: str = "", hue: Hue = Hue.ACCENT, *, grow: int = 0, width: float | None = None
    ) -> None:
        super().__init__(grow=grow, width=width)
        self.share = share
        self.text = text
        self.hue = hue
        self.goal = -1.0  # a mark on the way, 0..1

    def measure(self, width: int) -> tuple[int, int]:
        px = self.look.px
        high = px(10)
        if self.text:
            high += self.look.face(Style.SMALL).height + px(4)
        return px(160), high

    def draw(self, painter: Painter) -> None:
        px, palette = self.look.px, painter.palette
        bar = Rect(self.rect.x, self.rect.bottom - px(10), self.rect.w, px(10))
        if self.text:
            above = Rect(self.rect.x, self.rect.y, self.rect.w, self.look.face(Style.SMALL).height)
            painter.text_in(self.text, above, Style.SMALL, palette.muted)
        else:
            bar.centery = self.rect.centery
        border = palette.edge if palette.name == "contrast" else palette.line
        painter.plate(bar, palette.sunken, px(5), border, px(1))
        share = max(0.0, min(1.0, self.share))
        if share > 0:
            painter.plate(
                Rect(bar.x, bar.y, max(bar.h, round(bar.w * share)), bar.h), painter.theme.ink(self.hue), px(5)
            )
        if self.goal >= 0:
            x = bar.x + round(bar.w * self.goal)
            painter.fill(Rect(x - px(1), bar.y - px(3), px(2), bar.h + px(6)), palette.text)


class Meter(Widget):
    """The level of a microphone as steps that light up; where they are tells as much as their colour."""

    steps = 16

    def __init__(self, *, width: float = 120, grow: int = 0) -> None:
        super().__init__(width=None if grow else width, grow=grow)
        self._lit = 0
        self._peak = 0
        self._peak_at = 0

    def set(self, level: float) -> None:
        """``level`` in dBFS."""
        share = (level - QUIET_DB) / (LOUD_DB - QUIET_DB)
        lit = max(0, min(self.steps, round(share * self.steps)))
        now = self.host.now if self.host is not None else 0
        peak = self._peak
        if lit >= peak or now - self._peak_at > 1_200:  # the highest of the last while stays marked
            peak = lit
            self._peak_at = now
        if (lit, peak) != (self._lit, self._peak):
            self._lit, self._peak = lit, peak
            self.damage(self.rect)

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(120), self.look.px(16)

    def draw(self, painter: Painter) -> None:
        gap = self.look.px(2)
        high = min(self.rect.h, self.look.px(16))
        top = self.rect.y + (self.rect.h - high) // 2
        for step in range(self.steps):
            x = self.rect.x + self.rect.w * step // self.steps
            right = self.rect.x + self.rect.w * (step + 1) // self.steps
            level = QUIET_DB + (step + 1) * (LOUD_DB - QUIET_DB) / self.steps
            hue = Hue.GOOD if level <= TOO_LOUD_DB else Hue.BAD
            if level <= GOOD_DB:
                hue = Hue.NEUTRAL
            on = step < self._lit or (self._peak and step == self._peak - 1)
            cut = 0 if hue is Hue.BAD else high // 8 if hue is Hue.GOOD else high // 4
            colour = painter.theme.ink(hue) if on else painter.palette.line
            painter.fill(Rect(x, top + cut, right - x - gap, high - 2 * cut), colour)
