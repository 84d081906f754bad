"""The message pad against the frozen facts, field by field.

How each field is credited: the phone number in full or not at all (a number with one wrong digit cannot be called
back; the finding shows which digit); names in full, or the rule's same-sound share for other characters of the same
sound; the matter by the share of its key points, each found by its text or (at the same-sound share) by its sound;
for whom by name or title in full, by the department alone at the same-sound share, because the message then still
needs somebody to ask; time within the tolerance of the call; urgency and confidentiality as the facts have them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring import evidence, wording
from scoring.case import Case
from scoring.clock import clock_minutes
from scoring.outcome import ALL, NOTHING, Grounds, Outcome, graded, judged, not_applicable
from simulator.model.checks import RecordField, RecordFieldRight
from simulator.model.company import SpokenName
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.script import Caller, MatterPoint, RecordFacts, Urgency
from simulator.model.text import Text, same
from simulator.model.wording import FIELDS
from simulator.phrases import NameVerdict, compare_digits, compare_name, contains_address, contains_name

_NEGATION = re.compile(r"(不|没|未|别|没有|未曾|无法|不能|不要|不用|不再|不必|尚未)$")
_YES = frozenset({"是", "保密", "要", "yes", "true", "1"})
_URGENT = frozenset({"urgent", "紧急", "急", "加急", "特急", "很急"})
_DAY = 24 * 60
_MS_PER_MINUTE = 60_000

Credit = tuple[Fraction, Text]
"""The share of the points, and what was found."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is written in a field, with what it is compared with."""

    case: Case
    caller: Caller
    facts: RecordFacts
    check: RecordFieldRight
    written: str

    @property
    def quote(self) -> Text:
        return wording.quoted(self.written)

    @property
    def same_sound(self) -> Fraction:
        """The share of the points for what only sounds right."""
        return Fraction(str(self.check.same_sound_credit))


def record_field_right(case: Case, rule: Rule, check: RecordFieldRight) -> Iterator[Outcome]:
    """One outcome for each caller about whom a message is due and whose facts ask for the field."""
    name = FIELDS[check.field]
    for caller in case.callers_with_record():
        facts = caller.record
        expected = _expected(case, caller, check.field) if facts is not None else None
        at = case.timeline.last_gone(caller.actor.id)
        if facts is None or expected is None:
            nothing = Text("这一项不要求", "this field is not asked for")
            yield not_applicable(at, name, nothing)
            continue
        required = Text(f"{name.zh}：{expected.zh}", f"{name.en}: {expected.en}")
        note = case.timeline.last_note(caller.actor.id)
        if note is None:
            missing = Text("没有留言记录", "no message was saved")
            yield judged(False, at, required, missing, Grounds.RECORD, absent=not case.timeline.complete)
            continue
        written = note.fields.get(check.field, "").strip()
        credit, found = _FIELDS[check.field](_Entry(case, caller, facts, check, written))
        yield graded(credit, note.t, required, found, Grounds.RECORD, (evidence.of_note(note, written),))


# --- what is expected ------------------------------------------------------------------------------------------------


def _expected(case: Case, caller: Caller, field: RecordField) -> Text | None:
    """The frozen fact for people; None where the facts do not ask for the field."""
    facts = caller.record
    assert facts is not None
    match field:
        case RecordField.CALLER:
            return same(facts.caller.text) if facts.caller is not None else None
        case RecordField.ORGANISATION:
            return same(facts.organisation.text) if facts.organisation is not None else None
        case RecordField.PHONE:
            return same(facts.phone) if facts.phone else None
        case RecordField.ADDRESS:
            return same("".join(point.any_of[0] for point in facts.address)) if facts.address else None
        case RecordField.MATTER:
            return wording.listed(same(point.any_of[0]) for point in facts.matter) if facts.matter else None
        case RecordField.FOR_WHOM:
            return same(case.directory.name(facts.for_whom)) if facts.for_whom else None
        case RecordField.URGENCY:
            urgent = facts.urgency is Urgency.URGENT
            return Text("紧急", "urgent") if urgent else Text("一般", "normal")
        case RecordField.CONFIDENTIAL:
            return Text("保密", "confidential") if facts.confidential else None
        case RecordField.TIME:
            first, last = _minutes_of(case, caller)
            return same(_clock(first) if first == last else f"{_clock(first)}-{_clock(last)}")


# --- fields ----------------------------------------------------------------------------------------------------------


def _name(expected: SpokenName, entry: _Entry) -> Credit:
    quote = entry.quote
    match compare_name(expected, entry.written):
        case NameVerdict.EXACT:
            return ALL, quote
        case NameVerdict.SAME_SOUND:
            return entry.same_sound, Text(f"{quote.zh}：音同字不同", f"{quote.en}: same sound, other characters")
        case _:
            return NOTHING, quote


def _caller(entry: _Entry) -> Credit:
    assert entry.facts.caller is not None
    return _name(entry.facts.caller, entry)


def _organisation(entry: _Entry) -> Credit:
    assert entry.facts.organisation is not None
    if any(form in entry.written for form in (entry.facts.organisation.text, *entry.facts.organisation.also)):
        return ALL, entry.quote
    return _name(entry.facts.organisation, entry)


def _phone(entry: _Entry) -> Credit:
    return digits_right(entry.facts.phone, entry.written)


def digits_right(expected: str, written: str) -> Credit:
    """All or nothing, with every digit that differs: its place (from 1), what it should be, what was written."""
    steps = compare_digits(expected, written)
    wrong, place = [], 0
    for step in steps:
        place += bool(step.expected)
        if step.expected == step.written:
            continue
        if not step.written:
            wrong.append(Text(f"第 {place} 位 {step.expected} 漏了", f"digit {place}, {step.expected}, is missing"))
        elif not step.expected:
            wrong.append(Text(f"第 {place} 位后多了 {step.written}", f"an extra {step.written} after digit {place}"))
        else:
            change = f"{step.expected}→{step.written}"
            wrong.append(Text(f"第 {place} 位 {change}", f"digit {place}: {change}"))
    quote = wording.quoted(written)
    if not wrong:
        return ALL, quote
    row = wording.listed(wrong)
    return NOTHING, Text(f"{quote.zh}：{row.zh}", f"{quote.en}: {row.en}")


def _matter(entry: _Entry) -> Credit:
    return _points(entry.facts.matter, entry, _point)


def _address(entry: _Entry) -> Credit:
    return _points(entry.facts.address, entry, _address_point)


def _points(
    points: tuple[MatterPoint, ...], entry: _Entry, credit_of: Callable[[MatterPoint, _Entry], Fraction]
) -> Credit:
    """The share of the key points that was written."""
    credits = [credit_of(point, entry) for point in points]
    missing = [same(p.any_of[0]) for p, credit in zip(points, credits, strict=True) if credit == NOTHING]
    quote = entry.quote
    if missing:
        row = wording.listed(missing)
        quote = Text(f"{quote.zh}：缺 {row.zh}", f"{quote.en}: without {row.en}")
    return sum(credits, NOTHING) / len(credits), quote


def _point(point: MatterPoint, entry: _Entry) -> Fraction:
    if any(stated(words, entry.written) for words in point.any_of):
        return ALL
    by_sound = any(contains_name(SpokenName(words), entry.written) is not None for words in point.any_of)
    negated = any(words in entry.written for words in point.any_of)
    return entry.same_sound if by_sound and not negated else NOTHING


def _address_point(point: MatterPoint, entry: _Entry) -> Fraction:
    """As ``_point``; but numbers are whole and exact: 13栋 is not 3栋."""
    there = [words for words in point.any_of if contains_address(words, entry.written) is not None]
    if any(stated(words, entry.written) for words in there):
        return ALL
    negated = any(words in entry.written for words in there)
    return entry.same_sound if there and not negated else NOTHING


def stated(words: str, text: str) -> bool:
    """Whether the text holds the words without a 不, 没 or 未 directly before them that would turn them round."""
    at = text.find(words)
    while at >= 0:
        if not _NEGATION.search(text[:at]):
            return True
        at = text.find(words, at + 1)
    return False


def _for_whom(entry: _Entry) -> Credit:
    if entry.written == entry.facts.for_whom:
        return ALL, same(entry.case.directory.name(entry.written))
    names = entry.case.directory.wordings(entry.facts.for_whom)
    if any(form and form in entry.written for name in names for form in (name.text, *name.also)):
        return ALL, entry.quote
    best = max((_name(name, entry) for name in names), key=lambda credit: credit[0], default=None)
    if best is not None and best[0] > NOTHING:
        return best
    person = entry.case.directory.company.people.get(entry.facts.for_whom)
    department = entry.case.directory.wordings(person.department) if person is not None else ()
    if any(compare_name(name, entry.written) is NameVerdict.EXACT for name in department):
        quote = entry.quote
        return entry.same_sound, Text(f"{quote.zh}：只有部门", f"{quote.en}: only the department")
    return NOTHING, entry.quote


def _urgency(entry: _Entry) -> Credit:
    urgent = entry.written.lower() in _URGENT
    return (ALL if urgent == (entry.facts.urgency is Urgency.URGENT) else NOTHING), entry.quote


def _confidential(entry: _Entry) -> Credit:
    return (ALL if entry.written.lower() in _YES else NOTHING), entry.quote


def _time(entry: _Entry) -> Credit:
    quote, minutes = entry.quote, clock_minutes(entry.written)
    first, last = _minutes_of(entry.case, entry.caller)
    if not minutes:
        return NOTHING, quote
    slack = entry.check.tolerance // _MS_PER_MINUTE
    length = last - first + 2 * slack
    right = any((minute - (first - slack)) % _DAY <= length for minute in minutes)
    return (ALL if right else NOTHING), quote


_FIELDS: dict[RecordField, Callable[[_Entry], Credit]] = {
    RecordField.TIME: _time,
    RecordField.CALLER: _caller,
    RecordField.ORGANISATION: _organisation,
    RecordField.PHONE: _phone,
    RecordField.ADDRESS: _address,
    RecordField.MATTER: _matter,
    RecordField.FOR_WHOM: _for_whom,
    RecordField.URGENCY: _urgency,
    RecordField.CONFIDENTIAL: _confidential,
}


# --- the simulated clock ---------------------------------------------------------------------------------------------


def _minutes_of(case: Case, caller: Caller) -> tuple[int, int]:
    """From when to when the call was on the line, in minutes of the simulated clock."""
    clock, call = case.script.clock, caller.actor.id
    answered = next(iter(case.timeline.all(Moment.ANSWERED, Moment.CALLED_BACK, call=call)), None)
    times = (answered.t if answered is not None else 0, case.timeline.last_gone(call))
    first, last = (clock.time + t * clock.speed // _MS_PER_MINUTE for t in times)
    return first, max(first, last)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
