"""Drills: one wording after another, with what was heard syllable by syllable; and the check before an exam."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.text import Text
from simulator.ui.desk import Drill, Failed, Preparing
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.views.drill import (
    CheckView,
    DrillView,
    ResultView,
    Session,
    Standing,
    check,
    chosen,
    drill,
    heard,
    moved,
    next_open,
)
from simulator.ui.views.keymap import Action, Scope, hot_key
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.boxes import Column, Flow, Plate, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.meters import Meter, ProgressBar
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Action as Doing
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("单句练习", "Drills"),
    "check": Text("考前检查", "Check before the exam"),
    "wordings": Text("规范用语", "Wordings"),
    "points": Text("检查结果", "Result of the check"),
    "sentences": Text("句子", "Sentences"),
    "say": Text("请说", "Please say"),
    "aloud": Text("请朗读", "Please read aloud"),
    "listening": Text("正在听，直接说就行", "Listening: just speak"),
    "level": Text("音量", "Level"),
    "heard": Text("听到的是", "What was heard"),
    "silent": Text("（没有听清）", "(nothing recognised)"),
    "required": Text("要求", "required"),
    "heard_row": Text("听到", "heard"),
    "match": Text("吻合 {score}%", "{score}% alike"),
    "waiting": Text("说完会在这里显示听到的话，逐个音节对照。", "What was heard appears here, syllable by syllable."),
    "type": Text("没有麦克风？在这里打字，按回车", "No microphone? Type it here and press Return"),
    "next": Text("下一句", "Next"),
    "previous": Text("上一句", "Previous"),
    "open": Text("下一句没学会的", "Next to be learnt"),
    "begin": Text("开始考试", "Begin the exam"),
    "all_done": Text("全部学会了", "All learnt"),
}
LIGHTS = {
    Standing.OPEN: Light(Hue.NEUTRAL, "ring"),
    Standing.YES: Light(Hue.GOOD, "disc"),
    Standing.ALMOST: Light(Hue.WARN, "triangle"),
    Standing.NO: Light(Hue.BAD, "cross"),
}


class DrillScreen(Screen):
    """Exercises of a drill.  With ``begin`` it is the check before an exam, and ``begin`` starts the exam."""

    scope = Scope.DRILL

    def __init__(self, place: Place, work: Drill, begin: Doing | None = None) -> None:
        super().__init__(place)
        self._work, self._begin = work, begin
        self.session = Session(tuple(work.exercises()))
        self._begun = -1

    def build(self) -> Widget:
        self._new = True
        self.list = ListView(chosen=self._chosen, grow=1)
        self.bar = ProgressBar(hue=Hue.GOOD)
        self.ask = Label(role="muted")
        self.wording = Label(style=Style.HEAD, wrap=True)
        self.rule = Label(role="muted", style=Style.SMALL, wrap=True)
        self.meter = Meter(width=160)
        self.state = Label(role="muted", wrap=True)
        self.result = Column(gap=12)
        self.typed = TextField(placeholder=self._say("type"), entered=self._typed, grow=1)
        self.points = Column(gap=8)
        self.verdict = Label(style=Style.STRONG, wrap=True)
        self.exam = Button(self._say("begin"), self._begin, kind="primary")
        title = self._say("check" if self._begin is not None else "title")
        whole = Column(top_bar(title, self.place.lang, self.back), self._body(), gap=0)
        self.refresh()
        return whole

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def _body(self) -> Row:
        task = card(
            Row(self.ask, Space(), Label(self._say("level"), role="muted"), self.meter, gap=10),
            self.wording,
            self.rule,
            gap=12,
        )
        answer = card(ScrollView(self.result), title=self._say("heard"), grow=1)
        steps = Flow(
            Button(
                self._say("previous"),
                lambda: self._go(moved(self.session, -1)),
                badge=hot_key(Action.PREVIOUS_EXERCISE),
            ),
            Button(self._say("next"), lambda: self._go(moved(self.session, 1)), badge=hot_key(Action.NEXT_EXERCISE)),
            Button(self._say("open"), lambda: self._go(next_open(self.session)), kind="quiet"),
            gap=8,
        )
        right = Column(
            task,
            answer,
            Row(self.typed),
            Row(Column(steps, grow=3), Column(self.state, grow=2), align="center"),
            gap=12,
            grow=5,
        )
        left = [card(self.bar, self.list, title=self._say("wordings"), grow=1)]
        if self._begin is not None:
            self.bar.visible = False
            points = card(self.points, self.verdict, self.exam, title=self._say("points"), gap=12)
            left = [points, card(self.list, title=self._say("sentences"), grow=1)]
        return Row(Column(*left, gap=12, grow=3), right, gap=12, pad=(16, 12), grow=1)

    def act(self, action: Action) -> bool:
        step = {Action.NEXT_EXERCISE: 1, Action.PREVIOUS_EXERCISE: -1}.get(action)
        if step is not None:
            self._go(moved(self.session, step))
        return step is not None

    # --- showing -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Everything anew, for what was said so far."""
        view = drill(self.session, self.place.lang)
        self.list.items = tuple(Item(row.title, row.wording, light=LIGHTS[row.standing]) for row in view.rows)
        self.list.selected = self.session.at
        if self.list.host is not None:
            self.list.select(self.session.at, tell=False)
        self.bar.share, self.bar.text = view.share, self._say("all_done") if view.finished else view.done
        self.ask.text = self._say("aloud" if view.read_aloud else "say")
        self.wording.text = view.wording
        self.rule.text = view.title
        self._fill_result(view)
        if self._begin is not None:
            self._fill_check(check(self.session, self.place.lang))

    def _fill_result(self, view: DrillView) -> None:
        self.result.clear()
        if view.result is None:
            self.result.add(Label(self._say("waiting"), role="faint", wrap=True))
            return
        self.result.add(*self._result(view.result))

    def _result(self, one: ResultView) -> list[Widget]:
        hue = LIGHTS[one.standing].hue
        head = Row(
            Badge(one.verdict, hue, strong=True),
            Label(WORDS["match"].fill(score=one.score)[self.place.lang], role="muted"),
        )
        parts: list[Widget] = [Label(one.heard or self._say("silent"), Style.TITLE, wrap=True), Row(head, Space())]
        if one.syllables:
            parts.append(Aligned(one.syllables, required=self._say("required"), heard=self._say("heard_row")))
        if one.differing:
            parts.append(Label(one.differing, role="muted", wrap=True))
        for advice in one.advice:
            plate = Plate(hue=Hue.WARN, radius=8, border=False)
            parts.append(Column(Label(advice, wrap=True), pad=(12, 8), plate=plate))
        return parts

    def _fill_check(self, view: CheckView) -> None:
        self.points.clear()
        for name, standing in view.points:
            light = ListLine(name, LIGHTS[standing])
            self.points.add(light)
        self.verdict.text = view.verdict
        self.exam.enabled, self.exam.why = view.passed, view.verdict

    # --- doing -------------------------------------------------------------------------------------------------------

    def _chosen(self, row: int) -> None:
        self._go(chosen(self.session, row))

    def _go(self, session: Session) -> None:
        self.session = session
        self.refresh()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._work.type(text.strip())
            self.typed.text = ""

    def close(self) -> None:
        self._work.close()

    def update(self) -> None:
        if self._new:
            self._new = False
            self.place.root.focus(self.list)
        if not self.session.exercises and self._work.exercises():  # they were still being looked for
            self._go(Session(tuple(self._work.exercises())))
        stage = self._work.stage()
        self.meter.set(self._work.level() if stage is None else -120.0)
        self.state.text = self._state(stage)
        ready = not isinstance(stage, Preparing)  # where nothing can be heard, words can be typed
        if ready and self.session.current is not None and self._begun != self.session.at:
            self._begun = self.session.at
            self._work.begin(self.session.current)
        results, leakage = tuple(self._work.results()), self._work.leakage()
        if results != self.session.said or leakage is not self.session.leakage:
            self.session = replace(heard(self.session, results), leakage=leakage)
            self.refresh()

    def _state(self, stage: Preparing | Failed | None) -> str:
        match stage:
            case Preparing(what, share):
                return f"{what[self.place.lang]} {round(100 * share)}%"
            case Failed(message, hint):
                return message[self.place.lang] + (f" · {hint[self.place.lang]}" if hint is not None else "")
            case None:
                return self._say("listening")


class ListLine(Row):
    """A sign and a name, that can only be read."""

    def __init__(self, text: str, light: Light) -> None:
        super().__init__(Lamp(light, size=14), Label(text, grow=1), gap=10)
