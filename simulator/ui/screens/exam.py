"""An exam that a trainer has begun: who sits there, then its calls one after the other, and at the end the results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulator.model.text import Text
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.links import check
from simulator.ui.screens.notice import after_notice
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.working import Working
from simulator.ui.shown import ExamItem
from simulator.ui.views.exam import ExamRow, ExamView, exam
from simulator.ui.widgets.boxes import Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("考试", "Exam"),
    "calls": Text("来电", "Calls"),
    "rules": Text(
        "每个来电只有一次，接起以前不知道是什么；用语音回答，没有提示和字幕。接完全部来电，这里显示结果和讲评。",
        "Each call comes once, and nobody knows beforehand what it is; by voice, without hints and captions. Results "
        "and debriefs are here once all calls are taken.",
    ),
    "number": Text("工号", "Employee number"),
    "identify": Text("请输入您的工号", "Enter your employee number"),
    "others": Text("工号与这次考试的学员不符，请找教员", "Not the number of the exam's trainee: ask the trainer"),
    "begin": Text("核对工号，检查耳机", "Check number and headset"),
    "next": Text("接下一个来电", "Take the next call"),
    "entering": Text("上一个来电正在评分入库", "The last call is being scored and entered"),
    "debrief": Text("双击或按回车看讲评", "Return or a double click opens the debrief"),
}
WIDTH = 680
DONE, NEXT, COMING = Light(Hue.GOOD, "disc"), Light(Hue.ACCENT, "bell"), Light(Hue.NEUTRAL, "ring")
VERDICTS = {"pass": Hue.GOOD, "fail": Hue.BAD, "undecided": Hue.VIOLET}


class ExamScreen(Screen):
    """``sit`` begins the next call in place of this screen.  ``number`` is the employee number once it was checked,
    ``sat`` how many calls have been taken that the store may not have yet."""

    def __init__(
        self,
        place: Place,
        trainee: str,
        exam: str,
        sit: Callable[[ExamScreen, str], None],
        number: str = "",
        sat: int = 0,
    ) -> None:
        super().__init__(place)
        self.trainee, self.exam, self.number = trainee, exam, number
        self._sit, self._sat = sit, sat
        self._item: ExamItem | None = None
        self._rows: tuple[ExamRow, ...] = ()

    def after_one(self) -> ExamScreen:
        """The same, when one more call is over."""
        taken = len(self._item.taken) if self._item is not None else 0
        return ExamScreen(self.place, self.trainee, self.exam, self._sit, self.number, taken + 1)

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        self._known: object = None
        self.course = Label("", Style.HEAD, wrap=True)
        self.facts = Flow(gap=8)
        self.list = ListView(opened=self._open, rows=5)
        self.field = TextField(self.number, placeholder=self._say("identify"), entered=lambda _: self.begin(), grow=1)
        self.who = Row(Label(self._say("number")), self.field, gap=12, align="center")
        self.who.visible = not self.number
        self.note = Label("", Style.SMALL, "muted", wrap=True)
        self.button = Button(self._say("next" if self.number else "begin"), self.begin, kind="primary")
        middle = Column(
            card(self.course, self.facts, Label(self._say("rules"), Style.BODY, "muted", wrap=True), gap=14),
            card(self.list, title=self._say("calls"), grow=1),
            card(self.who, Row(Column(self.note, grow=1), self.button, gap=16, align="center"), gap=14),
            gap=12,
            width=WIDTH,
        )
        top = top_bar(self._say("title"), self.place.lang, self.back)
        return Column(top, Row(Space(), middle, Space(), pad=(16, 16), grow=1), gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        found = next((one for one in self.place.desk.exams(self.trainee) if one.id == self.exam), self._item)
        if found is not None and (found, self.place.lang) != self._known:
            self._item, self._known = found, (found, self.place.lang)
            self._show(exam(found, self.place.lang), len(found.taken) >= self._sat)

    def _show(self, view: ExamView, entered: bool) -> None:
        self.course.text = view.course
        self.facts.clear()
        self.facts.add(*(Badge(fact) for fact in view.facts))
        self._rows = view.rows
        self.list.items = tuple(self._line(row, place, view) for place, row in enumerate(view.rows))
        self.who.visible = not self.number and not view.finished
        self.button.visible = not view.finished
        self.button.enabled, self.button.why = entered, self._say("entering")
        self.note.text = self._say("debrief") if view.finished else "" if entered else self._say("entering")
        if self.place.root.focused is None:
            self.place.root.focus(self.field if self.who.visible else self.list if view.finished else self.button)

    def _line(self, row: ExamRow, place: int, view: ExamView) -> Item:
        following = not row.taken and (place == 0 or view.rows[place - 1].taken)
        light = DONE if row.taken else NEXT if following else COMING
        return Item(row.name, row.state, row.result, VERDICTS.get(row.verdict, Hue.NEUTRAL), light)

    # --- doing -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Who it is and the headset are checked once, before the first call of this sitting."""
        item = self._item
        if item is None or len(item.taken) < self._sat or not item.left:
            return
        title = f"{item.course} · {exam(item, self.place.lang).title}"
        if self.number:
            self._sit(self, title)
            return
        number = self.field.text.strip()
        if not self.place.desk.is_of(self.exam, number):
            self.field.error = self._say("others")
            self.place.say(self._say("others"), Hue.BAD)
            return
        after_notice(self.place, self.trainee, partial(self._check, number, title))

    def _check(self, number: str, title: str) -> None:
        calls = self.place.desk.calls(self.trainee)
        self.place.go(check(self.place, calls[0].id if calls else "", partial(self._checked, number, title)))

    def _checked(self, number: str, title: str) -> None:
        self.number = number
        self._sit(self, title)

    def _open(self, row: int) -> None:
        record = self._rows[row].record
        if record:
            work = self.place.desk.debrief(record)
            self.place.go(Working(self.place, work, lambda: self, partial(DebriefScreen, self.place)))
