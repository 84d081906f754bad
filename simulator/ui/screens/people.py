"""The people of the certification records: the roster, who was typed before it came, and the end of somebody's data."""

from __future__ import annotations

from simulator.model.text import Text
from simulator.ui.archive import Archive
from simulator.ui.custody import PersonFiled
from simulator.ui.screens.asking import ask, path_field
from simulator.ui.screens.filed import PLAIN, FiledScreen
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place
from simulator.ui.views.archive import erasable, likely_number, people
from simulator.ui.widgets.boxes import Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label, Rule
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("名册", "Roster"),
    "search": Text("姓名、工号或部门", "Name, number or department"),
    "nobody": Text("没有这个人", "Nobody"),
    "choose": Text("请选一个人", "Choose somebody"),
    "unlisted": Text("不在名册上", "not on the roster"),
    "roster": Text("导入名册", "Import a roster"),
    "roster_why": Text(
        "CSV 或 XLSX，列：工号、姓名、部门。工号相同就是同一个人。",
        "A CSV or XLSX with the columns number, name, department. The same number is the same person.",
    ),
    "typed": Text(
        "这个姓名或工号是在电脑上直接填的，当时还没有名册。如果是名册里的人，把记录归到工号下："
        "以后列表、报告、考试和证书都合在一起，原来的记录不变。",
        "This name or number was typed before the roster came. If it is somebody on the roster, say whose number: "
        "lists, reports, exams and certificates then count both. What was entered stays as it is.",
    ),
    "number": Text("名册里的工号", "Number on the roster"),
    "join": Text("归到此人", "Join"),
    "erase": Text("删除此人数据", "Erase this person's data"),
    "erasing": Text(
        "删除后，谁也读不到此人的姓名、工号和理由，通话不能再听，也不能重新评分。",
        "After that nobody reads name, number and reasons; calls can be heard and scored no more.",
    ),
    "erase_why": Text(
        "销毁此人的密钥，删除本机的日志和录音：姓名、工号、录音、理由永远打不开。成绩和证书的记录还在，仍可核对，"
        "但不再知道是谁的。其他电脑下次同步时也删除，以前的备份要另外删除。不能撤回。\n"
        "理由不加密入库，请不要写姓名。确实要删除，请在下面输入“{said}”。",
        "The key is destroyed, logs and recordings here are deleted: name, number, recordings and reasons can never be "
        "opened again. The entries stay and verify, but nobody knows whose they are. Other machines follow with their "
        "next delivery; earlier backups do not. It cannot be undone.\nThe reason is entered as it is: write no names. "
        "If you mean it, type “{said}” below.",
    ),
    "reason": Text("理由（必填）", "Reason (required)"),
    "unlike": Text("输入的和“{said}”不一样，没有删除", "That is not “{said}”: nothing was erased"),
    "no_reason": Text("没有写理由，没有删除", "There is no reason: nothing was erased"),
}


class PeopleScreen(FiledScreen):
    """``archive`` is open; ``said`` is who was looked at."""

    def __init__(self, place: Place, archive: Archive, said: str) -> None:
        super().__init__(place, archive)
        self._said = said

    def build(self) -> Widget:
        self._known: object = None
        self._people: tuple[PersonFiled, ...] = ()
        self.search = TextField(self._said, placeholder=self._say("search"))
        self.list = ListView(chosen=lambda _: self._choose(), empty=self._say("nobody"), grow=1)
        self.roster = Button(self._say("roster"), self._import_roster)
        left = card(self.search, self.list, Row(Space(), self.roster), grow=5)
        self.who = Label("", Style.TITLE, wrap=True)
        self.department = Label("", Style.BODY, "muted", wrap=True)
        self.number = TextField(placeholder=self._say("number"), most=40, grow=1)
        self.join = Button(self._say("join"), self._join, kind="primary")
        self.joining = Column(
            Label(self._say("typed"), Style.BODY, "muted", wrap=True), Row(self.number, self.join, gap=8), gap=10
        )
        self.erase = Button(self._say("erase"), self._erase)
        self.ending = Column(
            Rule(),
            Label(self._say("erasing"), Style.SMALL, "muted", wrap=True),
            Flow(self.erase),
            gap=10,
        )
        right = card(self.who, self.department, self.joining, Space(), self.ending, gap=14, grow=6)
        top = top_bar(self._say("title"), self.place.lang, self.back)
        self._choose()
        return Column(top, self.telling(), Row(left, right, gap=12, pad=(16, 12), grow=1), gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        doing = self.show_told()
        known = (self.search.text, tuple(self.archive.typed()), tuple(self.archive.people()))
        if known != self._known:
            self._known = known
            self._show_people(people((*known[1], *known[2]), self.search.text))
        for button in (self.roster, self.join, self.erase):
            button.enabled = doing is None
        if self.place.root.focused is None:
            self.place.root.focus(self.search)

    def _show_people(self, found: tuple[PersonFiled, ...]) -> None:
        before = self._person
        self._people = found
        self.list.items = tuple(
            Item(f"{one.name}  {one.number}", one.department)
            if one.number
            else Item(one.name, self._say("unlisted"), light=PLAIN)
            for one in found
        )
        self.list.selected = found.index(before) if before in found else 0 if len(found) == 1 else -1
        if self._person != before or before is None:
            self._choose()

    def _choose(self) -> None:
        person = self._person
        self.who.text = _called(person) if person is not None else self._say("choose")
        self.who.role = "text" if person is not None else "faint"
        self.department.text = person.department if person is not None else ""
        self.department.visible = bool(self.department.text)
        self.joining.visible = person is not None and not person.number
        self.ending.visible = person is not None and erasable(self.archive.people(), person)
        if person is not None and not person.number:
            self.number.text = likely_number(self.archive.people(), person.name)

    @property
    def _person(self) -> PersonFiled | None:
        return self._people[self.list.selected] if 0 <= self.list.selected < len(self._people) else None

    # --- doing -------------------------------------------------------------------------------------------------------

    def _import_roster(self) -> None:
        file = path_field(self.place)

        def do() -> None:
            if file.text.strip():
                self.archive.import_roster(file.text)

        ask(self.place, WORDS["roster"], WORDS["roster_why"], (file,), do)

    def _join(self) -> None:
        person, number = self._person, self.number.text.strip()
        if person is not None and number:
            self.archive.join(person.name, number)

    def _erase(self) -> None:
        """What is typed for it is the number, or the name of somebody who has none."""
        person, refused = self._person, self.archive.no_erasing()
        if refused is not None:
            self.place.say(self.tr(refused), Hue.BAD)
            return
        if person is None:
            return
        said = person.number or person.name
        reason = TextField(placeholder=self._say("reason"), most=200)
        typed = TextField(placeholder=said, most=80)

        def do() -> None:
            if typed.text.strip() != said:
                self.place.say(WORDS["unlike"].fill(said=said)[self.place.lang], Hue.BAD)
            elif not reason.text.strip():
                self.place.say(self._say("no_reason"), Hue.BAD)
            else:
                self.archive.erase(said, reason.text.strip())

        ask(self.place, WORDS["erase"], WORDS["erase_why"].fill(said=said), (reason, typed), do, kind="danger")


def _called(person: PersonFiled) -> str:
    return f"{person.name}  {person.number}" if person.number else person.name
