"""The quick reference: what the rulebook wants said, found by words, pinyin, clause or dimension."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pygame

from simulator.model.text import Text
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Wording
from simulator.ui.views.reference import Filters, ReferenceRow, reference
from simulator.ui.widgets.boxes import Column, Flow, Plate, Row
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, FieldName, Label, Marked, Rule, Run
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key, Widget

WORDS = {
    "title": Text("规范用语", "Wordings"),
    "search": Text("查找：文字、拼音首字母（qsd 请稍等）、条款", "Find by words, pinyin initials (qsd 请稍等), clause"),
    "every_dimension": Text("全部方面", "All dimensions"),
    "every_clause": Text("全部条款", "All clauses"),
    "found": Text("{count} 条，共 {total} 条", "{count} of {total}"),
    "nothing": Text("没有找到", "Nothing found"),
    "behind": Text("依据的条款", "The clauses behind it"),
}


class ReferenceScreen(Screen):
    """All wordings of a rulebook."""

    def __init__(self, place: Place, entries: Sequence[Wording]) -> None:
        super().__init__(place)
        self._entries = tuple(entries)
        self._rows: tuple[ReferenceRow, ...] = ()
        self.filters = Filters()

    def build(self) -> Widget:
        self._new, self.filters = True, Filters()
        everything = reference(self._entries, self.filters, self.place.lang)
        self._dimensions, self._clauses = everything.dimensions, everything.clauses
        self.field = SearchField(self._say("search"), self._search, self._to_list)
        names = [self._say("every_dimension"), *(name for _, name in self._dimensions)]
        self.dimension = DropDown(names, 0, self._by_dimension)
        self.clause = DropDown([self._say("every_clause"), *self._clauses], 0, self._by_clause)
        self.count = Label(role="muted", style=Style.SMALL)
        self.list = ListView(chosen=self._show, empty=self._say("nothing"), grow=1)
        self.full = Column(gap=12)
        left = card(self.list, self.count, grow=1)
        right = card(ScrollView(self.full), grow=1)
        search = Row(self.field, self.dimension, self.clause, gap=8)
        body = Column(search, Row(left, right, gap=12, grow=1), gap=12, pad=(16, 12), grow=1)
        whole = Column(top_bar(self._say("title"), self.place.lang, self.back), body, gap=0)
        self.refresh()
        return whole

    def update(self) -> None:
        if self._new:
            self._new = False
            self.place.root.focus(self.field)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    def refresh(self) -> None:
        """What is found now, the likeliest shown in full."""
        view = reference(self._entries, self.filters, self.place.lang)
        self._rows = view.rows
        self.list.items = tuple(Item(row.entry.wording, row.entry.title, row.dimension) for row in view.rows)
        self.list.scroller.offset = 0
        self.list.selected = 0 if view.rows else -1
        self.count.text = WORDS["found"].fill(count=len(view.rows), total=view.total)[self.place.lang]
        self._show(self.list.selected)

    def _show(self, at: int) -> None:
        self.full.clear()
        if at < 0:
            self.full.add(Label(self._say("nothing"), role="faint"))
            return
        self.full.add(*self._parts(self._rows[at]))

    def _parts(self, row: ReferenceRow) -> list[Widget]:
        entry = row.entry
        marked = row.where == "wording" and row.end > row.start
        text = entry.wording
        runs = (Run(text[: row.start]), Run(text[row.start : row.end], Hue.ACCENT, "solid"), Run(text[row.end :]))
        said = Marked([run for run in runs if run.text] if marked else [Run(text)], Style.HEAD)
        badges = [Badge(row.dimension, Hue.TEAL), *(Badge(clause, Hue.ACCENT) for clause in entry.clauses)]
        parts: list[Widget] = [
            Label(entry.title, role="muted", wrap=True),
            Column(said, pad=(16, 14), plate=Plate(hue=Hue.ACCENT, radius=8, border=False)),
            Flow(*badges, gap=6),
        ]
        group: list[FieldName] = []
        if any(entry.summaries):
            parts += [Rule(), Label(self._say("behind"), Style.STRONG, "muted")]
            for clause, summary in zip(entry.clauses, entry.summaries, strict=False):
                parts.append(Row(FieldName(clause, group), Label(summary, wrap=True, grow=1), align="start"))
        return parts

    def _search(self, text: str) -> None:
        self.filters = replace(self.filters, query=text)
        self.refresh()

    def _by_dimension(self, index: int) -> None:
        self.filters = replace(self.filters, dimension=self._dimensions[index - 1][0] if index else "")
        self.refresh()

    def _by_clause(self, index: int) -> None:
        self.filters = replace(self.filters, clause=self._clauses[index - 1] if index else "")
        self.refresh()

    def _to_list(self, step: int) -> None:
        self.list.select(max(0, min(len(self._rows) - 1, self.list.selected + step)))


class SearchField(TextField):
    """A field above a list: Up and Down move in the list without leaving it."""

    def __init__(self, placeholder: str, changed: Callable[[str], None], moved: Callable[[int], None]) -> None:
        super().__init__(placeholder=placeholder, changed=changed, grow=1)
        self._moved = moved

    def on_key(self, key: Key) -> bool:
        step = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -5, pygame.K_PAGEDOWN: 5}.get(key.code)
        if step is None or key.command or key.alt:
            return super().on_key(key)
        self._moved(step)
        return True
