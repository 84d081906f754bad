"""The window: events in, frames out, one screen at a time.  Reads the clock once a frame and hands it on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")  # rectangles go straight to the screen
os.environ.setdefault("SDL_IME_SHOW_UI", "1")  # Windows: the input method shows its candidates itself

import pygame

from simulator.model.text import Lang, Text
from simulator.ui.desk import Desk, Work
from simulator.ui.screens.console import Console
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.settings import Settings
from simulator.ui.screens.start import Start
from simulator.ui.screens.working import Working
from simulator.ui.shown import Debrief, Mode, Order
from simulator.ui.views.keymap import Action, Chord, overview, resolve
from simulator.ui.widgets.boxes import Column, Overlay, Row
from simulator.ui.widgets.dialogs import Choice, Dialog, Toasts
from simulator.ui.widgets.fonts import Fonts, Typeface
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import LIGHT, PALETTES, TEXT_SIZES, Hue, Theme, scale_for
from simulator.ui.widgets.widget import Action as Doing
from simulator.ui.widgets.widget import Key

TITLE = Text("总机话务员模拟训练", "Switchboard Operator Trainer")
KEYS = Text("快捷键", "Hot keys")
CLOSE = Text("关闭", "Close")
SIZE = MINIMUM = (1280, 720)
"""How large a window begins, and the least that its screens are made for."""
FRAMES_A_SECOND = 60
REPEAT_MS = (400, 35)

Links = Mapping[str, Callable[[Place, str, str], Screen]]
ShowDebrief = Callable[[Place, Work, Debrief, Doing], Screen]
"""Made with what practises the same call once more."""


class Window:
    """``step`` does one frame; ``run`` does them until the window is closed.

    ``links`` are further screens that the start screen leads to, ``debrief`` makes the one after a call.
    """

    def __init__(
        self,
        desk: Desk,
        typeface: Typeface,
        *,
        debrief: ShowDebrief,
        links: Links | None = None,
        lang: Lang = Lang.ZH,
        size: tuple[int, int] = SIZE,
    ) -> None:
        self.desk = desk
        self._typeface = typeface
        self._settings = dict(desk.settings())
        self.lang = Lang(self._settings.get("lang", lang.value))
        self._debrief = debrief
        self._links: Links = {**(links or {}), "settings": lambda place, trainee, call: Settings(place)}
        self.surface = self._open(size)
        self.root = Root(self._look(self.surface.get_size()), self.surface.get_size())
        self.root.unused = self._on_key
        self.toasts = Toasts()
        self.screens: list[Screen] = []
        self.closed = False
        self.go(Start(self, self.begin, self._links))

    def _open(self, size: tuple[int, int]) -> pygame.Surface:
        pygame.display.init()
        pygame.display.set_caption(TITLE[self.lang])
        least = (max(size[0], MINIMUM[0]), max(size[1], MINIMUM[1]))
        surface = pygame.display.set_mode(least, pygame.RESIZABLE)
        pygame.key.set_repeat(*REPEAT_MS)
        pygame.key.stop_text_input()
        return surface

    def _look(self, size: tuple[int, int]) -> Look:
        palette = PALETTES.get(self._settings.get("theme", ""), LIGHT)
        text = self._settings.get("text", "100")
        theme = Theme(palette, scale_for(size), int(text) if text.isdigit() else 100)
        return Look(theme, Fonts(self._typeface, theme))

    # --- screens -----------------------------------------------------------------------------------------------------

    @property
    def settings(self) -> Mapping[str, str]:
        return self._settings

    @property
    def screen(self) -> Screen:
        return self.screens[-1]

    def go(self, screen: Screen) -> None:
        self.screens.append(screen)
        self._show()

    def replace(self, screen: Screen) -> None:
        self.screens[-1] = screen
        self._show()

    def back(self) -> None:
        if len(self.screens) > 1:
            self.screens.pop()
            self._show()

    def _show(self) -> None:
        self.toasts = Toasts()
        self.root.focus(None)
        self.root.show(Overlay(self.screen.build(), self.toasts))
        self.screen.update()

    def say(self, text: str, hue: Hue = Hue.NEUTRAL) -> None:
        self.toasts.say(text, hue)

    def change(self, **settings: str) -> None:
        before = dict(self._settings)
        self._settings.update(settings)
        self.desk.keep(dict(self._settings))
        if any(before.get(name) != self._settings.get(name) for name in ("theme", "text")):
            self.root.restyle(self._look(self.surface.get_size()), self.surface.get_size())
        if before.get("lang") != self._settings.get("lang"):
            self.lang = Lang(self._settings["lang"])
            pygame.display.set_caption(TITLE[self.lang])
        if any(before.get(name) != self._settings.get(name) for name in ("lang", "text")):
            self._show()

    # --- a call ------------------------------------------------------------------------------------------------------

    def begin(self, order: Order, title: str) -> None:
        """Ask for a call and follow it to its debrief."""
        work = self.desk.begin(order)

        def again() -> None:
            self.back()
            self.begin(replace(order, mode=Mode.PRACTICE), title)

        def debrief(work: Work, shown: Debrief) -> Screen:
            return self._debrief(self, work, shown, again)

        self.go(self.follow(work, order, title, debrief))

    def follow(self, work: Work, order: Order, title: str, done: Callable[[Work, Debrief], Screen]) -> Screen:
        """What is shown of a work from now on, until it is ``done``."""

        def waiting() -> Screen:
            return Working(self, work, lambda: Call(self, work, order, title, waiting), done)

        return waiting()

    # --- keys --------------------------------------------------------------------------------------------------------

    def _on_key(self, key: Key, editing: bool) -> bool:
        chord = Chord(pygame.key.name(key.code), key.command, key.shift, key.alt)
        action = resolve(chord, self.screen.scope, editing=editing)
        return action is not None and (self.screen.act(action) or self._act(action))

    def _act(self, action: Action) -> bool:
        """What can be done everywhere."""
        at = TEXT_SIZES.index(self.root.look.theme.text)
        match action:
            case Action.BACK:
                if self.screen.leave():
                    self.back()
            case Action.LARGER_TEXT:
                self.change(text=str(TEXT_SIZES[min(at + 1, len(TEXT_SIZES) - 1)]))
            case Action.SMALLER_TEXT:
                self.change(text=str(TEXT_SIZES[max(at - 1, 0)]))
            case Action.CONTRAST:
                self.change(theme="light" if self._settings.get("theme") == "contrast" else "contrast")
            case Action.FULL_SCREEN:
                pygame.display.toggle_fullscreen()
                self._resized()
            case Action.KEYS_OVERVIEW:
                self._overview()
            case Action.REFERENCE if "reference" in self._links:
                self.go(self._links["reference"](self, self._settings.get("trainee", ""), ""))
            case _:
                return False
        return True

    def _overview(self) -> None:
        rows = [Row(Label(name, grow=1), Badge(keys)) for keys, name in overview(self.screen.scope, self.lang)]
        body = ScrollView(Column(*rows, gap=4, pad=4), height=420, grow=0)
        Dialog(self.root, KEYS[self.lang], body, [Choice(CLOSE[self.lang])]).show()

    # --- frames ------------------------------------------------------------------------------------------------------

    def handle(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.close()
        elif event.type in (pygame.VIDEORESIZE, pygame.WINDOWSIZECHANGED):
            self._resized()
        else:
            self.root.handle(event)

    def _resized(self) -> None:
        self.surface = pygame.display.get_surface() or self.surface
        size = self.surface.get_size()
        if size != self.root.area.size:
            theme = self.root.look.theme
            same = theme.scale == scale_for(size)
            self.root.restyle(self.root.look if same else self._look(size), size)

    def step(self, now: int) -> list[pygame.Rect]:
        """One frame at ``now`` (ms): events, the screen's values, drawing.  Gives the rectangles that were drawn."""
        for event in pygame.event.get():
            self.handle(event)
        if self.closed:
            return []
        self.screen.update()
        rects = self.root.frame(self.surface, now)
        pygame.display.update(rects)
        return rects

    def idle(self) -> bool:
        """Nothing is left to be laid out or drawn, and no event waits."""
        return self.root.idle() and not pygame.event.peek()

    def close(self) -> None:
        """What goes on is stopped and kept."""
        for screen in reversed(self.screens):
            screen.close()
        self.closed = True

    def run(self) -> None:
        clock = pygame.time.Clock()
        while not self.closed:
            self.step(pygame.time.get_ticks())
            clock.tick(FRAMES_A_SECOND)
        pygame.display.quit()


class Call(Console):
    """The console within a window: once the call is over, the waiting for its score comes in its place."""

    def __init__(self, place: Place, work: Work, order: Order, title: str, over: Callable[[], Screen]) -> None:
        super().__init__(place, work, order, title)
        self._over = over

    def update(self) -> None:
        if self.snapshot is None:
            self.place.replace(self._over())
            return
        super().update()
