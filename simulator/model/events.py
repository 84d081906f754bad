"""What comes into the session core from its edges.  Times are on the log entry, not in the event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.model.checks import RecordField
from simulator.model.script import KeyName, LineFault
from simulator.model.speech import Transcript, Utterance


@dataclass(frozen=True, slots=True)
class Start:
    """The call begins; the first event of every session."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key of the switchboard.  ``argument`` is a line, an extension, a number or a mode, by key."""

    key: KeyName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class SpeechBegan:
    """The trainee began to speak (from the voice-activity detector, mapped from samples)."""

    utterance: int


@dataclass(frozen=True, slots=True)
class SpeechPaused:
    """The trainee fell silent; the utterance may go on (another ``SpeechBegan`` with the same number) or end
    (``Heard``).
    """

    utterance: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A finished utterance and what was recognised.  Applies when the pause after it was long enough to be its end.

    ``witness`` is a second engine's transcript where one is configured; ``lag`` is what the machine needed, in ms of
    real time after the end was clear; it never enters a score.
    """

    utterance: Utterance
    transcript: Transcript
    witness: Transcript | None = None
    lag: int = 0


@dataclass(frozen=True, slots=True)
class SpeechDropped:
    """What had begun was no speech (nothing recognisable): as if it had not been."""

    utterance: int


@dataclass(frozen=True, slots=True)
class VoiceEnded:
    """An actor's line has just stopped sounding.

    ``played`` is ms of it heard, from the playback position; ``first_sample`` locates its beginning in the callers'
    track of the recording (-1 without one).
    """

    speech: int
    played: int
    complete: bool
    first_sample: int = -1


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer that the core started has run out."""

    timer: str


@dataclass(frozen=True, slots=True)
class MessageSaved:
    """The message pad was saved.

    ``message`` 0 makes a new message, else a new version of that one; ``caller`` is the line it was written about
    (empty: the line talked to last).
    """

    fields: Mapping[RecordField, str]
    message: int = 0
    line: str = ""


@dataclass(frozen=True, slots=True)
class MessageRelayed:
    """A message was passed on to a person or department id."""

    message: int
    to: str


@dataclass(frozen=True, slots=True)
class FaultReported:
    """The fault form was sent to an extension."""

    line: str
    fault: LineFault
    extension: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HelpUsed:
    """The trainee asked for help in practice mode.

    ``kind``: ``hint`` (saw the next wording), ``repeat`` (whoever the operator talks to says the last line again) or
    ``slower`` (everybody speaks more slowly from now on).
    """

    kind: str


@dataclass(frozen=True, slots=True)
class Degraded:
    """A part is missing from now on (``microphone_lost``, ``typed``); the record cannot certify."""

    why: str


@dataclass(frozen=True, slots=True)
class LeakFound:
    """The microphone hears what is played: the caller's voice leaks from the headset.

    ``level_db`` is how loud, relative to the trainee's voice.  What leaked is kept from the recogniser by
    ``audio.leak``, but who spoke over whom is not measured any more.
    """

    level_db: int


@dataclass(frozen=True, slots=True)
class Stop:
    """The trainee or the program ends the session early."""

    reason: str


Event = (
    Start
    | KeyPressed
    | SpeechBegan
    | SpeechPaused
    | Heard
    | SpeechDropped
    | VoiceEnded
    | TimerFired
    | MessageSaved
    | MessageRelayed
    | FaultReported
    | HelpUsed
    | Degraded
    | LeakFound
    | Stop
)
