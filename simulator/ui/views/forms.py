"""The forms of the desk: the message pad, the fault report, the dial pad.  Immutable; each change makes a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from simulator.model import wording as names
from simulator.model.checks import RecordField, RecordFieldRight
from simulator.model.company import Company, Role
from simulator.model.effects import Refusal
from simulator.model.events import FaultReported
from simulator.model.rulebook import Rulebook
from simulator.model.script import KeyName, LineFault, Urgency
from simulator.model.text import Lang, Text
from simulator.session.state import LineStatus
from simulator.ui.shown import Snapshot
from simulator.ui.views.clocks import story_time

REQUIRED = (RecordField.CALLER, RecordField.PHONE, RecordField.MATTER, RecordField.FOR_WHOM)
"""What a message without is hardly of use; anything may be saved all the same."""

CONFIDENTIAL = "yes"
"""What the confidential field holds when it is ticked; it is empty when not."""

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})?[2-9]\d{6,7}|400\d{7}|800\d{7}|95\d{3,6}|1\d{2,4}")
_SIGNS = re.compile(r"[\s\-－—()（）+]")
_TIME = re.compile(r"([01]?\d|2[0-3])[:：][0-5]\d")


class Severity(StrEnum):
    """How much a remark matters.  Nothing forbids saving: a wrong message is scored, not prevented."""

    EMPTY = "empty"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class FieldHint:
    """A remark on a field."""

    field: RecordField
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class Pad:
    """The message pad while it is filled in.  ``message`` is 0 for a new one; ``line`` it is about, empty for none."""

    fields: Mapping[RecordField, str] = field(default_factory=dict)
    message: int = 0
    line: str = ""
    changed: bool = False

    def value(self, name: RecordField) -> str:
        """What is written in a field."""
        return self.fields.get(name, "")

    @property
    def urgent(self) -> bool:
        return self.value(RecordField.URGENCY) == Urgency.URGENT.value

    @property
    def confidential(self) -> bool:
        return bool(self.value(RecordField.CONFIDENTIAL))


def asks_address(rulebook: Rulebook) -> bool:
    """Whether the pad has a field for an address: only where the rulebook scores it, as gas hotlines do."""
    checks = (rule.check for rule in rulebook.rules)
    return any(isinstance(check, RecordFieldRight) and check.field is RecordField.ADDRESS for check in checks)


def new_pad(snapshot: Snapshot, now: int, line: str = "") -> Pad:
    """An empty pad about ``line``, by default the one talked to last: with the time of day in the story filled in."""
    about = line or (snapshot.state.at if snapshot.state.at in snapshot.state.lines else snapshot.state.last_caller)
    time = story_time(snapshot.scene.script.clock, now)
    return Pad({RecordField.TIME: time, RecordField.URGENCY: Urgency.NORMAL.value}, line=about)


def open_pad(snapshot: Snapshot, message: int) -> Pad:
    """The pad with a message saved before; KeyError where there is none."""
    known = snapshot.state.messages[message]
    return Pad(dict(known.fields), known.id, known.line)


def written(pad: Pad, name: RecordField, value: str) -> Pad:
    """The pad with another value in a field."""
    if pad.value(name) == value:
        return pad
    return replace(pad, fields={**pad.fields, name: value}, changed=True)


def saved_fields(pad: Pad) -> dict[RecordField, str]:
    """What is saved: every field that has something in it, without blanks around; figures of numbers in plain."""
    values = {name: pad.value(name).strip() for name in RecordField}
    values[RecordField.PHONE] = plain_number(values[RecordField.PHONE])
    return {name: value for name, value in values.items() if value}


def pad_hints(pad: Pad, company: Company, lang: Lang) -> tuple[FieldHint, ...]:
    """What is missing or looks odd, in the order of the fields."""
    found: list[FieldHint] = []
    for name in RecordField:
        value = pad.value(name).strip()
        if not value and name in REQUIRED:
            label = names.FIELDS[name]
            found.append(FieldHint(name, Severity.EMPTY, Text(f"未填{label.zh}", f"{label.en} is empty")[lang]))
        odd = _odd(name, value, company) if value else None
        if odd is not None:
            found.append(FieldHint(name, Severity.ODD, odd[lang]))
    return tuple(found)


def plain_number(text: str) -> str:
    """A telephone number without the signs between its digits, full-width digits as plain ones; other text as it is."""
    plain = "".join(str(int(char)) if char.isdigit() and not char.isascii() else char for char in text)
    bare = _SIGNS.sub("", plain)
    return bare if bare.isdigit() else text


def _odd(name: RecordField, value: str, company: Company) -> Text | None:
    match name:
        case RecordField.PHONE:
            return odd_number(value, company)
        case RecordField.TIME if not _TIME.fullmatch(value):
            return Text("时间写作 10:40 这样", "write the time as 10:40")
        case RecordField.CALLER if any(char.isdigit() for char in value):
            return Text("姓名里有数字", "there are digits in the name")
        case RecordField.FOR_WHOM if not _known(value, company):
            return Text("通讯录里没有这个人或部门", "not in the directory")
        case _:
            return None


def odd_number(value: str, company: Company) -> Text | None:
    """What is odd about a telephone number: signs that are no digits, a wrong count of them; None for nothing."""
    number = plain_number(value)
    if not number.isdigit():
        return Text("号码里有不是数字的字", "there is something in it that is no digit")
    if number in company.extensions:
        return Text(f"这是分机 {number}", f"this is extension {number}")
    if number.startswith("1") and len(number) > 5 and not _MOBILE.fullmatch(number):
        return Text(
            f"手机号码应为 11 位，现有 {len(number)} 位", f"a mobile number has 11 digits, this has {len(number)}"
        )
    if not _MOBILE.fullmatch(number) and not _LANDLINE.fullmatch(number):
        return Text(f"号码有 {len(number)} 位，请核对", f"{len(number)} digits: please check")
    return None


def _known(value: str, company: Company) -> bool:
    names = [department.name for department in company.departments.values()]
    names += [person.name for person in company.people.values()]
    known = {form for name in names for form in (name.text, *name.also)}
    titles = {person.title for person in company.people.values()}
    return any(form and form in value for form in known | titles) or value in company.people


# --- the fault report ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FaultForm:
    """The fault report while it is filled in; ``extension`` is whom it is sent to."""

    line: str = ""
    fault: LineFault | None = None
    extension: str = ""
    note: str = ""

    def ready(self) -> bool:
        """Whether it can be sent."""
        return bool(self.line and self.fault is not None and self.extension)


def new_fault_form(snapshot: Snapshot) -> FaultForm:
    """The line in trouble that the operator can know of (dead, or the one under the headset), and where faults go.

    What is wrong with it the trainee has to say, but for a dead line, which the lamp shows.
    """
    state, company = snapshot.state, snapshot.scene.company
    dead = next((line.number for line in state.lines.values() if line.status is LineStatus.DEAD), "")
    here = state.at if state.at in state.lines else ""
    fault = LineFault.DEAD if dead and not here else None
    return FaultForm(here or dead, fault, company.roles.get(Role.TECHNICAL, ""))


def fault_event(form: FaultForm) -> FaultReported | None:
    """The report to send; None while something is missing."""
    if form.fault is None or not form.ready():
        return None
    return FaultReported(form.line, form.fault, form.extension, form.note.strip())


def fault_missing(form: FaultForm, lang: Lang) -> str:
    """What is still missing, as one sentence; empty for nothing."""
    names = [
        Text("线路", "the line") if not form.line else None,
        Text("现象", "what is wrong") if form.fault is None else None,
        Text("报给谁", "whom to tell") if not form.extension else None,
    ]
    missing = [name[lang] for name in names if name is not None]
    if not missing:
        return ""
    return Text(f"还没有选：{'、'.join(missing)}", f"still to choose: {', '.join(missing)}")[lang]


# --- the dial pad ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DialPad:
    """Digits being dialled, and for which key: transfer, consult or dial out."""

    purpose: KeyName = KeyName.DIAL_OUT
    digits: str = ""


DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
"""The keys of the pad, row by row."""
LONGEST = 20


def dialled(pad: DialPad, digit: str) -> DialPad:
    """One more digit; what is none of the pad's is ignored, and so is what makes the number too long."""
    return replace(pad, digits=pad.digits + digit) if digit in DIGITS and len(pad.digits) < LONGEST else pad


def undialled(pad: DialPad) -> DialPad:
    """Without the last digit."""
    return replace(pad, digits=pad.digits[:-1])


def dial_press(pad: DialPad, company: Company) -> tuple[KeyName, str] | None:
    """What to press once the number is complete: a known extension for the house, any digits outside."""
    if pad.purpose in (KeyName.TRANSFER, KeyName.CONSULT):
        return (pad.purpose, pad.digits) if pad.digits in company.extensions else None
    return (KeyName.DIAL_OUT, pad.digits) if any(digit.isdigit() for digit in pad.digits) else None


def dial_reads(pad: DialPad, company: Company, lang: Lang) -> str:
    """What stands beside the digits: whose extension it is, how many begin like that, or what looks odd outside."""
    if not pad.digits:
        return ""
    if pad.purpose is KeyName.DIAL_OUT:
        odd = odd_number(pad.digits, company)
        return odd[lang] if odd is not None else Text("外线号码", "outside number")[lang]
    if pad.digits in company.extensions:
        return company.holder_name(pad.digits)
    begin = sum(number.startswith(pad.digits) for number in company.extensions)
    if not begin:
        return names.REFUSALS[Refusal.NO_SUCH_EXTENSION][lang]
    return Text(f"还有 {begin} 个分机以此开头", f"{begin} extensions begin like this")[lang]
