"""A rulebook: clauses, phrases, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.model.checks import Check
from simulator.model.units import Ms


class Status(StrEnum):
    """Exams use released rulebooks, calls and courses only."""

    DRAFT = "draft"
    RELEASED = "released"
    RETIRED = "retired"


class Dimension(StrEnum):
    """The five headings of a score."""

    GREETING = "greeting"
    PHRASING = "phrasing"
    HANDLING = "handling"
    RECORD = "record"
    TIMING = "timing"


class Basis(StrEnum):
    """Why a rule exists.  Only ``clause`` rules and released ``company`` rules may be critical."""

    CLAUSE = "clause"
    INTERPRETATION = "interpretation"
    COMPANY = "company"


class Disposition(StrEnum):
    """What becomes of a clause."""

    ENFORCED = "enforced"
    BEHAVIOUR = "behaviour"
    TRAINER_JUDGED = "trainer_judged"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a policy text: locator, our own summary, what becomes of it, and for all but ``enforced`` the reason.

    The rules of an enforced clause are not listed here: rules cite clauses, in one place.
    """

    locator: str
    summary: str
    disposition: Disposition
    reason: str = ""


class Wording(StrEnum):
    """How close to the quoted wording a phrase was."""

    FULL = "full"
    ACCEPTED = "accepted"
    PARAPHRASE = "paraphrase"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something a trainee can say, as templates (see ``simulator.phrases``).

    ``full`` is the quoted wording, ``accepted`` earns the same points, ``paraphrase`` a share that the rule states.
    ``yes`` and ``almost`` are matcher thresholds (0..1).  A phrase heard inside one of ``unless`` does not count
    (forbidden words with a context guard).  ``forbidden`` phrases match by exact syllables only.  A ``part`` is a word
    or turn of phrase that templates refer to as ``<id>``; by itself it means nothing and is never looked for.
    ``also`` names the phrases that a wording of this one may say as well: because people say both at once, or because
    the two are one thing at two moments, and the rule's window decides which counts.  ``short`` are wordings of this
    one that are meant to be so short that much else sounds like them: the proof lets exactly these pass.
    """

    id: str
    full: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    paraphrase: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    forbidden: bool = False
    part: bool = False
    yes: float = 0.80
    almost: float = 0.70
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One scored demand.

    ``points`` weighs the rule among the applicable rules of its dimension.  ``reading`` writes down an interpretation.
    ``better`` is the wording shown to the trainee who missed it.
    """

    id: str
    title: str
    dimension: Dimension
    points: int
    basis: Basis
    clauses: tuple[str, ...]
    check: Check
    critical: bool = False
    reading: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Sanction:
    """What the policy texts hold out for failing any of ``rules`` (C5, A6.2): the simulator reports it, people decide.

    ``band`` is ``oral``, ``written``, ``points``, ``fine``, or what the company says in its own words; ``amount`` of a
    fine in yuan.
    """

    id: str
    title: str
    band: str
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """A dimension's share of 100 and the least of it (in percent of the share) that a pass needs.

    ``standard_error`` of measurement, in percent of the share too: so near the floor a person decides.
    """

    weight: int
    floor: int
    standard_error: float = 0.0


@dataclass(frozen=True, slots=True)
class Common:
    """What several rulebooks demand alike, written once; each of them includes it by ``id``.

    A rule, phrase or sanction of the same id in the rulebook takes its place; a rule answers for the clauses of both.
    """

    id: str
    version: str
    title: str
    status: Status
    clauses: Mapping[str, Clause]
    phrases: Mapping[str, Phrase]
    rules: tuple[Rule, ...]
    basis_texts: tuple[str, ...] = ()
    sanctions: Mapping[str, Sanction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything a company demands of an operator, what it includes (``includes``: ids of commons) among it.

    ``standard_error`` of measurement of a total, in points: so near the pass mark a person decides.  0: not measured.
    """

    id: str
    version: str
    title: str
    status: Status
    pass_mark: int
    dimensions: Mapping[Dimension, Weight]
    clauses: Mapping[str, Clause]
    phrases: Mapping[str, Phrase]
    rules: tuple[Rule, ...]
    basis_texts: tuple[str, ...] = ()  # which policy texts it covers: "B", "A2"
    no_answer_rings: int = 6
    long_call: Ms = Ms(600_000)
    standard_error: float = 0.0
    includes: tuple[str, ...] = ()
    sanctions: Mapping[str, Sanction] = field(default_factory=dict)
