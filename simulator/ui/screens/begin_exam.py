"""A trainer begins an exam: for whom, of which course, once it is certain who it is."""

from __future__ import annotations

from simulator.model.text import Text
from simulator.ui.archive import Archive, CourseFiled
from simulator.ui.custody import PersonFiled
from simulator.ui.screens.filed import Told
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.views.archive import people
from simulator.ui.widgets.boxes import Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.switches import Toggle
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("开始考试", "Begin an exam"),
    "trainee": Text("学员", "Trainee"),
    "choose": Text("请选学员", "Choose a trainee"),
    "search": Text("姓名、工号或部门", "Name, number or department"),
    "nobody": Text("名册里没有", "Nobody on the roster"),
    "course": Text("课程", "Course"),
    "no_course": Text(
        "还没有发布的课程。由教员用 zongji records course 发布。",
        "No course is released. A trainer releases one with zongji records course.",
    ),
    "calls": Text("{course}（{n} 个来电）", "{course} ({n} calls)"),
    "identity": Text("我已核对证件，是本人", "I have checked who it is"),
    "entered": Text(
        "来电由随机种子抽出，抽题和核对身份的人随即签名入库。一个来电都没有接过的考试，再开始一次还是原来的题，不多算一次机会。",
        "A seed draws the calls; draw and identity check are signed and entered. An exam of which no call was taken is "
        "given again as it was drawn, and counts once.",
    ),
    "begin": Text("开始考试", "Begin"),
    "why": Text("请选学员和课程，并确认已核对身份", "Choose trainee and course, and confirm the identity"),
}


class BeginExamScreen(Screen):
    """``archive`` is open; ``number`` is who was looked at."""

    def __init__(self, place: Place, archive: Archive, number: str) -> None:
        super().__init__(place)
        self.archive, self._number = archive, number
        self._before = archive.outcome()  # of something else

    def build(self) -> Widget:
        self._known: object = None
        self._people: tuple[PersonFiled, ...] = ()
        self._courses: tuple[CourseFiled, ...] = ()
        self.search = TextField(self._number, placeholder=self._say("search"))
        self.list = ListView(chosen=lambda _: self._choose(), empty=self._say("nobody"), grow=1)
        left = card(self.search, self.list, title=self._say("trainee"), grow=5)
        self.who = Label("", Style.TITLE, wrap=True)
        self.course = DropDown((), 0, lambda _: self._allow(), grow=1)
        self.missing = Label(self._say("no_course"), Style.BODY, Hue.WARN, wrap=True)
        self.identity = Toggle(self._say("identity"), False, lambda _: self._allow())
        self.why = Label("", Style.BODY, "muted", wrap=True, grow=1)
        self.button = Button(self._say("begin"), self.begin, kind="primary")
        right = card(
            self.who,
            Column(Label(self._say("course"), Style.SMALL, "muted"), Row(self.course), self.missing, gap=4),
            self.identity,
            Label(self._say("entered"), Style.SMALL, "muted", wrap=True),
            Space(),
            Row(self.why, self.button, gap=16, align="center"),
            gap=16,
            grow=6,
        )
        self.told = Told(self.place, self.archive.show)
        top = top_bar(self._say("title"), self.place.lang, self.back)
        return Column(top, self.told, Row(left, right, gap=12, pad=(16, 12), grow=1), gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        archive = self.archive
        doing, outcome = archive.doing(), archive.outcome()
        outcome = outcome if outcome is not self._before else None
        known = (self.search.text, tuple(archive.people()), tuple(archive.courses()), doing, outcome)
        if known == self._known:
            return
        self._known = known
        self._show_people(people(archive.people(), self.search.text))
        self._show_courses(tuple(archive.courses()))
        self.told.show(doing, outcome)
        self._allow()
        if self.place.root.focused is None:
            self.place.root.focus(self.search)

    def _show_people(self, found: tuple[PersonFiled, ...]) -> None:
        if found == self._people:
            return
        before = self._person
        self._people = found
        self.list.items = tuple(Item(f"{one.name}  {one.number}", one.department) for one in found)
        self.list.selected = found.index(before) if before in found else 0 if len(found) == 1 else -1
        self._choose()

    def _show_courses(self, found: tuple[CourseFiled, ...]) -> None:
        self._courses = found
        words = WORDS["calls"]
        self.course.texts = tuple(words.fill(course=one.title, n=one.calls)[self.place.lang] for one in found)
        self.course.visible, self.missing.visible = bool(found), not found

    def _choose(self) -> None:
        """Somebody else: the identity has to be checked again."""
        person = self._person
        self.who.text = f"{person.name}  {person.number}" if person is not None else self._say("choose")
        self.who.role = "text" if person is not None else "faint"
        self.identity.on = False
        self._allow()

    @property
    def _person(self) -> PersonFiled | None:
        return self._people[self.list.selected] if 0 <= self.list.selected < len(self._people) else None

    def _allow(self) -> None:
        ready = self._person is not None and bool(self._courses) and self.identity.on
        self.button.enabled = ready and self.archive.doing() is None
        self.why.text = self.button.why = "" if ready else self._say("why")

    # --- doing -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Not twice: for another exam the identity is checked again."""
        person = self._person
        if person is not None and self.button.enabled:
            self.identity.on = False
            self._allow()
            self.archive.begin_exam(self._courses[self.course.chosen].id, person.number)
