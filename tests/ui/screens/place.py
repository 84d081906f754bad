"""The window's part for a single screen: it shows it, hands on keys and frames, and notes where one wants to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pygame

from simulator.model.text import Lang
from simulator.ui.screens.screen import Screen
from simulator.ui.views.keymap import Action, Chord, resolve
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Key, Widget
from tests.ui.screens.afterwards import PaperDesk
from tests.ui.widgets.conftest import Bench


@dataclass
class Place:
    """``left`` counts how often one went back; ``gone`` are the screens gone to, the last one shown."""

    bench: Bench
    desk: PaperDesk = field(default_factory=PaperDesk)
    lang: Lang = Lang.ZH
    left: int = 0
    gone: list[Screen] = field(default_factory=list)
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Root:
        return self.bench.root

    @property
    def screen(self) -> Screen:
        return self.gone[-1]

    def go(self, screen: Screen) -> None:
        self.gone.append(screen)
        self.root.unused = self._on_key
        self.bench.show(screen.build())
        self.frame()

    def replace(self, screen: Screen) -> None:
        self.gone.pop()
        self.go(screen)

    def back(self) -> None:
        self.left += 1

    def say(self, text: str, hue: Hue = Hue.NEUTRAL) -> None: ...

    def change(self, **settings: str) -> None: ...

    def frame(self, count: int = 1, ms: int = 16) -> None:
        for _ in range(count):
            self.screen.update()
            self.bench.frame(ms=ms)

    def key(self, code: int, *, ctrl: bool = False) -> None:
        self.bench.key(code, ctrl=ctrl)
        self.frame(2)

    def click(self, on: Widget | tuple[int, int]) -> None:
        self.bench.click(on)
        self.frame(2)

    def type(self, text: str) -> None:
        self.bench.type(text)
        self.frame(2)

    def texts(self, inside: Widget | None = None) -> list[str]:
        """What can be read."""
        top = inside or self.root.screen
        assert top is not None
        return [one.text for one in top.walk() if isinstance(one, Label) and one.shown()]

    def consistent(self) -> bool:
        """Whether what was drawn bit by bit looks as if drawn at once."""
        return self.bench.pixels() == self.bench.afresh()

    def _on_key(self, key: Key, editing: bool) -> bool:
        chord = Chord(pygame.key.name(key.code), key.command, key.shift, key.alt)
        action = resolve(chord, self.screen.scope, editing=editing)
        if action is Action.BACK and self.screen.leave():
            self.back()
        return action is not None and (action is Action.BACK or self.screen.act(action))
