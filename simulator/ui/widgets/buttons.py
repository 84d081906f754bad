"""Buttons with their hot keys."""

from __future__ import annotations

import pygame
from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Colour, Hue, Style
from simulator.ui.widgets.widget import Action, Key, Shown, Widget, control_height

PRESSING = (pygame.K_SPACE, pygame.K_RETURN, pygame.K_KP_ENTER)


class Button(Widget):
    """A labelled button.  ``badge`` is its hot key, ``lit`` marks what is on, ``why`` says why it is disabled.

    ``kind``: ``plain``, ``primary`` (the one thing to do next), ``quiet`` (no plate until touched) or ``danger``.
    """

    focusable = True
    hand = True
    repeats = False
    text = Shown[str](layout=True)
    badge = Shown[str](layout=True)
    kind = Shown[str]()
    lit = Shown[bool]()
    note = Shown[str](layout=True)

    def __init__(
        self,
        text: str,
        action: Action | None = None,
        *,
        badge: str = "",
        kind: str = "plain",
        note: str = "",
        tall: bool = False,
        align: str = "center",
        grow: int = 0,
        width: float | None = None,
    ) -> None:
        super().__init__(grow=grow, width=width)
        self.text = text
        self.badge = badge
        self.kind = kind
        self.note = note
        self.lit = False
        self.why = ""
        self.tall = tall
        self.align = align
        self.action = action
        self._down = False

    def measure(self, width: int) -> tuple[int, int]:
        px, face, small = self.look.px, self.look.face(Style.BODY), self.look.face(Style.SMALL)
        text = face.width(self.text)
        badge = small.width(self.badge) + px(10) if self.badge else 0
        high = control_height(self.look)
        if self.tall:
            return max(text, badge, small.width(self.note)) + px(20), face.height + small.height + px(14)
        return text + (badge + px(8) if badge else 0) + px(28), high

    def tip(self, pos: tuple[int, int]) -> str:
        return self.why if not self.enabled and self.why else self.tooltip

    def press(self) -> None:
        if self.enabled and self.action is not None:
            self.action()

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        if self.enabled:
            self._down = True
            self.damage()
        return True

    def on_drag(self, pos: tuple[int, int]) -> None:
        down = self.enabled and bool(self.rect.collidepoint(pos))
        if down != self._down:
            self._down = down
            self.damage()

    def on_release(self, pos: tuple[int, int]) -> None:
        down, self._down = self._down, False
        self.damage()
        if down and self.rect.collidepoint(pos):
            self.press()

    def on_key(self, key: Key) -> bool:
        if key.code in PRESSING and not key.command and not key.alt:
            self.press()
            return True
        return False

    def colours(self, painter: Painter) -> tuple[Colour | None, Colour | None, Colour]:
        """Ground, border and text."""
        theme, palette = painter.theme, painter.palette
        over = self.hovered or self._down
        if not self.enabled:
            return (None if self.kind == "quiet" else palette.sunken), palette.line, palette.faint
        if self.kind in ("primary", "danger"):
            hue = Hue.ACCENT if self.kind == "primary" else Hue.BAD
            ink = theme.ink(hue)
            return (mixed(ink, palette.text, 0.22 if self._down else 0.12) if over else ink), None, theme.on(hue)
        if self.lit:
            return theme.soft(Hue.ACCENT), theme.ink(Hue.ACCENT), theme.ink(Hue.ACCENT)
        ground = palette.sunken if self._down else palette.hover if over else None
        if self.kind == "quiet":
            return ground, None, theme.ink(Hue.ACCENT)
        return (
            ground or palette.surface,
            palette.edge if over else mixed(palette.edge, palette.surface, 0.45),
            palette.text,
        )

    def draw(self, painter: Painter) -> None:
        px = self.look.px
        ground, border, ink = self.colours(painter)
        if painter.palette.name == "contrast" and self.kind != "quiet":
            border = border or painter.palette.edge
        painter.plate(self.rect, ground, px(7), border, px(2 if self.lit else 1)) if ground or border else None
        inner = self.rect.inflate(-px(20), 0)
        if self.tall:
            self._draw_tall(painter, inner, ink)
            return
        if self.badge:
            wide = self.look.face(Style.SMALL).width(self.badge) + px(10)
            self._draw_badge(painter, Rect(inner.right - wide, inner.y, wide, inner.h), ink)
            inner.w -= wide + px(8)
        painter.text_in(self.text, inner, Style.BODY, ink, self.align)

    def _draw_tall(self, painter: Painter, inner: Rect, ink: Colour) -> None:
        px, face, small = self.look.px, self.look.face(Style.BODY), self.look.face(Style.SMALL)
        high = face.height + small.height + px(2)
        top = inner.y + (inner.h - high) // 2
        painter.text_in(self.text, Rect(inner.x, top, inner.w, face.height), Style.BODY, ink, "center")
        under = Rect(inner.x, top + face.height + px(2), inner.w, small.height)
        if self.badge:
            wide = small.width(self.badge) + px(10)
            self._draw_badge(painter, Rect(under.centerx - wide // 2, under.y, wide, under.h), ink)
        else:
            painter.text_in(self.note, under, Style.SMALL, ink, "center")

    def _draw_badge(self, painter: Painter, box: Rect, ink: Colour) -> None:
        px, high = self.look.px, self.look.face(Style.SMALL).height
        plate = Rect(box.x, box.y + (box.h - high) // 2, box.w, high)
        quiet = ink if self.kind in ("primary", "danger") and self.enabled else painter.palette.muted
        quiet = quiet if self.enabled else painter.palette.faint
        painter.plate(plate, None, px(4), mixed(quiet, painter.palette.surface, 0.5), px(1))
        painter.text_in(self.badge, plate, Style.SMALL, quiet, "center")


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` of the other colour in the one."""
    r, g, b = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return r, g, b
