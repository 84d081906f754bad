"""What the screens of the certification records have in common: signs of a standing, an attempt in full, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from simulator.model.text import Lang, Text
from simulator.ui.archive import Archive, Doing, Outcome
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.views.archive import Line, Section, Share, Sheet
from simulator.ui.widgets.boxes import Column, Flow, Plate, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.meters import ProgressBar
from simulator.ui.widgets.plot import Bar, Bars
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

LIGHTS = {
    "pass": Light(Hue.GOOD, "disc"),
    "certified": Light(Hue.GOOD, "disc"),
    "partial": Light(Hue.WARN, "triangle"),
    "expiring": Light(Hue.WARN, "triangle"),
    "fail": Light(Hue.BAD, "cross"),
    "expired": Light(Hue.BAD, "cross"),
    "undecided": Light(Hue.VIOLET, "square"),
}
PLAIN = Light(Hue.NEUTRAL, "ring")
DIMENSIONS = Text("五个方面", "Dimensions")
OPEN, COPY = Text("打开", "Open"), Text("复制路径", "Copy the path")
COPIED = Text("路径已复制", "The path is copied")


def light_of(state: str) -> Light:
    return LIGHTS.get(state, PLAIN)


def sheet_parts(sheet: Sheet, lang: Lang) -> Iterator[Widget]:
    """An attempt in full, one part below the other."""
    hue = light_of(sheet.state).hue
    yield Column(
        Row(Label(sheet.who, Style.TITLE, wrap=True, grow=1), Label(sheet.total, Style.FIGURE, hue), gap=12),
        Label(sheet.what, Style.BODY, "muted", wrap=True),
        Flow(Badge(sheet.standing, hue, strong=True), *(Badge(text) for text in sheet.badges), gap=6, pad=(0, 4)),
        gap=4,
    )
    if sheet.dimensions:
        bars = Bars(tuple(_bar(one) for one in sheet.dimensions))
        yield Column(Label(DIMENSIONS[lang], Style.STRONG, "muted"), bars, gap=4)
    yield from (_section(one) for one in sheet.sections)


def _bar(one: Share) -> Bar:
    return Bar(one.name, one.points, one.possible, Hue.GOOD if one.met else Hue.BAD, one.text, goal=one.floor)


def _section(one: Section) -> Widget:
    lines = [_line(line) for line in one.lines] or [Label(one.empty, Style.BODY, "faint", wrap=True)]
    return Column(Label(one.title, Style.STRONG, "muted"), *lines, gap=6)


def _line(line: Line) -> Widget:
    below = [Label(line.note, Style.SMALL, "muted", wrap=True)] if line.note else []
    texts = Column(Label(line.text, Style.BODY, wrap=True), *below, gap=0, grow=1)
    return Row(Lamp(light_of(line.state), size=14), texts, gap=10)


class FiledScreen(Screen):
    """A screen behind the opened records, which tells what goes on and what came of what was done here."""

    def __init__(self, place: Place, archive: Archive) -> None:
        super().__init__(place)
        self.archive = archive
        self._before = archive.outcome()  # of something else
        self._last: tuple[Doing | None, Outcome | None] = (None, None)

    def telling(self) -> Told:
        """Where it is told; new with the other widgets."""
        self._last = (None, None)
        self.told = Told(self.place, self.archive.show)
        return self.told

    def show_told(self) -> Doing | None:
        """What goes on."""
        doing, outcome = self.archive.doing(), self.archive.outcome()
        now = (doing, outcome if outcome is not self._before else None)
        if now != self._last:
            self._last = now
            self.told.show(*now)
        return doing


class Told(Column):
    """What goes on, or what became of the last action and which file it wrote; nothing where there is neither.

    ``show`` opens that file.
    """

    def __init__(self, place: Place, show: Callable[[str], None]) -> None:
        self._place = place
        self._file = ""
        self.what = Label("", Style.BODY, wrap=True, grow=1)
        self.bar = ProgressBar(width=220)
        self.open = Button(OPEN[place.lang], lambda: show(self._file))
        self.copy = Button(COPY[place.lang], self._copy, kind="quiet")
        self.file = Label("", Style.SMALL, "muted", wrap=True)
        super().__init__(
            Row(self.what, self.bar, self.open, self.copy, gap=16, align="center"),
            self.file,
            gap=2,
            pad=(24, 8),
            plate=Plate(),
        )
        self.visible = False

    def show(self, doing: Doing | None, outcome: Outcome | None) -> None:
        lang = self._place.lang
        self.visible = doing is not None or outcome is not None
        self._file = outcome.file if doing is None and outcome is not None else ""
        self.file.text = self._file
        self.file.visible = self.copy.visible = bool(self._file)
        self.open.visible = bool(self._file) and outcome is not None and outcome.opens
        self.bar.visible = doing is not None and doing.share >= 0
        if doing is not None:
            self.what.text, self.bar.share = doing.what[lang], max(0.0, doing.share)
            self.plate = Plate("surface", Hue.ACCENT, radius=0, border=False)
        elif outcome is not None:
            self.what.text = outcome.told[lang]
            self.plate = Plate("surface", Hue.GOOD if outcome.good else Hue.BAD, radius=0, border=False)

    def _copy(self) -> None:
        self._place.root.copy(self._file)
        self._place.say(COPIED[self._place.lang], Hue.GOOD)
