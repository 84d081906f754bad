"""The fault report: which line, what is wrong with it, whom to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from simulator.model import wording as names
from simulator.model.script import LineFault
from simulator.model.text import Lang, Text, heading
from simulator.ui.desk import Work
from simulator.ui.shown import Snapshot
from simulator.ui.views.cards import cards
from simulator.ui.views.forms import FaultForm, fault_event, fault_missing, new_fault_form
from simulator.ui.widgets.boxes import Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import TextArea
from simulator.ui.widgets.labels import FieldName, Label
from simulator.ui.widgets.switches import Segmented
from simulator.ui.widgets.theme import Hue, Style

LINE = Text("线路", "Line")
FAULT = Text("现象", "Fault")
TELL = Text("报给", "Report to")
NOTE = Text("补充说明", "Remarks")
SEND = Text("发送报修单", "Send report")
SENT = Text("报修单已发送", "Fault report sent")


class FaultPad(Column):
    """Filled in with what the lamps show, until somebody begins to fill it in."""

    def __init__(self, lang: Lang, work: Work, say: Callable[[str, Hue], None]) -> None:
        self.lang = lang
        self._work = work
        self._say = say
        self._form = FaultForm()
        self._begun = False
        self._snapshot: Snapshot | None = None
        self._lines: tuple[str, ...] = ()
        self._tell: tuple[str, ...] = ()
        self.line = Segmented(["1"], -1, self._choose_line, grow=1)
        self.kinds = Column(
            *(
                Button(heading(names.FAULTS[fault])[lang], partial(self._choose, fault), align="left")
                for fault in LineFault
            ),
            gap=6,
            arrows=True,
        )
        self.tell = DropDown([""], -1, self._choose_extension, grow=1)
        self.note = TextArea(rows=2, placeholder=NOTE[lang], changed=self._write)
        self.remark = Label("", Style.SMALL, Hue.WARN, wrap=True)
        self.send_button = Button(SEND[lang], self.send, kind="primary")
        group: list[FieldName] = []
        super().__init__(
            Row(FieldName(LINE[lang], group), self.line),
            Row(FieldName(FAULT[lang], group), Column(self.kinds, grow=1), align="start"),
            Row(FieldName(TELL[lang], group), self.tell),
            self.note,
            Flow(self.send_button, Space(width=1)),
            self.remark,
            gap=10,
            pad=4,
        )

    def show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        lines = tuple(snapshot.state.lines)
        if lines != self._lines:
            self._lines = lines
            self.line.texts = lines
            known = cards(snapshot.scene.company)
            self._tell = tuple(card.number for card in known)
            self.tell.texts = tuple(f"{card.number} {card.name}" for card in known)
        if not self._begun and (form := new_fault_form(snapshot)) != self._form:
            self._form = form
            self._mark()

    def begin(self) -> None:
        """A new form for the line in trouble."""
        self.note.text = ""
        self._begun = False
        if self._snapshot is not None:
            self._form = new_fault_form(self._snapshot)
            self._mark()

    def _fill(self, form: FaultForm) -> None:
        self._begun = True
        self._form = form
        self._mark()

    def _mark(self) -> None:
        form = self._form
        self.line.chosen = self._lines.index(form.line) if form.line in self._lines else -1
        self.tell.chosen = self._tell.index(form.extension) if form.extension in self._tell else -1
        for button, fault in zip(self.kinds.children, LineFault, strict=True):
            assert isinstance(button, Button)
            button.lit = fault is form.fault
        self.remark.text = ""

    def _choose_line(self, index: int) -> None:
        self._fill(replace(self._form, line=self._lines[index]))

    def _choose(self, fault: LineFault) -> None:
        self._fill(replace(self._form, fault=fault))

    def _choose_extension(self, index: int) -> None:
        self._fill(replace(self._form, extension=self._tell[index]))

    def _write(self, text: str) -> None:
        self._fill(replace(self._form, note=text))

    def send(self) -> None:
        event = fault_event(self._form)
        if event is None:
            self.remark.text = fault_missing(self._form, self.lang)
            return
        self._work.report(event)
        self._say(SENT[self.lang], Hue.GOOD)
        self.begin()
