"""The dial pad, and the list of callers that are to be called back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from simulator.model import wording as names
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.ui.shown import Snapshot
from simulator.ui.views.callbacks import CallBackView
from simulator.ui.views.forms import DIGITS, LONGEST, DialPad, dial_press, dial_reads, dialled
from simulator.ui.widgets.boxes import Column, Grid, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.editing import dialled_only
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.switches import Segmented
from simulator.ui.widgets.theme import Hue, Style

NUMBER = Text("号码", "Number")
CLEAR = Text("清除", "Clear")
NONE_DUE = Text("没有待回拨的来电", "Nobody is to be called back")
CALL_BACK = Text("回拨", "Call back")
PURPOSES = (KeyName.DIAL_OUT, KeyName.TRANSFER, KeyName.CONSULT)
LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}

Press = Callable[[KeyName, str], None]


class Dialler(Column):
    """Digits by mouse or keyboard; what they are for is chosen above."""

    def __init__(self, lang: Lang, press: Press) -> None:
        self.lang = lang
        self._press = press
        self._pad = DialPad()
        self._snapshot: Snapshot | None = None
        self.purpose = Segmented([names.KEYS[key][lang] for key in PURPOSES], 0, self._aim)
        self.field = TextField(
            placeholder=NUMBER[lang],
            most=LONGEST,
            allowed=dialled_only,
            changed=self._typed,
            entered=lambda _: self.dial(),
        )
        self.reads = Label("", Style.SMALL, "muted")
        keys = (Button(d, partial(self._digit, d), note=LETTERS.get(d, " "), tall=True) for d in DIGITS)
        self.call = Button(names.KEYS[KeyName.DIAL_OUT][lang], self.dial, kind="primary", grow=1)
        super().__init__(
            self.purpose,
            self.field,
            self.reads,
            Grid((1, 1, 1), *keys, arrows=True),
            Row(self.call, Button(CLEAR[lang], self.clear)),
            gap=8,
            pad=4,
        )

    def show(self, snapshot: Snapshot) -> None:
        first, self._snapshot = self._snapshot is None, snapshot
        if first:
            self._mark()

    def begin(self, purpose: KeyName, digits: str = "") -> None:
        self._pad = DialPad(purpose, digits)
        self.purpose.chosen = PURPOSES.index(purpose)
        self._mark()
        if self.host is not None:
            self.host.focus(self.field, by_key=True)

    def _aim(self, index: int) -> None:
        self._pad = replace(self._pad, purpose=PURPOSES[index])
        self._mark()

    def _digit(self, digit: str) -> None:
        self._pad = dialled(self._pad, digit)
        self._mark()

    def _typed(self, text: str) -> None:
        self._pad = replace(self._pad, digits=text)
        self._mark()

    def clear(self) -> None:
        self._pad = replace(self._pad, digits="")
        self._mark()

    def _mark(self) -> None:
        self.field.text = self._pad.digits
        self.call.text = names.KEYS[self._pad.purpose][self.lang]
        company = self._snapshot.scene.company if self._snapshot is not None else None
        self.reads.text = dial_reads(self._pad, company, self.lang) if company is not None else ""
        self.call.enabled = company is not None and dial_press(self._pad, company) is not None

    def dial(self) -> None:
        pressed = dial_press(self._pad, self._snapshot.scene.company) if self._snapshot is not None else None
        if pressed is not None:
            self._press(*pressed)
            self.clear()


class CallBacks(Column):
    """Important callers who were missed or cut off, and those with whom a time was agreed."""

    def __init__(self, lang: Lang, call: Callable[[str], None]) -> None:
        self._rows: tuple[CallBackView, ...] = ()
        self._call = call
        self.list = ListView(opened=self._open, empty=NONE_DUE[lang])
        self.button = Button(CALL_BACK[lang], self._open_selected, kind="primary")
        super().__init__(self.list, Row(self.button), gap=8, pad=4)

    def show(self, rows: tuple[CallBackView, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self.list.items = tuple(map(_item, rows))
            self.list.selected = min(self.list.selected, len(rows) - 1)
            if rows and self.list.selected < 0:
                self.list.selected = 0
        self.button.enabled = bool(rows)

    def _open(self, row: int) -> None:
        self._call(self._rows[row].number)

    def _open_selected(self) -> None:
        if 0 <= self.list.selected < len(self._rows):
            self._open(self.list.selected)


def _item(row: CallBackView) -> Item:
    return Item(f"{row.name} {row.number}".strip(), row.about, row.time, Hue.WARN if row.due else Hue.NEUTRAL)
