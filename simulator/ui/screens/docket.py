"""The trainer's docket: what recognition left undecided, to be listened to and ruled on with a reason."""

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
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Hue
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("裁定", "Rulings"),
    "door": Text("用教员的密钥打开", "Opened with the key of a trainer"),
    "waiting": Text("待裁定", "Undecided"),
    "none": Text("没有待裁定的项目", "Nothing waits for a ruling"),
    "play": Text("播放这一段", "Play this moment"),
    "reason": Text("理由（必填，随裁定签名入库）", "Reason (signed and entered with the ruling)"),
    "pass": Text("裁定合格", "Rule: passed"),
    "fail": Text("裁定不合格", "Rule: failed"),
    "why": Text("请先写理由", "Write the reason first"),
}
UNDECIDED = Light(Hue.VIOLET, "square")


class DocketScreen(Screen):
    """Nothing is shown before the trainer's key is open."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.docket = place.desk.docket()
        self._cases: tuple[Case, ...] | None = None
        self._note: Text | None = None
        self._selected = 0

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        self._cases = None
        self.list = ListView(chosen=self._choose, empty=self._say("none"), grow=1)
        self.heading, self.badges, self.detail = Row(gap=12), Flow(gap=6), Column(gap=10)
        self.reason = TextField(placeholder=self._say("reason"), changed=lambda _: self._allow(), grow=1)
        self.listen = Button(self._say("play"), self._play)
        self.passed = Button(self._say("pass"), lambda: self.rule(True), kind="primary")
        self.failed = Button(self._say("fail"), lambda: self.rule(False))
        right = card(
            self.heading,
            self.badges,
            ScrollView(self.detail),
            self.reason,
            Row(self.listen, Space(), self.failed, self.passed, gap=8),
            grow=6,
        )
        left = card(self.list, title=self._say("waiting"), grow=5)
        self.outside = StaffDoor(self.place, WORDS["door"], self.docket.open)
        self.inside = Row(left, right, gap=12, pad=(16, 12), grow=1)
        self.inside.visible = False
        return Column(top_bar(self._say("title"), self.place.lang, self._back), self.outside, self.inside, gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        door = self.docket.door()
        self.outside.visible, self.inside.visible = door is not None, door is None
        if door is not None:
            self.outside.show(door)
            return
        self._show(tuple(self.docket.cases()))
        note = self.docket.note()
        if note is not None and note is not self._note:
            self.place.say(self.tr(note))
        self._note = note

    def _show(self, cases: tuple[Case, ...]) -> None:
        if cases == self._cases:
            return
        self._cases = cases
        self._selected = min(self._selected, max(0, len(cases) - 1))
        self.list.items = tuple(
            Item(one.finding.title, f"{one.trainee} · {one.title}", one.started[:10], light=UNDECIDED) for one in cases
        )
        self.list.selected = self._selected if cases else -1
        self._fill()

    def _fill(self) -> None:
        for box in (self.heading, self.badges, self.detail):
            box.clear()
        self.reason.text = ""
        case = self._case
        if case is not None:
            full = detail(case.finding, True, self.place.lang)
            self.heading.add(*heading(full))
            self.badges.add(*badges(full, self.place.lang))
            self.detail.add(*finding_parts(full, self.place.lang, self.place.root.look.theme.text))
        self._allow()

    @property
    def _case(self) -> Case | None:
        return self._cases[self._selected] if self._cases else None

    def _allow(self) -> None:
        """A ruling takes a case and a reason."""
        case, reason = self._case, self.reason.text.strip()
        for button in (self.passed, self.failed):
            button.enabled, button.why = case is not None and bool(reason), self._say("why")
        self.listen.enabled = case is not None and case.finding.span is not None

    # --- doing -------------------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        self._selected = row
        self._fill()

    def _play(self) -> None:
        if self._case is not None:
            self.docket.play(self._case)

    def rule(self, passed: bool) -> None:
        if self._case is not None and self.reason.text.strip():
            self.docket.rule(self._case, passed, self.reason.text)

    def _back(self) -> None:
        self.close()
        self.place.back()

    def leave(self) -> bool:
        self.close()
        return True

    def close(self) -> None:
        self.docket.close()
