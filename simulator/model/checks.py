"""What rules check: one dataclass for each mechanism, whose YAML key is the class name in snake case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.moments import MomentRef
from simulator.model.units import Ms


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
