"""A window without a screen, and hands on its keyboard and mouse."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest
from pygame.event import Event

from simulator.runtime.fonts import chinese_font
from simulator.ui.widgets.fonts import Fonts, Typeface
from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.theme import LIGHT, Palette, Theme
from simulator.ui.widgets.widget import Widget

SIZE = (1280, 720)
FRAME_MS = 16


@pytest.fixture(scope="session")
def typeface() -> Typeface:
    found = chinese_font("总机")
    assert found is not None
    return Typeface(found.path, found.face)


@pytest.fixture(scope="session")
def _display() -> Iterator[None]:
    pygame.display.init()
    yield
    pygame.display.quit()


class Bench:
    """A window with a screen in it, driven by hand; time passes only with frames."""

    def __init__(self, typeface: Typeface, size: tuple[int, int] = SIZE, palette: Palette = LIGHT) -> None:
        self.surface = pygame.display.set_mode(size)
        theme = Theme(palette)
        self.root = Root(Look(theme, Fonts(typeface, theme)), size)
        self.now = 0

    def show(self, screen: Widget) -> None:
        self.root.show(screen)
        self.frame()

    def frame(self, count: int = 1, ms: int = FRAME_MS) -> None:
        for _ in range(count):
            self.now += ms
            self.root.frame(self.surface, self.now)

    def key(self, code: int, *, ctrl: bool = False, shift: bool = False, alt: bool = False) -> bool:
        held = (pygame.KMOD_CTRL if ctrl else 0) | (pygame.KMOD_SHIFT if shift else 0) | (pygame.KMOD_ALT if alt else 0)
        used = self.root.handle(Event(pygame.KEYDOWN, key=code, mod=held, unicode="", scancode=0))
        self.root.handle(Event(pygame.KEYUP, key=code, mod=held, unicode="", scancode=0))
        self.frame()
        return used

    def type(self, text: str) -> None:
        self.root.handle(Event(pygame.TEXTINPUT, text=text))
        self.frame()

    def compose(self, text: str, start: int = 0) -> None:
        self.root.handle(Event(pygame.TEXTEDITING, text=text, start=start, length=0))
        self.frame()

    def move(self, pos: tuple[int, int]) -> None:
        self.root.handle(Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))
        self.frame()

    def down(self, pos: tuple[int, int]) -> None:
        self.root.handle(Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        self.frame()

    def up(self, pos: tuple[int, int]) -> None:
        self.root.handle(Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))
        self.frame()

    def click(self, on: Widget | tuple[int, int]) -> None:
        pos = on.rect.center if isinstance(on, Widget) else on
        self.move(pos)
        self.down(pos)
        self.up(pos)

    def wheel(self, y: int) -> None:
        self.root.handle(Event(pygame.MOUSEWHEEL, x=0, y=y, flipped=False))
        self.frame()

    def pixels(self) -> bytes:
        return pygame.image.tobytes(self.surface, "RGB")

    def afresh(self) -> bytes:
        """What the window would show if everything was drawn now."""
        self.root.settle()
        other = self.surface.copy()
        other.fill((255, 0, 255))
        self.root.draw(other, [self.root.area])
        return pygame.image.tobytes(other, "RGB")


@pytest.fixture
def bench(typeface: Typeface, _display: None) -> Bench:
    return Bench(typeface)
