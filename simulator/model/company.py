"""A company and its directory: departments, people, ranks, extensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.units import ClockTime


class Rank(StrEnum):
    """Where a person stands, as far as the routing rules care (B4.1.2-B4.1.4)."""

    STAFF = "staff"
    MANAGER = "manager"
    SECRETARY = "secretary"
    GENERAL_MANAGER = "general_manager"
    VICE_CHAIRMAN = "vice_chairman"
    CHAIRMAN = "chairman"


class ExtensionState(StrEnum):
    """What happens when the extension is called."""

    IDLE = "idle"  # rings twice and is answered
    BUSY = "busy"
    NO_ANSWER = "no_answer"  # rings until the no-answer timer runs out
    ABSENT = "absent"  # a colleague or the display says that the person is out
    OUT_OF_ORDER = "out_of_order"


class Role(StrEnum):
    """Places that the rules name by what they are for; the directory says which extension that is."""

    COMPLAINTS = "complaints"  # 客户服务中心, B4.1.6
    UNCLEAR = "unclear"  # 综合管理部, B4.1.7
    EXECUTIVE_DEPUTY = "executive_deputy"  # the 综合管理部 manager who stands in for the general manager, B4.1.3
    TECHNICAL = "technical"  # where faults are reported, A4.3


DEPARTMENT = "department"
"""What the rules call any department, where a rank would stand for a person."""


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name as it is written and as it is said.

    ``pinyin``: toned syllables such as ``shan4 guo2 qiang2`` where the reading tables would be wrong, else empty.
    ``also``: other wordings that mean the same (short forms, titles).
    """

    text: str
    pinyin: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """A department; ``public`` says whether its number may be told to outside callers (B4.1.5)."""

    id: str
    name: SpokenName
    extension: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an extension.  ``mobile`` and ``direct`` are private numbers that must not be told (B5.8)."""

    id: str
    name: SpokenName
    title: str
    rank: Rank
    department: str
    extension: str
    secretary: str = ""  # person id
    public: bool = False
    mobile: str = ""
    direct: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """A number on the board.  ``holder`` is the id of a person or a department."""

    number: str
    holder: str
    state: ExtensionState = ExtensionState.IDLE


@dataclass(frozen=True, slots=True)
class Duty:
    """A stretch of every day in which somebody attends the board (B3.3); else it answers by itself (B3.4)."""

    begins: ClockTime
    ends: ClockTime


@dataclass(frozen=True, slots=True)
class Company:
    """Everything about the company that rules and calls refer to; the same rulebook runs for another company."""

    id: str
    name: SpokenName
    operator_name: SpokenName
    operator_no: str
    departments: Mapping[str, Department]
    people: Mapping[str, Person]
    extensions: Mapping[str, Extension]
    roles: Mapping[Role, str]  # role -> extension number
    outside_lines: tuple[str, ...]  # in the order of the board, for example ("1", "2")
    spare_line: str = ""
    answers_with: tuple[str, ...] = (
        "您好，{holder}。",
    )  # what an extension says when the script gives it nothing else
    announcements: tuple[str, ...] = ()  # of the automatic attendant, in order (B4.2); {directory} lists the extensions
    duty: tuple[Duty, ...] = ()  # in the order of the day; empty: always attended

    def holder_name(self, extension: str) -> str:
        """Who or what answers at the extension: the person's or the department's written name."""
        holder = self.extensions[extension].holder
        if holder in self.people:
            return self.people[holder].name.text
        return self.departments[holder].name.text
