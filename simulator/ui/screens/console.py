"""The board at work: lines, captions, forms, extensions, keys.  Shows the console's view model; decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from simulator.model.script import KeyName
from simulator.model.text import Text
from simulator.ui.desk import Live, Work
from simulator.ui.screens.dialling import CallBacks, Dialler
from simulator.ui.screens.extensions import ExtensionPanel
from simulator.ui.screens.fault_form import FaultPad
from simulator.ui.screens.hint_card import HintCard
from simulator.ui.screens.line_card import LineCard
from simulator.ui.screens.message_pad import MessagePad
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.screens.top_bar import TopBar
from simulator.ui.screens.wrap_up import WrapUp
from simulator.ui.shown import Mode, Order, Snapshot, Speaker, Voicing
from simulator.ui.views.board_keys import Needs, line_press, other_mode
from simulator.ui.views.console import ConsoleView, console
from simulator.ui.views.directory import ExtensionView
from simulator.ui.views.keymap import Action, Scope, hot_key, key_of, line_of, named
from simulator.ui.views.wording import SPEAKERS
from simulator.ui.widgets.boxes import BAR, CARD, Column, Flow, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.dialogs import Choice, Dialog
from simulator.ui.widgets.feed import Entry, Feed
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.waveform import LiveWaveform
from simulator.ui.widgets.widget import Widget

STEP_MS = 100
"""Clocks are brought up to date so often; what happens is shown with the next frame."""

VOICE_MS = 50
"""A column of the waveform."""

LINES = Text("线路", "Lines")
CAPTIONS = Text("通话字幕", "Captions")
CAPTIONS_OFF = Text("字幕已关闭", "Captions are off")
EXAM = Text("考试中不显示字幕", "No captions in an exam")
NOTHING_SAID = Text("来电接通后，双方说的话显示在这里", "What is said appears here")
TYPE = Text("打字回答，按回车说出", "Type your reply, Return says it")
VOICE = Text("我的声音", "My voice")
TABS = (Text("留言", "Message"), Text("报修", "Fault"), Text("回拨", "Call back"), Text("拨号", "Dial"))
CHOOSE = Text("请选择要{key}的分机，按回车", "Choose the extension to {key}, press Return")
WHICH = Text("不止一条线路，请按线路的数字键", "More than one line: press the number of the line")
END_TITLE = Text("结束这次通话？", "End this session?")
END_BODY = Text(
    "到现在为止的内容会保存并评分。还有来电没有处理完就结束，这次不算合格。",
    "What happened so far is kept and scored. With a call still to be handled, this session will not be a pass.",
)
END_YES = Text("结束并评分", "End and score")
END_NO = Text("继续通话", "Go on")
HUES = {
    Speaker.TRAINEE: Hue.TEAL,
    Speaker.CALLER: Hue.ACCENT,
    Speaker.COLLEAGUE: Hue.VIOLET,
    Speaker.ATTENDANT: Hue.NEUTRAL,
    Speaker.BOARD: Hue.NEUTRAL,
}
MESSAGE, FAULT, CALL_BACK, DIAL = range(4)
LARGE = 150
"""From this text size on (percent), there is no room for captions and forms side by side."""


class Console(Screen):
    """One work from its first ring to its end."""

    scope = Scope.CONSOLE

    def __init__(self, place: Place, work: Work, order: Order, title: str) -> None:
        super().__init__(place)
        self.work = work
        self.order = order
        self.title = title
        self.captions_on = place.settings.get("captions", "on") == "on"
        self._aim: KeyName | None = None  # a key that waits for its extension
        self._refusals = 0
        self._known: tuple[Snapshot, int, str, bool] | None = None
        self._voiced = 0
        self._notices: tuple[str, ...] = ()
        self._kept: MessagePad | None = None

    # --- widgets -----------------------------------------------------------------------------------------------------

    def build(self) -> Widget:
        lang, practice = self.place.lang, self.order.mode is Mode.PRACTICE
        self._known = None
        voice = self.order.voicing is Voicing.VOICE
        self.large = self.place.root.look.theme.text >= LARGE
        self.top = TopBar(lang, self.title, voice, self.ask_to_end, hot_key(Action.END_CALL), low=self.large)
        self.wrap_up = WrapUp(lang)
        self.lines: dict[str, LineCard] = {}
        self.line_box = Column(gap=10)
        self.live = LiveWaveform(Hue.TEAL, grow=1, height=44)
        voice_card = Column(Label(VOICE[lang], Style.SMALL, "muted"), self.live, gap=6, pad=(14, 10), plate=CARD)
        voice_card.visible = voice and not self.large
        self.hint = HintCard(lang, self.work.help, low=self.large)
        self.hint.visible = practice
        self.feed = Feed(empty=NOTHING_SAID[lang])
        self.reply = TextField(placeholder=TYPE[lang], entered=self._say_typed, grow=1)
        self.reply_row = Row(self.reply, Badge(hot_key(Action.SPEAK)), gap=8)
        self.reply_row.visible = not voice
        begun = self._kept.writing if self._kept is not None else None  # made anew, it goes on with what was written
        self.message = self._kept = MessagePad(lang, self.work, self.place.say, begun)
        self.fault = FaultPad(lang, self.work, self.place.say)
        self.callbacks = CallBacks(lang, self._call_back)
        self.dialler = Dialler(lang, self.press)
        pages: list[Widget] = [self.message, ScrollView(self.fault), self.callbacks, ScrollView(self.dialler)]
        named_pages = [(text[lang], page) for text, page in zip(TABS, pages, strict=True)]
        self.extensions = ExtensionPanel(lang, self._extension_opened)
        self.keys = {key: Button("", partial(self.press_key, key), tall=not self.large) for key in KeyName}
        conversation = Column(self.feed, self.reply_row, gap=10, grow=1)
        if self.large:  # what stands side by side is one behind the other
            first: list[tuple[str, Widget]] = [(CAPTIONS[lang], conversation)]
            if practice:
                first.append((named(Action.HINT, lang), ScrollView(self.hint)))
            self.tabs = Tabs([*first, *named_pages])
            self.before = len(first)
            middle = [Column(self.tabs, pad=(14, 6), plate=CARD, grow=1)]
        else:
            head = Row(Label(CAPTIONS[lang], Style.TITLE, grow=1), Badge(hot_key(Action.CAPTIONS)))
            self.tabs = Tabs(named_pages)
            self.before = 0
            middle = [
                Column(self.hint, Column(head, conversation, gap=10, pad=(14, 12), plate=CARD, grow=1), gap=12, grow=1),
                Column(self.tabs, pad=(14, 6), plate=CARD, width=336),
            ]
        return Column(
            self.top,
            self.wrap_up,
            Row(
                Column(ScrollView(self.line_box), voice_card, gap=10, width=304 if self.large else 272),
                *middle,
                Column(self.extensions, width=320 if self.large else 268),
                gap=12,
                pad=12,
                grow=1,
            ),
            Flow(*self.keys.values(), even=True, gap=8, pad=(12, 8), plate=BAR, arrows=True),
            gap=0,
        )

    # --- frames ------------------------------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot | None:
        stage = self.work.stage()
        return stage.snapshot if isinstance(stage, Live) else None

    def update(self) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        now, caption, level = self.work.now(), self.work.caption(), self.work.level()
        if self.order.voicing is Voicing.VOICE:
            self._voice(now, level)
        known = (snapshot, now // STEP_MS, caption, self.captions_on)
        if self._known is not None and self._known[0] is snapshot and self._known[1:] == known[1:]:
            return
        fresh = self._known is None or self._known[0] is not snapshot
        self._known = known
        view = console(snapshot, max(now, snapshot.t), self.place.lang, self.order.mode, self.captions_on)
        self._show(view, snapshot, caption, level, fresh)

    def _voice(self, now: int, level: float) -> None:
        if now // VOICE_MS > self._voiced:
            self._voiced = now // VOICE_MS
            self.live.push([min(1.0, max(0.0, (level + 60) / 54)) ** 1.5] * 2)
            self.top.meter.set(level)

    def _show(self, view: ConsoleView, snapshot: Snapshot, caption: str, level: float, fresh: bool) -> None:
        self.top.show(view, level)
        self.wrap_up.show(view.wrap_up)
        for line in view.lines:
            if line.number not in self.lines:
                self.lines[line.number] = LineCard(line.number, self.press_line)
                self.line_box.add(self.lines[line.number])
            self.lines[line.number].show(line, self.place.lang)
        self._show_captions(view, caption)
        if not fresh:
            return
        self.hint.show(view.hints, view.help_used)
        for key in view.keys:
            button = self.keys[key.key]
            button.text, button.badge = key.label, key.hot_key
            button.enabled, button.why, button.tooltip = key.enabled, key.why, key.help
            button.lit = key.key is self._aim
        self.extensions.show(snapshot.scene, snapshot.state)
        self.message.show(snapshot, view.messages)
        self.fault.show(snapshot)
        self.dialler.show(snapshot)
        self.callbacks.show(view.callbacks)
        open_messages = sum(not one.relayed for one in view.messages)
        due = sum(one.due for one in view.callbacks)
        marks = (str(open_messages or ""), "", str(due or ""), "")
        self.tabs.bar.marks = (*("",) * self.before, *marks)
        self._notes(view, snapshot)

    def _show_captions(self, view: ConsoleView, caption: str) -> None:
        entries = [
            Entry(one.name, one.text, one.at, HUES[one.speaker], one.own, one.speaker is Speaker.BOARD)
            for one in view.captions
        ]
        if caption and view.captions_on:
            entries.append(Entry(self.tr(SPEAKERS[Speaker.TRAINEE]), caption, hue=Hue.TEAL, own=True, open=True))
        exam = self.order.mode is Mode.EXAM
        empty = EXAM if exam else NOTHING_SAID if self.captions_on else CAPTIONS_OFF
        self.feed.empty = self.tr(empty)
        self.feed.show(entries)

    def _notes(self, view: ConsoleView, snapshot: Snapshot) -> None:
        if snapshot.refusals > self._refusals and view.refused:
            self.place.say(view.refused, Hue.WARN)
        self._refusals = snapshot.refusals
        for notice in view.notices:
            if notice not in self._notices:
                self.place.say(notice, Hue.BAD)
        self._notices = view.notices

    # --- keys of the board -------------------------------------------------------------------------------------------

    def press(self, key: KeyName, argument: str = "") -> None:
        self._set_aim(None)
        self.work.press(key, argument)

    def press_line(self, number: str) -> None:
        snapshot = self.snapshot
        if snapshot is not None:
            known = line_press(snapshot.scene, snapshot.state, max(snapshot.t, self.work.now()), number)
            key, argument = known if known is not None else (KeyName.ANSWER, number)
            self.press(key, argument)

    def press_key(self, key: KeyName) -> None:
        """By its button or hot key: at once, or asking for what it needs."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        view = console(snapshot, max(self.work.now(), snapshot.t), self.place.lang, self.order.mode, False).key(key)
        if view.needs is Needs.MODE:
            self.press(key, other_mode(snapshot.state))
        elif view.needs is Needs.NUMBER:
            self.show_tab(DIAL)
            self.dialler.begin(key)
        elif view.needs is Needs.EXTENSION and view.enabled:
            self._want_extension(key)
        elif view.needs is Needs.LINE and not view.plain and len(view.lines) > 1:
            self.place.say(self.tr(WHICH), Hue.WARN)
        else:
            self.press(key)

    def _want_extension(self, key: KeyName) -> None:
        selected = self.extensions.selected
        if selected is not None and self._aim is not key:
            self.press(key, selected.number)
            self.extensions.clear()
            return
        self._set_aim(key)
        self.place.root.focus(self.extensions.field, by_key=True)
        name = named(Action(key.value), self.place.lang)
        self.place.say(CHOOSE.fill(key=name if self.place.lang.value == "zh" else name.lower())[self.place.lang])

    def _set_aim(self, key: KeyName | None) -> None:
        self._aim = key
        for name, button in self.keys.items():
            button.lit = name is key

    def _extension_opened(self, view: ExtensionView) -> None:
        self.press(self._aim or KeyName.TRANSFER, view.number)
        self.extensions.clear()
        self.place.root.focus(None)

    def _call_back(self, number: str) -> None:
        self.show_tab(DIAL)
        self.dialler.begin(KeyName.DIAL_OUT, number)

    def show_tab(self, index: int) -> None:
        self.tabs.show(index + self.before)

    def _say_typed(self, text: str) -> None:
        if text.strip():
            self.work.say(text.strip())
            self.reply.text = ""

    # --- hot keys ----------------------------------------------------------------------------------------------------

    def act(self, action: Action) -> bool:
        key, line = key_of(action), line_of(action)
        if key is not None:
            self.press_key(key)
        elif line:
            self.press_line(line)
        elif action in self._actions():
            self._actions()[action]()
        else:
            return False
        return True

    def _actions(self) -> dict[Action, Callable[[], None]]:
        focus = self.place.root.focus
        return {
            Action.SEARCH: lambda: focus(self.extensions.field, by_key=True),
            Action.MESSAGE: partial(self._open_tab, MESSAGE, self.message.begin),
            Action.FAULT: partial(self._open_tab, FAULT, lambda: focus(self.fault.line, by_key=True)),
            Action.CALL_BACK: partial(self._open_tab, CALL_BACK, lambda: focus(self.callbacks.list, by_key=True)),
            Action.DIAL_PAD: partial(self._open_tab, DIAL, lambda: self.dialler.begin(KeyName.DIAL_OUT)),
            Action.SAVE: self.message.save,
            Action.RELAY: self.message.relay,
            Action.SPEAK: self._speak,
            Action.CAPTIONS: self._switch_captions,
            Action.HINT: self._hint,
            Action.REPEAT: lambda: self._help("repeat"),
            Action.SLOWER: lambda: self._help("slower"),
            Action.END_CALL: self.ask_to_end,
        }

    def _open_tab(self, index: int, begin: Callable[[], None]) -> None:
        self.show_tab(index)
        begin()

    def _hint(self) -> None:
        if self.order.mode is Mode.PRACTICE:
            if self.large:
                self.tabs.show(1)
            self.hint.open()

    def _help(self, kind: str) -> None:
        if self.order.mode is Mode.PRACTICE:
            self.work.help(kind)

    def _speak(self) -> None:
        if self.order.mode is Mode.PRACTICE or self.order.voicing is Voicing.TYPED:
            self.reply_row.visible = True
            self.place.root.focus(self.reply, by_key=True)

    def _switch_captions(self) -> None:
        self.captions_on = not self.captions_on
        self.place.change(captions="on" if self.captions_on else "off")

    # --- the end -----------------------------------------------------------------------------------------------------

    def ask_to_end(self) -> None:
        choices = [Choice(self.tr(END_YES), self.work.stop, "danger"), Choice(self.tr(END_NO))]
        Dialog(self.place.root, self.tr(END_TITLE), self.tr(END_BODY), choices).show()

    def leave(self) -> bool:
        if self._aim is not None:
            self._set_aim(None)
        elif self.place.root.focused is not None:
            self.place.root.focus(None)
        else:
            self.ask_to_end()
        return False

    def close(self) -> None:
        if self.snapshot is not None:
            self.work.stop()
