"""The facts of a call: what happened on the board and between people, in one vocabulary.

The session core states facts, the log keeps them, the rules open and close their windows on them, the plans wait for
them.  A fact says everything a score needs, so that scoring runs no second switchboard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Moment(StrEnum):
    """The name of something that happened.  The comment gives the ``detail`` keys; * marks what calls can open."""

    # The outside lines
    RINGING = "ringing"  # a call comes in: urgent (bool)
    ANSWERED = "answered"  # the operator goes off-hook: ring_ms (int)
    ANSWERED_LATE = "answered_late"  # stated beside ANSWERED when the fourth burst had begun: ring_ms
    AUTO_ANSWERED = "auto_answered"  # the automatic attendant took the call (B4.2)
    HELD = "held"  # auto (bool): held by seizing another party rather than by the hold key
    HOLD_REMINDER = "hold_reminder"  # the held caller's patience is at its end
    RETRIEVED = "retrieved"  # hold_ms (int)
    RETURNED = "returned"  # the caller of a transfer is back with the operator: extension
    # the operator went off the line: connected (bool: the parties go on talking), reason (ended: hung up on a caller in
    # talk with the operator | passed_on: the caller goes on without)
    RELEASED = "released"
    HUNG_UP = "hung_up"  # the caller hung up: reason (ended | patience | temper | abandoned | unheard | unserved)
    LINE_FAULT = "line_fault"  # kind (noise | crackle | one_way | dropouts | dead)
    LINE_CLEARED = "line_cleared"
    DIALLED_OUT = "dialled_out"  # the operator calls an outside number: number
    CALLED_BACK = "called_back"  # an outside party answered the operator's call: number, reason_line
    SPARE_LINE = "spare_line"  # the spare line was taken into use
    MODE = "mode"  # mode (manual | automatic); stated at the start as well where the board begins automatic
    LONG_CALL = "long_call"  # a call put through has run past its reminder time: connected_ms

    # Extensions
    DIALLED = "dialled"  # an extension is called: private (bool), after the transfer or the consult key
    EXTENSION_ANSWERED = "extension_answered"  # private
    EXTENSION_BUSY = "extension_busy"
    EXTENSION_NO_ANSWER = "extension_no_answer"  # rings (int)
    EXTENSION_ABSENT = "extension_absent"
    EXTENSION_OUT_OF_ORDER = "extension_out_of_order"
    CONSULTED = "consulted"  # the operator and the extension talk privately, the caller hears nothing
    CONNECTED = (
        "connected"  # caller and extension talk to each other: confirmed (bool: operator still there), consulted (bool)
    )
    CONFERENCE = "conference"  # caller, extension and operator talk together: parties (list of actor ids)

    # What callers and staff say and want (* opened by `situations:` of a turn)
    SAID = "said"  # a line was spoken: speech, text, turn, start, end, interrupted (bool), audible (bool), first_sample
    REQUEST = "request"  # * (person or department id, or "unclear") asks for somebody
    COMPLAINT = "complaint"  # *
    URGENT = "urgent"  # * says that it is urgent
    INSISTS = "insists"  # * will not accept the answer
    NUMBER_ENQUIRY = "number_enquiry"  # * (person or department id) asks for a number
    NOTICE = "notice"  # * (person or department id) asks for a meeting notice to be given to somebody (B3.6)
    ENQUIRY = "enquiry"  # * (id of one of the caller's `enquiries`) asks something that has an answer
    UNANSWERABLE = "unanswerable"  # * asks something that the operator cannot answer (A3.2, C7.8)
    DOUBT = "doubt"  # * says something that has to be confirmed
    # * (name | organisation | phone | address | matter | urgency | attendance) says a fact: asked (bool: in answer)
    GIVES = "gives"
    ACCEPTS = "accepts"  # * a member of staff agrees to take the call
    DECLINES = "declines"  # * a member of staff will not take the call
    THANKS = "thanks"  # *
    FAREWELL = "farewell"  # * the caller says goodbye
    ALARM = "alarm"  # * fire or earthquake where the operator is (C2.3.4): text, where an incident states it

    # How they take it.  The argument is the mood they are in now (calm | tense | angry)
    # (mood) somebody's temper rose: level, was (0-4), by (list of phrase ids and annoyances)
    ANGERED = "angered"
    SOOTHED = "soothed"  # (mood) it fell: level, was, by (list of phrase ids)

    # What the trainee's words and hands did
    UNDERSTOOD = "understood"  # utterance, to (list of actor ids), verdict (yes|almost|no), phrases (list), branch
    MESSAGE_SAVED = "message_saved"  # message (id), version
    MESSAGE_RELAYED = "message_relayed"  # message, to (person or department id)
    FAULT_REPORTED = "fault_reported"  # fault line in `line`; kind, extension in `extension`
    MODE_EXPECTED = "mode_expected"  # the duty plan asks for another mode, or was gone against: mode
    # an important caller was cut off or missed, or the time agreed has come: number, purpose (of the latter)
    CALL_BACK_DUE = "call_back_due"
    HELP_USED = "help_used"  # kind

    # The session
    STARTED = "started"
    DEGRADED = "degraded"  # why: no_microphone | microphone_lost | typed | no_voice | ...
    LEAK_FOUND = "leak_found"  # the microphone hears what is played: level_db (int, relative to the trainee's voice)
    ENDED = "ended"  # reason (finished | abandoned: the trainee ended it with something still to be handled)


CALLABLE_SITUATIONS = frozenset(
    {
        Moment.REQUEST,
        Moment.COMPLAINT,
        Moment.URGENT,
        Moment.INSISTS,
        Moment.NUMBER_ENQUIRY,
        Moment.NOTICE,
        Moment.ENQUIRY,
        Moment.UNANSWERABLE,
        Moment.ALARM,
        Moment.DOUBT,
        Moment.GIVES,
        Moment.ACCEPTS,
        Moment.DECLINES,
        Moment.THANKS,
        Moment.FAREWELL,
    }
)
"""The moments that a turn of a call script may open with ``situations:``."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened, at a session time that the log entry carries.

    ``line``, ``actor`` and ``extension`` say where and with whom (empty where it does not apply); ``about`` is the
    argument of a situation (the person asked for, the fact given); ``detail`` holds what the comment at the moment
    lists, JSON values only.
    """

    moment: Moment
    line: str = ""
    actor: str = ""
    extension: str = ""
    about: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MomentRef:
    """A moment as files name it: ``answered``, ``request(general_manager)``.

    ``about`` matches the fact's ``about``, or the rank or role of the person or department it names; empty matches all.
    """

    moment: Moment
    about: str = ""
