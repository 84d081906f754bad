"""What stands before the certification records: whose key opens them, its passphrase, and why they stay shut."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.archive import Door, Holder
from simulator.ui.screens.asking import ask, path_field
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
    "restore": Text("从备份恢复", "Restore a backup"),
    "restore_why": Text(
        "本机还没有考试档案。给出备份文件和它的口令，就在这里重新建立。",
        "There are no records on this machine. A backup and its passphrase make them again here.",
    ),
}


class StaffDoor(Column):
    """A whole screen's worth.  ``opens`` is told the name of a key and its passphrase; ``restores``, where there is
    nothing to be opened yet, the file of a backup and its passphrase."""

    def __init__(
        self,
        place: Place,
        title: Text,
        opens: Callable[[str, str], None],
        restores: Callable[[str, str], None] | None = None,
    ) -> None:
        self._place, self._opens, self._restores = place, opens, restores
        self._door = Door()
        self.whose = DropDown((), 0, lambda _: self._asks(), grow=1)
        self.passphrase = SecretField(placeholder=self._say("passphrase"), entered=lambda _: self.enter(), grow=1)
        self.opener = Button(self._say("open"), self.enter, kind="primary")
        self.state = Label("", Style.BODY, "muted", wrap=True)
        self.restore = Button(self._say("restore"), self._ask_for_backup)
        self.restore.visible = False
        inner = card(
            Label(title[place.lang], Style.TITLE, wrap=True),
            Column(Label(self._say("whose"), Style.SMALL, "muted"), Row(self.whose), gap=4),
            Row(self.passphrase, self.opener, gap=12),
            self.state,
            self.restore,
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
        told = (self._say("opening"),) if door.busy else (one[self._place.lang] for one in (door.told, door.why) if one)
        self.state.text = "\n".join(told)
        self.state.visible = bool(self.state.text)
        self.state.role = Hue.BAD if door.why is not None and not door.busy else "muted"
        self.restore.visible = self._restores is not None and door.empty and not door.busy
        self._asks()
        if not door.busy and self._place.root.focused is None:
            self._place.root.focus(self.passphrase if self.passphrase.visible else self.opener)

    def enter(self) -> None:
        holder = self._holder
        if holder is not None and not self._door.busy and (self.passphrase.text or not holder.asks):
            self._opens(holder.key, self.passphrase.text)
            self.passphrase.text = ""

    def _ask_for_backup(self) -> None:
        file, passphrase = path_field(self._place), SecretField(placeholder=self._say("passphrase"))

        def do() -> None:
            if self._restores is not None and file.text.strip() and passphrase.text:
                self._restores(file.text, passphrase.text)

        ask(self._place, WORDS["restore"], WORDS["restore_why"], (file, passphrase), do)

    def _asks(self) -> None:
        holder = self._holder
        self.passphrase.visible = holder is None or holder.asks

    @property
    def _holder(self) -> Holder | None:
        """Whose key is chosen."""
        holders = self._door.holders
        return holders[self.whose.chosen] if self.whose.chosen < len(holders) else None
