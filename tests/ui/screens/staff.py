"""What staff do at the certification records in the window: keys, dialogs filled in, and what can be read."""

from __future__ import annotations

import pygame
from pygame.event import Event

from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.text_input import TextInput
from simulator.ui.widgets.widget import Widget
from tests.ui.paper_archive import PaperArchive
from tests.ui.sights import Seat


def paper_of(seat: Seat) -> PaperArchive:
    return seat.window.desk.kept_records  # type: ignore[attr-defined,no-any-return]


def texts(widget: Widget) -> list[str]:
    return [one.text for one in widget.walk() if isinstance(one, Label) and one.shown()]


def pressed(seat: Seat, key: int) -> None:
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(Event(kind, key=key, mod=0, unicode="", scancode=0))
    seat.settle()


def dropped(seat: Seat, file: str) -> None:
    """A file falls into the window."""
    seat.settle()
    pygame.event.post(Event(pygame.DROPFILE, file=file))
    seat.settle()


def dialog(seat: Seat, *texts: str) -> None:
    """Its fields written, and its first choice taken by keyboard."""
    root = seat.window.root
    fields = [one for one in list(root.layers)[-1].widget.walk() if isinstance(one, TextInput)]
    assert root.focused is fields[0]
    for field, text in zip(fields, texts, strict=True):
        root.focus(field)
        pygame.event.post(Event(pygame.TEXTINPUT, text=text))
        seat.settle()
    pressed(seat, pygame.K_TAB)
    pressed(seat, pygame.K_TAB)
    pressed(seat, pygame.K_RETURN)
    assert not root.layers.modal
