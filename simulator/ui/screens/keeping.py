"""What keeps the certification records safe, and for how long: checkpoints, backups, and what is beyond its period."""

from __future__ import annotations

from simulator.model.text import Text
from simulator.ui.archive import Archive
from simulator.ui.custody import Retention
from simulator.ui.screens.asking import ask, path_field
from simulator.ui.screens.filed import FiledScreen
from simulator.ui.screens.frame import card, top_bar
from simulator.ui.screens.screen import Place
from simulator.ui.widgets.boxes import Column, Flow, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import SecretField, TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Widget

WORDS = {
    "title": Text("保管", "Safekeeping"),
    "checkpoint": Text("检查点", "Checkpoint"),
    "checkpoint_about": Text(
        "检查点是一个签了名的小文件，写明此刻有哪些记录。存到这台电脑以外的地方；以后拿来核对，末尾被截掉或记录被换过就看得出来。",
        "A small signed file that says which entries there are. Keep it away from this machine: compared with it "
        "later, a tail cut off or an entry replaced shows.",
    ),
    "take": Text("核对并写检查点", "Verify and write one"),
    "compare": Text("与检查点核对", "Compare with one"),
    "compare_why": Text(
        "核对全部记录，并与这个检查点比较。", "Verifies every record, and compares the records with this checkpoint."
    ),
    "backup": Text("备份", "Back up"),
    "backup_about": Text(
        "全部记录、日志和录音写进一个文件。换电脑时，也从它恢复。",
        "All records, logs and recordings in one file. Another machine's records are made again from it.",
    ),
    "backup_why": Text(
        "全部记录、日志和录音写进一个文件，用这个口令加密。没有口令，谁也打不开。",
        "All records, logs and recordings in one file, encrypted under this passphrase. Nobody opens it without.",
    ),
    "passphrase": Text("备份的口令", "Passphrase of the backup"),
    "again": Text("再输一次", "Once more"),
    "unlike": Text("两次的口令不一样，没有备份", "The passphrases are not the same: nothing was backed up"),
    "retention": Text("保存期", "How long calls are kept"),
    "kept": Text(
        "日志和录音保存 {n} 个月。仍有效的证书所依据的，以及申诉后还没有人确认结果的，过期也留着。"
        "成绩和证书的记录一直在。",
        "Logs and recordings are kept for {n} months. What a certificate that holds rests on stays, and what was "
        "appealed against until somebody confirmed the result. Scores and certificates always stay.",
    ),
    "beyond": Text("本机超过保存期的：{n} 个通话", "Beyond it on this machine: {n} calls"),
    "none": Text("没有超过保存期的通话", "Nothing is beyond its period"),
    "reading": Text("正在读取……", "Reading ..."),
    "unentered": Text("没有入库的通话", "a call that was never entered"),
    "months": Text("改保存期", "Change it"),
    "months_why": Text(
        "保存多少个月？录音告知书里写着这个期限，改了以后，学员下次通话前会看到新的告知书。",
        "For how many months? The notice of recording says so: trainees are shown the new one before their next call.",
    ),
    "months_field": Text("月数", "Months"),
    "not_months": Text("请填 1 以上的月数，没有改", "That is no number of months: nothing was changed"),
    "erase": Text("删除超期的通话", "Delete what is beyond"),
    "erase_why": Text(
        "{n} 个通话的日志和录音从本机删除，不能撤回，也不能再听、再评分。成绩和证书的记录不变，每一次删除都签名入库。",
        "Logs and recordings of {n} calls are deleted from this machine. It cannot be undone: they can be heard and "
        "scored no more. Scores and certificates stay, and every deletion is signed and entered.",
    ),
}
LARGE = 200
"""From this size of text (percent) on, everything is one below the other, and scrolled."""
MOST_MONTHS = 1_200


class KeepingScreen(FiledScreen):
    """``archive`` is open."""

    def __init__(self, place: Place, archive: Archive) -> None:
        super().__init__(place, archive)
        archive.look_at_retention(True)

    def build(self) -> Widget:
        self._shown: Retention | None = None
        self.take = Button(self._say("take"), self.archive.checkpoint)
        self.compare = Button(self._say("compare"), self._compare)
        self.backup = Button(self._say("backup"), self._back_up)
        self.kept = Label("", Style.BODY, "muted", wrap=True)
        self.beyond = Label(self._say("reading"), Style.STRONG, wrap=True)
        self.list = ListView(empty="", rows=3, grow=1)
        self.months = Button(self._say("months"), self._change)
        self.erase = Button(self._say("erase"), self._erase)
        self.erase.enabled = False
        checkpoint = card(
            self._about("checkpoint_about"), Flow(self.take, self.compare, gap=8), title=self._say("checkpoint")
        )
        backup = card(self._about("backup_about"), Flow(self.backup), title=self._say("backup"))
        buttons = Flow(self.months, self.erase, gap=8)
        top = top_bar(self._say("title"), self.place.lang, self.back)
        if self.place.root.look.theme.text >= LARGE:
            retention = card(self.kept, self.beyond, self.list, buttons, title=self._say("retention"))
            body: Widget = ScrollView(Column(checkpoint, backup, retention, gap=12, pad=(16, 12)))
        else:
            retention = card(self.kept, self.beyond, self.list, buttons, title=self._say("retention"), grow=6)
            body = Row(Column(checkpoint, backup, gap=12, grow=5), retention, gap=12, pad=(16, 12), grow=1)
        return Column(top, self.telling(), body, gap=0)

    def _about(self, name: str) -> Label:
        return Label(self._say(name), Style.BODY, "muted", wrap=True)

    def _say(self, name: str) -> str:
        return WORDS[name][self.place.lang]

    # --- frames ------------------------------------------------------------------------------------------------------

    def update(self) -> None:
        doing, found = self.show_told(), self.archive.retention()
        if found is not None and found is not self._shown:
            self._shown = found
            self._show(found)
        for button in (self.take, self.compare, self.backup, self.months):
            button.enabled = doing is None
        self.erase.enabled = doing is None and found is not None and bool(found.overdue)
        if self.place.root.focused is None:
            self.place.root.focus(self.take)

    def _show(self, found: Retention) -> None:
        lang, count = self.place.lang, len(found.overdue)
        self.kept.text = WORDS["kept"].fill(n=found.months)[lang]
        self.beyond.text = WORDS["beyond"].fill(n=count)[lang] if count else self._say("none")
        self.list.items = tuple(
            Item(one.who or self._say("unentered"), one.call, one.started[:10]) for one in found.overdue
        )

    # --- doing -------------------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        file = path_field(self.place)

        def do() -> None:
            if file.text.strip():
                self.archive.verify(file.text)

        ask(self.place, WORDS["compare"], WORDS["compare_why"], (file,), do)

    def _back_up(self) -> None:
        first, again = (SecretField(placeholder=self._say(name)) for name in ("passphrase", "again"))

        def do() -> None:
            if first.text != again.text:
                self.place.say(self._say("unlike"), Hue.BAD)
            elif first.text:
                self.archive.back_up(first.text)

        ask(self.place, WORDS["backup"], WORDS["backup_why"], (first, again), do)

    def _change(self) -> None:
        field = TextField(placeholder=self._say("months_field"), most=4)

        def do() -> None:
            said = field.text.strip()
            if said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_MONTHS:
                self.archive.retain(int(said))
            else:
                self.place.say(self._say("not_months"), Hue.BAD)

        ask(self.place, WORDS["months"], WORDS["months_why"], (field,), do)

    def _erase(self) -> None:
        refused, found = self.archive.no_erasing(), self._shown
        if refused is not None:
            self.place.say(self.tr(refused), Hue.BAD)
        elif found is not None:
            why = WORDS["erase_why"].fill(n=len(found.overdue))
            ask(self.place, WORDS["erase"], why, (), self.archive.erase_overdue, kind="danger")

    def close(self) -> None:
        self.archive.look_at_retention(False)
