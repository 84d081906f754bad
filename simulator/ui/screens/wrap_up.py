"""After the last party is gone: that the records can be finished, and how long still."""

from __future__ import annotations

from simulator.model.text import Lang, Text
from simulator.ui.views.console import WrapUpView
from simulator.ui.widgets.boxes import Plate, Row
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.meters import ProgressBar
from simulator.ui.widgets.theme import Hue, Style

FINISH = Text("通话都已结束，请写完并保存记录", "All calls are over: finish and save the records")
SOON = Text("时间快到了，没有保存的不计", "Nearly over: what is not saved does not count")
LEFT = Text("还剩 {time}", "{time} left")
SOON_S = 10
"""From so many seconds on it is said more urgently."""


class WrapUp(Row):
    """A bar across the board; not there while anybody is on a line or may still call."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.lamp = Lamp(size=14)
        self.what = Label("", Style.STRONG, grow=1)
        self.bar = ProgressBar(width=160)
        self.time = Label("", Style.STRONG)
        super().__init__(
            self.lamp,
            self.what,
            self.bar,
            self.time,
            gap=14,
            pad=(20, 6),
            plate=Plate("surface", Hue.WARN, radius=0, border=False),
            align="center",
        )
        self.visible = False

    def show(self, view: WrapUpView | None) -> None:
        self.visible = view is not None
        if view is None:
            return
        soon = view.seconds <= SOON_S
        hue = Hue.BAD if soon else Hue.WARN
        self.lamp.light = Light(hue, "triangle", "slow" if soon else "")
        self.what.text = (SOON if soon else FINISH)[self.lang]
        self.bar.share, self.bar.hue = view.share, hue
        self.time.text = LEFT.fill(time=view.left)[self.lang]
        self.what.role = self.time.role = hue
