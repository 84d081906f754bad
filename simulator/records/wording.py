"""The words of scorecards and conversations in both languages; nothing but tables."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.model import wording as names
from simulator.model.moments import Moment
from simulator.model.rulebook import Basis, Dimension
from simulator.model.scorecard import Verdict
from simulator.model.text import Text, heading

VERDICTS: Mapping[Verdict, Text] = {verdict: heading(text) for verdict, text in names.VERDICTS.items()}

DIMENSIONS: Mapping[Dimension, Text] = {name: heading(text) for name, text in names.DIMENSIONS.items()}

PRESENCES = ("ringing", "automatic", "talking", "held", "transferring", "connected", "conference")
"""What callers live through, in the order of the legend."""

BASES: Mapping[Basis, Text] = {
    Basis.CLAUSE: Text("条款原文", "clause"),
    Basis.INTERPRETATION: Text("条款解读", "interpretation"),
    Basis.COMPANY: Text("公司规定", "company policy"),
}

HANG_UPS: Mapping[str, Text] = {
    "ended": Text("挂机", "hung up"),
    "patience": Text("等得不耐烦，挂机", "lost patience and hung up"),
    "temper": Text("气得挂断了电话", "hung up in anger"),
    "abandoned": Text("没人接，放弃", "gave up waiting for an answer"),
    "unheard": Text("没有人应答，挂机", "was attended by nobody and hung up"),
    "unserved": Text("要找的分机接不通，挂机", "could not reach the extension and hung up"),
}

ENDS: Mapping[str, Text] = {
    "finished": Text("练习结束", "The session is over"),
    "abandoned": Text("没有处理完，学员提前结束", "The trainee ended the session before all was handled"),
}

LEAKS = Text(
    "耳机漏音：对方的声音传进了话筒。请戴紧耳机、调低音量、话筒靠近嘴边",
    "The headset leaks: the other side's voice reaches the microphone. Wear it closely, turn it down, keep the "
    "microphone near your mouth",
)

HELPS: Mapping[str, Text] = {
    "hint": Text("看提示", "a hint"),
    "repeat": Text("请对方再说一遍", "the line said again"),
    "slower": Text("请对方说慢一点", "slower speech"),
}

BANDS: Mapping[str, Text] = {
    "oral": Text("口头批评", "oral reprimand"),
    "written": Text("书面批评", "written reprimand"),
    "points": Text("扣绩效分", "performance points"),
    "fine": Text("罚款", "fine"),
}
"""The usual bands of sanctions; a company may have others, in its own words."""

HAPPENED: Mapping[Moment, Text] = {
    Moment.RINGING: Text("线路 {line} 来电（{who}）", "Line {line} rings ({who})"),
    Moment.ANSWERED: Text(
        "接起线路 {line}，{who}，已振铃 {ring}", "Line {line} answered ({who}) after {ring} of ringing"
    ),
    Moment.AUTO_ANSWERED: Text("线路 {line} 由电脑话务员应答", "The automatic attendant answers line {line}"),
    Moment.HELD: Text("{who} 保持中", "{who} is on hold"),
    Moment.HOLD_REMINDER: Text("{who} 等不下去了", "{who} is tired of holding"),
    Moment.RETRIEVED: Text("取回 {who}，已保持 {hold}", "{who} is back after {hold} on hold"),
    Moment.RETURNED: Text(
        "{who} 从 {extension}（{holder}）回到话务员处", "{who} is back with the operator from {extension} ({holder})"
    ),
    Moment.RELEASED: Text("话务员退出线路 {line}", "The operator leaves line {line}"),
    Moment.HUNG_UP: Text("{who} {hang_up}", "{who} {hang_up}"),
    Moment.LINE_FAULT: Text("线路 {line} 故障：{kind}", "Line {line} fails: {kind}"),
    Moment.LINE_CLEARED: Text("线路 {line} 恢复正常", "Line {line} is all right again"),
    Moment.DIALLED_OUT: Text("线路 {line} 外拨 {number}", "Line {line} dials {number}"),
    Moment.CALLED_BACK: Text("{who} 接听回拨（{number}）", "{who} answers the call-back ({number})"),
    Moment.SPARE_LINE: Text("启用备用线 {line}", "Spare line {line} is taken into use"),
    Moment.MODE: Text("改为{mode}", "Switched to {mode}"),
    Moment.LONG_CALL: Text("线路 {line} 通话已 {connected}", "The call on line {line} has lasted {connected}"),
    Moment.DIALLED: Text("呼叫 {extension}（{holder}）", "Calling {extension} ({holder})"),
    Moment.EXTENSION_ANSWERED: Text("{extension}（{holder}）接听", "{extension} ({holder}) answers"),
    Moment.EXTENSION_BUSY: Text("{extension}（{holder}）占线", "{extension} ({holder}) is busy"),
    Moment.EXTENSION_NO_ANSWER: Text("{extension}（{holder}）无人接听", "{extension} ({holder}) does not answer"),
    Moment.EXTENSION_ABSENT: Text("{extension}（{holder}）不在", "{extension} ({holder}) is away"),
    Moment.EXTENSION_OUT_OF_ORDER: Text("{extension}（{holder}）故障", "{extension} ({holder}) is out of order"),
    Moment.CONSULTED: Text("与 {extension}（{holder}）单独通话", "In private with {extension} ({holder})"),
    Moment.CONNECTED: Text("{who} 与 {extension}（{holder}）接通", "{who} is connected to {extension} ({holder})"),
    Moment.CONFERENCE: Text("三方通话：{parties}", "Conference: {parties}"),
    Moment.ANGERED: Text("（更生气了，火气 {level}/4：{mood}）", "(gets angrier, {level} of 4: {mood})"),
    Moment.SOOTHED: Text("（消气了一些，火气 {level}/4：{mood}）", "(calms down, {level} of 4: {mood})"),
    Moment.MESSAGE_SAVED: Text("保存留言 {message}（第 {version} 稿）", "Message {message} saved (version {version})"),
    Moment.MESSAGE_RELAYED: Text("留言 {message} 转告 {to}", "Message {message} passed on to {to}"),
    Moment.FAULT_REPORTED: Text(
        "报修：线路 {line}，{kind}，报给 {extension}（{holder}）",
        "Fault reported: line {line}, {kind}, to {extension} ({holder})",
    ),
    Moment.MODE_EXPECTED: Text("值班表要求{mode}", "The duty clock asks for {mode}"),
    Moment.CALL_BACK_DUE: Text("需要回拨 {who}（{number}）{purpose}", "{who} is to be called back ({number}){purpose}"),
    Moment.ALARM: Text("警报：{alarm}", "Alarm: {alarm}"),
    Moment.HELP_USED: Text("使用帮助：{help}", "Help used: {help}"),
    Moment.DEGRADED: Text("条件受限：{why}", "Degraded: {why}"),
    Moment.LEAK_FOUND: LEAKS,
    Moment.ENDED: Text("{end}", "{end}"),
}
"""What the conversation says of a fact; the facts that are not here show in what was said, or not at all."""

LABELS: Mapping[str, Text] = {
    "scorecard": Text("通话成绩单", "Call scorecard"),
    "points": Text("分", "points"),
    "of_100": Text("满分 100", "of 100"),
    "pass_mark": Text("及格线", "Pass mark"),
    "range": Text("裁定前的范围", "Range until ruled"),
    "trainee": Text("学员", "Trainee"),
    "call": Text("通话", "Call"),
    "mode": Text("方式", "Mode"),
    "started": Text("开始时间", "Started"),
    "story_time": Text("情景时间", "Story time"),
    "length": Text("时长", "Length"),
    "rulebook": Text("规则", "Rulebook"),
    "dimensions": Text("五个方面", "Five dimensions"),
    "floor": Text("底线", "Floor"),
    "below_floor": Text("低于底线", "below its floor"),
    "not_scored": Text("本次无适用规则", "no rule applied"),
    "sanctions": Text("制度规定的处理（由人决定）", "What the rules hold out (for people to decide)"),
    "sanctions_hint": Text(
        "以下只是制度条文规定的处理，本程序不作处理，也不因此扣分；是否处理、如何处理，由负责人核实后决定。",
        "This is only what the texts provide for. The program sanctions nobody and takes no points for it; whether and "
        "how is for those in charge to decide, when they have looked into it.",
    ),
    "clause": Text("依据", "Clause"),
    "failed": Text("未通过", "Failed"),
    "timeline": Text("时间线", "Timeline"),
    "timeline_hint": Text(
        "横向滚动查看全程；评分标记可点，跳到对应结论。",
        "Scroll sideways for the whole call; marks lead to their findings.",
    ),
    "conversation": Text("对话", "Conversation"),
    "findings": Text("逐项结论", "Findings"),
    "attention": Text("需要注意", "Needs attention"),
    "passed": Text("合格", "Passed"),
    "inapplicable": Text("不适用", "Not applicable"),
    "nothing_here": Text("没有", "None"),
    "required": Text("要求", "Required"),
    "measured": Text("实际", "Measured"),
    "heard": Text("听到", "Heard"),
    "difference": Text("差异", "Difference"),
    "better": Text("建议说法", "Better wording"),
    "why_undecided": Text("为什么待裁定", "Why undecided"),
    "ruled_by": Text("裁定", "Ruling"),
    "evidence": Text("依据", "Evidence"),
    "basis": Text("性质", "Basis"),
    "critical": Text("关键项", "Critical"),
    "entries": Text("日志第 {n} 条", "log entry {n}"),
    "alignment": Text("逐音节对照", "Syllable by syllable"),
    "play": Text("播放", "Play"),
    "recording": Text("通话录音", "Recording"),
    "recording_hint": Text(
        "左声道是学员，右声道是学员听到的声音。", "Left: the trainee. Right: what the trainee heard."
    ),
    "no_recording": Text("这次通话没有录音。", "There is no recording of this call."),
    "reservations": Text("保留意见", "Reservations"),
    "certifiable": Text("可用于认证", "Can certify"),
    "not_certifiable": Text("不可用于认证", "Cannot certify"),
    "incomplete": Text("记录不完整：通话中断", "The record is incomplete: the call broke off"),
    "versions": Text("版本与校验", "Versions and hashes"),
    "about_text": Text(
        "成绩只由日志、剧本、规则和裁定算出；用下列版本对同一份日志重算，结果相同。",
        "The score follows from the log, the script, the rulebook and the rulings alone; with these versions the same "
        "log gives the same result.",
    ),
    "keys": Text("按键", "Keys"),
    "marks": Text("评分", "Marks"),
    "skip": Text("跳到逐项结论", "Skip to the findings"),
    "interrupted": Text("被打断", "cut short"),
    "inaudible": Text("话务员听不到", "the operator cannot hear it"),
    "typed": Text("打字", "typed"),
    "silent": Text("（没有听清任何内容）", "(nothing recognised)"),
    "witness": Text("另一引擎：{text}", "other engine: {text}"),
    "tone": Text("信号音", "Tone"),
    "same": Text("相同", "same"),
    "near": Text("音近", "near"),
    "other": Text("不同", "different"),
    "extra": Text("多出", "extra"),
    "missing": Text("缺少", "missing"),
    "legend": Text("图例", "Legend"),
}
