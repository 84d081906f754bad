"""The message pad: who called, what about, for whom; saved as often as one likes, then passed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulator.model import wording as names
from simulator.model.checks import RecordField
from simulator.model.script import Urgency
from simulator.model.text import Lang, Text, heading
from simulator.ui.desk import Work
from simulator.ui.shown import Snapshot
from simulator.ui.views.console import MessageView
from simulator.ui.views.directory import search
from simulator.ui.views.forms import (
    CONFIDENTIAL,
    Pad,
    Severity,
    asks_address,
    new_pad,
    open_pad,
    pad_hints,
    saved_fields,
    written,
)
from simulator.ui.views.keymap import Action, hot_key
from simulator.ui.widgets.boxes import Column, Flow, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import TextArea, TextField
from simulator.ui.widgets.labels import FieldName, Label
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented, Toggle
from simulator.ui.widgets.text_input import TextInput
from simulator.ui.widgets.theme import Hue, Style

NEW = Text("新留言", "New message")
SAVE = Text("保存", "Save")
PASS_ON = Text("转告", "Pass on")
PASSED_ON = Text("已转告", "passed on")
SAVED = Text("留言已保存", "Message saved")
GIVEN = Text("已转告 {name}", "Passed on to {name}")
NOT_SAVED = Text("请先保存留言", "Save the message first")
NOBODY = Text("通讯录里没有“{name}”，请核对转告对象", "“{name}” is not in the directory: check whom it is for")
EXAMPLES = {
    RecordField.TIME: Text("10:40", "10:40"),
    RecordField.CALLER: Text("姓名", "Name"),
    RecordField.ORGANISATION: Text("公司、部门", "Company, department"),
    RecordField.PHONE: Text("可回拨的号码", "Number to call back"),
    RecordField.ADDRESS: Text("路、号、楼、室", "Street, number, building, room"),
    RecordField.MATTER: Text("什么事、什么要求、何时", "What, what is wanted, by when"),
    RecordField.FOR_WHOM: Text("人或部门", "Person or department"),
}


class MessagePad(Column):
    """The form with the list of what was saved above it."""

    def __init__(self, lang: Lang, work: Work, say: Callable[[str, Hue], None], pad: Pad | None = None) -> None:
        self.lang = lang
        self._work = work
        self._say = say
        self._pad = pad if pad is not None else Pad()
        self._begun = pad is not None
        self._snapshot: Snapshot | None = None
        self._messages: tuple[MessageView, ...] = ()
        self.inputs: dict[RecordField, TextInput] = {
            name: TextArea(rows=3, placeholder=EXAMPLES[name][lang], changed=partial(self._write, name), grow=1)
            if name is RecordField.MATTER
            else TextField(placeholder=EXAMPLES[name][lang], changed=partial(self._write, name), grow=1)
            for name in EXAMPLES
        }
        self.list = DropDown([NEW[lang]], 0, self._open)
        self.urgency = Segmented([heading(names.URGENCIES[one])[lang] for one in Urgency], 0, self._hurry)
        self.secret = Toggle(heading(names.FIELDS[RecordField.CONFIDENTIAL])[lang], False, self._keep_secret)
        self.remark = Label("", Style.SMALL, Hue.WARN, wrap=True)
        self.save_button = Button(SAVE[lang], self.save, badge=hot_key(Action.SAVE), kind="primary")
        self.relay_button = Button(PASS_ON[lang], self.relay, badge=hot_key(Action.RELAY))
        self._names: list[FieldName] = []
        self._rows = {name: self._row(name) for name in EXAMPLES}
        fields = Column(
            *self._rows.values(),
            Row(self._label(RecordField.URGENCY), Flow(self.urgency, self.secret, gap=8, grow=1), gap=8),
            self.remark,
            gap=8,
            pad=4,
        )
        super().__init__(
            self.list,
            ScrollView(fields),
            Flow(self.save_button, self.relay_button, Space(width=1)),
            gap=8,
        )

    def _label(self, name: RecordField) -> FieldName:
        return FieldName(heading(names.FIELDS[name])[self.lang], self._names)

    def _row(self, name: RecordField) -> Row:
        high = name is RecordField.MATTER
        return Row(self._label(name), self.inputs[name], gap=8, align="start" if high else "stretch")

    @property
    def writing(self) -> Pad:
        """What is being written."""
        return self._pad

    # --- what is known -----------------------------------------------------------------------------------------------

    def show(self, snapshot: Snapshot, messages: tuple[MessageView, ...]) -> None:
        first = self._snapshot is None
        self._snapshot = snapshot
        if first:
            self._rows[RecordField.ADDRESS].visible = asks_address(snapshot.scene.rulebook)
            self._fill(self._pad if self._begun else new_pad(snapshot, self._work.now()))
        if messages != self._messages:
            new = [one.id for one in messages if one.id not in {old.id for old in self._messages}]
            self._messages = messages
            marks = [f"{one.title} · {PASSED_ON[self.lang]}" if one.relayed else one.title for one in messages]
            self.list.texts = (NEW[self.lang], *marks)
            if new and self._pad.message == 0 and not first:
                self._pad = Pad(self._pad.fields, new[-1], self._pad.line)
            self._mark_chosen()
        elif not self._pad.changed and self._pad.message == 0 and not first:
            fresh = new_pad(snapshot, self._work.now())
            if fresh.line != self._pad.line:
                self._fill(fresh)  # an untouched pad is about the caller talked to last, from now on

    def _mark_chosen(self) -> None:
        ids = [0, *(one.id for one in self._messages)]
        self.list.chosen = ids.index(self._pad.message) if self._pad.message in ids else 0

    def _fill(self, pad: Pad) -> None:
        self._pad = pad
        for name, field in self.inputs.items():
            field.text = pad.value(name)
        self.urgency.chosen = 1 if pad.urgent else 0
        self.secret.on = pad.confidential
        self.remark.text = ""
        self._mark_chosen()

    def _open(self, index: int) -> None:
        if self._snapshot is not None:
            known = index > 0
            self._fill(
                open_pad(self._snapshot, self._messages[index - 1].id)
                if known
                else new_pad(self._snapshot, self._work.now())
            )

    # --- what is written ---------------------------------------------------------------------------------------------

    def _write(self, name: RecordField, value: str) -> None:
        self._pad = written(self._pad, name, value)

    def _hurry(self, index: int) -> None:
        self._write(RecordField.URGENCY, tuple(Urgency)[index].value)

    def _keep_secret(self, on: bool) -> None:
        self._write(RecordField.CONFIDENTIAL, CONFIDENTIAL if on else "")

    def begin(self) -> None:
        """The hot key: go and write."""
        if self.host is not None:
            empty = next((f for f in self.inputs.values() if not f.text), self.inputs[RecordField.CALLER])
            self.host.focus(empty, by_key=True)

    def save(self) -> None:
        if self._snapshot is None:
            return
        self._work.save(saved_fields(self._pad), self._pad.message, self._pad.line)
        self._pad = Pad(self._pad.fields, self._pad.message, self._pad.line)
        self._say(SAVED[self.lang], Hue.GOOD)
        hints = pad_hints(self._pad, self._snapshot.scene.company, self.lang)
        self.remark.text = "；".join(hint.text for hint in hints)
        for name, field in self.inputs.items():
            field.error = next((h.text for h in hints if h.field is name and h.severity is Severity.ODD), "")

    def relay(self) -> None:
        if self._snapshot is None:
            return
        if self._pad.message == 0 or self._pad.changed:
            self._say(NOT_SAVED[self.lang], Hue.WARN)
            return
        name = self._pad.value(RecordField.FOR_WHOM).strip()
        found = search(self._snapshot.scene, self._snapshot.state, name, self.lang, 1) if name else ()
        if not found:
            self._say(NOBODY.fill(name=name)[self.lang], Hue.WARN)
            return
        self._work.relay(self._pad.message, found[0].holder)
        self._say(GIVEN.fill(name=f"{found[0].name} {found[0].number}")[self.lang], Hue.GOOD)
