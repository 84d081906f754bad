"""The extension panel: a busy-lamp field with its search."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from simulator.model.text import Lang, Text
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.ui.views.directory import ExtensionLamp, ExtensionView, panel, search
from simulator.ui.views.keymap import Action, hot_key
from simulator.ui.widgets.boxes import CARD, Column, Row
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key

LIGHTS: dict[ExtensionLamp, Light] = {
    ExtensionLamp.FREE: Light(Hue.NEUTRAL, "ring"),
    ExtensionLamp.BUSY: Light(Hue.BAD, "square"),
    ExtensionLamp.RINGING: Light(Hue.WARN, "bell"),
    ExtensionLamp.TALKING: Light(Hue.GOOD, "disc"),
    ExtensionLamp.PRIVATE: Light(Hue.VIOLET, "disc"),
    ExtensionLamp.REFUSED: Light(Hue.BAD, "cross"),
}
TITLE = Text("分机", "Extensions")
SEARCH = Text("姓名、部门、号码、拼音首字母", "Name, department, number, pinyin")
NOBODY = Text("没有找到，可换一种说法", "Nobody found")


MOVING = (
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_PAGEUP, pygame.K_PAGEDOWN),
    *(pygame.K_RETURN, pygame.K_KP_ENTER),
)


class SearchField(TextField):
    """Up and Down move in the list while one types."""

    def __init__(self, placeholder: str, changed: Callable[[str], None], moved: Callable[[Key], bool]) -> None:
        super().__init__(placeholder=placeholder, changed=changed)
        self._moved = moved

    def on_key(self, key: Key) -> bool:
        if key.code in MOVING:
            return self._moved(key)
        if key.code == pygame.K_ESCAPE and self.text:
            self.text = ""
            if self.changed is not None:
                self.changed("")
            return True
        return super().on_key(key)


class ExtensionPanel(Column):
    """``opened`` is told the extension on which Return or a double click came."""

    def __init__(self, lang: Lang, opened: Callable[[ExtensionView], None]) -> None:
        self.lang = lang
        self.rows: list[ExtensionView | None] = []  # None: the name of a department
        self._opened = opened
        self._known: tuple[State, str] | None = None
        self._scene: Scene | None = None
        self._state: State | None = None
        self.list = ListView(opened=self._open, empty=NOBODY[lang])
        self.field = SearchField(SEARCH[lang], lambda _: self._fill(), self.list_key)
        badge = Badge(hot_key(Action.SEARCH))
        super().__init__(
            Row(Label(TITLE[lang], Style.TITLE, grow=1), badge),
            self.field,
            self.list,
            gap=10,
            pad=(12, 12),
            plate=CARD,
            grow=1,
        )

    def show(self, scene: Scene, state: State) -> None:
        self._scene, self._state = scene, state
        known = (state, self.field.text)
        if self._known is None or self._known[0] is not state:
            self._fill(keep=True)
        self._known = known

    @property
    def selected(self) -> ExtensionView | None:
        return self.rows[self.list.selected] if 0 <= self.list.selected < len(self.rows) else None

    def clear(self) -> None:
        """After dialling: the next transfer is to somebody else, and has to be chosen."""
        self.field.text = ""
        self.list.selected = -1
        self._fill()

    def list_key(self, key: Key) -> bool:
        if key.code in (pygame.K_RETURN, pygame.K_KP_ENTER) and self.selected is None:
            self._select_first()
        return self.list.on_key(key)

    def _open(self, row: int) -> None:
        view = self.rows[row]
        if view is not None:
            self._opened(view)

    def _fill(self, keep: bool = False) -> None:
        if self._scene is None or self._state is None:
            return
        number = self.selected.number if keep and self.selected is not None else ""
        query = self.field.text.strip()
        self.rows, items = [], []
        if query:
            for view in search(self._scene, self._state, query, self.lang):
                self.rows.append(view)
                items.append(_item(view))
        else:
            for group in panel(self._scene, self._state, self.lang):
                self.rows.append(None)
                items.append(Item(group.name, enabled=False, heading=True))
                for view in group.extensions:
                    self.rows.append(view)
                    items.append(_item(view))
        self.list.items = tuple(items)
        at = next((n for n, view in enumerate(self.rows) if view is not None and view.number == number), -1)
        self.list.selected = at
        if query and at < 0:
            self._select_first()

    def _select_first(self) -> None:
        first = next((n for n, view in enumerate(self.rows) if view is not None), -1)
        self.list.select(first)


def _item(view: ExtensionView) -> Item:
    light = LIGHTS[view.lamp]
    resting = view.lamp is ExtensionLamp.FREE
    title = f"{view.name} {view.title}".strip() if view.person else view.name
    notes = " · ".join([view.number, view.mark, *view.notes])
    return Item(title, notes, "" if resting else view.status, light.hue, light)
