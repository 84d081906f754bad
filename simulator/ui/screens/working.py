"""What is on the window while a work prepares, while it is scored, and when it cannot go on."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.desk import Done, Failed, Live, Preparing, Scoring, Work
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Debrief
from simulator.ui.views.keymap import Scope
from simulator.ui.widgets.boxes import CARD, Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.meters import ProgressBar
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

PREPARING = Text("正在准备", "Getting ready")
SCORING = Text("正在评分", "Scoring")
FAILED = Text("无法继续", "This cannot go on")
BACK = Text("返回", "Back")


class Working(Screen):
    """Waits; goes on to ``live`` or ``done`` as soon as the work is there."""

    scope = Scope.EVERYWHERE

    def __init__(
        self,
        place: Place,
        work: Work,
        live: Callable[[], Screen],
        done: Callable[[Work, Debrief], Screen],
    ) -> None:
        super().__init__(place)
        self.work = work
        self._live = live
        self._done = done

    def build(self) -> Widget:
        self.title = Label("", Style.HEAD, align="center")
        self.what = Label("", Style.BODY, "muted", align="center", wrap=True)
        self.bar = ProgressBar(width=None)
        self.button = Button(self.tr(BACK), self.place.back)
        self.button.visible = False
        card = Column(
            self.title, self.what, self.bar, Row(Space(), self.button, Space()), gap=16, pad=(40, 32), plate=CARD
        )
        card.width = 520
        return Column(Space(), Row(Space(), card, Space()), Space(grow=2))

    def update(self) -> None:
        match self.work.stage():
            case Preparing(what, share):
                self._tell(self.tr(PREPARING), self.tr(what), share)
            case Live():
                self.place.replace(self._live())
            case Scoring():
                self._tell(self.tr(SCORING), "", -1)
            case Done(debrief):
                self.place.replace(self._done(self.work, debrief))
            case Failed(message, hint):
                self._tell(self.tr(FAILED), self.tr(message) + ("\n" + self.tr(hint) if hint is not None else ""), -1)
                self.title.role = Hue.BAD
                self.button.visible = True

    def _tell(self, title: str, what: str, share: float) -> None:
        self.title.text, self.what.text = title, what
        self.what.visible = bool(what)
        self.bar.visible = share >= 0
        self.bar.share = max(0.0, share)

    def leave(self) -> bool:
        self.close()
        return not isinstance(self.work.stage(), Scoring)

    def close(self) -> None:
        if isinstance(self.work.stage(), Preparing | Live):
            self.work.stop()
