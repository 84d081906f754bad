"""The words in which findings speak of moments, fields, times and people, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.directory import Directory
from simulator.model.company import DEPARTMENT, Rank, Role
from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Urgency
from simulator.model.temper import Mood
from simulator.model.text import Text, same
from simulator.model.wording import ANSWERING, FAULTS

MOMENTS: dict[Moment, Text] = {
    Moment.RINGING: Text("来电振铃", "the call came in"),
    Moment.ANSWERED: Text("接起来电", "the call was answered"),
    Moment.ANSWERED_LATE: Text("超过三声才接起", "the call was answered late"),
    Moment.AUTO_ANSWERED: Text("电脑接听", "the attendant answered"),
    Moment.HELD: Text("让来电者等候", "the caller was put on hold"),
    Moment.HOLD_REMINDER: Text("等候提醒", "the hold reminder"),
    Moment.RETRIEVED: Text("取回等候的来电", "the caller was taken off hold"),
    Moment.RETURNED: Text("来电者转回", "the caller came back from a transfer"),
    Moment.RELEASED: Text("挂断或退出通话", "the operator released the line"),
    Moment.HUNG_UP: Text("对方挂机", "the party hung up"),
    Moment.LINE_FAULT: Text("线路出现故障", "the line failed"),
    Moment.LINE_CLEARED: Text("线路恢复", "the line recovered"),
    Moment.DIALLED_OUT: Text("拨出外线", "an outside number was dialled"),
    Moment.CALLED_BACK: Text("回拨接通", "the call-back was answered"),
    Moment.SPARE_LINE: Text("启用备用线路", "the spare line was taken"),
    Moment.MODE: Text("切换接听方式", "the mode was switched"),
    Moment.LONG_CALL: Text("通话时间过长", "the call ran long"),
    Moment.DIALLED: Text("拨分机", "the extension was dialled"),
    Moment.EXTENSION_ANSWERED: Text("分机应答", "the extension answered"),
    Moment.EXTENSION_BUSY: Text("分机占线", "the extension was busy"),
    Moment.EXTENSION_NO_ANSWER: Text("分机无人接听", "the extension did not answer"),
    Moment.EXTENSION_ABSENT: Text("分机机主不在", "the person was out"),
    Moment.EXTENSION_OUT_OF_ORDER: Text("分机故障", "the extension was out of order"),
    Moment.CONSULTED: Text("单线请示", "the private consultation"),
    Moment.CONNECTED: Text("双方接通", "the parties were connected"),
    Moment.CONFERENCE: Text("三方通话", "the conference"),
    Moment.SAID: Text("对方说话", "a line was spoken"),
    Moment.REQUEST: Text("来电者说明要找谁", "the caller asked for somebody"),
    Moment.COMPLAINT: Text("来电者投诉", "the caller complained"),
    Moment.URGENT: Text("来电者说事情紧急", "the caller said it was urgent"),
    Moment.INSISTS: Text("来电者坚持要求", "the caller insisted"),
    Moment.NUMBER_ENQUIRY: Text("来电者询问号码", "the caller asked for a number"),
    Moment.NOTICE: Text("来电者请总机通知开会", "the caller asked for a meeting notice to be given"),
    Moment.ENQUIRY: Text("来电者咨询", "the caller asked something"),
    Moment.UNANSWERABLE: Text("来电者问到当场答不了的事", "the caller asked what the operator cannot answer"),
    Moment.ALARM: Text("工作场所发生火警等险情", "there was an alarm where the operator is"),
    Moment.DOUBT: Text("来电者说得有疑点", "the caller said something doubtful"),
    Moment.GIVES: Text("来电者说出情况", "the caller gave a fact"),
    Moment.ACCEPTS: Text("对方同意接听", "the person agreed to take the call"),
    Moment.DECLINES: Text("对方不接听", "the person declined the call"),
    Moment.THANKS: Text("来电者道谢", "the caller said thanks"),
    Moment.FAREWELL: Text("来电者道别", "the caller said goodbye"),
    Moment.ANGERED: Text("来电者更生气了", "the caller got angrier"),
    Moment.SOOTHED: Text("来电者消气了一些", "the caller calmed down somewhat"),
    Moment.UNDERSTOOD: Text("对方听懂", "the party understood"),
    Moment.MESSAGE_SAVED: Text("保存留言", "the message was saved"),
    Moment.MESSAGE_RELAYED: Text("转达留言", "the message was passed on"),
    Moment.FAULT_REPORTED: Text("报修", "the fault was reported"),
    Moment.MODE_EXPECTED: Text("应切换接听方式", "a mode was due"),
    Moment.CALL_BACK_DUE: Text("需要回拨", "a call-back fell due"),
    Moment.HELP_USED: Text("使用帮助", "help was used"),
    Moment.STARTED: Text("练习开始", "the session began"),
    Moment.DEGRADED: Text("条件不全", "a part went missing"),
    Moment.LEAK_FOUND: Text("耳机漏音", "the headset was found to leak"),
    Moment.ENDED: Text("练习结束", "the session ended"),
}

RANKS: dict[str, Text] = {
    Rank.STAFF: Text("员工", "staff"),
    Rank.MANAGER: Text("部门经理", "manager"),
    Rank.SECRETARY: Text("秘书", "secretary"),
    Rank.GENERAL_MANAGER: Text("总经理", "general manager"),
    Rank.VICE_CHAIRMAN: Text("副董事长", "vice chairman"),
    Rank.CHAIRMAN: Text("董事长", "chairman"),
    DEPARTMENT: Text("部门", "department"),
}

ROLES: dict[str, Text] = {
    Role.COMPLAINTS: Text("受理投诉的部门", "where complaints go"),
    Role.UNCLEAR: Text("不明确", "unclear"),
    Role.EXECUTIVE_DEPUTY: Text("代接的经理", "the executive deputy"),
    Role.TECHNICAL: Text("技术部门", "the technical department"),
}

GIVEN: dict[str, Text] = {
    "name": Text("姓名", "name"),
    "organisation": Text("单位", "organisation"),
    "phone": Text("电话", "phone"),
    "matter": Text("事由", "matter"),
    "urgency": Text("缓急", "urgency"),
    "attendance": Text("能否参加", "attendance"),
}

ENDS: dict[str, Text] = {
    "ended": Text("通话结束", "the call ended"),
    "passed_on": Text("对方继续通话", "the caller goes on"),
}

MOODS: dict[str, Text] = {
    Mood.CALM: Text("平静", "calm"),
    Mood.TENSE: Text("着急", "tense"),
    Mood.ANGRY: Text("生气", "angry"),
}

PLACES: dict[str, Text] = {
    "indoors": Text("室内", "indoors"),
    "outdoors": Text("户外", "outdoors"),
    Urgency.URGENT.value: Text("紧急", "urgent"),
}

_ABOUT: dict[str, Text] = {**FAULTS, **ANSWERING, **RANKS, **ROLES, **GIVEN, **ENDS, **MOODS, **PLACES}


def seconds(ms: int) -> str:
    """A duration in seconds with one decimal, rounded half up: ``3.2``."""
    tenths = (ms + 50) // 100
    return f"{tenths // 10}.{tenths % 10}"


def after(ms: int) -> Text:
    """How long after its occasion something came."""
    return Text(f"{seconds(ms)} 秒后", f"after {seconds(ms)} s")


def moment(ref: MomentRef, directory: Directory) -> Text:
    """What a reference names, with whom or what it is about."""
    name = MOMENTS[ref.moment]
    if not ref.about:
        return name
    about = _ABOUT.get(ref.about) or same(directory.name(ref.about))
    return Text(f"{name.zh}（{about.zh}）", f"{name.en} ({about.en})")


def fault(kind: object) -> Text:
    """A line fault's name."""
    return FAULTS.get(str(kind), same(str(kind)))


def mode(value: object) -> Text:
    """An answering mode's name."""
    return ANSWERING.get(str(value), same(str(value)))


def listed(texts: Iterable[Text], *, either: bool = False) -> Text:
    """The texts in a row: 甲、乙 and 甲 or 乙."""
    row = tuple(texts)
    return Text(
        ("或" if either else "、").join(t.zh for t in row), (" or " if either else ", ").join(t.en for t in row)
    )


def quoted(text: str) -> Text:
    """Words as they were heard or written; a dash for nothing."""
    return Text(f"“{text}”", f"“{text}”") if text else Text("（空）", "(empty)")
