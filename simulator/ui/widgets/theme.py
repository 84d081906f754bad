"""Colours, type sizes and distances: three palettes, a layout scale and a text size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Colour = tuple[int, int, int]

DESIGNED_FOR = (1280, 720)
TEXT_SIZES = (100, 125, 150, 200)
"""The text sizes that can be chosen, in percent."""


class Hue(StrEnum):
    """What a colour says.  It is never said by the colour alone: signs and words go with it."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    VIOLET = "violet"
    TEAL = "teal"


class Style(StrEnum):
    """A size and weight of type."""

    SMALL = "small"
    BODY = "body"
    STRONG = "strong"
    TITLE = "title"
    HEAD = "head"
    FIGURE = "figure"
    BIG = "big"


SIZES: Mapping[Style, tuple[float, bool]] = {
    Style.SMALL: (13, False),
    Style.BODY: (15, False),
    Style.STRONG: (15, True),
    Style.TITLE: (17, True),
    Style.HEAD: (24, True),
    Style.FIGURE: (20, True),
    Style.BIG: (40, True),
}
"""Height of the em in layout units, and whether it is bold."""


@dataclass(frozen=True, slots=True)
class Ink:
    """One hue: ``ink`` can be read on surface and ``soft``, ``on`` can be read on ``ink``."""

    ink: Colour
    soft: Colour
    on: Colour


@dataclass(frozen=True, slots=True)
class Palette:
    """All colours of a theme.  ``faint`` is for what need not be read: placeholders, ticks of a scale."""

    name: str
    ground: Colour
    surface: Colour
    sunken: Colour
    hover: Colour
    line: Colour
    edge: Colour  # borders of what can be operated
    text: Colour
    muted: Colour
    faint: Colour
    focus: Colour
    selection: Colour
    shade: tuple[int, int, int, int]  # over what a dialog keeps from being used
    hues: Mapping[Hue, Ink]


WHITE = (255, 255, 255)
BLACK = (0, 0, 0)

LIGHT = Palette(
    name="light",
    ground=(241, 244, 248),
    surface=WHITE,
    sunken=(234, 238, 244),
    hover=(238, 243, 250),
    line=(218, 224, 233),
    edge=(133, 145, 163),
    text=(24, 34, 48),
    muted=(84, 97, 117),
    faint=(124, 136, 154),
    focus=(17, 94, 214),
    selection=(190, 214, 250),
    shade=(20, 30, 46, 110),
    hues={
        Hue.NEUTRAL: Ink((84, 97, 117), (234, 238, 244), WHITE),
        Hue.ACCENT: Ink((29, 92, 190), (227, 237, 252), WHITE),
        Hue.GOOD: Ink((20, 112, 68), (223, 243, 232), WHITE),
        Hue.WARN: Ink((146, 84, 0), (253, 240, 214), WHITE),
        Hue.BAD: Ink((180, 35, 30), (252, 230, 228), WHITE),
        Hue.VIOLET: Ink((103, 66, 168), (239, 232, 251), WHITE),
        Hue.TEAL: Ink((0, 106, 117), (219, 242, 244), WHITE),
    },
)

DARK = Palette(
    name="dark",
    ground=(17, 22, 30),
    surface=(26, 33, 43),
    sunken=(20, 26, 35),
    hover=(37, 46, 59),
    line=(48, 58, 73),
    edge=(110, 124, 145),
    text=(232, 237, 244),
    muted=(168, 180, 198),
    faint=(124, 137, 157),
    focus=(120, 178, 255),
    selection=(46, 82, 134),
    shade=(0, 0, 0, 150),
    hues={
        Hue.NEUTRAL: Ink((168, 180, 198), (40, 49, 62), (17, 22, 30)),
        Hue.ACCENT: Ink((118, 174, 255), (31, 52, 84), (10, 22, 40)),
        Hue.GOOD: Ink((98, 205, 146), (25, 58, 43), (6, 30, 18)),
        Hue.WARN: Ink((243, 183, 86), (68, 50, 20), (42, 26, 0)),
        Hue.BAD: Ink((255, 138, 128), (78, 34, 34), (48, 8, 6)),
        Hue.VIOLET: Ink((190, 164, 255), (54, 42, 84), (28, 14, 58)),
        Hue.TEAL: Ink((98, 208, 218), (20, 60, 66), (0, 32, 36)),
    },
)

CONTRAST = Palette(
    name="contrast",
    ground=BLACK,
    surface=BLACK,
    sunken=(24, 24, 24),
    hover=(50, 50, 50),
    line=(190, 190, 190),
    edge=WHITE,
    text=WHITE,
    muted=WHITE,
    faint=(200, 200, 200),
    focus=(0, 255, 255),
    selection=(0, 70, 200),
    shade=(0, 0, 0, 190),
    hues={
        Hue.NEUTRAL: Ink(WHITE, (40, 40, 40), BLACK),
        Hue.ACCENT: Ink((255, 230, 0), (56, 50, 0), BLACK),
        Hue.GOOD: Ink((60, 255, 130), (0, 56, 24), BLACK),
        Hue.WARN: Ink((255, 176, 0), (64, 44, 0), BLACK),
        Hue.BAD: Ink((255, 130, 130), (80, 0, 0), BLACK),
        Hue.VIOLET: Ink((220, 180, 255), (52, 20, 84), BLACK),
        Hue.TEAL: Ink((80, 240, 255), (0, 54, 60), BLACK),
    },
)

PALETTES: Mapping[str, Palette] = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette at a size.  ``scale``: pixels for one layout unit; ``text``: text size in percent."""

    palette: Palette = LIGHT
    scale: float = 1.0
    text: int = 100

    def px(self, units: float) -> int:
        """Layout units as whole pixels; what is not zero stays visible."""
        return max(1, round(units * self.scale)) if units > 0 else 0

    def em(self, style: Style) -> int:
        """The height of the type in pixels."""
        return max(8, round(SIZES[style][0] * self.scale * self.text / 100))

    def ink(self, hue: Hue) -> Colour:
        return self.palette.hues[hue].ink

    def soft(self, hue: Hue) -> Colour:
        return self.palette.hues[hue].soft

    def on(self, hue: Hue) -> Colour:
        return self.palette.hues[hue].on


def scale_for(size: tuple[int, int]) -> float:
    """Pixels for one layout unit in a window of this size.

    A larger window shows things larger, and some more of them: at 2560x1440 they are 1.75 times as large, at 3840x2160
    2.5 times.  In steps of an eighth, so that dragging an edge does not make new glyphs at every pixel.
    """
    ratio = min(size[0] / DESIGNED_FOR[0], size[1] / DESIGNED_FOR[1])
    return max(0.75, int(ratio**0.84 * 8) / 8)
