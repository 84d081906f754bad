"""Scores over attempts: lines with markers, or bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect, Surface

from simulator.ui.widgets.painter import FINER, Painter
from simulator.ui.widgets.theme import Colour, Hue, Style
from simulator.ui.widgets.widget import Shown, Widget

MARKERS = ("disc", "square", "triangle", "diamond", "cross")
"""A series is known by its marker as well as by its colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values 0..``top``, one for each place on the x axis; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    hue: Hue = Hue.ACCENT
    marker: str = "disc"


class Plot(Widget):
    """``labels`` stand under the places; ``goal`` is a dashed line (below 0: none)."""

    series = Shown[tuple[Series, ...]]()
    labels = Shown[tuple[str, ...]]()

    def __init__(
        self,
        series: Sequence[Series] = (),
        labels: Sequence[str] = (),
        *,
        top: float = 100,
        goal: float = -1,
        goal_text: str = "",
        grow: int = 1,
        height: float | None = None,
    ) -> None:
        super().__init__(grow=grow, height=height)
        self.series = tuple(series)
        self.labels = tuple(labels)
        self.top = top
        self.goal = goal
        self.goal_text = goal_text

    def measure(self, width: int) -> tuple[int, int]:
        return width, self.look.px(220)

    def legend_height(self) -> int:
        return self.look.face(Style.SMALL).height + self.look.px(6) if len(self.series) > 1 else self.look.px(6)

    def area(self) -> Rect:
        face, px = self.look.face(Style.SMALL), self.look.px
        left, top = face.width("100") + px(10), self.legend_height()
        bottom = face.height + px(6) if self.labels else px(8)
        right = px(14)
        return Rect(self.rect.x + left, self.rect.y + top, self.rect.w - left - right, self.rect.h - top - bottom)

    def x_of(self, index: int) -> int:
        area, count = self.area(), max((len(one.values) for one in self.series), default=0)
        inset = self.look.px(16)
        return (
            area.x
            + inset
            + (round((area.w - 2 * inset) * index / (count - 1)) if count > 1 else (area.w - 2 * inset) // 2)
        )

    def y_of(self, value: float) -> int:
        area = self.area()
        return area.bottom - round(area.h * min(max(0.0, value), self.top) / self.top)

    def draw(self, painter: Painter) -> None:
        self._draw_axes(painter)
        for one in self.series:
            self._draw_series(painter, one)
        if len(self.series) > 1:
            self._draw_legend(painter)

    def _draw_axes(self, painter: Painter) -> None:
        area, palette, px, face = self.area(), painter.palette, self.look.px, self.look.face(Style.SMALL)
        for share in range(5):
            value = self.top * share / 4
            y = self.y_of(value)
            painter.fill(Rect(area.x, y, area.w, px(1)), palette.line)
            place = Rect(self.rect.x, y - face.height // 2, area.x - self.rect.x - px(6), face.height)
            painter.text_in(f"{value:g}", place, Style.SMALL, palette.muted, "right")
        if self.goal >= 0:
            y, ink = self.y_of(self.goal), painter.theme.ink(Hue.GOOD)
            for x in range(area.x, area.right, px(10)):
                painter.fill(Rect(x, y, min(px(6), area.right - x), px(1.5)), ink)
            painter.text(self.goal_text, area.x + px(4), y - face.height, Style.SMALL, ink)
        last = -10_000
        for index, label in enumerate(self.labels):
            wide = face.width(label)
            left = min(max(self.x_of(index) - wide // 2, self.rect.x), self.rect.right - wide)
            if left > last + px(8):
                painter.text(label, left, area.bottom + px(4), Style.SMALL, palette.muted)
                last = left + wide

    def _draw_series(self, painter: Painter, one: Series) -> None:
        colour, px = painter.theme.ink(one.hue), self.look.px
        points = [(self.x_of(i), self.y_of(v)) for i, v in enumerate(one.values) if v is not None]
        if len(points) > 1:
            painter.surface.blit(self._line(points, colour), self.rect)
        for x, y in points:
            draw_marker(painter, one.marker, Rect(x - px(5), y - px(5), px(10), px(10)), colour)
        if points and len(self.series) == 1:
            text = f"{[v for v in one.values if v is not None][-1]:g}"
            x, y = points[-1]
            face = self.look.face(Style.STRONG)
            top = y - face.height - px(4) if y - face.height - px(4) > self.rect.y else y + px(6)
            wide = face.width(text)
            painter.text(text, min(x - wide // 2, self.rect.right - wide), top, Style.STRONG, colour)

    def _line(self, points: list[tuple[int, int]], colour: Colour) -> Surface:
        large = Surface((self.rect.w * FINER, self.rect.h * FINER), pygame.SRCALPHA, 32)
        large.fill((*colour, 0))
        moved = [((x - self.rect.x) * FINER, (y - self.rect.y) * FINER) for x, y in points]
        thick = max(2, round(self.look.theme.scale * 2 * FINER))
        pygame.draw.lines(large, colour, False, moved, thick)
        for corner in moved:
            pygame.draw.circle(large, colour, corner, thick / 2)
        return pygame.transform.smoothscale(large, self.rect.size)

    def _draw_legend(self, painter: Painter) -> None:
        px, face = self.look.px, self.look.face(Style.SMALL)
        x = self.area().x
        for one in self.series:
            box = Rect(x, self.rect.y + (face.height - px(10)) // 2, px(10), px(10))
            draw_marker(painter, one.marker, box, painter.theme.ink(one.hue))
            x = painter.text(one.name, x + px(16), self.rect.y, Style.SMALL, painter.palette.muted) + px(18)


def draw_marker(painter: Painter, marker: str, box: Rect, colour: Colour) -> None:
    if marker == "square":
        painter.fill(box.inflate(-box.w // 6, -box.h // 6), colour)
    elif marker == "triangle":
        painter.shape("triangle", box, ((0.5, 0.0), (1.0, 1.0), (0.0, 1.0)), colour)
    elif marker == "diamond":
        painter.shape("diamond", box, ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)), colour)
    elif marker == "cross":
        painter.stroke("cross1", box, ((0.1, 0.1), (0.9, 0.9)), colour, max(2, box.w // 4))
        painter.stroke("cross2", box, ((0.9, 0.1), (0.1, 0.9)), colour, max(2, box.w // 4))
    else:
        painter.disc(box.center, box.w // 2, colour)


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar: ``value`` and ``before`` (below 0: none) of ``top``; ``goal`` is marked."""

    name: str
    value: float
    top: float
    hue: Hue = Hue.ACCENT
    text: str = ""
    before: float = -1
    goal: float = -1


class Bars(Widget):
    """Named bars below each other, each with its own scale; what was before is a hollow bar behind."""

    bars = Shown[tuple[Bar, ...]](layout=True)

    def __init__(self, bars: Sequence[Bar] = (), *, grow: int = 0) -> None:
        super().__init__(grow=grow)
        self.bars = tuple(bars)

    def row_height(self) -> int:
        return self.look.face(Style.BODY).height + self.look.px(10)

    def measure(self, width: int) -> tuple[int, int]:
        return width, len(self.bars) * self.row_height()

    def draw(self, painter: Painter) -> None:
        px, face, palette = self.look.px, self.look.face(Style.BODY), painter.palette
        names = max((face.width(bar.name) for bar in self.bars), default=0) + px(14)
        texts = max((face.width(bar.text) for bar in self.bars), default=0) + px(12)
        y = self.rect.y
        for bar in self.bars:
            row = Rect(self.rect.x, y, self.rect.w, self.row_height())
            painter.text_in(bar.name, Rect(row.x, y, names - px(10), row.h), Style.BODY, palette.text)
            track = Rect(row.x + names, row.centery - px(6), max(px(20), row.w - names - texts), px(12))
            painter.plate(track, palette.sunken, px(6), palette.line, px(1))
            wide = round(track.w * min(1.0, max(0.0, bar.value / bar.top))) if bar.top else 0
            if wide:
                painter.plate(Rect(track.x, track.y, max(track.h, wide), track.h), painter.theme.ink(bar.hue), px(6))
            for share, colour in ((bar.before, palette.faint), (bar.goal, palette.text)):
                if share >= 0 and bar.top:
                    x = track.x + round(track.w * share / bar.top)
                    painter.fill(Rect(x - px(1), track.y - px(4), px(2), track.h + px(8)), colour)
            painter.text_in(bar.text, Rect(track.right, y, texts, row.h), Style.BODY, palette.text, "right")
            y += row.h
