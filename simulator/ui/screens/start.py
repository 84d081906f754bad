"""The first screen: who practises, which call, how; what is missing for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from simulator.model.text import Text, heading
from simulator.model.wording import MODES
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.notice import after_notice
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.working import Working
from simulator.ui.shown import Attempt, CallItem, ExamItem, Mode, Order, Voicing
from simulator.ui.views.exam import offer
from simulator.ui.views.start import CallRow, Chosen, StartView, order, start
from simulator.ui.widgets.boxes import BAR, CARD, Column, Plate, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented, Toggle
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

PRODUCT = Text("总机话务员模拟训练", "Switchboard Operator Trainer")
LOCAL = Text("离线运行 · 数据不出本机", "Offline · nothing leaves this machine")
NAME = Text("姓名", "Name")
NAME_HINT = Text("请输入姓名", "Your name")
CALLS = Text("选择来电", "Choose a call")
MODE = Text("方式", "Mode")
ANSWER = Text("回答", "Replies")
VOICINGS = (Text("语音", "Voice"), Text("打字", "Typed"))
HEADSET = Text("没有耳机（外放）", "No headset (loudspeaker)")
BEGIN = Text("开始", "Begin")
NEEDS = Text("语音准备情况", "Ready for voice?")
LOOKING = Text("正在检查……", "Checking ...")
PRACTICE_ONLY = Text("仅供练习", "Practice only")
ENTER = Text("进入考试", "Enter the exam")
LAST = Text("看上次讲评", "Last debrief")
BEST = Text("最好 {best} 分", "best {best}")
DIFFICULTY = Text("难度 {stars}", "Difficulty {stars}")
LINKS = (
    ("progress", Text("成绩", "Progress")),
    ("drill", Text("用语练习", "Drills")),
    ("reference", Text("规范用语", "Wordings")),
    ("docket", Text("裁定", "Rulings")),
    ("archive", Text("考试档案", "Records")),
    ("settings", Text("设置", "Settings")),
)

Open = Mapping[str, Callable[[Place, str, str], Screen]]
"""The screens that can be gone to from here, by name; made with the trainee's name and the chosen call."""


class Start(Screen):
    """``begin`` is called with the order when everything is there."""

    def __init__(self, place: Place, begin: Callable[[Order, str], None], links: Open) -> None:
        super().__init__(place)
        self._begin = begin
        self._links = links
        voicing = Voicing(place.settings.get("voicing", "voice"))
        half = place.settings.get("half_duplex", "no") == "yes"
        self.chosen = Chosen(place.settings.get("trainee", ""), "", Mode.PRACTICE, voicing, half)
        self._calls: tuple[CallItem, ...] = ()
        self._attempts: tuple[Attempt, ...] = ()
        self._known: object = None
        self._rows: list[CallRow | None] = []

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        self._known = None
        tr = self.tr
        self.name = TextField(self.chosen.trainee, placeholder=tr(NAME_HINT), most=20, changed=self._named)
        self.list = ListView(chosen=self._picked, opened=lambda _: self.begin())
        self.title = Label("", Style.HEAD, wrap=True, lines=2)
        self.facts = Row(gap=8)
        self.summary = Label("", Style.BODY, "muted", wrap=True, lines=5)
        self.mode = Segmented([tr(heading(MODES[one])) for one in Mode], 0, self._moded)
        self.voicing = Segmented([tr(one) for one in VOICINGS], 0, self._voiced)
        self.headset = Toggle(tr(HEADSET), self.chosen.half_duplex, self._headset)
        self.ready = Column(gap=8)
        self.notes = Label("", Style.SMALL, "muted", wrap=True)
        self.missing = Label("", Style.BODY, Hue.WARN, wrap=True)
        self.button = Button(tr(BEGIN), self.begin, kind="primary", width=160)
        who = Row(Label(tr(NAME), Style.TITLE), Column(self.name, grow=1), gap=12, align="center")
        left = Column(who, Label(tr(CALLS), Style.TITLE), self.list, gap=12, pad=(16, 16), plate=CARD, grow=4)
        choices = Row(
            Column(Label(tr(MODE), Style.SMALL, "muted"), self.mode, gap=4, grow=1),
            Column(Label(tr(ANSWER), Style.SMALL, "muted"), self.voicing, gap=4, grow=1),
            gap=16,
        )
        need = Column(Label(tr(NEEDS), Style.STRONG), self.ready, gap=10)
        about = Column(self.title, self.facts, self.summary, choices, self.headset, need, self.notes, gap=16, pad=4)
        right = Column(
            ScrollView(about),
            Row(Column(self.missing, grow=1), self.button, gap=16),
            gap=16,
            pad=(24, 20),
            plate=CARD,
            grow=5,
        )
        self.offers = Column(gap=8, pad=(24, 10), plate=Plate("surface", Hue.ACCENT, radius=0, border=False))
        return Column(self._head(), self.offers, Row(left, right, gap=16, pad=(24, 20), grow=1), gap=0)

    def _head(self) -> Widget:
        links = [
            Button(self.tr(text), partial(self._go, name), kind="quiet") for name, text in LINKS if name in self._links
        ]
        return Row(
            Column(Label(self.tr(PRODUCT), Style.HEAD), Label(self.tr(LOCAL), Style.SMALL, "muted"), gap=0),
            Space(),
            *links,
            gap=12,
            pad=(24, 12),
            plate=BAR,
            align="center",
        )

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        readiness, trainee = tuple(self.place.desk.readiness()), self.chosen.trainee.strip()
        self._calls = tuple(self.place.desk.calls(trainee))
        self._attempts = tuple(self.place.desk.attempts(trainee))
        exams = tuple(one for one in self.place.desk.exams(trainee) if one.left and "exam" in self._links)
        known = (self.chosen, readiness, self._calls, self._attempts, exams, self.place.lang)
        if known == self._known:
            return
        before = self._known
        self._known = known
        view = start(self._calls, readiness, self.chosen, self.place.lang)
        first = next((row.id for course in view.courses for row in course.calls), "")
        if view.selected is None and first:
            self.chosen = replace(self.chosen, call=first)
            self._known = before
            self.update()
            return
        self._show(view)
        self._offer(exams)

    def _offer(self, exams: Sequence[ExamItem]) -> None:
        """Exams that wait for this trainee."""
        self.offers.visible = bool(exams)
        self.offers.clear()
        for one in exams:
            text = Label(offer(one, self.place.lang), Style.STRONG, wrap=True, lines=2, grow=1)
            self.offers.add(Row(text, Button(self.tr(ENTER), partial(self._enter, one.id)), gap=16, align="center"))

    def _enter(self, exam: str) -> None:
        trainee = self.chosen.trainee.strip()
        self.place.change(trainee=trainee)
        self.place.go(self._links["exam"](self.place, trainee, exam))

    def _show(self, view: StartView) -> None:
        self._list(view)
        row = view.selected
        self.title.text = row.title if row is not None else ""
        self.summary.text = row.summary if row is not None else ""
        self.facts.clear()
        if row is not None:
            self.facts.add(*self._facts(row))
        self.mode.chosen = 0 if self.chosen.mode is Mode.PRACTICE else 1
        self.voicing.chosen = 0 if self.chosen.voicing is Voicing.VOICE else 1
        self.headset.visible = self.chosen.voicing is Voicing.VOICE
        self.ready.clear()
        self.ready.add(*self._ready(view))
        self.notes.text = "；".join(view.notes)
        self.missing.text = "；".join(view.missing)
        self.button.enabled = view.can_begin
        self.button.why = "；".join(view.missing)

    def _list(self, view: StartView) -> None:
        self._rows, items, chosen = [], [], -1
        for course in view.courses:
            self._rows.append(None)
            items.append(Item(course.title, enabled=False, heading=True))
            for row in course.calls:
                if row.selected:
                    chosen = len(items)
                self._rows.append(row)
                hue = Hue.GOOD if row.best else Hue.WARN
                items.append(Item(row.title, f"{row.stars}   {row.attempts}", self._standing(row), hue))
        self.list.empty = view.empty
        self.list.items = tuple(items)
        self.list.selected = chosen

    def _standing(self, row: CallRow) -> str:
        if row.best:
            return self.tr(BEST.fill(best=row.best))
        return self.tr(PRACTICE_ONLY) if row.practice_only else ""

    def _facts(self, row: CallRow) -> list[Widget]:
        facts: list[Widget] = [Badge(self.tr(DIFFICULTY.fill(stars=row.stars))), Badge(row.attempts)]
        if row.best:
            facts.append(Badge(self.tr(BEST.fill(best=row.best)), Hue.GOOD))
        if row.practice_only:
            facts.append(Badge(self.tr(PRACTICE_ONLY), Hue.WARN))
        last = next((one for one in reversed(self._attempts) if one.call == row.id), None)
        if last is not None:
            facts.append(Button(self.tr(LAST), partial(self._look_back, last.record), kind="quiet"))
        return facts

    def _ready(self, view: StartView) -> list[Widget]:
        if view.looking:
            return [Label(self.tr(LOOKING), Style.BODY, "muted")]
        rows: list[Widget] = []
        for one in view.readiness:
            light = Light(Hue.GOOD, "disc") if one.ready else Light(Hue.WARN, "triangle")
            texts = [Row(Label(one.name), Label(one.state, Style.BODY, "muted", grow=1), gap=12)]
            below = [Label(one.hint, Style.SMALL, "muted", wrap=True)] if one.hint and not one.ready else []
            rows.append(Row(Lamp(light, size=14), Column(*texts, *below, gap=0, grow=1), gap=10))
        return rows

    # --- choices -----------------------------------------------------------------------------------------------------

    def _named(self, name: str) -> None:
        self.chosen = replace(self.chosen, trainee=name)

    def _picked(self, index: int) -> None:
        row = self._rows[index]
        if row is not None:
            self.chosen = replace(self.chosen, call=row.id)
            self.place.desk.choose(row.id)

    def _moded(self, index: int) -> None:
        self.chosen = replace(self.chosen, mode=tuple(Mode)[index])

    def _voiced(self, index: int) -> None:
        self.chosen = replace(self.chosen, voicing=tuple(Voicing)[index])

    def _headset(self, on: bool) -> None:
        self.chosen = replace(self.chosen, half_duplex=on)

    def begin(self) -> None:
        readiness = self.place.desk.readiness()
        view = start(self._calls, readiness, self.chosen, self.place.lang)
        if not view.can_begin or view.selected is None:
            self.place.say("；".join(view.missing), Hue.WARN)
            return
        self.place.change(
            trainee=self.chosen.trainee.strip(),
            voicing=self.chosen.voicing.value,
            half_duplex="yes" if self.chosen.half_duplex else "no",
        )
        begin = partial(self._begin, order(self.chosen), view.selected.title)
        if self.chosen.voicing is Voicing.VOICE:
            after_notice(self.place, self.chosen.trainee.strip(), begin)
        else:
            begin()

    def _go(self, name: str) -> None:
        self.place.go(self._links[name](self.place, self.chosen.trainee.strip(), self.chosen.call))

    def _look_back(self, record: str) -> None:
        work = self.place.desk.debrief(record)
        self.place.go(Working(self.place, work, lambda: self, partial(DebriefScreen, self.place)))

    def leave(self) -> bool:
        self.place.root.focus(None)
        return False
