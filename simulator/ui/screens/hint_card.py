"""Practice: what the rules want next, and help from the caller; marks in the record that it was used."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Lang, Text
from simulator.ui.shown import Hint
from simulator.ui.views.keymap import Action, hot_key, named
from simulator.ui.widgets.boxes import CARD, Column, Flow, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.theme import Hue, Style

TITLE = Text("下一步", "Next")
NOTHING = Text("现在没有必须说的话", "Nothing has to be said now")
HIDDEN = Text("需要时按“提示”查看规范用语", "Press Hint to see the wording")
USED = Text("已用帮助 {n} 次", "help used: {n}")
AGAIN = Text("再说一遍", "Say again")
SLOWER = Text("说慢一点", "Slower")
MOST = 2


class HintCard(Column):
    """The wording is shown once it has been asked for, until what is expected changes."""

    def __init__(self, lang: Lang, help_: Callable[[str], None], *, low: bool = False) -> None:
        self.lang = lang
        self._help = help_
        self._hints: tuple[Hint, ...] = ()
        self._open = False
        self.used = Badge("")
        self.title = Label("", Style.STRONG, wrap=True, lines=2)
        self.wording = Label("", Style.TITLE, Hue.ACCENT, wrap=True, lines=3)
        self.clauses = Label("", Style.SMALL, "muted", wrap=True, lines=1)
        self.hint_button = Button(named(Action.HINT, lang), self.open, badge=hot_key(Action.HINT), tall=not low)
        head = Row(self.title if low else Label(TITLE[lang], Style.SMALL, "muted", grow=1), self.used)
        self.title.grow = 1 if low else 0
        super().__init__(
            head,
            *(() if low else (self.title,)),
            self.wording,
            self.clauses,
            Flow(
                self.hint_button,
                Button(AGAIN[lang], lambda: help_("repeat"), badge=hot_key(Action.REPEAT), tall=not low),
                Button(SLOWER[lang], lambda: help_("slower"), badge=hot_key(Action.SLOWER), tall=not low),
                even=not low,
            ),
            gap=6,
            pad=(14, 12),
            plate=CARD,
        )

    def show(self, hints: tuple[Hint, ...], used: int) -> None:
        if hints[:1] != self._hints[:1]:
            self._open = False
        self._hints = hints
        self.used.text = USED.fill(n=used)[self.lang]
        self.used.visible = used > 0
        self._mark()

    def _mark(self) -> None:
        hints = self._hints
        self.hint_button.enabled = bool(hints)
        self.title.text = hints[0].title if hints else NOTHING[self.lang]
        self.title.role = "text" if hints else "muted"
        shown = self._open and bool(hints)
        self.wording.text = hints[0].wording if shown else HIDDEN[self.lang] if hints else ""
        self.wording.style = Style.TITLE if shown else Style.BODY
        self.wording.role = Hue.ACCENT if shown else "faint"
        self.wording.visible = bool(hints)
        self.clauses.text = "、".join(hints[0].clauses) if shown else ""
        self.clauses.visible = shown and bool(hints[0].clauses)

    def open(self) -> None:
        if self._hints and not self._open:
            self._open = True
            self._mark()
            self._help("hint")
