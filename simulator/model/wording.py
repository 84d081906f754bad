"""The names of keys, fields, faults, states and verdicts in both languages: one table for all who speak of them.

English as it stands within a sentence; ``model.text.heading`` makes a label of it.  What is printed on keys is a label
already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.model.checks import RecordField
from simulator.model.effects import Refusal
from simulator.model.ledger import MAY_ENTER, Role
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.model.script import KeyName, LineFault, Urgency
from simulator.model.text import Text

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
    KeyName.MODE: Text("方式", "Mode"),
}

FIELDS: Mapping[RecordField, Text] = {
    RecordField.TIME: Text("时间", "time"),
    RecordField.CALLER: Text("来电人", "caller"),
    RecordField.ORGANISATION: Text("单位", "organisation"),
    RecordField.PHONE: Text("电话", "phone"),
    RecordField.ADDRESS: Text("地址", "address"),
    RecordField.MATTER: Text("事由", "matter"),
    RecordField.FOR_WHOM: Text("转告", "for whom"),
    RecordField.URGENCY: Text("缓急", "urgency"),
    RecordField.CONFIDENTIAL: Text("保密", "confidential"),
}

FAULTS: Mapping[str, Text] = {
    LineFault.NOISE: Text("杂音", "noise"),
    LineFault.CRACKLE: Text("噼啪声", "crackle"),
    LineFault.ONE_WAY: Text("单通", "one-way audio"),
    LineFault.DROPOUTS: Text("断续", "drop-outs"),
    LineFault.DEAD: Text("中断", "dead line"),
}

URGENCIES: Mapping[str, Text] = {
    Urgency.NORMAL: Text("一般", "normal"),
    Urgency.URGENT: Text("紧急", "urgent"),
}

ANSWERING: Mapping[str, Text] = {
    "manual": Text("人工接听", "manual answering"),
    "automatic": Text("电脑接听", "automatic answering"),
}

LINES: Mapping[str, Text] = {
    "idle": Text("空闲", "free"),
    "ringing": Text("振铃", "ringing"),
    "talking": Text("通话", "talking"),
    "held": Text("等候", "on hold"),
    "transferring": Text("转接中", "transferring"),
    "connected": Text("已接通", "put through"),
    "conference": Text("三方通话", "conference"),
    "automatic": Text("电脑接听", "attendant"),
    "seized": Text("已占线，请拨号", "seized, dial"),
    "dialling": Text("外拨中", "dialling"),
    "dead": Text("中断", "dead"),
}
"""What an outside line is doing (``session.state``), and so what its caller lives through (``scoring.presence``)."""

PARTIES: Mapping[str, Text] = {
    "caller": Text("来电人", "caller"),
    "colleague": Text("同事", "colleague"),
    "attendant": Text("电脑话务员", "automatic attendant"),
    "board": Text("交换台", "switchboard"),
}
"""Whoever speaks besides the trainee, and the board that reports."""

MODES: Mapping[str, Text] = {
    "practice": Text("练习", "practice"),
    "exam": Text("考试", "exam"),
    "rehearsal": Text("自动演练", "rehearsal"),
}
"""The header's ``mode``."""

DIMENSIONS: Mapping[Dimension, Text] = {
    Dimension.GREETING: Text("问候", "greeting"),
    Dimension.PHRASING: Text("用语", "phrasing"),
    Dimension.HANDLING: Text("处理", "handling"),
    Dimension.RECORD: Text("记录", "record"),
    Dimension.TIMING: Text("时效", "timing"),
}

VERDICTS: Mapping[Verdict, Text] = {
    Verdict.PASS: Text("合格", "pass"),
    Verdict.PARTIAL: Text("部分合格", "partial"),
    Verdict.FAIL: Text("不合格", "fail"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
    Verdict.UNDECIDED: Text("待裁定", "undecided"),
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
"""Why a key did nothing."""

ROLES: Mapping[Role, Text] = {
    Role.TRAINEE: Text("学员机", "trainee"),
    Role.TRAINER: Text("教员", "trainer"),
    Role.HR: Text("人事", "HR"),
    Role.ADMINISTRATOR: Text("管理员", "administrator"),
}

ENTRIES: Mapping[str, Text] = {
    "ChainOpened": Text("链的开头", "opening of a chain"),
    "KeyEnrolled": Text("密钥登记", "enrolment of a key"),
    "KeyRevoked": Text("密钥吊销", "revocation of a key"),
    "TraineeEnrolled": Text("学员登记", "enrolment of a trainee"),
    "TraineeJoined": Text("学员合并", "joining of trainees"),
    "NoticeAcknowledged": Text("录音告知的确认", "acknowledgement of the notice"),
    "TraineeErased": Text("学员数据的删除", "erasure of a trainee"),
    "CourseReleased": Text("课程发布", "release of a course"),
    "AttemptBegun": Text("考试的开始", "beginning of an exam"),
    "IdentityChecked": Text("身份核对", "check of identity"),
    "AttemptMade": Text("通话", "call"),
    "Scored": Text("评分", "score"),
    "Ruled": Text("裁定", "ruling"),
    "Appealed": Text("申诉", "appeal"),
    "Confirmed": Text("结果的确认", "confirmation of a result"),
    "AttemptVoided": Text("通话作废", "voiding of a call"),
    "Certified": Text("发证", "certificate"),
    "CertificateRetired": Text("证书作废", "retirement of a certificate"),
    "Audited": Text("操作记录", "note of what was done"),
}
"""Kinds of entries of the certification records."""


def either(roles: Iterable[Role]) -> Text:
    """One of these roles, in their order of rank."""
    named = [ROLES[role] for role in Role if role in frozenset(roles)]
    *others, last = named
    zh, en = "、".join(one.zh for one in others), ", ".join(one.en for one in others)
    return Text(f"{zh}或{last.zh}", f"{en} or {last.en}") if others else last


def not_theirs(role: Role, kind: str) -> Text:
    """Why a key of this role does not enter this kind of entry."""
    what, has = ENTRIES[kind], ROLES[role]
    needed = either(next(roles for entry, roles in MAY_ENTER.items() if entry.__name__ == kind))
    return Text(
        f"{has.zh}的密钥不能写入“{what.zh}”，这要用{needed.zh}的密钥",
        f"a key of the role {has.en} may not enter this ({what.en}); it takes one of the role {needed.en}",
    )
