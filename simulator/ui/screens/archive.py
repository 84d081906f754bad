"""The certification records for trainers and HR: who was tried when, how it stands, reports and certificates."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.archive import Dossier, Holder, Listing
from simulator.ui.custody import PersonFiled
from simulator.ui.screens.asking import ask
from simulator.ui.screens.begin_exam import BeginExamScreen
from simulator.ui.screens.door import StaffDoor
from simulator.ui.screens.filed import Told, light_of, sheet_parts
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.keeping import KeepingScreen
from simulator.ui.screens.people import PeopleScreen
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.statistics import StatisticsScreen
from simulator.ui.views.archive import PAGE, Listed, Sheet, count, holder_name, rows, sheet
from simulator.ui.widgets.boxes import Column, Flow, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("考试档案", "Records"),
    "door": Text("用教员或人事的密钥打开", "Opened with the key of a trainer or of HR"),
    "search": Text("按姓名或工号查找", "Find by name or number"),
    "attempts": Text("考试和练习记录", "Attempts"),
    "none": Text("没有记录", "No attempts"),
    "reading": Text("正在读取……", "Reading ..."),
    "more": Text("再列 {n} 条", "{n} more"),
    "begin": Text("开始考试", "Begin an exam"),
    "verify": Text("核对全部记录", "Verify everything"),
    "export": Text("导出 XLSX", "Export XLSX"),
    "xapi": Text("导出 xAPI", "Export xAPI"),
    "class": Text("班级报告", "Class report"),
    "people": Text("名册", "Roster"),
    "statistics": Text("统计", "Statistics"),
    "keeping": Text("保管", "Safekeeping"),
    "report": Text("学员报告", "Trainee's report"),
    "confirm": Text("确认结果", "Confirm the result"),
    "retire": Text("作废证书", "Retire the certificate"),
    "retire_why": Text(
        "作废不能撤回。理由不加密，随之签名入库，请不要写姓名。",
        "It cannot be undone. The reason is signed and entered as it is: write no names.",
    ),
    "void": Text("作废此次记录", "Declare void"),
    "void_why": Text(
        "这次记录不再计入成绩和统计，也不能据以发证；已经发出的证书要另行作废。作废不能撤回。"
        "理由不加密，随之签名入库，请不要写姓名。",
        "The attempt counts no more and certifies nothing; a certificate that was granted is retired by itself. It "
        "cannot be undone. The reason is signed and entered as it is: write no names.",
    ),
    "reason": Text("理由（必填）", "Reason (required)"),
    "certify": Text("发证", "Certify"),
    "print": Text("证书 PDF", "Certificate PDF"),
    "badge": Text("电子凭证", "Credential"),
    "choose": Text("选一条记录，这里显示成绩、裁定和证书", "Choose an attempt to see scores, rulings, certificate"),
}

LARGE = 200
"""From this size of text (percent) on, everything is one below the other, and scrolled."""


class ArchiveScreen(Screen):
    """Nothing is shown before a key of the staff has opened the records."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.archive = place.desk.archive()
        self._selected = ""  # id of the attempt
        self._search, self._most = "", PAGE

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        self._known: object = None
        self._inside = False
        self._rows: tuple[Listed, ...] = ()
        self._sheet: Sheet | None = None
        self._listing: Listing | None = None
        self._dossier: Dossier | None = None
        self.outside = StaffDoor(self.place, WORDS["door"], self.archive.open, self.archive.restore)
        self.told = Told(self.place, self.archive.show)
        self.inside = Column(self._actions(), self.told, self._cards(), gap=0, grow=1)
        self.inside.visible = False
        self.who = Label("", Style.BODY, "muted")
        top = top_bar(self._say("title"), self.place.lang, self.back, self.who)
        return Column(top, self.outside, self.inside, gap=0)

    def _actions(self) -> Widget:
        archive = self.archive
        self.verify = Button(self._say("verify"), archive.verify)
        self.export = Button(self._say("export"), archive.export)
        self.xapi = Button(self._say("xapi"), archive.export_xapi)
        self.begin = Button(self._say("begin"), self._begin)
        self.class_report = Button(self._say("class"), archive.report_class)
        self.people = Button(self._say("people"), self._people)
        self.statistics = Button(self._say("statistics"), self._statistics)
        self.keeping = Button(self._say("keeping"), self._keeping)
        places = (self.begin, self.people, self.statistics, self.keeping)
        return Flow(*places, self.class_report, self.export, self.xapi, self.verify, gap=8, pad=(16, 10))

    def _cards(self) -> Widget:
        self.search = TextField(self._search, placeholder=self._say("search"), changed=lambda _: self._look(PAGE))
        self.list = ListView(chosen=self._choose, empty=self._say("reading"), grow=1)
        self.count = Label("", Style.SMALL, "muted", wrap=True, grow=1)
        self.more = Button(WORDS["more"].fill(n=PAGE)[self.place.lang], lambda: self._look(self._most + PAGE))
        self.detail = Column(gap=16, pad=4)
        self.report = Button(self._say("report"), lambda: self.archive.report(self._selected))
        self.certify = Button(self._say("certify"), self._certify, kind="primary")
        self.print = Button(self._say("print"), self._print, kind="primary")
        self.badge = Button(self._say("badge"), self._badge)
        self.confirm = Button(self._say("confirm"), lambda: self.archive.confirm(self._selected))
        self.retire = Button(self._say("retire"), self._retire)
        self.void = Button(self._say("void"), self._void, kind="quiet")
        below = Row(self.count, self.more, align="center")
        left = card(self.search, self.list, below, title=self._say("attempts"), grow=6)
        self.on_attempt = (self.report, self.confirm, self.certify, self.print, self.badge, self.retire, self.void)
        buttons = Flow(*self.on_attempt, gap=8)
        if self.place.root.look.theme.text >= LARGE:
            return ScrollView(Column(left, card(self.detail, buttons), gap=12, pad=(16, 10)))
        right = card(ScrollView(self.detail), buttons, grow=6)
        return Row(left, right, gap=12, pad=(16, 10), grow=1)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        door, holder = self.archive.door(), self.archive.holder()
        if door is not None:
            self.outside.show(door)
            return
        if not self._inside:
            self._enter(holder)
        listing = self.archive.listing()
        if listing is not None and listing is not self._listing:
            self._listing = listing
            self._show_list(listing)
        dossier = self.archive.dossier()
        if dossier is not self._dossier and (dossier is None or dossier.filed.id == self._selected):
            self._dossier = dossier
            self._show_sheet(sheet(dossier, self.place.lang) if dossier is not None else None)
        self._show_doing()

    def _enter(self, holder: Holder | None) -> None:
        self._inside = True
        self.outside.visible, self.inside.visible = False, True
        self.who.text = holder_name(holder, self.place.lang) if holder is not None else ""
        self._show_sheet(None)
        self._look(self._most)
        self.place.root.focus(self.search)

    def _show_list(self, listing: Listing) -> None:
        self._rows = rows(listing, self.place.lang)
        self.list.empty = self._say("none")
        self.list.damage()
        self.list.items = tuple(
            Item(one.who, one.what, one.standing, light_of(one.state).hue, light_of(one.state)) for one in self._rows
        )
        ids = [one.id for one in self._rows]
        place = ids.index(self._selected) if self._selected in ids else 0 if ids else -1
        self.list.selected = place
        self.count.text = count(listing, self.place.lang)
        self.more.visible = listing.more
        if place >= 0:
            self._choose(place)
        else:
            self._selected = ""
            self._show_sheet(None)

    def _show_sheet(self, shown: Sheet | None) -> None:
        self._sheet = shown
        self.detail.clear()
        if shown is None:
            self.detail.add(Label(self._say("choose"), Style.BODY, "faint", wrap=True))
        else:
            self.detail.add(*sheet_parts(shown, self.place.lang))
        self.report.visible = shown is not None
        self.certify.visible = shown is not None and bool(shown.exam)
        self.print.visible = self.badge.visible = self.retire.visible = shown is not None and bool(shown.certificate)
        self.confirm.visible = shown is not None and shown.confirmable
        self.void.visible = shown is not None and shown.voidable

    def _show_doing(self) -> None:
        doing, outcome = self.archive.doing(), self.archive.outcome()
        if (doing, outcome) != self._known:
            self._known = (doing, outcome)
            self.told.show(doing, outcome)
            for button in (self.begin, self.class_report, self.export, self.xapi, self.verify, *self.on_attempt):
                button.enabled = doing is None

    # --- doing -------------------------------------------------------------------------------------------------------

    def _look(self, most: int) -> None:
        self._search, self._most = self.search.text, most
        self.archive.look(self._search, most)

    def _choose(self, row: int) -> None:
        self._selected = self._rows[row].id
        self.archive.choose(self._selected)

    def _certify(self) -> None:
        if self._sheet is not None:
            self.archive.certify(self._sheet.exam)

    def _print(self) -> None:
        if self._sheet is not None:
            self.archive.print(self._sheet.certificate)

    def _badge(self) -> None:
        if self._sheet is not None:
            self.archive.badge(self._sheet.certificate)

    def _retire(self) -> None:
        certificate = self._sheet.certificate if self._sheet is not None else ""
        self._ask_why("retire", lambda reason: self.archive.retire(certificate, reason))

    def _void(self) -> None:
        attempt = self._selected
        self._ask_why("void", lambda reason: self.archive.void(attempt, reason))

    def _ask_why(self, what: str, act: Callable[[str], None]) -> None:
        """Not without a reason."""
        reason = TextField(placeholder=self._say("reason"), most=200)

        def do() -> None:
            if reason.text.strip():
                act(reason.text.strip())

        ask(self.place, WORDS[what], WORDS[f"{what}_why"], (reason,), do)

    def _begin(self) -> None:
        refused = self.archive.no_exam()
        if refused is not None:
            self.place.say(self.tr(refused), Hue.BAD)
            return
        self.place.go(BeginExamScreen(self.place, self.archive, self._looked_at().number))

    def _people(self) -> None:
        one = self._looked_at()
        self.place.go(PeopleScreen(self.place, self.archive, one.number or one.name))

    def _statistics(self) -> None:
        self.place.go(StatisticsScreen(self.place, self.archive))

    def _keeping(self) -> None:
        self.place.go(KeepingScreen(self.place, self.archive))

    def _looked_at(self) -> PersonFiled:
        """Whose attempt is shown."""
        filed = self._dossier.filed if self._dossier is not None else None
        return PersonFiled(filed.number, filed.name, "") if filed is not None else PersonFiled("", "", "")

    def close(self) -> None:
        self.archive.close()
