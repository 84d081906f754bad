"""What the entries of the store amount to: people, attempts with their results, certificates, a class at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Trainee:
    """A person on the roster; the texts are empty once erased."""

    trainee: str  # pseudonym
    number: str
    name: str
    department: str
    erased: bool = False


class Attempt(NamedTuple):
    """An attempt with its automatic result and the one that counts (the latest score; points in hundredths).

    ``undecided`` counts open findings of the latest score, ``appeals`` the trainee's appeals.  A tuple, because a store
    has a hundred thousand: a frozen dataclass takes five times as long to make.
    """

    id: str
    trainee: str
    call: str
    title: str
    rulebook: str
    course: str  # id of the CourseReleased entry, empty in practice
    mode: str
    started: str
    station: str
    automatic: str  # verdict
    automatic_total: int
    verdict: str
    total: int
    highest: int
    undecided: int
    rulings: int
    appeals: int
    certifiable: bool
    voided: bool
    score: str  # id of the latest Scored entry


class CertificateState(StrEnum):
    VALID = "valid"
    EXPIRING = "expiring"  # within the course's notice
    EXPIRED = "expired"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as of a day."""

    id: str  # printed, and in the QR code
    trainee: str
    course: str
    title: str  # of the course
    granted: str
    expires: str
    state: CertificateState


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """A trainee's points for one clause over their attempts, latest scores only.  Hundredths."""

    trainee: str
    clause: str
    points: int
    possible: int
    failed: int
    attempts: int


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """How many calls a trainee worked in a month, and the errors in the written record of them (C11.6)."""

    month: str  # YYYY-MM
    trainee: str
    calls: int
    record_errors: int


@dataclass(frozen=True, slots=True)
class EnquiryCount:
    """How often callers came with a matter in a month, to how many operators, how many calls were passed (C1.4.2)."""

    month: str
    rulebook: str
    call: str
    title: str
    calls: int
    operators: int
    passed: int


@dataclass(frozen=True, slots=True)
class ClassReport:
    """A class: points by trainee and clause, how totals are distributed, and how many attempts passed."""

    cells: tuple[ClauseResult, ...]
    totals: Mapping[int, int]  # lower end of a ten-point band (0, 10 .. 100) -> attempts
    attempts: int
    passed: int
    undecided: int
    record_errors: Mapping[tuple[str, str], int]  # (trainee, month YYYY-MM) -> failed findings in the record (C11.6)
