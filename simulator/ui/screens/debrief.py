"""The debrief: the score and its dimensions, the call on a timeline, every finding and one of them in full."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.text import Lang, Text
from simulator.ui.desk import Done, Work
from simulator.ui.screens.finding import badges, finding_parts, heading
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Debrief, Mark
from simulator.ui.views.debrief import Choices, DebriefView, DimensionBar, FindingDetail, Show, debrief, step
from simulator.ui.views.keymap import Action, Scope, hot_key
from simulator.ui.views.timeline import Viewport, spread
from simulator.ui.widgets.boxes import CARD, Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.dialogs import Choice, Dialog
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import TextArea
from simulator.ui.widgets.labels import Badge, Label, Rule
from simulator.ui.widgets.lamps import Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.meters import ProgressBar
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.timeline import TINTS, Spot, Timeline
from simulator.ui.widgets.widget import Action as Doing
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("通话讲评", "Debrief"),
    "of": Text("/ 100 · 及格线 {mark}", "/ 100 · pass mark {mark}"),
    "all": Text("全部方面", "All dimensions"),
    "attention": Text("需要注意", "Attention"),
    "with_passed": Text("含合格", "With passed"),
    "everything": Text("全部", "All"),
    "nothing": Text("没有需要注意的地方", "Nothing needs attention"),
    "play": Text("播放这一段", "Play this moment"),
    "listen": Text("从光标处播放", "Play from the cursor"),
    "no_sound": Text("这次通话没有录音", "There is no recording of this call"),
    "nearer": Text("放大", "Nearer"),
    "further": Text("缩小", "Further"),
    "appeal": Text("对这一项提出异议", "Appeal against this finding"),
    "appeal_why": Text("请写明理由，由培训师裁定。", "Say why; a trainer rules on it."),
    "send": Text("提交", "Send"),
    "cancel": Text("取消", "Cancel"),
    "reservations": Text("保留意见：{what}", "reservations: {what}"),
    "again": Text("再练一次", "Once more"),
}
SHAPES = {"pass": "disc", "partial": "triangle", "fail": "cross", "undecided": "square", "not_applicable": "ring"}
LISTEN_MS = 10_000
"""So much is played from the cursor on."""
_SHOWS = tuple(Show)
LARGE_TEXT = 125
"""From this size of text (percent) on, less stands side by side."""
_MARK_UNITS = 16.0


class Pane(ScrollView):
    """A finding in full, scrolled: it asks for a few lines and takes what there is."""

    def measure(self, width: int) -> tuple[int, int]:
        return width, 5 * self.look.face(Style.BODY).height


def _tile(one: DimensionBar) -> Widget:
    """A dimension: its name, its points, how far they reach and where the floor is."""
    hue = Hue.BAD if one.below else Hue.ACCENT
    bar = ProgressBar(one.share, hue=hue)
    bar.goal = one.floor if one.possible else -1
    bar.tooltip = one.note
    points = Label(f"▼ {one.points}" if one.below else one.points, Style.SMALL, hue if one.below else "muted")
    return Column(Label(one.name, Style.STRONG), bar, points, gap=6, grow=1)


class DebriefScreen(Screen):
    """A scored call.  ``again`` begins the same call anew in its place (None: not offered)."""

    scope = Scope.DEBRIEF

    def __init__(self, place: Place, work: Work, shown: Debrief, again: Doing | None = None) -> None:
        super().__init__(place)
        self._work, self._shown, self._again = work, shown, again
        self.choices = Choices()
        self.viewport = Viewport(max(1, shown.length))
        self._playing: tuple[int, int, int] | None = None  # from and to (session ms), and when it began (frame ms)

    def build(self) -> Widget:
        self._new, self._wide = True, 0
        self._large = self._text >= LARGE_TEXT
        self.listen = Button(self._say("listen"), self._listen, kind="quiet")
        more = [
            self.listen,
            Button(self._say("further"), lambda: self._zoom(0.5), badge=hot_key(Action.ZOOM_OUT), kind="quiet"),
            Button(self._say("nearer"), lambda: self._zoom(2), badge=hot_key(Action.ZOOM_IN), kind="quiet"),
        ]
        if self._again is not None:
            more.append(Button(self._say("again"), self._once_more, kind="primary"))
        self.total = Label(style=Style.HEAD if self._large else Style.BIG)
        self.verdict = Badge(strong=True)
        self.of = Label(role="muted", style=Style.SMALL)
        self.banner = Label(style=Style.STRONG, wrap=True)
        self.reasons = Label(role="muted", style=Style.SMALL, wrap=True)
        self.tiles = Row(gap=20, grow=5)
        self.timeline = Timeline(clicked=self._clicked)
        self.list = ListView(chosen=self._chosen, empty=self._say("nothing"), rows=4, grow=1)
        names = [self._say(name) for name in ("attention", "with_passed", "everything")]
        self.shows = Segmented(names, _SHOWS.index(self.choices.show), self._show)
        self.dimension = DropDown([self._say("all")], 0, self._filter)
        self.heading = Row(gap=12)
        self.badges = Flow(gap=6, grow=1)
        self.detail = Column(gap=10)
        self.detail_view = Pane(self.detail)
        self.play = Button(self._say("play"), self._play, badge=hot_key(Action.PLAY))
        self.appeal = Button("", self._appeal, badge=hot_key(Action.APPEAL))
        what = f"{self._shown.title} · {self._shown.trainee}"
        top = top_bar(self._say("title"), self.place.lang, self.back, *more, subtitle=what)
        whole = Column(top, self._body(), gap=0)
        self.refresh()
        return whole

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def _body(self) -> Widget:
        """Side by side what has room beside each other; with large text some of it comes below, and all is scrolled."""
        score = Row(self.total, Column(self.verdict, self.of, gap=4, align="start"), gap=14, align="center")
        why = Column(self.banner, self.reasons, gap=2, grow=3)
        buttons = Row(self.play, self.appeal, gap=8)
        if self._large:
            band: Widget = Column(Row(score, why, gap=20), Rule(), self.tiles, gap=12, pad=(20, 12), plate=CARD)
            tools: Widget = Column(self.badges, buttons, gap=8, align="start")
        else:
            band = Row(score, why, Rule(upright=True), self.tiles, gap=20, pad=(20, 12), plate=CARD)
            tools = Row(self.badges, buttons, gap=8)
        lines = Column(self.timeline, pad=(12, 8), plate=CARD)
        left = card(Row(self.shows, Space(), self.dimension), self.list, grow=5)
        right = card(self.heading, tools, self.detail_view, grow=6, gap=8)
        findings = Row(left, right, gap=12, grow=1)
        self.page = ScrollView(Column(band, lines, findings, gap=12, pad=(16, 12)))
        return self.page

    def _once_more(self) -> None:
        self._work.stop()
        if self._again is not None:
            self._again()

    def close(self) -> None:
        self._work.stop()

    @property
    def _text(self) -> int:
        return self.place.root.look.theme.text

    def act(self, action: Action) -> bool:
        doings: dict[Action, Doing] = {
            Action.PLAY: self._play,
            Action.NEXT_FINDING: lambda: self._step(1),
            Action.PREVIOUS_FINDING: lambda: self._step(-1),
            Action.EARLIER: lambda: self._move(-0.5),
            Action.LATER: lambda: self._move(0.5),
            Action.ZOOM_IN: lambda: self._zoom(2),
            Action.ZOOM_OUT: lambda: self._zoom(0.5),
            Action.APPEAL: self._appeal,
        }
        if action in doings:
            doings[action]()
        return action in doings

    # --- showing -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Everything anew, for what is chosen."""
        view = debrief(self._shown, self.choices, self.place.lang)
        self.choices = replace(self.choices, selected=view.selected.row.id if view.selected is not None else "")
        self._fill_score(view)
        self._fill_list(view)
        self._fill_detail(view.selected)
        self._fill_timeline()

    def _fill_score(self, view: DebriefView) -> None:
        self.total.text = view.total_range or view.total
        self.verdict.text, self.verdict.hue = view.verdict, TINTS[view.tint]
        self.of.text = WORDS["of"].fill(mark=view.pass_mark)[self.place.lang]
        self.banner.text = view.banner
        between = "；" if self.place.lang is Lang.ZH else "; "
        notes = list(view.reasons)
        if view.reservations:
            notes.append(WORDS["reservations"].fill(what=between.join(view.reservations))[self.place.lang])
        self.reasons.text = between.join(notes)
        self.reasons.tooltip = "\n".join((*view.reasons, *view.reservations))
        self.tiles.clear()
        self.tiles.add(*map(_tile, view.dimensions))
        self.dimension.texts = (self._say("all"), *(one.name for one in view.dimensions))

    def _fill_list(self, view: DebriefView) -> None:
        self.list.items = tuple(
            Item(
                f"★ {row.title}" if row.critical else row.title,
                right=row.points or row.label,
                hue=TINTS[row.tint],
                light=Light(TINTS[row.tint], SHAPES[row.state]),
            )
            for row in view.rows
        )
        self._ids = tuple(row.id for row in view.rows)
        at = next((n for n, row in enumerate(view.rows) if row.selected), -1)
        self.list.selected = at
        if at >= 0 and self.list.host is not None:
            self.list.select(at, tell=False)

    def _fill_detail(self, detail: FindingDetail | None) -> None:
        for box in (self.heading, self.badges, self.detail):
            box.clear()
        self.detail_view.scroller.to(0)
        if detail is None:
            self.detail.add(Label(self._say("nothing"), role="faint"))
        else:
            self.heading.add(*heading(detail))
            self.badges.add(*badges(detail, self.place.lang))
            self.detail.add(*finding_parts(detail, self.place.lang, self._text))
        self.play.enabled = detail is not None and detail.span is not None
        self.play.why = self._say("no_sound") if not self._shown.recorded else ""
        self.listen.enabled = self._shown.recorded
        self.listen.why = self._say("no_sound")
        self.appeal.visible = detail is not None and bool(detail.appeal)
        self.appeal.text = detail.appeal if detail is not None else ""
        self.appeal.enabled = detail is not None and detail.row.appealable

    def _fill_timeline(self) -> None:
        line, view = self.timeline, self.viewport
        self._wide = line.rect.w
        wide = self._wide or 1_000
        scale = self.place.root.look.theme.scale
        line.lanes = spread(self._shown.lanes, round(_MARK_UNITS * scale * view.span / wide))
        line.waves = self._shown.waves
        line.length = self._shown.length
        line.seen = (view.start, 0 if view.whole else view.span)
        line.chosen = self.choices.selected

    # --- choosing ----------------------------------------------------------------------------------------------------

    def select(self, finding: str) -> None:
        """Show a finding, in the list, in full and on the timeline."""
        self.choices = replace(self.choices, selected=finding)
        at = next((one.at for one in self._shown.findings if one.id == finding), -1)
        if at >= 0:
            self.viewport = self.viewport.showing(at)
            self.timeline.cursor = at
        self.refresh()

    def _chosen(self, row: int) -> None:
        self.select(self._ids[row])

    def _step(self, by: int) -> None:
        to = step(debrief(self._shown, self.choices, self.place.lang), by)
        if to:
            self.select(to)

    def _show(self, index: int) -> None:
        self.choices = replace(self.choices, show=_SHOWS[index])
        self.refresh()

    def _filter(self, index: int) -> None:
        names = ("", *(one.name for one in self._shown.dimensions))
        self.choices = replace(self.choices, dimension=names[index], selected="")
        self.refresh()

    def _clicked(self, spot: Spot) -> None:
        if isinstance(spot.item, Mark) and spot.item.finding:
            self.select(spot.item.finding)
            self._play()

    def _zoom(self, factor: float) -> None:
        seen = self.viewport
        around = self.timeline.cursor if seen.sees(self.timeline.cursor) else seen.start + seen.span // 2
        self.viewport = seen.zoomed(factor, around)
        self._fill_timeline()

    def _move(self, by: float) -> None:
        self.viewport = self.viewport.moved(by)
        self._fill_timeline()

    # --- sound -------------------------------------------------------------------------------------------------------

    def _play(self) -> None:
        """The moment of the finding, with the cursor going along."""
        chosen = next((one for one in self._shown.findings if one.id == self.choices.selected), None)
        if chosen is None or chosen.span is None or not self._shown.recorded:
            return
        start, end = chosen.span
        self._work.play(start, end)
        self._follow(start + self._begins(), end - start)

    def _listen(self) -> None:
        at = max(0, self.timeline.cursor)
        end = min(self._shown.length, at + LISTEN_MS)
        self._work.play(max(0, at - self._begins()), max(1, end - self._begins()))
        self._follow(at, end - at)

    def _begins(self) -> int:
        """Session ms at which the recording begins."""
        return min((wave.begins for wave in self._shown.waves), default=0)

    def _follow(self, start: int, length: int) -> None:
        self._playing = (start, start + length, self.place.root.now)

    def update(self) -> None:
        now = self.place.root.now
        if self._new:
            self._new = False
            self.place.root.focus(self.list)
            if self.page.scroller.to(0):  # the score is seen first
                self.page.scrolled()
        if self._large != (self._text >= LARGE_TEXT):
            self.place.replace(self)
            return
        if self.timeline.rect.w != self._wide:  # marks stand apart by pixels
            self._fill_timeline()
        if self._playing is not None:
            start, end, began = self._playing
            self.timeline.cursor = min(end, start + now - began)
            if start + now - began >= end:
                self._playing = None
        stage = self._work.stage()
        if isinstance(stage, Done) and stage.debrief is not self._shown:
            self._shown = stage.debrief
            self.refresh()

    # --- appeals -----------------------------------------------------------------------------------------------------

    def _appeal(self) -> None:
        if not self.appeal.visible or not self.appeal.enabled:
            return
        finding, reason = self.choices.selected, TextArea(rows=4, most=500)

        def send() -> None:
            if reason.text.strip():
                self._work.appeal(finding, reason.text.strip())

        body = Column(Label(self._say("appeal_why"), role="muted", wrap=True), reason, gap=10)
        choices = [Choice(self._say("send"), send, "primary"), Choice(self._say("cancel"))]
        Dialog(self.place.root, self._say("appeal"), body, choices).show()
        self.place.root.focus(reason)
