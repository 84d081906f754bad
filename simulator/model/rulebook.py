"""A rulebook: clauses, phrases, rules and what each rule checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.model.moments import MomentRef
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
class Window:
    """When a phrase counts.

    Opens at ``opens``, and at one of ``also_opens`` unless it is open then for the same party; closes at the first of
    ``closes`` for the same party, after ``within`` ms, or when the party is gone; with ``first`` only the first
    utterance in the window counts.  An utterance belongs to the window in which it starts.  A window that opens with
    the party being gone holds only what came before (``opens_early``).
    """

    opens: MomentRef
    closes: tuple[MomentRef, ...] = ()
    within: Ms | None = None
    first: bool = False
    opens_early: Ms = Ms(0)  # utterances that began this much before the opening count too (talk-over of a line)
    also_opens: tuple[MomentRef, ...] = ()


# --- checks: one dataclass per mechanism; the YAML key is the class name in snake_case -----------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """In each window one of ``phrases`` is said (all of them with ``every``).

    ``unless_given`` skips the window where the caller volunteered that fact (``gives(...)``) before it closed.
    ``paraphrase_credit`` is 0..1.  With ``names_destination`` the ``{destination}`` that was said must be the
    extension dialled next (or last).
    """

    phrases: tuple[str, ...]
    window: Window
    every: bool = False
    unless_given: str = ""
    paraphrase_credit: float = 0.6
    names_destination: bool = False


@dataclass(frozen=True, slots=True)
class NotSaid:
    """None of the ``phrases`` is said in the call (to anybody on the line)."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredWithin:
    """Off-hook before burst ``rings`` + 1 begins."""

    rings: int = 3


@dataclass(frozen=True, slots=True)
class SpokeWithin:
    """The first utterance after the moment begins at most ``limit`` after it."""

    after: MomentRef
    limit: Ms


@dataclass(frozen=True, slots=True)
class DoneWithin:
    """``done`` follows ``after`` (same line) within ``limit``; time in which the caller speaks counts not at all when
    ``pause_while_caller_speaks``.  Not following at all fails."""

    after: MomentRef
    done: MomentRef
    limit: Ms
    pause_while_caller_speaks: bool = True


@dataclass(frozen=True, slots=True)
class Happened:
    """Every ``after`` is followed by one of ``done`` before the party is gone.  With ``before``: it must come first."""

    after: MomentRef
    done: tuple[MomentRef, ...]
    before: MomentRef | None = None


@dataclass(frozen=True, slots=True)
class NeverHappened:
    """``moment`` never follows ``after`` for the same party (a caller put through although refused)."""

    after: MomentRef
    moment: MomentRef


@dataclass(frozen=True, slots=True)
class RoutedToGoal:
    """Each caller whose request matches ``request`` ends at one of the goals of the call script."""

    request: MomentRef


@dataclass(frozen=True, slots=True)
class ConsultedFirst:
    """A caller asking for ``request`` is connected only after a private consultation with that extension."""

    request: MomentRef


@dataclass(frozen=True, slots=True)
class ConfirmedConnected:
    """After a transfer the operator stays until the extension has answered (A4.1)."""


@dataclass(frozen=True, slots=True)
class UrgentFirst:
    """With an urgent and an ordinary call waiting, the urgent one is taken first; one that comes in while the operator
    has an ordinary call in hand is taken before burst ``rings`` + 1 begins (A2.1)."""

    rings: int = 3


class RecordField(StrEnum):
    """A field of the message pad."""

    TIME = "time"
    CALLER = "caller"
    ORGANISATION = "organisation"
    PHONE = "phone"
    ADDRESS = "address"
    MATTER = "matter"
    FOR_WHOM = "for_whom"
    URGENCY = "urgency"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True)
class RecordFieldRight:
    """The last saved message of each caller who needs one has this field right against the frozen facts.

    ``same_sound_credit``: share for a name of the same sound in other characters; ``tolerance`` applies to the time.
    """

    field: RecordField
    same_sound_credit: float = 0.5
    tolerance: Ms = Ms(300_000)


@dataclass(frozen=True, slots=True)
class MessageKept:
    """A message that the call requires exists at the end and was relayed (a lost message)."""


@dataclass(frozen=True, slots=True)
class MessageRelayed:
    """Each required message reaches the person it is for within ``limit`` of the end of its call."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Before the caller is released, the operator says every one of ``fields`` back, numbers digit by digit."""

    fields: tuple[RecordField, ...]


@dataclass(frozen=True, slots=True)
class FaultReported:
    """Each trouble of a line (from its first fault until it is cleared) is reported to the technical role within
    ``limit``, with the kind that it had by then."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class SpareLineUsed:
    """After the first fault of a line that hits a call, the operator goes on by the spare line or another line within
    ``limit``."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class CalledBack:
    """A caller cut off or missed who matters is called back on the right number within ``limit``."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class Notified:
    """Everybody whom a ``notice(...)`` names is told the points of the caller's ``notice`` (the share of them)."""


@dataclass(frozen=True, slots=True)
class NoticeAnswered:
    """Everybody whom a ``notice(...)`` names has told the operator whether they come."""


@dataclass(frozen=True, slots=True)
class EnquiryAnswered:
    """Whatever a caller asks, ``enquiry(...)``, is answered: the share of the points that the caller's ``enquiries``
    have for it."""


@dataclass(frozen=True, slots=True)
class NotDisclosed:
    """No private number of the directory, and no fact that the script marks secret, is said to a caller."""


@dataclass(frozen=True, slots=True)
class DeadAir:
    """No silence longer than ``fail`` while a caller is on the line and not held; above ``warn`` half the points."""

    warn: Ms
    fail: Ms


@dataclass(frozen=True, slots=True)
class TalkOver:
    """The operator does not speak over a caller for longer than ``limit`` at a stretch (A2.3).

    ``during`` narrows it.
    """

    limit: Ms
    during: MomentRef | None = None


@dataclass(frozen=True, slots=True)
class SpeechRate:
    """Characters a minute of utterances with at least ``min_chars`` characters."""

    slowest: int
    fastest: int
    min_chars: int = 10


@dataclass(frozen=True, slots=True)
class HoldReengaged:
    """A held caller is spoken to again within ``limit``."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class ModeOnDuty:
    """The board is in the mode that the duty clock asks for, within ``limit`` of the change (B3.3, B3.4)."""

    limit: Ms


@dataclass(frozen=True, slots=True)
class HelpUsed:
    """Help used in practice costs ``cost`` (share of the rule's points, 0..1) each time."""

    cost: float


Check = (
    Said
    | NotSaid
    | AnsweredWithin
    | SpokeWithin
    | DoneWithin
    | Happened
    | NeverHappened
    | RoutedToGoal
    | ConsultedFirst
    | ConfirmedConnected
    | UrgentFirst
    | RecordFieldRight
    | MessageKept
    | MessageRelayed
    | ReadBack
    | FaultReported
    | SpareLineUsed
    | CalledBack
    | Notified
    | NoticeAnswered
    | EnquiryAnswered
    | NotDisclosed
    | DeadAir
    | TalkOver
    | SpeechRate
    | HoldReengaged
    | ModeOnDuty
    | HelpUsed
)


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
