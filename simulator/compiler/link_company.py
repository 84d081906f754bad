"""company/1 to ``Company``: every name and number in it stands for something that is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from simulator.compiler.files import CompanyFile
from simulator.compiler.load import Loaded
from simulator.compiler.references import check_person, need
from simulator.compiler.report import suggestion
from simulator.model.company import Company, Extension, ExtensionState

_SLOT = re.compile(r"\{([^{}]*)\}")

SPEECH_SLOTS: Mapping[str, tuple[str, ...]] = {
    "answers_with": ("company", "holder"),
    "announcements": ("company", "directory"),
}
"""The slots that the sentences of the switchboard itself may have."""


def link_company(loaded: Loaded[CompanyFile]) -> Company:
    """The company as far as it is right; the report says what is not."""
    _check_holders(loaded)
    holders = _holders(loaded)
    _check_references(loaded, holders)
    _check_lines(loaded)
    _check_slots(loaded)
    _check_duty(loaded)
    return _build(loaded.content, holders)


def _holders(loaded: Loaded[CompanyFile]) -> Mapping[str, str]:
    """Extension number -> id of whom it belongs to."""
    company, holders = loaded.content, dict[str, str]()
    numbers = [(("departments", one.id), one.id, one.extension) for one in company.departments.values()]
    numbers += [(("people", one.id), one.id, one.extension) for one in company.people.values()]
    for path, holder, number in numbers:
        if number in holders:
            place = loaded.tree.place((*path, "extension"))
            loaded.report.add("C004", place, number=number, holder=holders[number])
        else:
            holders[number] = holder
    return holders


def _check_holders(loaded: Loaded[CompanyFile]) -> None:
    for name in loaded.tree.keys(("people",)):
        if name in loaded.tree.keys(("departments",)):
            loaded.report.add("C005", loaded.tree.key(("people", name)), name=name)


def _check_references(loaded: Loaded[CompanyFile], holders: Mapping[str, str]) -> None:
    company, tree = loaded.content, loaded.tree
    check_person(loaded, ("operator_name",), company.operator_name)
    for person in company.people.values():
        check_person(loaded, ("people", person.id, "name"), person.name)
        need(loaded, "C001", ("people", person.id, "department"), person.department, tree.keys(("departments",)))
        if person.secretary:
            need(loaded, "C002", ("people", person.id, "secretary"), person.secretary, tree.keys(("people",)))
    for role, number in company.roles.items():
        need(loaded, "C003", ("roles", role), number, holders)
    for number in company.extensions:
        if number not in holders:
            loaded.report.add(
                "C003", tree.key(("extensions", number)), name=number, suggestion=suggestion(number, holders)
            )


def _check_lines(loaded: Loaded[CompanyFile]) -> None:
    company = loaded.content
    for index, line in enumerate(company.outside_lines):
        if line in company.outside_lines[:index]:
            loaded.report.add("C006", loaded.tree.place(("outside_lines", index)), line=line)
    if company.spare_line and company.spare_line in company.outside_lines:
        loaded.report.add("C006", loaded.tree.place(("spare_line",)), line=company.spare_line)


def _check_slots(loaded: Loaded[CompanyFile]) -> None:
    sentences = {"answers_with": loaded.content.answers_with, "announcements": loaded.content.announcements}
    for key, slots in SPEECH_SLOTS.items():
        for index, sentence in enumerate(sentences[key]):
            for slot in _SLOT.findall(sentence):
                if slot not in slots:
                    place = loaded.tree.place((key, index))
                    loaded.report.add("C007", place, slot=slot, suggestion=suggestion(slot, slots))


def _check_duty(loaded: Loaded[CompanyFile]) -> None:
    """Every stretch ends after it begins and begins after the one before."""
    earliest = -1
    for index, duty in enumerate(loaded.content.duty):
        if not earliest < duty.begins < duty.ends:
            loaded.report.add("C008", loaded.tree.place(("duty", index)))
        earliest = max(earliest, duty.ends)


def _build(file: CompanyFile, holders: Mapping[str, str]) -> Company:
    extensions = {
        number: Extension(number, holder, file.extensions.get(number, ExtensionState.IDLE))
        for number, holder in holders.items()
    }
    return Company(
        id=file.id,
        name=file.name,
        operator_name=file.operator_name,
        operator_no=file.operator_no,
        departments=file.departments,
        people=file.people,
        extensions=MappingProxyType(extensions),
        roles=file.roles,
        outside_lines=file.outside_lines,
        spare_line=file.spare_line,
        answers_with=file.answers_with,
        announcements=file.announcements,
        duty=file.duty,
    )
