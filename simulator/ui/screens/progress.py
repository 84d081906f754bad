"""The progress page: scores over attempts, first against last, the weakest clauses, and the attempts themselves."""

from __future__ import annotations

from functools import partial

from simulator.model.text import Text
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.working import Working
from simulator.ui.views.progress import ProgressView, progress
from simulator.ui.views.progress import Series as Scores
from simulator.ui.widgets.boxes import Column, Row
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.plot import MARKERS, Bar, Bars, Plot, Series
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented
from simulator.ui.widgets.tables import Cell, Heading, Table
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("进步", "Progress"),
    "every_call": Text("全部通话", "Every call"),
    "total": Text("总分", "Total"),
    "dimensions": Text("五个方面", "Dimensions"),
    "scores": Text("历次成绩", "Scores"),
    "pass_mark": Text("及格线 {mark}", "pass mark {mark}"),
    "change": Text("第一次与最近一次", "First and last"),
    "weakest": Text("最弱的条款（最近三次）", "Weakest clauses (last three)"),
    "none_weak": Text("最近三次没有丢分的条款", "No points lost in the last three"),
    "one_only": Text("再练一次，这里就有比较", "One more attempt and there is something to compare"),
    "attempts": Text("练习记录", "Attempts"),
    "call": Text("来电", "Call"),
    "when": Text("时间", "When"),
    "mode": Text("方式", "Mode"),
    "verdict": Text("结论", "Verdict"),
    "points": Text("总分", "Total"),
    "open": Text("按回车或双击，看讲评", "Return or a double click opens the debrief"),
    "empty": Text("还没有成绩", "No scores yet"),
}
LARGE = 200
"""From this size of text (percent) on, everything is one below the other, and scrolled."""
HUES = (Hue.ACCENT, Hue.TEAL, Hue.WARN, Hue.VIOLET, Hue.BAD, Hue.GOOD)
VERDICTS = {"pass": Hue.GOOD, "fail": Hue.BAD, "undecided": Hue.VIOLET}


class ProgressScreen(Screen):
    """A trainee's attempts; an earlier one leads to its debrief."""

    def __init__(self, place: Place, trainee: str, *, pass_mark: int = 80) -> None:
        super().__init__(place)
        self._trainee, self._pass_mark = trainee, pass_mark
        self._attempts = tuple(place.desk.attempts(trainee))
        self._call = ""

    def build(self) -> Widget:
        lang = self.place.lang
        self._new = True
        self._calls = progress(self._attempts, lang).calls
        calls = [self._say("every_call"), *(title for _, title in self._calls)]
        at = next((n for n, (call, _) in enumerate(self._calls, 1) if call == self._call), 0)
        self.which = DropDown(calls, at, self._choose, width=260)
        self.lines = Segmented([self._say("total"), self._say("dimensions")], 0, lambda _: self.refresh())
        self.plot = Plot(goal_text=WORDS["pass_mark"].fill(mark=self._pass_mark)[lang])
        self.change = Bars()
        self.only_one = Label(self._say("one_only"), role="faint", wrap=True)
        self.weakest = Bars()
        self.none_weak = Label(self._say("none_weak"), role="faint", wrap=True)
        self.summary = Label(role="muted", wrap=True, lines=2, grow=1)
        headings = [Heading(self._say("when"), 3), Heading(self._say("call"), 6), Heading(self._say("mode"), 2)]
        headings += [Heading(self._say("verdict"), 2), Heading(self._say("points"), 2, "right")]
        self.table = Table(headings, opened=self._open, empty=self._say("empty"))
        top = top_bar(self._say("title"), lang, self.back, self.which, subtitle=self._trainee)
        whole = Column(top, self._body(), gap=0)
        self.refresh()
        return whole

    def update(self) -> None:
        if self._new:
            self._new = False
            self.place.root.focus(self.table)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def _body(self) -> Column:
        scores = card(Row(self.summary, self.lines, align="center"), self.plot, grow=5)
        change = card(self.change, self.only_one, title=self._say("change"), grow=3)
        weakest = card(self.weakest, self.none_weak, title=self._say("weakest"), grow=3)
        table = card(self.table, Label(self._say("open"), role="faint"), title=self._say("attempts"), grow=5)
        if self.place.root.look.theme.text >= LARGE:
            return Column(ScrollView(Column(scores, table, change, weakest, gap=12, pad=(16, 12))), gap=0, grow=1)
        above = Row(scores, change, gap=12, grow=5)
        below = Row(table, weakest, gap=12, grow=4)
        return Column(above, below, gap=12, pad=(16, 12), grow=1)

    def refresh(self) -> None:
        """Everything anew, for the call that is chosen."""
        view = progress(self._attempts, self.place.lang, self._call)
        self._records = tuple(row.record for row in view.rows)
        self.summary.text = view.summary
        self._fill_plot(view)
        self.change.bars = tuple(
            Bar(
                one.name,
                one.last,
                100,
                Hue.GOOD if one.change >= 0 else Hue.BAD,
                _change(one.first, one.last),
                one.first,
            )
            for one in view.comparisons
        )
        self.only_one.visible = not view.comparisons
        self.weakest.bars = tuple(
            Bar(one.clause, one.share, 100, Hue.WARN, f"{one.share:.0f}%") for one in view.weakest
        )
        self.none_weak.visible = not view.weakest
        self.table.fill(
            [
                (
                    Cell(row.started),
                    Cell(row.title),
                    Cell(row.mode),
                    Cell(row.verdict, VERDICTS.get(row.state)),
                    Cell(row.total),
                )
                for row in view.rows
            ]
        )
        if self.table.items and self.table.selected < 0:
            self.table.selected = 0

    def _fill_plot(self, view: ProgressView) -> None:
        shown = view.series[:1] if self.lines.chosen == 0 else view.series[1:]
        count = len(view.rows)
        self.plot.series = tuple(_line(one, n, count) for n, one in enumerate(shown))
        labels = dict(view.x_ticks)
        self.plot.labels = tuple(labels.get(n, "") for n in range(count))
        self.plot.goal = self._pass_mark if self.lines.chosen == 0 else -1

    def _choose(self, index: int) -> None:
        self._call = self._calls[index - 1][0] if index else ""
        self.table.selected = -1
        self.refresh()

    def _open(self, row: int) -> None:
        work = self.place.desk.debrief(self._records[row])
        self.place.go(Working(self.place, work, lambda: self, partial(DebriefScreen, self.place)))


def _line(one: Scores, n: int, count: int) -> Series:
    """A series as the plot takes it: a value for every attempt, None where the dimension did not apply."""
    values: list[float | None] = [None] * count
    for point in one.points:
        values[point.x] = round(point.y, 1)
    return Series(one.name, tuple(values), HUES[n % len(HUES)], MARKERS[n % len(MARKERS)])


def _change(first: float, last: float) -> str:
    return f"{first:.0f} → {last:.0f}"
