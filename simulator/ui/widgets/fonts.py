"""Type: faces of the font file at the theme's sizes, with the advances and glyphs they were asked for."""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame
import pygame.freetype

from simulator.ui.widgets.theme import SIZES, Colour, Style, Theme
from simulator.ui.widgets.wrapping import Span, ellipsis, wrap

LINE_HEIGHT = 1.448
"""Of the em, as the font's designers mean it to be set."""

GLYPHS = 4_000
"""So many drawn glyphs are kept for a face; a call's captions use about 600."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file and the face in it."""

    path: Path
    index: int = 0


class Face:
    """One size and weight.  Advances are whole pixels, so the width of a text is the sum of its characters'."""

    def __init__(self, font: pygame.freetype.Font, em: int, strong: bool) -> None:
        self._font = font
        self._style = pygame.freetype.STYLE_STRONG if strong else pygame.freetype.STYLE_NORMAL
        self.em = em
        self.height = round(em * LINE_HEIGHT)
        self.baseline = round(self.height / 2 + em * 0.37)  # ideographs in the middle of the line
        self._advances: dict[str, int] = {}
        self._glyphs: OrderedDict[tuple[str, Colour], tuple[pygame.Surface, int, int]] = OrderedDict()

    def advance(self, character: str) -> int:
        known = self._advances.get(character)
        if known is None:
            metrics = self._font.get_metrics(character, size=self.em)
            metric = metrics[0] if metrics else None
            known = self.em if metric is None else round(metric[4])
            self._advances[character] = known
        return known

    def width(self, text: str) -> int:
        advances = self._advances
        try:
            return sum([advances[character] for character in text])
        except KeyError:
            return sum(map(self.advance, text))

    def missing(self, text: str) -> str:
        """The characters that the font has no glyph for."""
        return "".join(
            c for c in dict.fromkeys(text) if c.isprintable() and self._font.get_metrics(c, size=self.em)[0] is None
        )

    def glyph(self, character: str, colour: Colour) -> tuple[pygame.Surface, int, int]:
        """The drawn glyph with its distance to the right of the pen and above the baseline."""
        key = (character, colour)
        known = self._glyphs.get(key)
        if known is None:
            surface, box = self._font.render(character, colour, style=self._style, size=self.em)
            known = self._glyphs[key] = (surface.convert_alpha(), box.x, box.y)
            if len(self._glyphs) > GLYPHS:
                self._glyphs.popitem(last=False)
        else:
            self._glyphs.move_to_end(key)
        return known

    def wrap(self, text: str, width: float) -> list[Span]:
        return wrap(text, width, self.advance)

    def fit(self, text: str, width: float) -> str:
        """Cut with an ellipsis where it is too wide."""
        return text if self.width(text) <= width else ellipsis(text, width, self.advance)


class Fonts:
    """All faces of a theme.

    They share one font, told the size with every call: FreeType's cache keeps no more than two fonts open, and reading
    the file again takes 5 ms for a glyph.
    """

    def __init__(self, typeface: Typeface, theme: Theme) -> None:
        pygame.freetype.init()
        self.typeface = typeface
        self._font = pygame.freetype.Font(str(typeface.path), font_index=typeface.index)
        self._font.strength = 1 / 32
        self._theme = theme
        self._faces: dict[Style, Face] = {}

    def __getitem__(self, style: Style) -> Face:
        face = self._faces.get(style)
        if face is None:
            face = self._faces[style] = Face(self._font, self._theme.em(style), SIZES[style][1])
        return face
