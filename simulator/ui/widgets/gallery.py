"""Every widget in every state, on one screen: ``python -m simulator.ui.widgets.gallery FONT [--save FILE]``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # before the display is there: rectangles go straight out

import pygame

from simulator.ui.widgets.fonts import Fonts, Typeface
from simulator.ui.widgets.gallery_pages import pages
from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import PALETTES, TEXT_SIZES, Theme, scale_for


def look_for(typeface: Typeface, size: tuple[int, int], palette: str = "light", text: int = 100) -> Look:
    theme = Theme(PALETTES[palette], scale_for(size), text)
    return Look(theme, Fonts(typeface, theme))


def gallery(typeface: Typeface, size: tuple[int, int], palette: str = "light", text: int = 100) -> Root:
    """The gallery as a tree that can be driven by hand."""
    root = Root(look_for(typeface, size, palette, text), size)
    root.show(pages(root))
    return root


def run(typeface: Typeface, size: tuple[int, int], palette: str, text: int) -> None:
    """The gallery in a window, until it is closed."""
    pygame.display.init()
    surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    root, clock = gallery(typeface, size, palette, text), pygame.time.Clock()
    while True:
        for event in pygame.event.get():
            if event.type == pygame.QUIT:
                return
            if event.type == pygame.VIDEORESIZE:
                surface = pygame.display.get_surface() or surface
                root.restyle(look_for(typeface, surface.get_size(), palette, text), surface.get_size())
            root.handle(event)
        pygame.display.update(root.frame(surface, pygame.time.get_ticks()))
        clock.tick(60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("font", type=Path)
    parser.add_argument("--face", type=int, default=0)
    parser.add_argument("--theme", choices=sorted(PALETTES), default="light")
    parser.add_argument("--text", type=int, choices=TEXT_SIZES, default=100)
    parser.add_argument("--size", type=lambda s: tuple(map(int, s.split("x"))), default=(1280, 720))
    parser.add_argument("--page", type=int, default=0)
    parser.add_argument("--save", type=Path, help="draw once into this PNG instead of opening a window")
    options = parser.parse_args()
    typeface = Typeface(options.font, options.face)
    if options.save is None:
        run(typeface, options.size, options.theme, options.text)
        return
    pygame.display.init()
    surface = pygame.display.set_mode(options.size)
    root = gallery(typeface, options.size, options.theme, options.text)
    if isinstance(root.screen, Tabs):
        root.screen.show(options.page)
    root.frame(surface, 0)
    pygame.image.save(surface, options.save)


if __name__ == "__main__":
    main()
