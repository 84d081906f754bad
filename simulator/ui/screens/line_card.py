"""A line of the board: lamp, who is on it, the ring clock or how long it has been held; pressing it answers it."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Lang, Text
from simulator.ui.views.console import Blink, Lamp, LineView
from simulator.ui.widgets.boxes import CARD, Column, Plate, Row
from simulator.ui.widgets.buttons import PRESSING
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Lamp as Light
from simulator.ui.widgets.lamps import Light as Shine
from simulator.ui.widgets.ring_clock import RingClock
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key, Widget

LIGHTS: dict[Lamp, Shine] = {
    Lamp.OFF: Shine(Hue.NEUTRAL, "ring"),
    Lamp.RINGING: Shine(Hue.WARN, "bell"),
    Lamp.URGENT: Shine(Hue.BAD, "bell"),
    Lamp.ACTIVE: Shine(Hue.GOOD, "disc"),
    Lamp.HELD: Shine(Hue.VIOLET, "bars"),
    Lamp.THROUGH: Shine(Hue.ACCENT, "square"),
    Lamp.FAULT: Shine(Hue.BAD, "triangle"),
}
BLINKS = {Blink.STEADY: "", Blink.SLOW: "slow", Blink.FAST: "fast"}

ANSWER = Text("点按应答", "Press to answer")
RETRIEVE = Text("点按取回", "Press to retrieve")
URGENT = Text("紧急", "Urgent")
TIRED = Text("催促", "Impatient")


class LineCard(Row):
    """Pressed as a whole; the tooltip says what that would do."""

    focusable = True
    hand = True
    repeats = False

    def __init__(self, number: str, pressed: Callable[[str], None]) -> None:
        self.number = number
        self._pressed = pressed
        self.lamp = Light(size=20)
        self.name = Label("", Style.STRONG)
        self.badge = Badge()
        self.status = Label("", Style.BODY, "muted", grow=1)
        self.who = Label("", Style.SMALL, "muted", grow=1)
        self.time = Label("", Style.FIGURE, align="right")
        self.dial = RingClock(size=46)
        words = Column(Row(self.name, self.badge, gap=8), self.status, self.who, gap=0, grow=1)
        super().__init__(self.lamp, words, self.time, self.dial, gap=12, pad=(14, 10), plate=CARD)
        self.badge.visible = False
        self.dial.visible = False

    def show(self, line: LineView, lang: Lang) -> None:
        self.lamp.light = Shine(LIGHTS[line.lamp].hue, LIGHTS[line.lamp].shape, BLINKS[line.blink])
        self.name.text = line.name
        mark = URGENT if line.urgent else TIRED if line.impatient else None
        self.badge.visible = mark is not None or bool(line.fault)
        self.badge.text = mark[lang] if mark is not None else line.fault
        self.badge.hue = Hue.BAD if line.urgent or line.fault else Hue.WARN
        self.status.text = line.status
        self.status.role = "muted" if line.lamp is Lamp.OFF else LIGHTS[line.lamp].hue
        self.who.text = line.detail or line.who
        self.who.visible = bool(line.detail or line.who)
        self.time.text = line.elapsed
        self.time.visible = line.ring is None
        self.time.role = Hue.WARN if line.impatient else "text"
        self.dial.visible = line.ring is not None
        if line.ring is not None:
            self.dial.set(line.elapsed_ms)
        self.plate = Plate("surface", Hue.GOOD if line.here else None)
        self.tooltip = {"answer": ANSWER, "retrieve": RETRIEVE}.get(str(line.press), Text("", ""))[lang]

    def hit(self, pos: tuple[int, int]) -> Widget | None:
        return self if self.visible and self.rect.collidepoint(pos) else None

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        return True

    def on_release(self, pos: tuple[int, int]) -> None:
        if self.rect.collidepoint(pos):
            self._pressed(self.number)

    def on_key(self, key: Key) -> bool:
        if key.code in PRESSING:
            self._pressed(self.number)
            return True
        return False
