"""What may be written more briefly than field by field (docs/formats.md), and what a record must satisfy as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from simulator.compiler import scalars
from simulator.compiler.files import TemperChange
from simulator.compiler.nodes import MapNode, Node, ScalarNode
from simulator.compiler.report import Report, suggestion
from simulator.model.company import SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.rulebook import Clause
from simulator.model.script import KeyName, Line, MatterPoint, Press, Relay, Say, Wait, Write
from simulator.model.text import Text
from simulator.phrases import normalise
from simulator.phrases.grammar import can_be_said, pronounceable


def moment_ref(node: ScalarNode, report: Report) -> MomentRef | None:
    """``answered``, ``request(general_manager)``"""
    parts = scalars.called(node.text)
    name, about = parts or (node.text, "")
    moment = Moment._value2member_map_.get(name)
    if not isinstance(moment, Moment):
        report.add("D014", node, text=name, suggestion=suggestion(name, [one.value for one in Moment]))
        return None
    return MomentRef(moment, about)


def press(node: ScalarNode, report: Report) -> Press | None:
    """``answer 1``, ``hold``"""
    name, _, argument = node.text.strip().partition(" ")
    key = KeyName._value2member_map_.get(name)
    if not isinstance(key, KeyName):
        report.add("D010", node, text=name, suggestion=suggestion(name, [one.value for one in KeyName]))
        return None
    return Press(key, argument.strip())


def wait(node: ScalarNode, report: Report) -> Wait | None:
    """``8s``, ``connected``"""
    if node.text[:1].isdigit():
        time = scalars.duration(node.text)
        if time is None:
            hint = Text("时长要带单位：500ms、3s、2m。", "A duration has a unit: 500ms, 3s, 2m.")
            report.add("D008", node, text=node.text, expected=Text("时长", "a duration"), example=hint)
            return None
        return Wait(time=time)
    until = moment_ref(node, report)
    return Wait(until=until) if until else None


BARE: Mapping[type, str] = {
    SpokenName: "text",
    Line: "text",
    Say: "text",
    Relay: "to",
    MatterPoint: "any_of",
    TemperChange: "starts",
}
"""Records that may be written as the value of one of their fields."""

REST: Mapping[type, str] = {Write: "fields"}
"""Records one of whose fields is a mapping that is written flat."""

KEY_FIELD: Mapping[type, str] = {Clause: "locator"}
"""Records whose name in a mapping is not called ``id``."""


class Written(NamedTuple):
    """A record that is written as one text: how it is read, what it is called, some of its words, all of its forms."""

    parse: Callable[[ScalarNode, Report], Any]
    expected: Text
    words: tuple[str, ...]
    pattern: re.Pattern[str]


_MOMENTS = tuple(one.value for one in Moment)
_KEYS = tuple(one.value for one in KeyName)
_MOMENT = rf"(?:{'|'.join(_MOMENTS)})(?:\(\s*[^()\s]+\s*\))?"

PARSED: Mapping[type, Written] = {
    MomentRef: Written(moment_ref, Text("时刻", "a moment"), _MOMENTS, re.compile(_MOMENT)),
    Press: Written(
        press, Text("按键", "a key of the switchboard"), _KEYS, re.compile(rf"\s*(?:{'|'.join(_KEYS)})(?: .*)?")
    ),
    Wait: Written(
        wait,
        Text("时长或时刻", "a duration or a moment"),
        _MOMENTS,
        re.compile(f"{scalars.DURATION.pattern}|{_MOMENT}"),
    ),
}
"""Records that are written as one text."""

_SYLLABLE = re.compile(r"[a-zü]{1,6}[1-5]")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def _readable(name: SpokenName, node: Node, report: Report) -> bool:
    """Every character has a sound, and there is one toned syllable for every character where a reading is given."""
    for form in (name.text, *name.also):
        if not can_be_said(form):
            mute = next((char for char in normalise(form).text if not pronounceable(char)), form)
            report.add("D019", node, character=mute, text=form)
            return False
    syllables = name.pinyin.split()
    fits = len(syllables) == len(_HAN.findall(name.text)) and all(map(_SYLLABLE.fullmatch, syllables))
    if fits or not syllables or not isinstance(node, MapNode):
        return True
    report.add("D018", node.entries["pinyin"], pinyin=name.pinyin, text=name.text)
    return False


VALID: Mapping[type, Callable[[Any, Node, Report], bool]] = {SpokenName: _readable}
"""What a record must satisfy as a whole; reports and says no where it does not."""
