"""Texts side by side, one of which is chosen: what switches of a few parts and the names of pages have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import pygame
from pygame import Rect

from simulator.ui.widgets.widget import Key, Shown, Widget


class Choices(Widget):
    """Chooses by a click or the arrow keys and tells ``changed``, when another text is chosen, which."""

    focusable = True
    hand = True
    chosen = Shown[int]()
    texts = Shown[tuple[str, ...]](layout=True)
    steps: ClassVar[Mapping[int, int]] = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}

    def __init__(
        self, texts: Sequence[str], chosen: int = 0, changed: Callable[[int], None] | None = None, *, grow: int = 0
    ) -> None:
        super().__init__(grow=grow)
        self.texts = tuple(texts)
        self.chosen = chosen
        self.changed = changed
        self.blocked: frozenset[int] = frozenset()

    def parts(self) -> list[Rect]:
        """Where each text stands."""
        raise NotImplementedError

    def choose(self, index: int) -> None:
        if self.enabled and 0 <= index < len(self.texts) and index != self.chosen and index not in self.blocked:
            self.chosen = index
            if self.changed is not None:
                self.changed(index)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        for index, part in enumerate(self.parts()):
            if part.collidepoint(pos):
                self.choose(index)
        return True

    def on_key(self, key: Key) -> bool:
        step = self.steps.get(key.code)
        if step is None or key.command or key.alt:
            return False
        index = self.chosen + step
        while index in self.blocked:
            index += step
        self.choose(index)
        return True
