"""Statistics of the certification records: how far raters agree, errors in the written record, enquiries."""

from __future__ import annotations

from simulator.model.text import Text
from simulator.ui.archive import Archive
from simulator.ui.custody import SUBJECTS, Counted
from simulator.ui.screens.filed import FiledScreen
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place
from simulator.ui.views.statistics import COLUMNS, agreed, cells
from simulator.ui.widgets.boxes import Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.tables import Cell, Heading, Table
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("统计", "Statistics"),
    "raters": Text("评定人一致程度", "Agreement of raters"),
    "errors": Text("记录差错", "Record errors"),
    "enquiries": Text("咨询", "Enquiries"),
    "raters_about": Text(
        "同一项由两位教员各自评定时，有多少次结论相同。kappa 除去了碰巧相同的部分：1 是完全一致，0 和碰巧一样。",
        "How often two trainers who judged the same finding came to the same verdict. Kappa leaves out what chance "
        "would give: 1 is full agreement, 0 is chance.",
    ),
    "errors_about": Text(
        "每人每月在多少个通话里记录，写错多少处。", "By operator and month: in how many calls, and how many errors."
    ),
    "enquiries_about": Text(
        "每月各类来电有多少，由几位话务员接听，合格多少次。",
        "By month and call: how many there were, for how many operators, and how many were passed.",
    ),
    "reading": Text("正在读取……", "Reading ..."),
    "none": Text("没有可统计的记录", "There is nothing to count"),
    "none_twice": Text("还没有哪一项由两位教员评过", "No finding was rated by two trainers yet"),
    "save": Text("存为 CSV", "Save as CSV"),
}


class StatisticsScreen(FiledScreen):
    """``archive`` is open."""

    def __init__(self, place: Place, archive: Archive) -> None:
        super().__init__(place, archive)
        self._subject = SUBJECTS[0]
        archive.count(self._subject)

    def build(self) -> Widget:
        self._shown: Counted | None = None
        lang = self.place.lang
        self.tables = {
            subject: Table(
                [Heading(one.title[lang], one.weight, one.align) for one in COLUMNS[subject]],
                empty=self._say("reading"),
                rows=4,
            )
            for subject in SUBJECTS
        }
        self.agreed = Label("", Style.TITLE, wrap=True)
        self.agreed.visible = False
        pages: list[tuple[str, Widget]] = []
        for subject, table in self.tables.items():
            about = Label(self._say(f"{subject}_about"), Style.BODY, "muted", wrap=True)
            above = (self.agreed, about) if subject == "raters" else (about,)
            pages.append((self._say(subject), Column(*above, table, gap=10)))
        self.tabs = Tabs(pages)
        self.tabs.show(SUBJECTS.index(self._subject))
        self.tabs.bar.changed = self._turn
        self.save = Button(self._say("save"), lambda: self.archive.save_count(self._subject))
        body = Column(card(self.tabs, Row(Space(), self.save), grow=1), pad=(16, 12), grow=1)
        return Column(top_bar(self._say("title"), lang, self.back), self.telling(), body, gap=0)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def _turn(self, page: int) -> None:
        self.tabs.stack.show(page)
        self._subject = SUBJECTS[page]
        self.archive.count(self._subject)

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        doing, found = self.show_told(), self.archive.counted()
        if found is not None and found is not self._shown:
            self._shown = found
            self._show(found)
        self.save.enabled = doing is None and found is not None and found.subject == self._subject
        if self.place.root.focused is None:
            self.place.root.focus(self.tabs.bar)

    def _show(self, found: Counted) -> None:
        table = self.tables[found.subject]
        table.empty = self._say("none_twice" if found.subject == "raters" else "none")
        table.fill([[Cell(text) for text in row] for row in cells(found)])
        table.damage()
        if found.subject == "raters":
            told = agreed(found)
            self.agreed.visible = told is not None
            self.agreed.text = told[self.place.lang] if told is not None else ""

    def close(self) -> None:
        self.archive.count("")
