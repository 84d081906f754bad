"""The bars above the board: that this is training, the time in the story, how long it has gone on, the microphone."""

from __future__ import annotations

from simulator.model.text import Lang, Text
from simulator.ui.views.console import ConsoleView
from simulator.ui.widgets.boxes import BAR, Column, Plate, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Badge, Label, Rule
from simulator.ui.widgets.meters import Meter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Action

ELAPSED = Text("已进行", "Elapsed")
MICROPHONE = Text("话筒", "Microphone")
END = Text("结束", "End")
SPEAKING = Text("{name}正在说话", "{name} is speaking")
HEARD = Text("正在听您说", "You are being heard")


class Banner(Row):
    """Always there: nobody may take this for the real board."""

    def __init__(self) -> None:
        self.text = Label("", Style.SMALL, Hue.WARN, align="center", grow=1)
        super().__init__(self.text, pad=(16, 3), plate=Plate("surface", Hue.WARN, radius=0, border=False))


class Figure(Column):
    """A number with its name above it."""

    def __init__(self, name: str) -> None:
        self.name = Label(name, Style.SMALL, "muted")
        self.value = Label("", Style.FIGURE)
        super().__init__(self.name, self.value, gap=0)


class TopBar(Column):
    """Everything that is said in figures; ``low`` where text is large: in two rows."""

    def __init__(self, lang: Lang, title: str, voice: bool, end: Action, end_key: str, *, low: bool = False) -> None:
        self.lang = lang
        self.banner = Banner()
        self.clock = Figure("")
        self.elapsed = Figure(ELAPSED[lang])
        self.mode = Badge("", Hue.ACCENT)
        self.due = Badge("", Hue.WARN)
        self.headset = Label("", Style.STRONG)
        self.doing = Label("", Style.SMALL, "muted")
        self.meter = Meter(width=112)
        microphone = Column(Label(MICROPHONE[lang], Style.SMALL, "muted"), self.meter, gap=4, width=112)
        microphone.visible = voice
        name = Label(title, Style.TITLE, grow=1 if low else 0)
        modes = Row(self.mode, self.due, gap=8)
        headset = Column(self.headset, self.doing, gap=0, grow=2)
        figures = [Rule(upright=True), self.clock, self.elapsed, microphone]
        button = Button(END[lang], end, badge=end_key)
        rows = [Row(Column(name, modes, gap=2, grow=3), headset, *figures, button, gap=20, align="center")]
        if low:
            rows = [Row(name, modes, button, gap=20, align="center"), Row(headset, *figures, gap=20, align="center")]
        super().__init__(self.banner, Column(*rows, gap=6, pad=(20, 8), plate=BAR), gap=0)

    def show(self, view: ConsoleView, level: float) -> None:
        self.banner.text.text = view.banner
        self.clock.name.text = view.date
        self.clock.value.text = view.time
        self.elapsed.value.text = view.elapsed
        self.mode.text = f"{view.mode} · {view.duty}" if view.duty else view.mode
        self.due.text = view.mode_due
        self.due.visible = bool(view.mode_due)
        self.headset.text = view.headset.text
        self.headset.role = "muted" if view.headset.place == "free" else Hue.GOOD
        said = SPEAKING.fill(name=view.headset.speaking) if view.headset.speaking else None
        said = HEARD if said is None and view.headset.listening else said
        self.doing.text = said[self.lang] if said is not None else ""
        self.meter.set(level)
