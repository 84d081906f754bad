"""The loudness of a voice over time: a whole recording, or one that is still growing."""

from __future__ import annotations

from collections.abc import Sequence

from pygame import Rect, Surface

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Shown, Widget


class Waveform(Widget):
    """``peaks`` 0..1 spread over the width, mirrored at the middle."""

    peaks = Shown[tuple[float, ...]]()
    hue = Shown[Hue]()

    def __init__(
        self, peaks: Sequence[float] = (), hue: Hue = Hue.ACCENT, *, grow: int = 1, height: float = 40
    ) -> None:
        super().__init__(grow=grow, height=height)
        self.peaks = tuple(peaks)
        self.hue = hue

    def draw(self, painter: Painter) -> None:
        draw_peaks(painter, self.rect, self.peaks, painter.theme.ink(self.hue))


def draw_peaks(painter: Painter, rect: Rect, peaks: Sequence[float], colour: tuple[int, int, int]) -> None:
    """A column of a pixel for each place: the highest of the peaks that fall on it."""
    count, middle, half = len(peaks), rect.centery, rect.h // 2
    painter.fill(Rect(rect.x, middle, rect.w, 1), colour)
    if not count:
        return
    clip = painter.surface.get_clip()
    for x in range(max(rect.x, clip.x), min(rect.right, clip.right)):
        first = (x - rect.x) * count // rect.w
        last = max(first + 1, (x - rect.x + 1) * count // rect.w)
        high = round(half * min(1.0, max(peaks[first:last])))
        if high > 0:
            painter.fill(Rect(x, middle - high, 1, 2 * high), colour)


class LiveWaveform(Widget):
    """The newest at the right; what is older moves left.  Costs one scroll and the new columns, whatever its width."""

    def __init__(self, hue: Hue = Hue.ACCENT, *, grow: int = 0, width: float | None = 160, height: float = 28) -> None:
        super().__init__(grow=grow, width=None if grow else width, height=height)
        self.hue = hue
        self._picture: Surface | None = None
        self._drawn_for: object = None

    def push(self, peaks: Sequence[float]) -> None:
        """The next peaks, a column of pixels each."""
        if self.host is None or not peaks or not self.rect.w:
            return
        picture = self._ready()
        count, wide, high = min(len(peaks), picture.get_width()), picture.get_width(), picture.get_height()
        theme = self.look.theme
        picture.scroll(-count, 0)
        picture.fill(theme.palette.surface, (wide - count, 0, count, high))
        for at, peak in enumerate(peaks[-count:]):
            half = max(1, round(high / 2 * min(1.0, max(0.0, peak))))
            picture.fill(theme.ink(self.hue), (wide - count + at, high // 2 - half, 1, 2 * half))
        self.damage(self.rect)

    def _ready(self) -> Surface:
        key = (self.rect.size, self.look.theme)
        if self._picture is None or self._drawn_for != key:
            self._picture = Surface(self.rect.size).convert()
            self._picture.fill(self.look.theme.palette.surface)
            middle = self.rect.h // 2
            self._picture.fill(self.look.theme.ink(self.hue), (0, middle - 1, self.rect.w, 2))
            self._drawn_for = key
        return self._picture

    def draw(self, painter: Painter) -> None:
        painter.surface.blit(self._ready(), self.rect)
