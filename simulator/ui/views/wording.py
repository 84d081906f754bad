"""The words that the window alone needs, in both languages; the names that others use too are in ``model.wording``."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.model import wording as names
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text, heading
from simulator.ui.shown import Speaker

KEY_HELP: Mapping[KeyName, Text] = {
    KeyName.ANSWER: Text("接起来电", "take the ringing call"),
    KeyName.HOLD: Text("请对方等候", "let the caller wait"),
    KeyName.RETRIEVE: Text("回到等候的来电人", "go back to the caller on hold"),
    KeyName.TRANSFER: Text("把来电转到分机", "pass the caller on to an extension"),
    KeyName.CONSULT: Text("先单独问分机，来电人听不到", "ask an extension in private first"),
    KeyName.CONNECT: Text("把等候的来电人接给分机", "put the held caller through"),
    KeyName.CONFERENCE: Text("三方通话", "talk together, three of you"),
    KeyName.CANCEL: Text("放下分机，回到来电人", "drop the extension, back to the caller"),
    KeyName.RELEASE: Text("退出或挂断", "leave the call or hang up"),
    KeyName.SPARE: Text("启用备用线", "take the spare line"),
    KeyName.DIAL_OUT: Text("拨外线号码", "call an outside number"),
    KeyName.MODE: Text("切换人工接听与电脑接听", "switch between manual and automatic answering"),
}

OVER = Text("通话已经结束", "the session is over")

SPEAKERS: Mapping[Speaker, Text] = {
    Speaker.TRAINEE: Text("我", "Me"),
    **{Speaker(party): heading(name) for party, name in names.PARTIES.items()},
}

BANNER = Text("训练系统 · 不接真实电话", "Training system · no real calls")


def dimension_name(name: str, lang: Lang) -> str:
    """A dimension's name; the text itself where it is one already."""
    return heading(names.DIMENSIONS[Dimension(name)])[lang] if name in tuple(Dimension) else name


def verdict_name(name: str, lang: Lang) -> str:
    """A verdict's name; the text itself where it is none."""
    return heading(names.VERDICTS[Verdict(name)])[lang] if name in tuple(Verdict) else name
