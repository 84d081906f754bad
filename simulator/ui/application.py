"""The window with all its screens, the check that comes before an exam, and the exams that trainers have begun."""

from __future__ import annotations

from pathlib import Path

from simulator.model.text import Lang
from simulator.ui.desk import Desk
from simulator.ui.screens.exam import ExamScreen
from simulator.ui.screens.links import LINKS, check, debrief
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Mode, Order, Voicing
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.window import SIZE, Window


class Application(Window):
    """The whole program's window."""

    def __init__(self, desk: Desk, typeface: Typeface, lang: Lang, size: tuple[int, int]) -> None:
        links = {**LINKS, "exam": self._exam}
        super().__init__(desk, typeface, debrief=debrief, links=links, lang=lang, size=size)

    def begin(self, order: Order, title: str) -> None:
        """An exam begins once headset and recogniser have passed their check."""
        if order.mode is not Mode.EXAM:
            super().begin(order, title)
            return
        self.go(check(self, order.call, lambda: Window.begin(self, order, title)))

    def _exam(self, place: Place, trainee: str, exam: str) -> Screen:
        return ExamScreen(self, trainee, exam, self.sit)

    def sit(self, screen: ExamScreen, title: str) -> None:
        """The next call of a begun exam, in place of its screen, which comes back when the call is over."""
        order = Order(screen.number, "", Mode.EXAM, Voicing.VOICE, self.settings.get("half_duplex") == "yes")
        work = self.desk.sit(screen.exam, screen.number, order.half_duplex)
        self.replace(self.follow(work, order, title, lambda work, shown: screen.after_one()))


def application(
    desk: Desk, font: Path, face: int = 0, lang: Lang = Lang.ZH, size: tuple[int, int] = SIZE
) -> Application:
    """The window, open and ready for its first frame."""
    return Application(desk, Typeface(font, face), lang, size)
