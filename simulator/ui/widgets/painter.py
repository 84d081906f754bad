"""Drawing with smooth edges in software: plates with round corners, shapes, text.

Everything comes out the same whatever part of it the clip lets through; redrawing a part must not show.  So edges are
not drawn in place but made once, four times as large, and kept small.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame
from pygame import Rect, Surface

from simulator.ui.widgets.fonts import Face, Fonts
from simulator.ui.widgets.theme import Colour, Style, Theme

FINER = 4
"""Shapes are drawn so many times as large and made small again."""

SPRITES = 600
"""So many shapes are kept."""

RING = 3
"""Layout units by which a widget may draw beyond its rectangle: the ring around what has the focus."""

Draw = Callable[[Surface, int], None]


class Look:
    """A theme with its fonts and the shapes drawn in it."""

    def __init__(self, theme: Theme, fonts: Fonts) -> None:
        self.theme = theme
        self.fonts = fonts
        self.ring = 2 * theme.px(RING)
        self._sprites: OrderedDict[Hashable, Surface] = OrderedDict()

    def px(self, units: float) -> int:
        return self.theme.px(units)

    def face(self, style: Style) -> Face:
        return self.fonts[style]

    def sprite(self, key: Hashable, size: tuple[int, int], colour: Colour, draw: Draw) -> Surface:
        """A shape of one colour: ``draw(surface, factor)`` draws it ``factor`` times as large."""

        def make() -> Surface:
            large = Surface((max(1, size[0]) * FINER, max(1, size[1]) * FINER), pygame.SRCALPHA, 32)
            large.fill((*colour, 0))  # only the edge's transparency is averaged
            draw(large, FINER)
            return pygame.transform.smoothscale(large, (max(1, size[0]), max(1, size[1])))

        return self.kept((key, size, colour), make)

    def kept(self, key: Hashable, make: Callable[[], Surface]) -> Surface:
        """A picture that is made once; those used last are kept."""
        known = self._sprites.get(key)
        if known is None:
            known = self._sprites[key] = make().convert_alpha()
            if len(self._sprites) > SPRITES:
                self._sprites.popitem(last=False)
        else:
            self._sprites.move_to_end(key)
        return known


class Painter:
    """Draws on a surface, within its clip."""

    def __init__(self, surface: Surface, look: Look) -> None:
        self.surface = surface
        self.look = look
        self.theme = look.theme
        self.palette = look.theme.palette

    def fill(self, rect: Rect, colour: Colour) -> None:
        self.surface.fill(colour, rect)

    def plate(
        self, rect: Rect, colour: Colour | None, radius: int, border: Colour | None = None, width: int = 1
    ) -> None:
        """A rectangle with round corners (pixels), with a border inside its edge; ``colour`` None: only the border."""
        radius = max(0, min(radius, rect.w // 2, rect.h // 2))
        edge = 2 * max(radius, width)
        clip = self.surface.get_clip()
        if rect.inflate(-edge, -edge).contains(clip):  # only its middle is drawn, as for most small changes
            if colour is not None:
                self.surface.fill(colour, clip)
            return
        if colour is not None:
            self._round(rect, colour, radius)
        if border is not None:
            self._frame(rect, border, radius, width)

    def ring(self, rect: Rect, colour: Colour, radius: int, width: int) -> None:
        self._frame(rect, colour, max(0, min(radius, rect.w // 2, rect.h // 2)), width)

    def _round(self, rect: Rect, colour: Colour, radius: int) -> None:
        if rect.w <= 0 or rect.h <= 0:
            return
        if radius <= 0:
            self.surface.fill(colour, rect)
            return
        x, y, w, h = rect
        fill = self.surface.fill
        fill(colour, (x + radius, y, w - 2 * radius, h))
        fill(colour, (x, y + radius, radius, h - 2 * radius))
        fill(colour, (x + w - radius, y + radius, radius, h - 2 * radius))
        self._corners(rect, self._disc(colour, radius), radius)

    def _frame(self, rect: Rect, colour: Colour, radius: int, width: int) -> None:
        if rect.w <= 2 * width or rect.h <= 2 * width:
            return
        x, y, w, h = rect
        fill = self.surface.fill
        radius = max(radius, width)
        fill(colour, (x + radius, y, w - 2 * radius, width))
        fill(colour, (x + radius, y + h - width, w - 2 * radius, width))
        fill(colour, (x, y + radius, width, h - 2 * radius))
        fill(colour, (x + w - width, y + radius, width, h - 2 * radius))

        def draw(surface: Surface, factor: int) -> None:
            middle = radius * factor
            pygame.draw.circle(surface, colour, (middle, middle), middle, width * factor)

        ring = self.look.sprite(("ring", width), (2 * radius, 2 * radius), colour, draw)
        self._corners(rect, ring, radius)

    def _corners(self, rect: Rect, disc: Surface, radius: int) -> None:
        x, y, w, h = rect
        blit = self.surface.blit
        blit(disc, (x, y), (0, 0, radius, radius))
        blit(disc, (x + w - radius, y), (radius, 0, radius, radius))
        blit(disc, (x, y + h - radius), (0, radius, radius, radius))
        blit(disc, (x + w - radius, y + h - radius), (radius, radius, radius, radius))

    def _disc(self, colour: Colour, radius: int) -> Surface:
        def draw(surface: Surface, factor: int) -> None:
            middle = radius * factor
            pygame.draw.circle(surface, colour, (middle, middle), middle)

        return self.look.sprite("disc", (2 * radius, 2 * radius), colour, draw)

    def disc(self, centre: tuple[int, int], radius: int, colour: Colour) -> None:
        self.surface.blit(self._disc(colour, radius), (centre[0] - radius, centre[1] - radius))

    def circle(self, centre: tuple[int, int], radius: int, colour: Colour, width: int) -> None:
        box = Rect(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius)
        self._frame(box, colour, radius, width)

    def shape(self, name: str, rect: Rect, points: tuple[tuple[float, float], ...], colour: Colour) -> None:
        """A filled polygon; points are shares (0..1) of the rectangle, and ``name`` stands for them."""

        def draw(surface: Surface, factor: int) -> None:
            w, h = surface.get_size()
            pygame.draw.polygon(surface, colour, [(x * (w - 1), y * (h - 1)) for x, y in points])

        self.surface.blit(self.look.sprite(name, rect.size, colour, draw), rect.topleft)

    def stroke(
        self, name: str, rect: Rect, points: tuple[tuple[float, float], ...], colour: Colour, width: float
    ) -> None:
        """A line through the points (shares of the rectangle), ``width`` pixels thick with round ends."""

        def draw(surface: Surface, factor: int) -> None:
            w, h = surface.get_size()
            thick = max(1, round(width * factor))
            corners = [(x * (w - 1), y * (h - 1)) for x, y in points]
            pygame.draw.lines(surface, colour, False, corners, thick)
            for corner in corners:
                pygame.draw.circle(surface, colour, corner, thick / 2)

        self.surface.blit(self.look.sprite((name, width), rect.size, colour, draw), rect.topleft)

    def shade(self, rect: Rect, colour: tuple[int, int, int, int]) -> None:
        part = rect.clip(self.surface.get_clip())
        if part.w and part.h:
            veil = Surface(part.size, pygame.SRCALPHA, 32)
            veil.fill(colour)
            self.surface.blit(veil, part.topleft)

    def shadow(self, rect: Rect, radius: int) -> None:
        """A soft edge around something that lies above the rest; reaches ``px(6)`` beyond it."""
        steps = self.look.px(6)
        for step in range(steps, 0, -2):
            grown = rect.inflate(2 * step, 2 * step).move(0, step // 3)
            strength = 10 + round(14 * (1 - step / steps))
            self._veil_frame(grown, radius + step, strength)

    def _veil_frame(self, rect: Rect, radius: int, strength: int) -> None:
        def draw(surface: Surface, factor: int) -> None:
            whole = surface.get_rect()
            pygame.draw.rect(surface, (0, 0, 0, strength), whole, border_radius=radius * factor)

        corner = self.look.sprite(("veil", radius, strength), (4 * radius, 4 * radius), (0, 0, 0), draw)
        r, (x, y, w, h) = 2 * radius, rect
        blit = self.surface.blit
        blit(corner, (x, y), (0, 0, r, r))
        blit(corner, (x + w - r, y), (r, 0, r, r))
        blit(corner, (x, y + h - r), (0, r, r, r))
        blit(corner, (x + w - r, y + h - r), (r, r, r, r))
        self.shade(Rect(x + r, y, w - 2 * r, h), (0, 0, 0, strength))
        self.shade(Rect(x, y + r, r, h - 2 * r), (0, 0, 0, strength))
        self.shade(Rect(x + w - r, y + r, r, h - 2 * r), (0, 0, 0, strength))

    # --- text --------------------------------------------------------------------------------------------------------

    def text(self, text: str, x: int, y: int, style: Style, colour: Colour) -> int:
        """A line of text whose line box begins at (x, y); gives the x where it ends."""
        face = self.look.fonts[style]
        baseline = y + face.baseline
        glyph, advance = face.glyph, face.advance
        placed = []
        for character in text:
            if character > " ":
                surface, right, up = glyph(character, colour)
                placed.append((surface, (x + right, baseline - up)))
            x += advance(character)
        self.surface.fblits(placed)
        return x

    def text_in(self, text: str, rect: Rect, style: Style, colour: Colour, align: str = "left") -> None:
        """One line in the middle of the height of the rectangle, cut where it does not fit."""
        face = self.look.fonts[style]
        text = face.fit(text, rect.w)
        room = rect.w - face.width(text)
        x = rect.x + (0 if align == "left" else room if align == "right" else room // 2)
        self.text(text, x, rect.y + (rect.h - face.height) // 2, style, colour)
