"""Fields to write in: one line, or many."""

from __future__ import annotations

import pygame
from pygame import Rect

from simulator.ui.widgets.editing import Allowed
from simulator.ui.widgets.text_input import Changed, TextInput
from simulator.ui.widgets.widget import Key, control_height
from simulator.ui.widgets.wrapping import Span


class TextField(TextInput):
    """One line, scrolled sideways so that the caret is seen."""

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        most: int = 0,
        allowed: Allowed | None = None,
        changed: Changed | None = None,
        entered: Changed | None = None,
        grow: int = 0,
        width: float | None = None,
    ) -> None:
        super().__init__(
            text,
            placeholder=placeholder,
            most=most,
            allowed=allowed,
            changed=changed,
            entered=entered,
            grow=grow,
            width=width,
        )
        self._scroll = 0

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(180), control_height(self.look)

    def inside(self) -> Rect:
        return self.rect.inflate(-2 * self.look.px(10), -2 * self.look.px(3))

    def spans(self) -> list[Span]:
        return [(0, len(self.display()))]

    def origin(self) -> tuple[int, int]:
        inside = self.inside()
        return inside.x - self._scroll, inside.y + (inside.h - self.face.height) // 2

    def arrange(self) -> None:
        self.keep_in_view()

    def keep_in_view(self) -> None:
        room = self.inside().w - self.look.px(2)
        if room <= 0:
            return
        caret = self.face.width(self.display()[: self.display_caret()])
        whole = self.face.width(self.display())
        self._scroll = min(max(self._scroll, caret - room), caret)
        self._scroll = max(0, min(self._scroll, whole - room))


class SecretField(TextField):
    """A passphrase: what is written is neither shown nor copied."""

    def display(self) -> str:
        return "●" * len(super().display())

    def _command(self, key: Key) -> bool:
        return key.code in (pygame.K_c, pygame.K_x) or super()._command(key)


class TextArea(TextInput):
    """Many lines, wrapped; as high as ``rows`` lines, scrolled with the wheel and the caret."""

    def __init__(
        self,
        text: str = "",
        *,
        rows: int = 4,
        placeholder: str = "",
        most: int = 0,
        changed: Changed | None = None,
        grow: int = 0,
    ) -> None:
        super().__init__(text, placeholder=placeholder, most=most, lines=True, changed=changed, grow=grow)
        self.rows = rows
        self._scroll = 0
        self._aim: int | None = None  # x that Up and Down keep to
        self._wrapped: tuple[str, int, list[Span]] = ("", -1, [(0, 0)])

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(220), self.rows * self.face.height + 2 * self.look.px(8)

    def inside(self) -> Rect:
        return self.rect.inflate(-2 * self.look.px(10), -2 * self.look.px(7))

    def spans(self) -> list[Span]:
        text, wide = self.display(), self.inside().w
        if self._wrapped[:2] != (text, wide) or self._stale:
            self._wrapped = (text, wide, self.face.wrap(text, wide))
        return self._wrapped[2]

    def origin(self) -> tuple[int, int]:
        inside = self.inside()
        return inside.x, inside.y - self._scroll

    def arrange(self) -> None:
        self._wrapped = ("", -1, [(0, 0)])
        self.keep_in_view()

    def keep_in_view(self) -> None:
        high, room = self.face.height, self.inside().h
        top = self.line_of(self.display_caret()) * high
        self._scroll = min(max(self._scroll, top + high - room), top)
        self._limit()

    def _limit(self) -> None:
        self._scroll = max(0, min(self._scroll, len(self.spans()) * self.face.height - self.inside().h))

    def on_wheel(self, x: float, y: float) -> bool:
        before = self._scroll
        self._scroll -= round(y * 2 * self.face.height)
        self._limit()
        if self._scroll != before:
            self.damage()
        return self._scroll != before

    def on_return(self, key: Key) -> bool:
        if key.command:
            return False
        self._did(self.editing.insert("\n"))
        return True

    def on_key(self, key: Key) -> bool:
        page = max(1, self.inside().h // self.face.height - 1)
        steps = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -page, pygame.K_PAGEDOWN: page}
        if key.code in steps and not key.alt and not key.command:
            self._move_lines(steps[key.code], key.shift)
            return True
        self._aim = None
        return super().on_key(key)

    def _move_lines(self, step: int, select: bool) -> None:
        spans, line = self.spans(), self.line_of(self.editing.caret)
        if self._aim is None:
            self._aim = self.face.width(self.text[spans[line][0] : self.editing.caret])
        to = line + step
        if to < 0 or to >= len(spans):
            self.editing.move_to(0 if to < 0 else len(self.text), select=select)
        else:
            self.editing.move_to(self.place_on(to, self._aim), select=select)
        self._did(False)
