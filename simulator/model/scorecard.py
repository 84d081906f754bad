"""A scorecard: every finding with the clause, the words and the second of audio that prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.rulebook import Basis, Dimension
from simulator.model.text import Text


class Verdict(StrEnum):
    PASS = "pass"
    PARTIAL = "partial"  # some of the points
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    UNDECIDED = "undecided"  # for a person to rule


@dataclass(frozen=True, slots=True)
class AudioSpan:
    """A stretch of the recording, ms from its beginning.  ``track`` is ``trainee`` or ``caller``."""

    track: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AlignedSyllable:
    """One step of the alignment: what was required, what was heard (either may be empty), and the cost 0..1; 2 where a
    syllable that bears the meaning is missing or altogether another."""

    required: str
    heard: str
    cost: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a finding: log entries by number, session time, audio, and the matched words."""

    entries: tuple[int, ...] = ()
    at: int = -1  # session ms
    audio: AudioSpan | None = None
    quote: str = ""
    matched: tuple[int, int] = (0, 0)  # characters of the quote that matched
    alignment: tuple[AlignedSyllable, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule at one place.

    ``id`` is stable for the same log: rule and instance (``greet-company#1``).  Points are in hundredths; ``lowest``
    counts undecided as failed, ``highest`` as passed, and both are equal where nothing is undecided.
    """

    id: str
    rule: str
    title: str
    clauses: tuple[str, ...]
    basis: Basis
    dimension: Dimension
    verdict: Verdict
    critical: bool
    possible: int
    lowest: int
    highest: int
    required: Text
    measured: Text
    why_undecided: Text | None = None
    better: str = ""
    evidence: tuple[Evidence, ...] = ()
    ruled_by: str = ""  # "name: reason" when an adjudication decided


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Hundredths of a point of 100; ``possible`` is 0 where no rule of the dimension applied."""

    dimension: Dimension
    weight: int
    possible: int
    lowest: int
    highest: int
    floor: int


@dataclass(frozen=True, slots=True)
class SanctionDue:
    """What the policy texts hold out for what failed: reported, for people to decide; it takes no points.

    ``band`` and ``amount`` (yuan) as in ``Sanction``; ``findings`` are the ids of the failed ones.
    """

    sanction: str
    title: str
    band: str
    clauses: tuple[str, ...]
    findings: tuple[str, ...]
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole result, with everything needed to compute it again."""

    format: int
    call: str
    title: str
    trainee: str
    verdict: Verdict  # pass, fail or undecided
    pass_mark: int
    lowest: int  # hundredths
    highest: int
    dimensions: tuple[DimensionScore, ...]
    findings: tuple[Finding, ...]
    complete: bool
    left: tuple[Text, ...]  # what the trainee left before it could be judged: then it is no pass
    certifiable: bool
    reservations: tuple[Text, ...]  # why it cannot certify, or what was degraded
    versions: Mapping[str, str]
    sanctions: tuple[SanctionDue, ...] = ()
