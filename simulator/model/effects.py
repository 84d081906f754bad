"""What the session core asks its edges to do.  The counterpart of ``events``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.moments import Fact
from simulator.model.ring import Tone
from simulator.model.script import KeyName, Line, LineFault


@dataclass(frozen=True, slots=True)
class Record:
    """State a fact: the log keeps it, windows and plans see it."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Say:
    """An actor speaks; answered by ``VoiceEnded`` with the same ``speech``.

    ``fault`` is the line's present fault; ``audible`` is false where the operator cannot hear it (one-way audio, held);
    ``slow`` after the trainee has asked for slower speech; ``pace`` is percent of the actor's usual rate.
    """

    speech: int
    actor: str
    line: Line
    fault: LineFault | None = None
    audible: bool = True
    slow: bool = False
    pace: int = 100


@dataclass(frozen=True, slots=True)
class StopSaying:
    """Cut the line short (the party left); answered by ``VoiceEnded``."""

    speech: int


@dataclass(frozen=True, slots=True)
class PlayTone:
    """A tone in the operator's ear, or the bell; ``channel`` names what it belongs to so that it can be stopped."""

    channel: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StopTone:
    channel: str


@dataclass(frozen=True, slots=True)
class LineNoise:
    """The sound of a line changes from now on: a fault begins (None: is cleared)."""

    fault: LineFault | None


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Answered by ``TimerFired`` with the same id at session time ``due`` (ms); starting again replaces it."""

    timer: str
    due: int


@dataclass(frozen=True, slots=True)
class CancelTimer:
    timer: str


class Refusal(StrEnum):
    """Why a key did nothing."""

    NO_CALL = "no_call"  # the operator is on no line that this key could act on
    LINE_NOT_RINGING = "line_not_ringing"
    LINE_NOT_HELD = "line_not_held"
    NO_SUCH_EXTENSION = "no_such_extension"
    NO_SUCH_LINE = "no_such_line"
    NOBODY_CONSULTED = "nobody_consulted"
    LINE_TAKEN = "line_taken"  # no free line to dial out on
    BUSY_WITH_EXTENSION = "busy_with_extension"  # drop the extension first
    BAD_ARGUMENT = "bad_argument"


@dataclass(frozen=True, slots=True)
class Refuse:
    """A key had no effect; the window says why.  Nothing changed."""

    key: KeyName
    why: Refusal


@dataclass(frozen=True, slots=True)
class Finish:
    """The session is over; no effect follows."""

    reason: str


Effect = Record | Say | StopSaying | PlayTone | StopTone | LineNoise | StartTimer | CancelTimer | Refuse | Finish
