"""The shapes of files where they differ from the model: entries that hold an actor's fields beside their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from simulator.model.company import Department, Duty, ExtensionState, Person, Role, SpokenName
from simulator.model.course import Exam, Stage
from simulator.model.moments import MomentRef
from simulator.model.rulebook import Clause, Dimension, Phrase, Rule, Sanction, Status, Weight
from simulator.model.script import (
    Branch,
    Goal,
    Incident,
    Manner,
    MatterPoint,
    Plan,
    RecordFacts,
    SimulatedClock,
    Turn,
    Voice,
)
from simulator.model.temper import Annoyance
from simulator.model.units import ClockTime, Ms


def _nothing() -> Mapping[str, Any]:
    """A mapping without entries that stays so."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """company/1; the extensions' numbers come from departments and people, ``extensions`` gives states only."""

    id: str
    name: SpokenName
    operator_name: SpokenName
    operator_no: str
    departments: Mapping[str, Department]
    people: Mapping[str, Person]
    roles: Mapping[Role, str]
    outside_lines: tuple[str, ...]
    spare_line: str = ""
    answers_with: tuple[str, ...] = ("您好，{holder}。",)
    announcements: tuple[str, ...] = ()
    duty: tuple[Duty, ...] = ()
    extensions: Mapping[str, ExtensionState] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class MannersFile:
    """manners/1"""

    manners: Mapping[str, Manner]


@dataclass(frozen=True, slots=True)
class ClausesFile:
    """clauses/1"""

    clauses: Mapping[str, Clause]


@dataclass(frozen=True, slots=True)
class PhrasesFile:
    """phrases/1"""

    phrases: Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class RulesFile:
    """rules/1: the rulebook without its clauses and phrases, and without what it ``includes``."""

    id: str
    version: str
    title: str
    status: Status
    pass_mark: int
    dimensions: Mapping[Dimension, Weight]
    rules: Mapping[str, Rule]
    basis_texts: tuple[str, ...] = ()
    no_answer_rings: int = 6
    long_call: Ms = Ms(600_000)
    standard_error: float = 0.0
    includes: tuple[str, ...] = ()
    sanctions: Mapping[str, Sanction] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class CommonFile:
    """common/1: rules that rulebooks include, without their clauses and phrases."""

    id: str
    version: str
    title: str
    status: Status
    rules: Mapping[str, Rule]
    basis_texts: tuple[str, ...] = ()
    sanctions: Mapping[str, Sanction] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class PatienceChange:
    """What one actor bears otherwise than its manner does."""

    silence: Ms | None = None
    hold: Ms | None = None
    ring: Ms | None = None
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class TemperChange:
    """What moves one actor's temper otherwise than its manner's; ``temper: 3`` is where it starts."""

    starts: int | None = None
    soothed_by: tuple[str, ...] | None = None
    angered_by: tuple[str, ...] | None = None
    annoyed_by: tuple[Annoyance, ...] | None = None
    furious_after: int | None = None


@dataclass(frozen=True, slots=True)
class CallerEntry:
    """An outside party: the fields of ``Caller`` and of its ``Actor`` side by side."""

    name: SpokenName
    phone: str
    start: str
    turns: Mapping[str, Turn]
    line: str = ""
    answers: tuple[Branch, ...] = ()
    voice: Voice = Voice()
    manner: str = "calm"
    patience: PatienceChange | None = None
    temper: TemperChange | None = None
    furious: str = ""
    organisation: SpokenName | None = None
    rings_at: Ms | None = None
    rings_on: MomentRef | None = None
    urgent: bool = False
    important: bool = False
    goals: tuple[Goal, ...] = ()
    record: RecordFacts | None = None
    secrets: tuple[str, ...] = ()
    talk_time: Ms = Ms(15_000)
    calls_back_at: str = ""
    notice: tuple[MatterPoint, ...] = ()
    enquiries: Mapping[str, tuple[MatterPoint, ...]] = field(default_factory=_nothing)
    due_at: ClockTime | None = None
    due_for: str = ""


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """Who answers at an extension: the fields of ``Staff`` and of its ``Actor`` side by side."""

    name: SpokenName
    start: str
    turns: Mapping[str, Turn]
    answers: tuple[Branch, ...] = ()
    voice: Voice = Voice()
    manner: str = "calm"
    patience: PatienceChange | None = None
    temper: TemperChange | None = None
    furious: str = ""
    answers_after: Ms = Ms(6_000)


@dataclass(frozen=True, slots=True)
class CallFile:
    """call/1"""

    id: str
    title: str
    status: Status
    rulebook: str
    company: str
    clock: SimulatedClock
    difficulty: int
    summary: str
    callers: Mapping[str, CallerEntry]
    clauses: tuple[str, ...] = ()
    extensions: Mapping[str, ExtensionState] = field(default_factory=_nothing)
    phrases: Mapping[str, str] = field(default_factory=_nothing)
    staff: Mapping[str, StaffEntry] = field(default_factory=_nothing)
    events: tuple[Incident, ...] = ()
    after_call: Ms = Ms(60_000)


@dataclass(frozen=True, slots=True)
class PlansFile:
    """plans/1"""

    call: str
    plans: Mapping[str, Plan]


@dataclass(frozen=True, slots=True)
class CourseFile:
    """course/1: the course without its rulebooks, which are those of its calls."""

    id: str
    title: str
    status: Status
    summary: str
    stages: Mapping[str, Stage]
    exam: Exam | None = None


KINDS: Mapping[str, type] = {
    "company": CompanyFile,
    "manners": MannersFile,
    "clauses": ClausesFile,
    "phrases": PhrasesFile,
    "rules": RulesFile,
    "common": CommonFile,
    "call": CallFile,
    "plans": PlansFile,
    "course": CourseFile,
}
"""The kinds of files and their shapes."""
