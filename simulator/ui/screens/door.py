"""What stands before the certification records: whose key opens them, its passphrase, and why they stay shut."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.archive import Door, Holder
from simulator.ui.screens.frame import card
from simulator.ui.screens.screen import Place
from simulator.ui.views.archive import holder_name
from simulator.ui.widgets.boxes import Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.fields import SecretField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.theme import Hue, Style

WORDS = {
    "whose": Text("谁的密钥", "Whose key"),
    "passphrase": Text("口令", "Passphrase"),
    "open": Text("打开", "Open"),
    "opening": Text("正在打开……", "Opening ..."),
}


class StaffDoor(Column):
    """A whole screen's worth.  ``opens`` is told the name of a key and its passphrase."""

    def __init__(self, place: Place, title: Text, opens: Callable[[str, str], None]) -> None:
        self._place, self._opens = place, opens
        self._door = Door()
        self.whose = DropDown((), 0, lambda _: self._asks(), grow=1)
        self.passphrase = SecretField(placeholder=self._say("passphrase"), entered=lambda _: self.enter(), grow=1)
        self.opener = Button(self._say("open"), self.enter, kind="primary")
        self.state = Label("", Style.BODY, "muted", wrap=True)
        inner = card(
            Label(title[place.lang], Style.TITLE, wrap=True),
            Column(Label(self._say("whose"), Style.SMALL, "muted"), Row(self.whose), gap=4),
            Row(self.passphrase, self.opener, gap=12),
            self.state,
            gap=14,
            width=560,
        )
        super().__init__(Space(), Row(Space(), inner, Space()), Space(grow=2), grow=1)

    def _say(self, name: str) -> str:
        return WORDS[name][self._place.lang]

    def show(self, door: Door) -> None:
        if door == self._door:
            return
        self._door = door
        self.whose.texts = tuple(holder_name(one, self._place.lang) for one in door.holders)
        self.whose.enabled = len(door.holders) > 1
        self.opener.enabled = bool(door.holders) and not door.busy
        self.state.text = self._say("opening") if door.busy else door.why[self._place.lang] if door.why else ""
        self.state.visible = bool(self.state.text)
        self.state.role = Hue.BAD if door.why is not None and not door.busy else "muted"
        self._asks()
        if not door.busy and self._place.root.focused is None:
            self._place.root.focus(self.passphrase if self.passphrase.visible else self.opener)

    def enter(self) -> None:
        holder = self._holder
        if holder is not None and not self._door.busy and (self.passphrase.text or not holder.asks):
            self._opens(holder.key, self.passphrase.text)
            self.passphrase.text = ""

    def _asks(self) -> None:
        holder = self._holder
        self.passphrase.visible = holder is None or holder.asks

    @property
    def _holder(self) -> Holder | None:
        """Whose key is chosen."""
        holders = self._door.holders
        return holders[self.whose.chosen] if self.whose.chosen < len(holders) else None
