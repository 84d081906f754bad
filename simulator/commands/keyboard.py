"""The switchboard from a terminal: a line that begins with ``/`` is a key or a form, anything else is said.

/应答 1    /answer 1           /转接 8200    /transfer 8200
/记录 来电人=王建国 电话=138…   /转告 张伟     /报修 1 noise 8600     /结束
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from simulator.model.checks import RecordField
from simulator.model.company import Company
from simulator.model.events import Event, FaultReported, KeyPressed, MessageRelayed, MessageSaved, Stop
from simulator.model.script import LineFault
from simulator.model.text import Text
from simulator.model.wording import FAULTS, FIELDS, KEYS
from simulator.runtime.live import Hands

T = TypeVar("T")

SAVE, RELAY, REPORT, END, HELP = (
    Text("记录", "save"),
    Text("转告", "relay"),
    Text("报修", "report"),
    Text("结束", "end"),
    Text("帮助", "help"),
)

INSTRUCTIONS = Text(
    "直接输入要说的话，回车即说出。按键以 / 开头：\n"
    "  /应答 线  /保持  /取回 线  /转接 分机  /咨询 分机  /接通  /会议  /取消  /释放\n"
    "  /备用线  /外拨 号码  /方式 manual|automatic\n"
    "  /记录 来电人=… 单位=… 电话=… 地址=… 事由=… 转告=…    /转告 姓名    /报修 线 故障 分机    /结束",
    "Type what you say and press Enter. Keys begin with /:\n"
    "  /answer LINE  /hold  /retrieve LINE  /transfer EXT  /consult EXT  /connect  /conference  /cancel  /release\n"
    "  /spare  /dial_out NUMBER  /mode manual|automatic\n"
    "  /save caller=… phone=… address=… matter=… for=…  /relay NAME  /report LINE FAULT EXT  /end",
)


class Mistyped(Exception):
    """A command that is none."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def parse(line: str, company: Company, last_message: int) -> Event | str:
    """The event of a command, or the words to say.  Raises ``Mistyped``."""
    line = line.strip()
    if not line.startswith("/"):
        return line
    name, _, rest = line[1:].partition(" ")
    rest = rest.strip()
    if _is(name, END):
        return Stop("finished")
    if _is(name, SAVE):
        return MessageSaved(_fields(rest))
    if _is(name, RELAY):
        return MessageRelayed(last_message, _holder(rest, company))
    if _is(name, REPORT):
        return _report(rest.split())
    key = _named(name, KEYS)
    if key is None:
        raise Mistyped(Text(f"没有这个按键：/{name}（/帮助 查看）", f"there is no key /{name} (see /help)"))
    return KeyPressed(key, rest)


def read_from(
    lines: Iterable[str], company: Company, messages: Callable[[], int], tell: Callable[[Text], None]
) -> Callable[[Hands], None]:
    """A person at a terminal: ``lines`` are read on a thread; the end of them ends the call."""

    def person(hands: Hands) -> None:
        threading.Thread(
            target=_read, args=(lines, company, messages, tell, hands), name="keyboard", daemon=True
        ).start()

    return person


def _read(
    lines: Iterable[str],
    company: Company,
    messages: Callable[[], int],
    tell: Callable[[Text], None],
    hands: Hands,
) -> None:
    for line in lines:
        if not line.strip():
            continue
        if _is(line.strip().removeprefix("/"), HELP):
            tell(INSTRUCTIONS)
            continue
        try:
            given = parse(line, company, messages())
        except Mistyped as mistake:
            tell(mistake.text)
            continue
        if isinstance(given, str):
            hands.say(given)
        else:
            hands.do(given)
    hands.do(Stop("finished"))


def _fields(text: str) -> Mapping[RecordField, str]:
    fields: dict[RecordField, str] = {}
    for part in text.replace("＝", "=").split():
        name, equals, value = part.partition("=")
        field = _named(name, FIELDS)
        if not equals or field is None:
            known = "、".join(found.zh for found in FIELDS.values())
            raise Mistyped(
                Text(
                    f"看不懂“{part}”，应写成 栏目=内容；栏目有：{known}",
                    f"cannot read “{part}”; write FIELD=VALUE with one of: {', '.join(f.value for f in RecordField)}",
                )
            )
        fields[field] = value
    return fields


def _report(words: list[str]) -> FaultReported:
    fault = _named(words[1], FAULTS) if len(words) == 3 else None
    if fault is None:
        known = "、".join(LineFault)
        raise Mistyped(
            Text(f"应写成 /报修 线 故障 分机；故障有：{known}", f"write /report LINE FAULT EXT; faults: {known}")
        )
    return FaultReported(words[0], LineFault(fault), words[2])


def _holder(name: str, company: Company) -> str:
    """The id of a person or department that somebody names by id, name or one of the other wordings."""
    names = {id: person.name for id, person in company.people.items()}
    names |= {id: department.name for id, department in company.departments.items()}
    for id, known in names.items():
        if name in (id, known.text, *known.also):
            return id
    raise Mistyped(Text(f"通讯录里没有：{name}", f"not in the directory: {name}"))


def _named(name: str, names: Mapping[T, Text]) -> T | None:
    """The entry that is called this in either language or by its own value."""
    return next((entry for entry, text in names.items() if name in (text.zh, text.en.lower(), str(entry))), None)


def _is(name: str, text: Text) -> bool:
    return name in (text.zh, text.en)
