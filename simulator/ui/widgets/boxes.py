"""Boxes that place their children: rows, columns, wrapped rows, grids, and stacks of which one child is seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Key, Widget

GAP = 8.0


@dataclass(frozen=True, slots=True)
class Plate:
    """What a box lies on: a colour of the palette by name, or the soft tint of a hue."""

    ground: str = "surface"
    hue: Hue | None = None
    radius: float = 10
    border: bool = True


CARD = Plate()
WELL = Plate("sunken", border=False)
BAR = Plate("surface", radius=0, border=False)


class Box(Widget):
    """The base of boxes.  ``pad`` is (horizontal, vertical) or both; with ``arrows`` the arrow keys go from child to
    child, and Tab stops once at the whole group."""

    def __init__(
        self,
        *children: Widget,
        gap: float = GAP,
        pad: float | tuple[float, float] = 0,
        plate: Plate | None = None,
        align: str = "stretch",
        arrows: bool = False,
        grow: int = 0,
        width: float | None = None,
        height: float | None = None,
    ) -> None:
        super().__init__(grow=grow, width=width, height=height)
        self.gap = gap
        self.pad = pad if isinstance(pad, tuple) else (pad, pad)
        self._plate = plate
        self.align = align
        self.arrows = arrows
        self.entry: Widget | None = None  # where Tab stops in a group: who had the focus last
        self.add(*children)

    @property
    def plate(self) -> Plate | None:
        return self._plate

    @plate.setter
    def plate(self, plate: Plate | None) -> None:
        if plate != self._plate:
            self._plate = plate
            self.damage()

    def seen(self) -> list[Widget]:
        return [child for child in self.children if child.visible]

    def pads(self) -> tuple[int, int]:
        return self.look.px(self.pad[0]), self.look.px(self.pad[1])

    def covers(self, rect: Rect) -> bool:
        if self._plate is None or not self.visible:
            return super().covers(rect)
        edge = -2 * self.look.px(max(1.0, self._plate.radius * 0.3))  # as much as a round corner leaves open
        return bool(self.rect.inflate(edge, edge).contains(rect))

    def draw(self, painter: Painter) -> None:
        plate = self._plate
        if plate is None:
            return
        colour = getattr(painter.palette, plate.ground) if plate.hue is None else painter.theme.soft(plate.hue)
        border = painter.palette.line if plate.hue is None else painter.theme.ink(plate.hue)
        px = self.look.px
        painter.plate(self.rect, colour, px(plate.radius), border if plate.border else None, px(1))

    def on_key(self, key: Key) -> bool:
        if not self.arrows or self.host is None or self.host.focused is None:
            return False
        step = _DIRECTIONS.get(key.code)
        if step is None or key.command or key.alt:
            return False
        found = nearest(self.host.focused, [w for w in self.walk() if w.focusable and w.enabled and w.shown()], step)
        if found is not None:
            self.host.focus(found, by_key=True)
        return True


_DIRECTIONS = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
}


def nearest(start: Widget, others: Sequence[Widget], step: tuple[int, int]) -> Widget | None:
    """The next widget in this direction: the closest, sideways distance counting double."""

    def distance(other: Widget) -> float:
        x = other.rect.centerx - start.rect.centerx
        y = other.rect.centery - start.rect.centery
        ahead, aside = x * step[0] + y * step[1], abs(x * step[1]) + abs(y * step[0])
        return ahead + 2 * aside if ahead > 0 else math.inf

    best = min((other for other in others if other is not start), key=distance, default=None)
    return None if best is None or distance(best) == math.inf else best


class Row(Box):
    """Children side by side.  What has no ``grow`` gets the width it likes, the others share what is left."""

    def widths(self, width: int) -> list[int]:
        children, (pad, _) = self.seen(), self.pads()
        inner = width - 2 * pad - self.look.px(self.gap) * max(0, len(children) - 1)
        fixed: list[int] = [0 if child.grow else child.size(inner)[0] for child in children]
        over = sum(fixed) - inner
        if over > 0 and any(fixed):  # the widest give way
            fixed = shrunk(fixed, inner)
        shares = sum(child.grow for child in children)
        left, result = max(0, inner - sum(fixed)), []
        for child, own in zip(children, fixed, strict=True):
            if child.grow:
                part = left * child.grow // shares
                left, shares = left - part, shares - child.grow
                own = part
            result.append(own)
        return result

    def measure(self, width: int) -> tuple[int, int]:
        children, (pad, above) = self.seen(), self.pads()
        widths = self.widths(width)
        heights = [child.size(w)[1] for child, w in zip(children, widths, strict=True)]
        total = sum(widths) + 2 * pad + self.look.px(self.gap) * max(0, len(children) - 1)
        return total, max(heights, default=0) + 2 * above

    def arrange(self) -> None:
        pad, above = self.pads()
        x, room = self.rect.x + pad, self.rect.h - 2 * above
        for child, w in zip(self.seen(), self.widths(self.rect.w), strict=True):
            h = room if self.align == "stretch" and child.height is None else min(room, child.size(w)[1])
            y = self.rect.y + above + (0 if self.align == "start" else (room - h) // 2)
            child.place(Rect(x, y, w, h))
            x += w + self.look.px(self.gap)


def shrunk(sizes: list[int], room: int) -> list[int]:
    """The sizes with the largest cut down to a common size so that all fit."""
    limit, rest, count = max(0, room), max(0, room), len(sizes)
    for size in sorted(sizes):
        limit = rest // count
        if size > limit:
            break
        rest, count = rest - size, count - 1
    return [min(size, limit) for size in sizes]


class Column(Box):
    """Children one below the other.  ``align``: ``stretch``, ``start``, ``center`` or ``end`` (across)."""

    def inner(self, width: int) -> int:
        return max(0, width - 2 * self.pads()[0])

    def measure(self, width: int) -> tuple[int, int]:
        sizes = [child.size(self.inner(width)) for child in self.seen()]
        pad, above = self.pads()
        high = sum(h for _, h in sizes) + self.look.px(self.gap) * max(0, len(sizes) - 1) + 2 * above
        return max((w for w, _ in sizes), default=0) + 2 * pad, high

    def arrange(self) -> None:
        children, (pad, above) = self.seen(), self.pads()
        gap, inner = self.look.px(self.gap), self.inner(self.rect.w)
        sizes = [child.size(inner) for child in children]
        room = self.rect.h - 2 * above - gap * max(0, len(children) - 1)
        heights = [0 if child.grow else h for child, (_, h) in zip(children, sizes, strict=True)]
        shares, left = sum(child.grow for child in children), max(0, room - sum(heights))
        y = self.rect.y + above
        for child, (w, _), h in zip(children, sizes, heights, strict=True):
            if child.grow:
                h = left * child.grow // shares
                left, shares = left - h, shares - child.grow
            wide = inner if self.align == "stretch" and child.width is None else min(inner, w)
            spare = inner - wide
            x = {"center": spare // 2, "end": spare}.get(self.align, 0)
            child.place(Rect(self.rect.x + pad + x, y, wide, h))
            y += h + gap


class Flow(Box):
    """Children side by side, in as many rows as it takes; ``even`` makes all as wide as the widest."""

    def __init__(self, *children: Widget, even: bool = False, **options: object) -> None:
        self.even = even
        super().__init__(*children, **options)  # type: ignore[arg-type]

    def places(self, width: int) -> tuple[list[Rect], int]:
        pad, above = self.pads()
        inner, gap = max(1, width - 2 * pad), self.look.px(self.gap)
        sizes = [child.size(inner) for child in self.seen()]
        if self.even and sizes:
            widest = min(inner, max(w for w, _ in sizes))
            a_row = min(len(sizes), max(1, (inner + gap) // (widest + gap)))
            rows = -(-len(sizes) // a_row)
            a_row = -(-len(sizes) // rows)
            widest = (inner - gap * (a_row - 1)) // a_row
            sizes = [(widest, h) for _, h in sizes]
        places, x, y, high = [], 0, 0, 0
        for w, h in sizes:
            w = min(w, inner)
            if x and x + w > inner:
                x, y, high = 0, y + high + gap, 0
            places.append(Rect(pad + x, above + y, w, h))
            x, high = x + w + gap, max(high, h)
        return places, y + high + 2 * above

    def measure(self, width: int) -> tuple[int, int]:
        places, high = self.places(width)
        right = max((place.right for place in places), default=0)
        return right + self.pads()[0], high

    def arrange(self) -> None:
        places, _ = self.places(self.rect.w)
        for child, place in zip(self.seen(), places, strict=True):
            child.place(place.move(self.rect.topleft))


class Grid(Box):
    """Children in rows of columns with the given weights; with ``fill`` the rows share the height."""

    def __init__(self, weights: Sequence[int], *children: Widget, fill: bool = False, **options: object) -> None:
        self.weights = tuple(weights)
        self.fill = fill
        super().__init__(*children, **options)  # type: ignore[arg-type]

    def columns(self, width: int) -> list[tuple[int, int]]:
        pad, _ = self.pads()
        gap, x = self.look.px(self.gap), pad
        left, shares = max(0, width - 2 * pad - gap * (len(self.weights) - 1)), sum(self.weights)
        result = []
        for weight in self.weights:
            part = left * weight // shares
            left, shares = left - part, shares - weight
            result.append((x, part))
            x += part + gap
        return result

    def rows(self, width: int) -> list[tuple[list[Widget], int]]:
        children, columns = self.seen(), self.columns(width)
        groups = [children[at : at + len(columns)] for at in range(0, len(children), len(columns))]
        return [
            (group, max(child.size(w)[1] for child, (_, w) in zip(group, columns, strict=False))) for group in groups
        ]

    def measure(self, width: int) -> tuple[int, int]:
        rows = self.rows(width)
        return width, sum(h for _, h in rows) + self.look.px(self.gap) * max(0, len(rows) - 1) + 2 * self.pads()[1]

    def arrange(self) -> None:
        rows, columns, gap, above = (
            self.rows(self.rect.w),
            self.columns(self.rect.w),
            self.look.px(self.gap),
            self.pads()[1],
        )
        y = self.rect.y + above
        spread = (self.rect.h - 2 * above - gap * max(0, len(rows) - 1)) // len(rows) if self.fill and rows else 0
        for group, high in rows:
            high = spread if self.fill else high
            for child, (x, w) in zip(group, columns, strict=False):
                child.place(Rect(self.rect.x + x, y, w, high))
            y += high + gap


class Stack(Box):
    """One child is seen at a time; all have room."""

    def __init__(self, *children: Widget, **options: object) -> None:
        super().__init__(*children, **options)  # type: ignore[arg-type]
        self.show(0)

    def show(self, index: int) -> None:
        for at, child in enumerate(self.children):
            child.visible = at == index

    def measure(self, width: int) -> tuple[int, int]:
        pad, above = self.pads()
        sizes = [child.size(max(0, width - 2 * pad)) for child in self.children]
        return max((w for w, _ in sizes), default=0) + 2 * pad, max((h for _, h in sizes), default=0) + 2 * above

    def arrange(self) -> None:
        pad, above = self.pads()
        for child in self.seen():
            child.place(self.rect.inflate(-2 * pad, -2 * above))


class Overlay(Box):
    """Children on top of each other, each with all the room."""

    def measure(self, width: int) -> tuple[int, int]:
        sizes = [child.size(width) for child in self.seen()]
        return max((w for w, _ in sizes), default=0), max((h for _, h in sizes), default=0)

    def arrange(self) -> None:
        for child in self.seen():
            child.place(self.rect)


class Space(Widget):
    """Nothing, of a size or of what is left."""

    def __init__(self, grow: int = 1, width: float | None = None, height: float | None = None) -> None:
        super().__init__(grow=0 if width is not None or height is not None else grow, width=width, height=height)
