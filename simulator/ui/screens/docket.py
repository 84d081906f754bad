"""The trainer's docket: what recognition left undecided, to be listened to and ruled on with a reason, and behind it
what another trainer ruled on, to be rated once more without knowing how."""

from __future__ import annotations

from simulator.model.text import Text
from simulator.ui.screens.door import StaffDoor
from simulator.ui.screens.finding import badges, finding_parts, heading
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Case
from simulator.ui.views.debrief import detail
from simulator.ui.widgets.boxes import Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.tabs import TabBar
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("裁定", "Rulings"),
    "door": Text("用教员的密钥打开", "Opened with the key of a trainer"),
    "play": Text("播放这一段", "Play this moment"),
    "reason": Text("理由（必填，签名入库）", "Reason (required, signed and entered)"),
    "why": Text("请先写理由", "Write the reason first"),
}
RULING, RATING = 0, 1
PAGES = (
    {
        "name": Text("待裁定", "Undecided"),
        "none": Text("没有待裁定的项目", "Nothing waits for a ruling"),
        "pass": Text("裁定合格", "Rule: passed"),
        "fail": Text("裁定不合格", "Rule: failed"),
        "about": Text("裁定改变成绩，自动评分仍然保留。", "A ruling changes the score; the automatic one is kept."),
    },
    {
        "name": Text("第二评定", "Second rating"),
        "none": Text("没有可以再评的项目", "Nothing to be rated again"),
        "pass": Text("评为合格", "Rate: passed"),
        "fail": Text("评为不合格", "Rate: failed"),
        "about": Text(
            "别的教员裁定过这一项，结论在这里不显示。请自己听、自己评：成绩不变，只用来统计评定人的一致程度。",
            "Another trainer ruled on this; how, is not shown. Listen and judge for yourself: the score stays. "
            "What counts is how far raters agree.",
        ),
    },
)
UNDECIDED = Light(Hue.VIOLET, "square")


class DocketScreen(Screen):
    """Nothing is shown before the trainer's key is open."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.docket = place.desk.docket()
        self._note: Text | None = None
        self._page = RULING
        self._cases: tuple[Case, ...] = ()
        self._case: Case | None = None

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        lang = self.place.lang
        self.pages = TabBar([page["name"][lang] for page in PAGES], self._turn)
        self.pages.chosen = self._page
        self.list = ListView(chosen=self._choose, grow=1)
        self.heading, self.badges, self.detail = Row(gap=12), Flow(gap=6), Column(gap=10)
        self.about = Label("", Style.SMALL, "muted", wrap=True)
        self.reason = TextField(placeholder=self._say("reason"), changed=lambda _: self._allow())
        self.listen = Button(self._say("play"), self._play)
        self.passed = Button("", lambda: self.rule(True), kind="primary")
        self.failed = Button("", lambda: self.rule(False))
        right = card(
            self.heading,
            self.badges,
            ScrollView(self.detail),
            self.about,
            self.reason,
            Row(self.listen, Space(), self.failed, self.passed, gap=8),
            grow=6,
        )
        left = card(self.pages, self.list, grow=5)
        self.outside = StaffDoor(self.place, WORDS["door"], self.docket.open)
        self.inside = Row(left, right, gap=12, pad=(16, 12), grow=1)
        self.inside.visible = False
        self._cases, self._case = (), None
        self._turn(self._page)
        return Column(top_bar(self._say("title"), lang, self.back), self.outside, self.inside, gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def _turn(self, page: int) -> None:
        """Another list, with what is done with it."""
        self._page = page
        words = {name: text[self.place.lang] for name, text in PAGES[page].items()}
        self.list.empty, self.about.text = words["none"], words["about"]
        self.passed.text, self.failed.text = words["pass"], words["fail"]
        self._show(self._waiting())
        self.list.damage()

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        door = self.docket.door()
        self.outside.visible, self.inside.visible = door is not None, door is None
        if door is not None:
            self.outside.show(door)
            return
        self.pages.marks = tuple(
            str(len(found)) if found else "" for found in (self.docket.cases(), self.docket.second())
        )
        self._show(self._waiting())
        note = self.docket.note()
        if note is not None and note is not self._note:
            self.place.say(self.tr(note))
        self._note = note

    def _waiting(self) -> tuple[Case, ...]:
        return tuple(self.docket.cases() if self._page == RULING else self.docket.second())

    def _show(self, cases: tuple[Case, ...]) -> None:
        """The list; whoever is being judged stays chosen while others come, else who stands in that place now."""
        if cases == self._cases and (self._case is not None or not cases):
            self._allow()
            return
        before = self._cases.index(self._case) if self._case in self._cases else 0
        self._cases = cases
        self.list.items = tuple(
            Item(one.finding.title, f"{one.trainee} · {one.title}", one.started[:10], light=UNDECIDED) for one in cases
        )
        place = cases.index(self._case) if self._case in cases else min(before, len(cases) - 1)
        self.list.selected = place
        self._fill(cases[place] if cases else None)

    def _fill(self, case: Case | None) -> None:
        if case is None or case != self._case:
            for box in (self.heading, self.badges, self.detail):
                box.clear()
            self.reason.text = ""
        if case is not None and case != self._case:
            full = detail(case.finding, True, self.place.lang)
            self.heading.add(*heading(full))
            self.badges.add(*badges(full, self.place.lang))
            self.detail.add(*finding_parts(full, self.place.lang, self.place.root.look.theme.text))
        self._case = case
        self._allow()

    def _allow(self) -> None:
        """A judgement takes a case and a reason."""
        case, reason = self._case, self.reason.text.strip()
        for button in (self.passed, self.failed):
            button.enabled, button.why = case is not None and bool(reason), self._say("why")
        self.listen.enabled = case is not None and case.finding.span is not None
        self.about.visible = case is not None

    # --- doing -------------------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        self._fill(self._cases[row])

    def _play(self) -> None:
        if self._case is not None:
            self.docket.play(self._case)

    def rule(self, passed: bool) -> None:
        if self._case is not None and self.reason.text.strip():
            judge = self.docket.rule if self._page == RULING else self.docket.rate
            judge(self._case, passed, self.reason.text)

    def close(self) -> None:
        self.docket.close()
