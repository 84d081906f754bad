"""What comes in front of everything: questions that must be answered, and notes that go away by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame
from pygame import Rect

from simulator.ui.widgets.boxes import CARD, Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lamps import Light, draw_light
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Action, Key, Widget

SHOWN_MS = 4_000
"""So long a note stays, and longer by the letter."""

LETTER_MS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a dialog.  ``kind`` as a button's."""

    text: str
    action: Action | None = None
    kind: str = "plain"


class Dialog(Widget):
    """In the middle, over a veil; keeps focus and mouse.  Escape takes the last choice, if that is harmless."""

    def __init__(
        self, root: Root, title: str, body: Widget | str, choices: Sequence[Choice], *, width: float = 460
    ) -> None:
        super().__init__()
        self._root = root
        self._choices = tuple(choices)
        text = Label(body, wrap=True, role="muted") if isinstance(body, str) else body
        buttons = [Button(one.text, self._taking(one), kind=one.kind) for one in reversed(self._choices)]
        self.panel = Column(
            Label(title, Style.TITLE, wrap=True),
            text,
            Row(Space(), *buttons, gap=10),
            gap=16,
            pad=(24, 20),
            plate=CARD,
            width=width,
        )
        self.add(self.panel)

    def _taking(self, choice: Choice) -> Action:
        def take() -> None:
            self.dismiss()
            if choice.action is not None:
                choice.action()

        return take

    def show(self) -> None:
        self._root.open(self)

    def dismiss(self) -> None:
        self._root.close(self)

    def arrange(self) -> None:
        room = self.rect.inflate(-2 * self.look.px(24), -2 * self.look.px(24))
        w, h = self.panel.size(room.w)
        place = Rect(0, 0, min(w, room.w), min(h, room.h))
        place.center = (self.rect.centerx, self.rect.y + self.rect.h * 46 // 100)
        self.panel.place(place.clamp(room))

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        return True

    def on_key(self, key: Key) -> bool:
        if key.code == pygame.K_ESCAPE and self._choices and self._choices[-1].kind != "danger":
            self._taking(self._choices[-1])()
            return True
        return False

    def draw(self, painter: Painter) -> None:
        painter.shade(self.rect, painter.palette.shade)
        painter.shadow(self.panel.rect, self.look.px(10))


@dataclass(slots=True)
class Note:
    """A line of a toast and until when it is shown (ms)."""

    text: str
    hue: Hue
    until: int = -1


class Toasts(Widget):
    """Notes below the middle of the window.  Never takes the mouse or the focus."""

    ticks = True

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[Note] = []

    def say(self, text: str, hue: Hue = Hue.NEUTRAL) -> None:
        """Show a note; the same again only begins its time anew."""
        for note in self._notes:
            if note.text == text:
                note.until = -1
                return
        self._notes.append(Note(text, hue))
        del self._notes[:-3]
        self.damage()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(note.text for note in self._notes)

    def tick(self, now: int) -> None:
        for note in self._notes:
            if note.until < 0:
                note.until = now + SHOWN_MS + LETTER_MS * len(note.text)
        kept = [note for note in self._notes if note.until > now]
        if len(kept) != len(self._notes):
            self.damage()
            self._notes = kept

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        return None

    def damage(self, rect: Rect | None = None) -> None:
        if self.host is not None and rect is None and self.rect.w:
            high = 3 * (self.look.face(Style.BODY).height + self.look.px(36))
            rect = Rect(self.rect.x, self.rect.bottom - high - self.look.px(60), self.rect.w, high + self.look.px(60))
        super().damage(rect)

    def draw(self, painter: Painter) -> None:
        px, face, bottom = self.look.px, self.look.face(Style.BODY), self.rect.bottom - self.look.px(40)
        for note in reversed(self._notes):
            text = face.fit(note.text, self.rect.w - px(160))
            side = round(face.em)
            box = Rect(0, 0, face.width(text) + side + px(40), face.height + px(18))
            box.midbottom = (self.rect.centerx, bottom)
            painter.shadow(box, px(8))
            painter.plate(box, painter.palette.surface, px(8), painter.theme.ink(note.hue), px(2))
            shape = {Hue.BAD: "cross", Hue.WARN: "triangle", Hue.GOOD: "disc"}.get(note.hue, "square")
            draw_light(painter, Rect(box.x + px(14), box.centery - side // 2, side, side), Light(note.hue, shape))
            painter.text_in(text, box.inflate(-2 * px(14), 0), Style.BODY, painter.palette.text, "right")
            bottom = box.y - px(14)
