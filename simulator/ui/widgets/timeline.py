"""Lanes with bars, marks and waveforms over time, a scale above and a cursor through all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect

from simulator.ui.shown import Lane, Mark, Stretch, Tint, Wave
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.waveform import draw_peaks
from simulator.ui.widgets.widget import Key, Shown, Widget

TINTS: Mapping[Tint, Hue] = {
    Tint.CALLER: Hue.ACCENT,
    Tint.COLLEAGUE: Hue.VIOLET,
    Tint.TRAINEE: Hue.TEAL,
    Tint.TONE: Hue.NEUTRAL,
    Tint.HELD: Hue.VIOLET,
    Tint.RINGING: Hue.WARN,
    Tint.TALKING: Hue.GOOD,
    Tint.KEY: Hue.NEUTRAL,
    Tint.PASS: Hue.GOOD,
    Tint.PARTIAL: Hue.WARN,
    Tint.FAIL: Hue.BAD,
    Tint.UNDECIDED: Hue.VIOLET,
    Tint.OTHER: Hue.NEUTRAL,
}

SIGNS: Mapping[Tint, tuple[tuple[float, float], ...]] = {
    Tint.PASS: ((0.0, 0.55), (0.2, 0.38), (0.4, 0.6), (0.8, 0.08), (1.0, 0.24), (0.42, 0.95)),
    Tint.FAIL: (
        *((0.0, 0.16), (0.16, 0.0), (0.5, 0.34), (0.84, 0.0), (1.0, 0.16), (0.66, 0.5)),
        *((1.0, 0.84), (0.84, 1.0), (0.5, 0.66), (0.16, 1.0), (0.0, 0.84), (0.34, 0.5)),
    ),
    Tint.PARTIAL: ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0)),
    Tint.UNDECIDED: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
}
"""The shape of a mark says what its colour says; what is not here is a small upright bar."""

STEPS_MS = (1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000)


@dataclass(frozen=True, slots=True)
class Spot:
    """What lies under the mouse: a moment, and the stretch or mark there."""

    at: int
    lane: str = ""
    item: Stretch | Mark | None = None


class Timeline(Widget):
    """``clicked`` is told what was hit.  ``cursor`` in ms, -1: none; Left and Right move it by a second.

    ``seen`` is the stretch in view, (from, how many ms); all of ``length`` where it is (0, 0).
    """

    focusable = True
    lanes = Shown[tuple[Lane, ...]](layout=True)
    waves = Shown[tuple[Wave, ...]](layout=True)
    length = Shown[int]()
    seen = Shown[tuple[int, int]]()
    chosen = Shown[str]()  # the finding whose mark is ringed

    def __init__(
        self,
        lanes: Sequence[Lane] = (),
        waves: Sequence[Wave] = (),
        length: int = 0,
        *,
        clicked: Callable[[Spot], None] | None = None,
        grow: int = 0,
    ) -> None:
        super().__init__(grow=grow)
        self.lanes = tuple(lanes)
        self.waves = tuple(waves)
        self.length = length
        self.seen = (0, 0)
        self.chosen = ""
        self.clicked = clicked
        self._cursor = -1

    # --- geometry ----------------------------------------------------------------------------------------------------

    @property
    def cursor(self) -> int:
        return self._cursor

    @cursor.setter
    def cursor(self, at: int) -> None:
        if at != self._cursor:
            for moment in (self._cursor, at):
                self._damage_column(moment)
            self._cursor = at

    def _damage_column(self, at: int) -> None:
        if self.host is not None and at >= 0:
            self.damage(Rect(self.x_of(at) - self.look.px(6), self.rect.y, self.look.px(12), self.rect.h))

    def lane_height(self) -> int:
        return self.look.face(Style.SMALL).height + self.look.px(8)

    def wave_height(self) -> int:
        return self.lane_height() + self.look.px(14)

    def scale_height(self) -> int:
        return self.look.face(Style.SMALL).height + self.look.px(6)

    def measure(self, width: int) -> tuple[int, int]:
        rows = len(self.lanes) * self.lane_height() + len(self.waves) * self.wave_height()
        return width, self.scale_height() + rows + self.look.px(4)

    def names_width(self) -> int:
        face = self.look.face(Style.SMALL)
        names = [lane.name for lane in self.lanes] + [wave.name for wave in self.waves]
        return max(map(face.width, names), default=0) + self.look.px(14)

    def plot(self) -> Rect:
        left, top = self.names_width(), self.scale_height()
        return Rect(self.rect.x + left, self.rect.y + top, self.rect.w - left - self.look.px(8), self.rect.h - top)

    def span(self) -> int:
        """How many ms are in view."""
        return max(1, self.seen[1] or self.length)

    def sees(self, start: int, end: int) -> bool:
        """Whether some of a stretch is in view."""
        return end >= self.seen[0] and start <= self.seen[0] + self.span()

    def x_of(self, at: int) -> int:
        """Where a time is; what is out of view is at the nearer edge."""
        plot = self.plot()
        return plot.x + round(plot.w * min(max(0, at - self.seen[0]), self.span()) / self.span())

    def time_at(self, x: int) -> int:
        plot = self.plot()
        return min(max(0, self.seen[0] + round((x - plot.x) * self.span() / max(1, plot.w))), self.length)

    def rows(self) -> list[tuple[Wave | Lane, Rect]]:
        plot = self.plot()
        rows: list[Wave | Lane] = [*self.waves, *self.lanes]
        result: list[tuple[Wave | Lane, Rect]] = []
        y = plot.y
        for row in rows:
            high = self.wave_height() if isinstance(row, Wave) else self.lane_height()
            result.append((row, Rect(plot.x, y, plot.w, high)))
            y += high
        return result

    def spot_at(self, pos: tuple[int, int]) -> Spot:
        """The mark nearest to the mouse, else the stretch below it, else only the moment."""
        at = self.time_at(pos[0])
        for row, rect in self.rows():
            if rect.y <= pos[1] < rect.bottom:
                if isinstance(row, Wave):
                    return Spot(at, row.name)
                near = self.look.px(8)
                marks = [m for m in row.marks if self.sees(m.at, m.at)]
                marks = [mark for mark in marks if abs(self.x_of(mark.at) - pos[0]) <= near]
                if marks:
                    mark = min(marks, key=lambda one: abs(self.x_of(one.at) - pos[0]))
                    return Spot(mark.at, row.name, mark)
                stretch = next((one for one in row.stretches if one.start <= at <= one.end), None)
                return Spot(at, row.name, stretch)
        return Spot(at)

    # --- input -------------------------------------------------------------------------------------------------------

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        spot = self.spot_at(pos)
        self.cursor = spot.at
        if self.clicked is not None:
            self.clicked(spot)
        return True

    def on_drag(self, pos: tuple[int, int]) -> None:
        self.cursor = self.time_at(pos[0])

    def on_key(self, key: Key) -> bool:
        step = {pygame.K_LEFT: -1_000, pygame.K_RIGHT: 1_000}.get(key.code)
        if step is not None and not key.command and not key.alt:
            self.cursor = min(max(0, max(0, self.cursor) + step * (10 if key.shift else 1)), self.length)
            return True
        if key.code in (pygame.K_RETURN, pygame.K_SPACE) and self.clicked is not None and self.cursor >= 0:
            self.clicked(Spot(self.cursor))
            return True
        return False

    def tip(self, pos: tuple[int, int]) -> str:
        spot = self.spot_at(pos)
        return spot.item.label if spot.item is not None else ""

    # --- drawing -----------------------------------------------------------------------------------------------------

    def draw(self, painter: Painter) -> None:
        self._draw_scale(painter)
        px = self.look.px
        for number, (row, rect) in enumerate(self.rows()):
            if number % 2 == 0:
                painter.fill(Rect(self.rect.x, rect.y, self.rect.w, rect.h), painter.palette.sunken)
            name = Rect(self.rect.x + px(6), rect.y, rect.x - self.rect.x - px(10), rect.h)
            painter.text_in(row.name, name, Style.SMALL, painter.palette.muted)
            if isinstance(row, Wave):
                self._draw_wave(painter, row, rect)
            else:
                self._draw_lane(painter, row, rect)
        if self._cursor >= 0 and self.sees(self._cursor, self._cursor):
            x, top = self.x_of(self._cursor), self.rect.y + self.scale_height() - px(4)
            painter.fill(Rect(x - px(1), top, px(2), self.rect.bottom - top), painter.palette.text)
            painter.disc((x, top), px(4), painter.palette.text)

    def _draw_wave(self, painter: Painter, wave: Wave, rect: Rect) -> None:
        """Only the peaks in view are looked at."""
        px = self.look.px
        first = max(0, (self.seen[0] - wave.begins) // wave.step)
        last = min(len(wave.peaks), (self.seen[0] + self.span() - wave.begins) // wave.step + 1)
        if first < last:
            left, right = self.x_of(wave.begins + first * wave.step), self.x_of(wave.begins + last * wave.step)
            box = Rect(left, rect.y + px(3), max(1, right - left), rect.h - px(6))
            draw_peaks(painter, box, wave.peaks[first:last], painter.theme.ink(TINTS[wave.tint]))

    def _draw_scale(self, painter: Painter) -> None:
        plot, face = self.plot(), self.look.face(Style.SMALL)
        room = face.width("00:00") * 2
        step = next((s for s in STEPS_MS if plot.w * s / self.span() >= room), STEPS_MS[-1])
        start = self.seen[0]
        for at in range(-(-start // step) * step, min(self.length, start + self.span()) + 1, step):
            x, text = self.x_of(at), f"{at // 60_000}:{at // 1_000 % 60:02}"
            painter.fill(Rect(x, plot.y, 1, plot.h), painter.palette.line)
            left = min(x - face.width(text) // 2, self.rect.right - face.width(text))
            painter.text(text, left, self.rect.y, Style.SMALL, painter.palette.muted)

    def _draw_lane(self, painter: Painter, lane: Lane, rect: Rect) -> None:
        px, theme = self.look.px, painter.theme
        for stretch in lane.stretches:
            if not self.sees(stretch.start, stretch.end):
                continue
            left, right = self.x_of(stretch.start), self.x_of(stretch.end)
            bar = Rect(left, rect.y + px(3), max(px(3), right - left), rect.h - px(6))
            hue = TINTS[stretch.tint]
            painter.plate(bar, theme.soft(hue), px(4), theme.ink(hue), px(1))
            if bar.w > px(24):
                painter.text_in(stretch.label, bar.inflate(-px(8), 0), Style.SMALL, theme.ink(hue))
        for mark in (mark for mark in lane.marks if self.sees(mark.at, mark.at)):
            self._draw_mark(painter, mark, rect)

    def _draw_mark(self, painter: Painter, mark: Mark, rect: Rect) -> None:
        px, x = self.look.px, self.x_of(mark.at)
        colour = painter.theme.ink(TINTS[mark.tint])
        points = SIGNS.get(mark.tint)
        box = Rect(x - px(6), rect.centery - px(6), px(12), px(12))
        if points is None:
            painter.plate(Rect(x - px(2), rect.y + px(4), px(4), rect.h - px(8)), colour, px(2))
        else:
            painter.shape(f"mark {mark.tint}", box, points, colour)
        if mark.finding and mark.finding == self.chosen:
            painter.ring(box.inflate(px(8), px(8)), painter.palette.focus, px(10), px(2))
