"""What a screen is, and what it can ask of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from simulator.model.text import Lang, Text
from simulator.ui.desk import Desk
from simulator.ui.views.keymap import Action, Scope
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Widget


class Place(Protocol):
    """The window, as its screens see it."""

    root: Root
    desk: Desk
    lang: Lang

    @property
    def settings(self) -> Mapping[str, str]: ...

    def go(self, screen: Screen) -> None:
        """Show another screen; Back leads here again."""
        ...

    def replace(self, screen: Screen) -> None:
        """Show another screen in place of this one."""
        ...

    def back(self) -> None: ...

    def say(self, text: str, hue: Hue = Hue.NEUTRAL) -> None:
        """A note that goes away by itself."""
        ...

    def change(self, **settings: str) -> None:
        """Keep settings and let them hold at once."""
        ...


class Screen:
    """``build`` makes the widgets (again, when the language changes); ``update`` is called with every frame."""

    scope = Scope.EVERYWHERE

    def __init__(self, place: Place) -> None:
        self.place = place

    def tr(self, text: Text) -> str:
        return text[self.place.lang]

    def build(self) -> Widget:
        raise NotImplementedError

    def update(self) -> None:
        """Bring what is shown up to date."""

    def act(self, action: Action) -> bool:
        """A hot key of this screen; False where it means nothing here."""
        return False

    def back(self) -> None:
        """The button that the key Back has."""
        if self.leave():
            self.place.back()

    def leave(self) -> bool:
        """The trainee wants to go back; False where something has to be settled first."""
        self.close()
        return True

    def close(self) -> None:
        """The window closes, or the screen is gone for good."""
