"""The words of the window that stand for states, keys and reasons, in both languages; nothing but tables."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.model.effects import Refusal
from simulator.model.rulebook import Dimension, RecordField
from simulator.model.script import KeyName, LineFault, Urgency
from simulator.model.text import Text
from simulator.session.state import LineStatus
from simulator.ui.shown import Mode, Speaker

KEYS: Mapping[KeyName, Text] = {
    KeyName.ANSWER: Text("应答", "Answer"),
    KeyName.HOLD: Text("保持", "Hold"),
    KeyName.RETRIEVE: Text("取回", "Retrieve"),
    KeyName.TRANSFER: Text("转接", "Transfer"),
    KeyName.CONSULT: Text("咨询", "Consult"),
    KeyName.CONNECT: Text("接通", "Connect"),
    KeyName.CONFERENCE: Text("会议", "Conference"),
    KeyName.CANCEL: Text("取消", "Cancel"),
    KeyName.RELEASE: Text("释放", "Release"),
    KeyName.SPARE: Text("备用线", "Spare line"),
    KeyName.DIAL_OUT: Text("外拨", "Dial out"),
    KeyName.MODE: Text("人工／自动", "Manual/auto"),
}

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

REFUSALS: Mapping[Refusal, Text] = {
    Refusal.NO_CALL: Text("没有可以操作的通话", "you are on no call that this could act on"),
    Refusal.LINE_NOT_RINGING: Text("没有线路在振铃，或者不止一条", "no line is ringing, or more than one"),
    Refusal.LINE_NOT_HELD: Text("没有线路在等候，或者不止一条", "no line is on hold, or more than one"),
    Refusal.NO_SUCH_EXTENSION: Text("没有这个分机", "there is no such extension"),
    Refusal.NO_SUCH_LINE: Text("没有这条线路", "there is no such line"),
    Refusal.NOBODY_CONSULTED: Text("还没有分机应答", "no extension has answered yet"),
    Refusal.LINE_TAKEN: Text("没有空闲的线路", "no line is free"),
    Refusal.BUSY_WITH_EXTENSION: Text("请先结束与分机的通话", "finish with the extension first"),
    Refusal.BAD_ARGUMENT: Text("号码或方式不对", "the number or mode is not right"),
}

OVER = Text("通话已经结束", "the session is over")

LINES: Mapping[LineStatus, Text] = {
    LineStatus.IDLE: Text("空闲", "Free"),
    LineStatus.RINGING: Text("振铃", "Ringing"),
    LineStatus.TALKING: Text("通话", "Talking"),
    LineStatus.HELD: Text("等候", "On hold"),
    LineStatus.TRANSFERRING: Text("转接中", "Transferring"),
    LineStatus.CONNECTED: Text("已接通", "Put through"),
    LineStatus.CONFERENCE: Text("三方通话", "Conference"),
    LineStatus.AUTOMATIC: Text("电脑接听", "Attendant"),
    LineStatus.SEIZED: Text("已占线，请拨号", "Seized, dial"),
    LineStatus.DIALLING: Text("外拨中", "Dialling"),
    LineStatus.DEAD: Text("中断", "Dead"),
}

FAULTS: Mapping[LineFault, Text] = {
    LineFault.NOISE: Text("杂音", "Noise"),
    LineFault.CRACKLE: Text("噼啪声", "Crackle"),
    LineFault.ONE_WAY: Text("单通", "One-way audio"),
    LineFault.DROPOUTS: Text("断续", "Drop-outs"),
    LineFault.DEAD: Text("中断", "Dead"),
}

FIELDS: Mapping[RecordField, Text] = {
    RecordField.TIME: Text("来电时间", "Time"),
    RecordField.CALLER: Text("来电人", "Caller"),
    RecordField.ORGANISATION: Text("单位", "Organisation"),
    RecordField.PHONE: Text("联系电话", "Phone"),
    RecordField.ADDRESS: Text("地址", "Address"),
    RecordField.MATTER: Text("事由", "Matter"),
    RecordField.FOR_WHOM: Text("转告", "For"),
    RecordField.URGENCY: Text("缓急", "Urgency"),
    RecordField.CONFIDENTIAL: Text("保密", "Confidential"),
}

URGENCIES: Mapping[Urgency, Text] = {
    Urgency.NORMAL: Text("一般", "Normal"),
    Urgency.URGENT: Text("紧急", "Urgent"),
}

SPEAKERS: Mapping[Speaker, Text] = {
    Speaker.TRAINEE: Text("我", "Me"),
    Speaker.CALLER: Text("来电人", "Caller"),
    Speaker.COLLEAGUE: Text("同事", "Colleague"),
    Speaker.ATTENDANT: Text("电脑话务员", "Attendant"),
    Speaker.BOARD: Text("交换台", "Board"),
}

MODES: Mapping[Mode, Text] = {
    Mode.PRACTICE: Text("练习", "Practice"),
    Mode.EXAM: Text("考试", "Exam"),
}

ANSWERING: Mapping[str, Text] = {
    "manual": Text("人工接听", "Manual answering"),
    "automatic": Text("电脑接听", "Automatic answering"),
}

DIMENSIONS: Mapping[str, Text] = {
    Dimension.GREETING.value: Text("问候", "Greeting"),
    Dimension.PHRASING.value: Text("用语", "Phrasing"),
    Dimension.HANDLING.value: Text("处理", "Handling"),
    Dimension.RECORD.value: Text("记录", "Record"),
    Dimension.TIMING.value: Text("时效", "Timing"),
}

VERDICTS: Mapping[str, Text] = {
    "pass": Text("合格", "Passed"),
    "partial": Text("部分合格", "Partly"),
    "fail": Text("不合格", "Failed"),
    "undecided": Text("待裁定", "Undecided"),
    "not_applicable": Text("不适用", "Not applicable"),
}

BANNER = Text("训练系统 · 不接真实电话", "Training system · no real calls")
