"""The gallery: every page draws in every theme and size, and no glyph is missing."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.widgets.fonts import Fonts, Typeface
from simulator.ui.widgets.gallery import gallery, look_for
from simulator.ui.widgets.gallery_pages import pages
from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import PALETTES, TEXT_SIZES, Colour, Palette, Style, Theme, scale_for
from tests.ui.widgets.conftest import Bench


def all_pages(root: Root, surface: pygame.Surface) -> list[bytes]:
    assert isinstance(root.screen, Tabs)
    seen = []
    for page in range(len(root.screen.bar.texts)):
        root.screen.show(page)
        root.frame(surface, 0)
        seen.append(pygame.image.tobytes(surface, "RGB"))
    return seen


@pytest.mark.parametrize("palette", sorted(PALETTES))
@pytest.mark.parametrize("text", TEXT_SIZES)
def test_pages_draw_and_differ(bench: Bench, typeface: Typeface, palette: str, text: int) -> None:
    seen = all_pages(gallery(typeface, (1280, 720), palette, text), bench.surface)
    assert len(set(seen)) == 5


def test_no_glyph_is_missing(bench: Bench, typeface: Typeface, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[str] = set()
    original = Look.face

    class Recording(Fonts):
        def __getitem__(self, style: Style):  # type: ignore[no-untyped-def]
            face = super().__getitem__(style)
            glyph = face.glyph

            def recorded(character: str, colour: Colour) -> tuple[pygame.Surface, int, int]:
                drawn.add(character)
                return glyph(character, colour)

            face.glyph = recorded  # type: ignore[method-assign]
            return face

    theme = Theme()
    root = Root(Look(theme, Recording(typeface, theme)), (1280, 720))
    root.show(pages(root))
    all_pages(root, bench.surface)
    assert len(drawn) > 150
    assert original(root.look, Style.BODY).missing("".join(drawn)) == ""


def test_a_missing_glyph_would_be_found(bench: Bench, typeface: Typeface) -> None:
    face = Fonts(typeface, Theme())[Style.BODY]
    assert face.missing("总机ᚠ") == "ᚠ"


def test_the_glyphs_kept_are_bounded(bench: Bench, typeface: Typeface, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.ui.widgets.fonts.GLYPHS", 10)
    face = Fonts(typeface, Theme())[Style.BODY]
    for character in "总机话务员培训模拟系统":
        face.glyph(character, (0, 0, 0))
    assert len(face._glyphs) == 10


def luminance(colour: Colour) -> float:
    parts = [c / 255 for c in colour]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_text_can_be_read(palette: Palette) -> None:
    least = 7.0 if palette.name == "contrast" else 4.5
    for ground in (palette.ground, palette.surface, palette.sunken, palette.hover):
        assert contrast(palette.text, ground) >= 7.0
        assert contrast(palette.muted, ground) >= least
    for ink in palette.hues.values():
        assert contrast(ink.ink, palette.surface) >= least
        assert contrast(ink.ink, ink.soft) >= 4.5
        assert contrast(ink.on, ink.ink) >= least
    assert contrast(palette.focus, palette.surface) >= 3
    assert contrast(palette.edge, palette.surface) >= 3
    assert contrast(palette.text, palette.selection) >= 4.5


def test_another_theme_and_size_are_drawn_as_if_they_had_been_there_from_the_start(
    bench: Bench, typeface: Typeface
) -> None:
    root = gallery(typeface, (1280, 720))
    root.frame(bench.surface, 0)
    surface = pygame.display.set_mode((1600, 900))
    root.restyle(look_for(typeface, (1600, 900), "dark", 125), (1600, 900))
    root.frame(surface, 0)
    other = gallery(typeface, (1600, 900), "dark", 125)
    there = surface.copy()
    other.frame(there, 0)
    assert pygame.image.tobytes(surface, "RGB") == pygame.image.tobytes(there, "RGB")


@pytest.mark.parametrize(
    ("size", "scale"),
    [((1280, 720), 1.0), ((1024, 768), 0.75), ((1920, 1080), 1.375), ((2560, 1440), 1.75), ((3840, 2160), 2.5)],
)
def test_a_larger_window_shows_things_larger_and_more_of_them(size: tuple[int, int], scale: float) -> None:
    assert scale_for(size) == scale
