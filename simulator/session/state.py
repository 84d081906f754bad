"""The whole state of a call as one immutable value: lines, extension legs, people, messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.model.checks import RecordField
from simulator.model.moments import MomentRef
from simulator.model.script import Line, LineFault


class LineStatus(StrEnum):
    """What an outside line is doing.  Where the operator is, ``State.at`` says."""

    IDLE = "idle"
    RINGING = "ringing"
    TALKING = "talking"  # caller and operator
    HELD = "held"
    TRANSFERRING = "transferring"  # the caller hears the extension ring, with or without the operator
    CONNECTED = "connected"  # caller and extension, with or without the operator
    CONFERENCE = "conference"  # caller, extension and operator
    AUTOMATIC = "automatic"  # with the automatic attendant
    SEIZED = "seized"  # taken by the operator to dial out
    DIALLING = "dialling"  # an outside number is being called
    DEAD = "dead"


class LegStatus(StrEnum):
    """What a call to an extension is doing."""

    RINGING = "ringing"
    TALKING = "talking"
    REFUSED = "refused"  # busy, absent, out of order, no answer: a tone, then the leg is dropped


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """One line of the board.  ``since`` is when the status began (session ms)."""

    number: str
    status: LineStatus = LineStatus.IDLE
    actor: str = ""
    since: int = 0
    fault: LineFault | None = None
    urgent: bool = False
    dialled: str = ""  # outside number on an outgoing call


@dataclass(frozen=True, slots=True)
class Leg:
    """A call to an extension.

    ``line`` is the outside line it is for (empty: the operator's own); ``private`` after the consult key, when the
    caller hears nothing of it.
    """

    extension: str
    line: str
    private: bool
    status: LegStatus
    since: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A line that somebody is going to say when the floor is free.  ``asked``: in answer to the operator."""

    line: Line
    situations: tuple[MomentRef, ...] = ()
    leaves: str = ""  # why the actor hangs up after it; empty: does not
    then: str = ""  # turn to move to after it
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Speaking:
    """A line being said."""

    speech: int
    actor: str
    what: Pending
    turn: str
    audible: bool
    line: str
    extension: str


@dataclass(frozen=True, slots=True)
class Party:
    """Where somebody stands in their dialogue.  ``turn`` is empty until they have been greeted."""

    actor: str
    turn: str = ""
    visits: int = 0  # lines drawn so far, the counter of the choices
    queue: tuple[Pending, ...] = ()
    repeats: int = 0
    silences: int = 0
    impatient: bool = False  # was held too long
    said: Line | None = None  # what they said last, to be said again
    present: bool = False  # on a line or at an extension now
    temper: int | None = None  # level; none: as it was at the start
    soothed: frozenset[str] = frozenset()  # phrases that have soothed since something angered them last
    told: frozenset[str] = frozenset()  # facts that they have given
    borne: int = 0  # turns of the operator at the highest level of temper
    burst_out: bool = False  # had enough once already


@dataclass(frozen=True, slots=True)
class Message:
    """The message pad as last saved."""

    id: int
    version: int
    fields: Mapping[RecordField, str]
    line: str
    actor: str


@dataclass(frozen=True, slots=True)
class Listening:
    """Who hears an utterance: fixed when it begins."""

    utterance: int
    to: tuple[str, ...]
    line: str
    extension: str
    speaking: bool = True  # false in a pause that may be the end


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a step depends on besides the scene.

    ``at`` is where the operator's headset is: a line number, an extension number, or empty.
    """

    lines: Mapping[str, OutsideLine]
    parties: Mapping[str, Party]
    legs: Mapping[str, Leg] = field(default_factory=dict)  # by extension
    at: str = ""
    last_caller: str = ""  # line talked to last, for the message pad
    last_actor: Mapping[str, str] = field(default_factory=dict)  # by line: who is or was last on it
    automatic: bool = False
    speaking: Mapping[int, Speaking] = field(default_factory=dict)
    speeches: int = 0
    listening: Mapping[int, Listening] = field(default_factory=dict)
    messages: Mapping[int, Message] = field(default_factory=dict)
    triggered: Mapping[str, int] = field(
        default_factory=dict
    )  # scripted events and callers set off: session ms of each
    ringing_due: frozenset[str] = frozenset()  # callers still to ring, or to be called at a time still to come
    slow: bool = False  # everybody speaks more slowly: the trainee asked for it
    ends_at: int | None = None  # session ms at which the session ends; None while there is or may come a party
    finished: bool = False

    def leg_for(self, line: str) -> Leg | None:
        """The extension call that belongs to an outside line."""
        return next((leg for leg in self.legs.values() if leg.line == line), None)

    def quiet(self) -> bool:
        """Nobody is speaking to the operator or about to, and no utterance is open: it is the trainee's turn."""
        return not self.speaking and not self.listening
