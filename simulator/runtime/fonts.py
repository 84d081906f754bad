"""Finds a font that has the Chinese characters the program shows: the system's, else the one from the font package.

A font file can be there and lack glyphs, so every character is asked for.  ``pygame.freetype`` tells a missing glyph
(``None``); ``pygame.font`` does not.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame.freetype
from pygame.font import match_font

SYSTEM_FONTS = (
    "microsoftyahei",
    "dengxian",
    "simhei",
    "simsun",
    "pingfangsc",
    "pingfang",
    "hiraginosansgb",
    "stheiti",
    "notosanscjksc",
    "notosanssc",
    "sourcehansanssc",
    "sourcehansanscn",
    "wenquanyimicrohei",
    "wenquanyizenhei",
)
"""As pygame writes their names; those of Windows, macOS and Linux, the ones made for screens first."""

SIMPLIFIED_FACE = 2
"""The face of NotoSansCJK.ttc with the shapes of simplified Chinese; face 0 has Japanese ones."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font and the face in it.  ``source`` is ``system`` or ``package``."""

    path: Path
    face: int
    source: str


def chinese_font(characters: str) -> FontFile | None:
    """The first font that has all the characters; None when there is none."""
    return next((font for font in _candidates() if not missing_glyphs(font, characters)), None)


def missing_glyphs(font: FontFile, characters: str) -> str:
    """The characters for which the font has no glyph; all of them when it cannot be read."""
    wanted = "".join(dict.fromkeys(character for character in characters if character.isprintable()))
    pygame.freetype.init()
    try:
        opened = pygame.freetype.Font(str(font.path), size=16, font_index=font.face)
    except (OSError, RuntimeError):
        return wanted
    metrics = opened.get_metrics(wanted)
    return "".join(character for character, metric in zip(wanted, metrics, strict=True) if metric is None)


def _candidates() -> Iterator[FontFile]:
    for name in SYSTEM_FONTS:
        path = match_font(name)
        if path:
            yield FontFile(Path(path), _face(Path(path)), "system")
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    for folder in spec.submodule_search_locations or () if spec else ():
        yield FontFile(Path(folder) / "NotoSansSC-Regular.otf", 0, "package")


def _face(path: Path) -> int:
    return SIMPLIFIED_FACE if path.name.startswith("NotoSansCJK") and path.suffix == ".ttc" else 0
