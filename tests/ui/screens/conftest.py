"""The real window without a screen, over a desk of paper."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest
from pygame.event import Event

from simulator.runtime.fonts import chinese_font
from simulator.ui.desk import Work
from simulator.ui.screens.console import Console
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Debrief
from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.widget import Action, Widget
from simulator.ui.window import Window
from tests.ui.board import Board
from tests.ui.paper import PaperDesk, PaperWork
from tests.ui.widgets.conftest import _display, bench, typeface

__all__ = ["_display", "bench", "typeface"]


class Scored(Screen):
    """In place of a debrief."""

    def __init__(self, place: Place, again: Action) -> None:
        super().__init__(place)
        self.again = again

    def build(self) -> Widget:
        return Column(Label("评分完成"))


def scored(place: Place, work: Work, debrief: Debrief, again: Action) -> Screen:
    return Scored(place, again)


class Pilot:
    """Sits in front of the window: presses keys, clicks what is written on things, reads what is shown."""

    def __init__(self, desk: PaperDesk) -> None:
        found = chinese_font("总机")
        assert found is not None
        self.desk = desk
        self.work = desk.work
        self.now = 0
        self.window = Window(desk, Typeface(found.path, found.face), debrief=scored)
        self.settle()

    def settle(self, most: int = 20) -> None:
        """Frames until nothing is left to be drawn."""
        for _ in range(most):
            self.now += 16
            self.window.step(self.now)
            if self.window.idle():
                return
        raise AssertionError("the window does not come to rest")

    def wait(self, ms: int) -> None:
        """Time goes by on the board and in the window."""
        self.work.board.wait(ms)
        self.now += ms
        self.settle()

    def key(self, name: str) -> None:
        *held, key = name.split("+")
        mod = (pygame.KMOD_CTRL if "ctrl" in held else 0) | (pygame.KMOD_SHIFT if "shift" in held else 0)
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(Event(kind, key=pygame.key.key_code(key), mod=mod, unicode="", scancode=0))
        self.settle()

    def type(self, text: str) -> None:
        pygame.event.post(Event(pygame.TEXTINPUT, text=text))
        self.settle()

    def click(self, widget: Widget) -> None:
        pos = widget.rect.center
        pygame.event.post(Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))
        pygame.event.post(Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        pygame.event.post(Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))
        self.settle()

    def widgets(self) -> Iterator[Widget]:
        for layer in self.window.root.layers:
            yield from (widget for widget in layer.widget.walk() if widget.shown())

    def button(self, text: str) -> Button:
        return next(widget for widget in self.widgets() if isinstance(widget, Button) and widget.text == text)

    def texts(self) -> list[str]:
        return [widget.text for widget in self.widgets() if isinstance(widget, Label)]

    def begin(self) -> Console:
        """From the start screen into the call."""
        self.click(self.button("开始"))
        self.settle()
        assert isinstance(self.window.screen, Console)
        return self.window.screen

    def same_as_afresh(self) -> bool:
        """Whether what was drawn bit by bit looks like what is drawn at once."""
        root, shown = self.window.root, self.window.surface
        other = shown.copy()
        root.draw(other, [root.area])
        return pygame.image.tobytes(shown, "RGB") == pygame.image.tobytes(other, "RGB")


@pytest.fixture
def pilot(board: Callable[[str], Board]) -> Iterator[Callable[..., Pilot]]:
    def sit(call: str = "gm-accepts", **kept: str) -> Pilot:
        return Pilot(PaperDesk(PaperWork(board(call)), kept={"trainee": "李敏", **kept}))

    yield sit
    pygame.event.clear()
    pygame.key.set_repeat()
