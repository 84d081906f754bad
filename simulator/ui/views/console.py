"""The switchboard as the operator may know it: lines, headset, keys, clocks, captions, lists, notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model import wording as names
from simulator.model.checks import RecordField
from simulator.model.effects import Refusal
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text, heading
from simulator.model.units import clock_text
from simulator.session.calendar import AUTOMATIC, MANUAL, duty_mode
from simulator.session.scene import is_attendant
from simulator.session.state import LegStatus, Message
from simulator.ui.shown import Caption, Hint, Mode, Snapshot, Speaker
from simulator.ui.views import wording
from simulator.ui.views.board_keys import KeyState, Needs, key_states, other_mode
from simulator.ui.views.callbacks import CallBackView, callbacks
from simulator.ui.views.clocks import duration, story_date, story_time
from simulator.ui.views.keymap import hot_key
from simulator.ui.views.lines import Blink, Lamp, LineView, RingClock, line_view, ring_clock

CAPTIONS_SHOWN = 60
"""So many lines of the conversation are kept on the screen for scrolling back."""


@dataclass(frozen=True, slots=True)
class KeyView:
    """A key of the board.  ``plain``: it acts without more; else it asks for what it ``needs``.  ``lines``: those it
    would act on."""

    key: KeyName
    label: str
    help: str
    hot_key: str
    enabled: bool
    why: str
    needs: Needs
    plain: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadsetView:
    """Where the operator's headset is: ``line``, ``extension`` or ``free``; who can hear the operator."""

    place: str
    number: str
    text: str
    speaking: str  # who is talking to the operator at this moment, empty for nobody
    listening: bool  # the operator is being heard


@dataclass(frozen=True, slots=True)
class CaptionView:
    """A line of the conversation; the operator's own stand on the other side."""

    at: str
    speaker: Speaker
    name: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """A saved message; ``relayed`` when it was passed on."""

    id: int
    version: int
    title: str
    matter: str
    for_whom: str
    urgent: bool
    relayed: bool


@dataclass(frozen=True, slots=True)
class WrapUpView:
    """Every party is gone, the records can still be finished for a while: ``left`` as time and ``share`` (0..1) of it;
    ``seconds`` the same, rounded up."""

    left: str
    seconds: int
    share: float


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """Everything on the console but directory and forms."""

    banner: str
    lines: tuple[LineView, ...]
    headset: HeadsetView
    keys: tuple[KeyView, ...]
    automatic: bool
    mode: str
    mode_due: str
    duty: str
    time: str
    date: str
    elapsed: str
    callbacks: tuple[CallBackView, ...]
    messages: tuple[MessageView, ...]
    captions: tuple[CaptionView, ...]
    captions_on: bool
    hints: tuple[Hint, ...]
    help_used: int
    refused: str
    notices: tuple[str, ...]
    finished: bool
    wrap_up: WrapUpView | None

    def key(self, name: KeyName) -> KeyView:
        """The key with this name."""
        return next(key for key in self.keys if key.key is name)


def console(snapshot: Snapshot, now: int, lang: Lang, mode: Mode, captions_on: bool) -> ConsoleView:
    """The console at session ms ``now`` (not before the snapshot).  An exam has neither captions nor hints."""
    scene, state = snapshot.scene, snapshot.state
    practice = mode is Mode.PRACTICE
    states = key_states(scene, state, snapshot.t)
    return ConsoleView(
        banner=f"{wording.BANNER[lang]} · {names.MODES[mode][lang]}",
        lines=tuple(line_view(snapshot, line, now, lang, states) for line in state.lines.values()),
        headset=_headset(snapshot, lang),
        keys=tuple(_key(snapshot, one, lang) for one in states),
        automatic=state.automatic,
        mode=heading(names.ANSWERING[AUTOMATIC if state.automatic else MANUAL])[lang],
        mode_due=_mode_due(snapshot, now, lang) if practice else "",
        duty=_duty(snapshot, lang),
        time=story_time(scene.script.clock, now),
        date=story_date(scene.script.clock, lang),
        elapsed=duration(now),
        callbacks=callbacks(snapshot),
        messages=tuple(_message(snapshot, message, lang) for message in state.messages.values()),
        captions=_captions(snapshot, lang, captions_on and practice),
        captions_on=captions_on and practice,
        hints=snapshot.hints if practice else (),
        help_used=snapshot.help_used,
        refused=_refused(snapshot.refused, lang),
        notices=tuple(notice[lang] for notice in snapshot.notices),
        finished=state.finished,
        wrap_up=_wrap_up(snapshot, now),
    )


def _wrap_up(snapshot: Snapshot, now: int) -> WrapUpView | None:
    ends = snapshot.state.ends_at
    if ends is None or snapshot.state.finished:
        return None
    left = max(0, ends - now)
    seconds = -(-left // 1_000)
    return WrapUpView(duration(seconds * 1_000), seconds, left / max(1, snapshot.scene.script.after_call))


# --- headset, keys, mode ---------------------------------------------------------------------------------------------


def _headset(snapshot: Snapshot, lang: Lang) -> HeadsetView:
    scene, state = snapshot.scene, snapshot.state
    speaking = next((one.actor for one in state.speaking.values() if one.audible), "")
    name = _speaker(speaking, lang) if speaking else ""
    listening = any(one.speaking for one in state.listening.values())
    if state.at in state.lines:
        status = names.LINES[state.lines[state.at].status]
        text = Text(f"线路 {state.at} · {status.zh}", f"Line {state.at} · {status.en}")[lang]
        return HeadsetView("line", state.at, text, name, listening)
    if state.at in scene.company.extensions:
        holder = scene.company.holder_name(state.at)
        leg = state.legs.get(state.at)
        doing = {
            LegStatus.RINGING: Text("振铃", "ringing"),
            LegStatus.TALKING: Text("单独通话", "in private"),
            LegStatus.REFUSED: Text("未接通", "not reached"),
        }[leg.status if leg is not None else LegStatus.RINGING]
        return HeadsetView("extension", state.at, f"{state.at} {holder} · {doing[lang]}", name, listening)
    return HeadsetView("free", "", Text("耳机空闲", "Headset free")[lang], name, listening)


def _speaker(actor: str, lang: Lang) -> str:
    if is_attendant(actor):
        return wording.SPEAKERS[Speaker.ATTENDANT][lang]
    return wording.SPEAKERS[Speaker.COLLEAGUE if actor.startswith("ext:") else Speaker.CALLER][lang]


def _key(snapshot: Snapshot, one: KeyState, lang: Lang) -> KeyView:
    why = ""
    if not one.enabled:
        why = (names.REFUSALS[one.why] if one.why is not None else wording.OVER)[lang]
    label = names.KEYS[one.key][lang]
    if one.key is KeyName.MODE:
        to = names.ANSWERING[other_mode(snapshot.state)]
        label = Text(f"改{to.zh[:2]}", heading(to).en.split()[0])[lang]
    return KeyView(
        one.key,
        label,
        wording.KEY_HELP[one.key][lang],
        hot_key(one.key),
        one.enabled,
        why,
        one.needs,
        one.plain,
        one.lines,
    )


def _mode_due(snapshot: Snapshot, now: int, lang: Lang) -> str:
    """The mode that the duty plan asks for now where the board is in the other one."""
    due = duty_mode(snapshot.scene.company.duty, snapshot.scene.script.clock, now)
    if due in ("", AUTOMATIC if snapshot.state.automatic else MANUAL):
        return ""
    name = names.ANSWERING[due]
    return Text(f"值班表：应为{name.zh}", f"Duty plan: {name.en}")[lang]


def _duty(snapshot: Snapshot, lang: Lang) -> str:
    hours = [f"{clock_text(one.begins)}–{clock_text(one.ends)}" for one in snapshot.scene.company.duty]
    if not hours:
        return ""
    return Text(f"值班 {'、'.join(hours)}", f"On duty {', '.join(hours)}")[lang]


def _refused(refused: tuple[KeyName, Refusal] | None, lang: Lang) -> str:
    if refused is None:
        return ""
    key, why = names.KEYS[refused[0]], names.REFUSALS[refused[1]]
    return Text(f"“{key.zh}”没有作用：{why.zh}", f"“{key.en}” did nothing: {why.en}")[lang]


# --- lists -----------------------------------------------------------------------------------------------------------


def _captions(snapshot: Snapshot, lang: Lang, everything: bool) -> tuple[CaptionView, ...]:
    """The last lines of the conversation; without ``everything`` only what the board itself reports."""
    shown = [one for one in snapshot.captions if everything or one.speaker is Speaker.BOARD]
    return tuple(_captioned(one, lang) for one in shown[-CAPTIONS_SHOWN:])


def _captioned(one: Caption, lang: Lang) -> CaptionView:
    own = one.speaker is Speaker.TRAINEE
    name = one.name if one.name and not own else wording.SPEAKERS[one.speaker][lang]
    return CaptionView(duration(one.at), one.speaker, name, one.text, own)


def _message(snapshot: Snapshot, message: Message, lang: Lang) -> MessageView:
    fields = message.fields
    words = [fields.get(field, "") for field in (RecordField.ORGANISATION, RecordField.CALLER)]
    title = " ".join(word for word in words if word) or Text("未写来电人", "no caller written")[lang]
    return MessageView(
        message.id,
        message.version,
        title,
        fields.get(RecordField.MATTER, ""),
        fields.get(RecordField.FOR_WHOM, ""),
        fields.get(RecordField.URGENCY, "") == "urgent",
        message.id in snapshot.relayed,
    )


def lines_waiting(view: ConsoleView) -> Iterator[LineView]:
    """The lines that ring, the urgent ones first, then the one that has rung longest."""
    ringing = (line for line in view.lines if line.ring is not None)
    return iter(sorted(ringing, key=lambda line: (not line.urgent, -line.elapsed_ms)))


__all__ = [
    "Blink",
    "CaptionView",
    "ConsoleView",
    "HeadsetView",
    "KeyView",
    "Lamp",
    "LineView",
    "MessageView",
    "RingClock",
    "console",
    "lines_waiting",
    "ring_clock",
]
