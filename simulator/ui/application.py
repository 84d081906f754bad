"""The window with all its screens, and the check that comes before an exam."""

from __future__ import annotations

from pathlib import Path

from simulator.model.text import Lang
from simulator.ui.desk import Desk
from simulator.ui.screens.links import LINKS, check, debrief
from simulator.ui.shown import Mode, Order
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.window import SIZE, Window


class Application(Window):
    """The whole program's window."""

    def begin(self, order: Order, title: str) -> None:
        """An exam begins once headset and recogniser have passed their check."""
        if order.mode is not Mode.EXAM:
            super().begin(order, title)
            return
        self.go(check(self, order.call, lambda: Window.begin(self, order, title)))


def application(
    desk: Desk, font: Path, face: int = 0, lang: Lang = Lang.ZH, size: tuple[int, int] = SIZE
) -> Application:
    """The window, open and ready for its first frame."""
    return Application(desk, Typeface(font, face), debrief=debrief, links=LINKS, lang=lang, size=size)
