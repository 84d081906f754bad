"""The one table of hot keys: what each does, where it holds, and what is written on the buttons.

Keys are named as pygame names them (``f1``, ``1``, ``escape``, ``page up``); a chord holds its key and what is held
down with it.  While a text field has the focus, characters and the keys that move in a text are the field's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.model.wording import KEYS


class Scope(StrEnum):
    """Where a hot key holds.  ``everywhere`` holds in every other scope as well."""

    EVERYWHERE = "everywhere"
    CONSOLE = "console"
    DEBRIEF = "debrief"
    DRILL = "drill"


class Action(StrEnum):
    """Everything that can be done by a hot key."""

    # the keys of the board
    ANSWER = "answer"
    HOLD = "hold"
    RETRIEVE = "retrieve"
    TRANSFER = "transfer"
    CONSULT = "consult"
    CONNECT = "connect"
    CONFERENCE = "conference"
    CANCEL = "cancel"
    RELEASE = "release"
    SPARE = "spare"
    DIAL_OUT = "dial_out"
    MODE = "mode"
    # lines: answer what rings, take back what is held
    LINE_1 = "line_1"
    LINE_2 = "line_2"
    LINE_3 = "line_3"
    LINE_4 = "line_4"
    LINE_5 = "line_5"
    LINE_6 = "line_6"
    LINE_7 = "line_7"
    LINE_8 = "line_8"
    LINE_9 = "line_9"
    # the desk beside the board
    SEARCH = "search"
    DIAL_PAD = "dial_pad"
    MESSAGE = "message"
    SAVE = "save"
    RELAY = "relay"
    FAULT = "fault"
    CALL_BACK = "call_back"
    SPEAK = "speak"
    CAPTIONS = "captions"
    END_CALL = "end_call"
    # help in practice
    HINT = "hint"
    REPEAT = "repeat"
    SLOWER = "slower"
    REFERENCE = "reference"
    # debrief
    PLAY = "play"
    NEXT_FINDING = "next_finding"
    PREVIOUS_FINDING = "previous_finding"
    EARLIER = "earlier"
    LATER = "later"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    APPEAL = "appeal"
    # drills
    NEXT_EXERCISE = "next_exercise"
    PREVIOUS_EXERCISE = "previous_exercise"
    # everywhere
    BACK = "back"
    LARGER_TEXT = "larger_text"
    SMALLER_TEXT = "smaller_text"
    CONTRAST = "contrast"
    FULL_SCREEN = "full_screen"
    KEYS_OVERVIEW = "keys_overview"


@dataclass(frozen=True, slots=True)
class Chord:
    """A key with what is held down.  ``ctrl`` is Command on a Mac as well."""

    key: str
    ctrl: bool = False
    shift: bool = False
    alt: bool = False

    @property
    def name(self) -> str:
        """As events are named: ``ctrl+s``, ``f1``, ``escape``."""
        held = [name for name, down in (("ctrl", self.ctrl), ("alt", self.alt), ("shift", self.shift)) if down]
        return "+".join((*held, self.key))

    @property
    def label(self) -> str:
        """As it is written on a button: ``F1``, ``Ctrl+S``, ``↑``."""
        held = [name for name, down in (("Ctrl", self.ctrl), ("Alt", self.alt), ("Shift", self.shift)) if down]
        return "+".join((*held, _LABELS.get(self.key, self.key.upper() if len(self.key) < 4 else self.key.title())))


@dataclass(frozen=True, slots=True)
class Binding:
    """A line of the table."""

    action: Action
    chord: Chord
    scope: Scope
    name: Text


def _ctrl(key: str) -> Chord:
    return Chord(key, ctrl=True)


_LABELS = {
    "escape": "Esc",
    "space": "Space",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "page up": "PgUp",
    "page down": "PgDn",
    "return": "Enter",
}
_KEY_ORDER = tuple(KeyName)
_C, _D, _R, _E = Scope.CONSOLE, Scope.DEBRIEF, Scope.DRILL, Scope.EVERYWHERE

BINDINGS: tuple[Binding, ...] = (
    *(Binding(Action(key.value), Chord(f"f{n}"), _C, KEYS[key]) for n, key in enumerate(_KEY_ORDER, 1)),
    *(
        Binding(Action(f"line_{n}"), Chord(str(n)), _C, Text(f"线路 {n}：接起、取回", f"Line {n}: answer, retrieve"))
        for n in range(1, 10)
    ),
    Binding(Action.SEARCH, _ctrl("f"), _C, Text("查找分机", "Find an extension")),
    Binding(Action.DIAL_PAD, _ctrl("d"), _C, Text("拨号盘", "Dial pad")),
    Binding(Action.MESSAGE, _ctrl("m"), _C, Text("留言单", "Message pad")),
    Binding(Action.SAVE, _ctrl("s"), _C, Text("保存", "Save")),
    Binding(Action.RELAY, _ctrl("r"), _C, Text("转告", "Pass on")),
    Binding(Action.FAULT, _ctrl("g"), _C, Text("报修单", "Fault report")),
    Binding(Action.CALL_BACK, _ctrl("b"), _C, Text("回拨名单", "Call-back list")),
    Binding(Action.SPEAK, _ctrl("t"), _C, Text("打字说话", "Type what you say")),
    Binding(Action.CAPTIONS, _ctrl("l"), _C, Text("字幕", "Captions")),
    Binding(Action.END_CALL, _ctrl("e"), _C, Text("结束练习", "End the session")),
    Binding(Action.HINT, _ctrl("h"), _C, Text("提示", "Hint")),
    Binding(Action.REPEAT, _ctrl("j"), _C, Text("请对方再说一遍", "Have it said again")),
    Binding(Action.SLOWER, _ctrl("u"), _C, Text("请对方慢一点", "Have it said more slowly")),
    Binding(Action.PLAY, Chord("space"), _D, Text("播放这一段", "Play this moment")),
    Binding(Action.NEXT_FINDING, Chord("n"), _D, Text("下一项", "Next finding")),
    Binding(Action.PREVIOUS_FINDING, Chord("p"), _D, Text("上一项", "Previous finding")),
    Binding(Action.EARLIER, Chord(","), _D, Text("时间线向前", "Earlier on the timeline")),
    Binding(Action.LATER, Chord("."), _D, Text("时间线向后", "Later on the timeline")),
    Binding(Action.ZOOM_IN, Chord("="), _D, Text("放大时间线", "Zoom in")),
    Binding(Action.ZOOM_OUT, Chord("-"), _D, Text("缩小时间线", "Zoom out")),
    Binding(Action.APPEAL, _ctrl("p"), _D, Text("提出异议", "Appeal")),
    Binding(Action.NEXT_EXERCISE, Chord("n"), _R, Text("下一句", "Next wording")),
    Binding(Action.PREVIOUS_EXERCISE, Chord("p"), _R, Text("上一句", "Previous wording")),
    Binding(Action.REFERENCE, _ctrl("k"), _E, Text("规范用语", "Wordings")),
    Binding(Action.BACK, Chord("escape"), _E, Text("返回、关闭", "Back, close")),
    Binding(Action.LARGER_TEXT, _ctrl("="), _E, Text("放大文字", "Larger text")),
    Binding(Action.SMALLER_TEXT, _ctrl("-"), _E, Text("缩小文字", "Smaller text")),
    Binding(Action.CONTRAST, _ctrl("o"), _E, Text("高对比度", "High contrast")),
    Binding(Action.FULL_SCREEN, Chord("return", alt=True), _E, Text("全屏", "Full screen")),
    Binding(Action.KEYS_OVERVIEW, _ctrl("/"), _E, Text("快捷键一览", "All hot keys")),
)

EDITING: frozenset[Chord] = frozenset(
    Chord(key, ctrl=True, shift=shift)
    for shift in (False, True)
    for key in ("a", "c", "v", "x", "z", "left", "right", "up", "down", "home", "end", "backspace", "delete")
) | {_ctrl("y"), _ctrl("insert")}
"""What text fields use with Ctrl; no hot key may be one of them."""

_FIELD_KEYS = frozenset(
    (
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "backspace",
        "delete",
        "return",
        "tab",
        "space",
        "page up",
        "page down",
    )
)
_BY_ACTION: Mapping[Action, Binding] = {binding.action: binding for binding in BINDINGS}


def chord_of(action: Action) -> Chord:
    """The chord of an action."""
    return _BY_ACTION[action].chord


def hot_key(action: Action | KeyName) -> str:
    """What is shown on a button for its hot key."""
    return chord_of(Action(action.value)).label


def named(action: Action, lang: Lang) -> str:
    """What an action is called."""
    return _BY_ACTION[action].name[lang]


def key_of(action: Action) -> KeyName | None:
    """The key of the board that an action presses; None for all others."""
    return KeyName(action.value) if action.value in {key.value for key in KeyName} else None


def line_of(action: Action) -> str:
    """The line that an action is about; empty for all others."""
    name, _, number = action.value.partition("_")
    return number if name == "line" else ""


def resolve(chord: Chord, scope: Scope, *, editing: bool = False) -> Action | None:
    """The action of a chord; None where it means nothing here or belongs to the text field that has the focus."""
    if editing and _swallowed(chord):
        return None
    found = (b.action for b in BINDINGS if b.chord == chord and b.scope in (scope, Scope.EVERYWHERE))
    return next(found, None)


def conflicts(bindings: Iterable[Binding] = BINDINGS) -> tuple[tuple[Action, Action], ...]:
    """Pairs of actions that one chord would mean in one place."""
    table = tuple(bindings)
    return tuple(
        (one.action, other.action)
        for n, one in enumerate(table)
        for other in table[n + 1 :]
        if one.chord == other.chord and (one.scope is other.scope or Scope.EVERYWHERE in (one.scope, other.scope))
    )


def overview(scope: Scope, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What the overview lists for a place: hot key and name, in the order of the table."""
    return tuple((b.chord.label, b.name[lang]) for b in BINDINGS if b.scope in (scope, Scope.EVERYWHERE))


def _swallowed(chord: Chord) -> bool:
    """Whether a text field takes the chord: plain characters, the keys that move in it, and the chords of editing."""
    if chord in EDITING:
        return True
    return not chord.ctrl and not chord.alt and (len(chord.key) == 1 or chord.key in _FIELD_KEYS)
