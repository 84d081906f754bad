"""The window with all its screens: what leads where, and the check that comes before an exam."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from simulator.model.text import Lang
from simulator.ui.desk import Desk, Drill, Failed, Work
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.drill import DrillScreen
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.screens.reference import ReferenceScreen
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.working import PREPARING, Working
from simulator.ui.shown import Debrief, Mode, Order
from simulator.ui.views.keymap import Scope
from simulator.ui.widgets.boxes import Column, Row, Space
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.theme import Style
from simulator.ui.widgets.widget import Widget
from simulator.ui.window import SIZE, Window


class Bound(Protocol):
    """A screen's widget with hot keys of its own, bound once it is shown."""

    def bind(self) -> None: ...


class Hosted(Screen):
    """A screen that is one widget."""

    def __init__(self, place: Place, make: Callable[[], Widget], scope: Scope = Scope.EVERYWHERE) -> None:
        super().__init__(place)
        self._make = make
        self.scope = scope
        self.body: Widget | None = None
        self._bound: Widget | None = None

    def build(self) -> Widget:
        self.body = self._make()
        return self.body

    def update(self) -> None:
        if self.body is not self._bound:
            self._bound = self.body
            bind = getattr(self.body, "bind", None)
            if bind is not None:
                bind()


class Drilling(Hosted):
    """A drill, shown as soon as its exercises are known.  With ``begin`` it is the check before an exam."""

    def __init__(self, place: Place, work: Drill, begin: Callable[[], None] | None = None) -> None:
        super().__init__(place, self._widget, Scope.DRILL)
        self._work = work
        self._begin = begin
        self._ready = False

    def _widget(self) -> Widget:
        self._ready = bool(self._work.exercises())
        if self._ready:
            return DrillScreen(self.place.root, self._work, self.place.lang, self.place.back, self._begin)
        stage = self._work.stage()
        text = stage.message if isinstance(stage, Failed) else PREPARING
        return Column(Space(), Row(Space(), Label(self.tr(text), Style.HEAD), Space()), Space(grow=2))

    def update(self) -> None:
        failed = isinstance(self._work.stage(), Failed)
        if not self._ready and (self._work.exercises() or failed) and self.body is not None:
            self._ready = True
            self.place.replace(self)
            return
        super().update()

    def leave(self) -> bool:
        self._work.close()
        return True

    def close(self) -> None:
        self._work.close()


class Debriefing(Hosted):
    """The debrief of a work that is over."""

    def __init__(self, place: Place, work: Work, shown: Debrief) -> None:
        super().__init__(place, lambda: DebriefScreen(place.root, work, shown, place.lang, self._leave), Scope.DEBRIEF)
        self._work = work

    def _leave(self) -> None:
        self._work.stop()
        self.place.back()

    def close(self) -> None:
        self._work.stop()


class Application(Window):
    """The whole program's window."""

    def begin(self, order: Order, title: str) -> None:
        if order.mode is not Mode.EXAM:
            super().begin(order, title)
            return
        drill = self.desk.drill(order.call, check=True)

        def start() -> None:
            drill.close()
            self.back()
            Window.begin(self, order, title)

        self.go(Drilling(self, drill, start))


def application(
    desk: Desk, font: Path, face: int = 0, lang: Lang = Lang.ZH, size: tuple[int, int] = SIZE
) -> Application:
    """The window, open and ready for its first frame."""
    links = {"progress": _progress, "drill": _drill, "reference": _reference}
    return Application(desk, Typeface(font, face), debrief=Debriefing, links=links, lang=lang, size=size)


def _progress(place: Place, trainee: str, call: str) -> Screen:
    def widget() -> Widget:
        return ProgressScreen(
            place.root, place.desk.attempts(trainee), trainee, place.lang, place.back, lambda record: past(record)
        )

    def past(record: str) -> None:
        work = place.desk.debrief(record)
        screen = Working(place, work, lambda: Screen(place), lambda over, shown: Debriefing(place, over, shown))
        place.go(screen)

    return Hosted(place, widget)


def _drill(place: Place, trainee: str, call: str) -> Screen:
    return Drilling(place, place.desk.drill(call, check=False))


def _reference(place: Place, trainee: str, call: str) -> Screen:
    calls = place.desk.calls(trainee)
    of = call or (calls[0].id if calls else "")
    return Hosted(place, lambda: ReferenceScreen(place.root, place.desk.reference(of), place.lang, place.back))
