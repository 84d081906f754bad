"""A call script: who calls, what they say and want, what happens on the lines, and what the record must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.model.checks import RecordField
from simulator.model.company import ExtensionState, SpokenName
from simulator.model.moments import MomentRef
from simulator.model.rulebook import Status
from simulator.model.temper import Mood, Temper
from simulator.model.units import ClockTime, Ms


class LineFault(StrEnum):
    """What can be wrong with a line."""

    NOISE = "noise"
    CRACKLE = "crackle"
    ONE_WAY = "one_way"  # the caller hears the operator, the operator does not hear the caller
    DROPOUTS = "dropouts"
    DEAD = "dead"  # the call is gone


class Urgency(StrEnum):
    NORMAL = "normal"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Line:
    """One line somebody says: text, or a recording of it (a path relative to the call file).

    Among several, those for the present mood of the speaker (``temper``) go before those for no mood in particular.
    """

    text: str
    recording: str = ""
    temper: tuple[Mood, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """How an actor sounds.

    ``name`` picks a voice of the engine (empty: by the actor's gender); ``rate`` in characters a minute.
    """

    gender: str = "female"  # female | male
    name: str = ""
    rate: int = 220


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an actor in a calm mood bears what; all in ms but ``repeats``.  Anger shortens it (``model.temper``).

    ``silence``: nothing said on the line before the actor asks whether anybody is there; ``hold``: on hold before the
    actor complains, and again before hanging up; ``ring``: ringing before the caller gives up; ``repeats``: how often
    the actor repeats itself, and how often it asks into a silence, before hanging up.
    """

    silence: Ms = Ms(6_000)
    hold: Ms = Ms(45_000)
    ring: Ms = Ms(60_000)
    repeats: int = 2


@dataclass(frozen=True, slots=True)
class Manner:
    """What an actor says when the script has nothing special: one of the lines, drawn by the seed.

    Without a ``temper`` the actor is calm throughout.
    """

    id: str
    almost: tuple[Line, ...]  # half understood: asks again
    otherwise: tuple[Line, ...]  # not understood: says what it wants once more
    silence: tuple[Line, ...]  # nobody speaks
    held_long: tuple[Line, ...]  # to the operator who comes back after too long a hold
    give_up: tuple[Line, ...]  # before hanging up
    patience: Patience = Patience()
    temper: Temper | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What an actor does in answer to something: says one of ``say``, moves to turn ``go``, or both."""

    say: tuple[Line, ...] = ()
    go: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A reaction to words or to an event on the line.

    Exactly one of the two: ``hears``, phrase ids of the rulebook or the script of which any is understood (Yes), or
    ``happens``, a moment that concerns this actor (``held``, ``retrieved``, ``extension_busy``, ``connected`` ...).
    ``situations`` open when its line has been said: what an answer gives away, for example.  With a ``temper`` it is
    there in these moods only, and goes before the branches for the same words that ask for none.
    """

    hears: tuple[str, ...] = ()
    happens: MomentRef | None = None
    say: tuple[Line, ...] = ()
    go: str = ""
    situations: tuple[MomentRef, ...] = ()
    temper: tuple[Mood, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A node of a dialogue: what the actor says on entering it and what each answer leads to.

    On an utterance, every branch that hears something and only speaks adds its line; the first that moves decides
    where to. ``almost``, ``otherwise``, ``silence`` default to the manner's lines.  ``hang_up`` ends the actor's part
    after its line. ``press`` is dialled into the automatic attendant after the line.
    """

    id: str
    say: tuple[Line, ...] = ()
    situations: tuple[MomentRef, ...] = ()
    branches: tuple[Branch, ...] = ()
    almost: Reaction | None = None
    otherwise: Reaction | None = None
    silence: Reaction | None = None
    hang_up: bool = False
    press: str = ""


@dataclass(frozen=True, slots=True)
class MatterPoint:
    """A key point of the matter: any of the wordings counts."""

    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """The frozen facts that a message must hold.  An empty field is not asked for."""

    caller: SpokenName | None = None
    organisation: SpokenName | None = None
    phone: str = ""
    matter: tuple[MatterPoint, ...] = ()
    for_whom: str = ""  # person or department id
    urgency: Urgency = Urgency.NORMAL
    confidential: bool = False
    address: tuple[MatterPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """One acceptable end: connected to an extension, or a message for somebody.  Exactly one is set."""

    connected: str = ""  # extension number
    message_for: str = ""  # person or department id


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a voice: an outside caller or a member of staff who answers an extension or a call-back."""

    id: str
    name: SpokenName
    voice: Voice
    manner: Manner
    start: str  # id of the first turn
    turns: Mapping[str, Turn]
    answers: tuple[Branch, ...] = ()  # hears-branches that hold in every turn: name, phone ... when asked for
    furious: str = ""  # turn to move to, once, where the temper would have the actor hang up


@dataclass(frozen=True, slots=True)
class Caller:
    """An outside party.

    Rings ``rings_at`` ms after the start or because of the moment ``rings_on``; or does not ring at all and is to be
    called at ``due_at`` on the clock of the story, for ``due_for`` (C11.10, D1.1.5).
    """

    actor: Actor
    organisation: SpokenName | None
    phone: str
    line: str  # empty where the caller does not ring
    rings_at: Ms | None
    rings_on: MomentRef | None = None
    urgent: bool = False  # the board shows a priority lamp
    important: bool = False  # if missed or cut off, a call-back is due
    goals: tuple[Goal, ...] = ()
    record: RecordFacts | None = None  # set when a message is required
    secrets: tuple[str, ...] = ()  # words or numbers that must not be told to this caller
    talk_time: Ms = Ms(15_000)  # how long the caller talks once put through
    calls_back_at: str = ""  # turn with which the caller answers when the operator calls back
    notice: tuple[MatterPoint, ...] = ()  # what everybody has to be told whom this caller wants notified: notice(...)
    enquiries: Mapping[str, tuple[MatterPoint, ...]] = field(default_factory=dict)  # what answers each enquiry(...)
    due_at: ClockTime | None = None
    due_for: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who answers at an extension, and how."""

    extension: str
    actor: Actor
    answers_after: Ms = Ms(6_000)  # ringing before the handset is lifted: two rings and a bit


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happens at a time, or ``delay`` after a moment.

    Either a ``fault`` of a ``line``, for as long as it ``lasts`` (None: for good), or an ``alarm`` where the operator
    is: what it says, while the alarm sounds (C2.3.4).
    """

    line: str = ""
    fault: LineFault | None = None
    alarm: str = ""
    at: Ms | None = None
    on: MomentRef | None = None
    delay: Ms = Ms(0)
    lasts: Ms | None = None


@dataclass(frozen=True, slots=True)
class SimulatedClock:
    """The date and time of day at the first ring; ``speed`` simulated seconds pass per second."""

    date: str  # ISO, 2026-03-16
    time: ClockTime
    speed: int = 1


@dataclass(frozen=True, slots=True)
class CallScript:
    """One training call, or several on one board."""

    id: str
    title: str
    status: Status
    rulebook: str
    company: str
    clock: SimulatedClock
    difficulty: int
    summary: str
    callers: Mapping[str, Caller]
    staff: Mapping[str, Staff]  # by extension
    extensions: Mapping[str, ExtensionState]  # differences from the directory
    phrases: Mapping[str, str]  # phrases of this call's own: id -> template
    events: tuple[Incident, ...]
    clauses: tuple[str, ...]
    after_call: Ms = Ms(60_000)  # time to finish the record after the last party is gone


# --- plans: automatic trainees ---------------------------------------------------------------------------------------


class PlanVerdict(StrEnum):
    """What a plan claims about its own score."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Claim:
    """The verdict a plan must get; ``least`` and ``most`` bound the total; ``findings`` must have these verdicts
    (rule id -> pass | fail | undecided | not_applicable)."""

    verdict: PlanVerdict
    least: int = 0
    most: int = 100
    findings: Mapping[str, str] | None = None


class KeyName(StrEnum):
    """The keys of the switchboard."""

    ANSWER = "answer"  # line
    HOLD = "hold"
    RETRIEVE = "retrieve"  # line
    TRANSFER = "transfer"  # extension
    CONSULT = "consult"  # extension
    CONNECT = "connect"  # join the held caller and the consulted extension, operator leaves
    CONFERENCE = "conference"
    CANCEL = "cancel"  # drop the extension being called or consulted, back to the caller on hold
    RELEASE = "release"  # leave the call: hangs up, or leaves the connected parties to themselves
    SPARE = "spare"  # take the spare line into use
    DIAL_OUT = "dial_out"  # number, on the selected or first free line
    MODE = "mode"  # manual | automatic


@dataclass(frozen=True, slots=True)
class Say:
    """The trainee speaks.  Waits until nobody speaks, unless ``over`` (talks over the caller at once)."""

    text: str
    recording: str = ""
    over: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """The trainee presses a key with its argument."""

    key: KeyName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """The trainee fills in and saves the message pad (about the caller talked to last, or ``about``)."""

    fields: Mapping[RecordField, str]
    about: str = ""  # caller id


@dataclass(frozen=True, slots=True)
class Relay:
    """The trainee passes the last message on."""

    to: str  # person or department id


@dataclass(frozen=True, slots=True)
class Report:
    """The trainee fills in the fault report."""

    line: str
    fault: LineFault
    to: str  # extension


@dataclass(frozen=True, slots=True)
class Wait:
    """The trainee does nothing: for a time, or until a moment happens next (or has happened since the last step)."""

    time: Ms | None = None
    until: MomentRef | None = None


Step = Say | Press | Write | Relay | Report | Wait


@dataclass(frozen=True, slots=True)
class Plan:
    """An automatic trainee for one call.

    With a ``rate`` (characters a minute) its words count as spoken, at that speed, also where nothing sounds: then
    silence, speed and talking over are scored as of a voice.  By voice the recordings decide.
    """

    id: str
    title: str
    claim: Claim
    steps: tuple[Step, ...]
    rate: int = 0


@dataclass(frozen=True, slots=True)
class PlanBook:
    """The plans beside a call script; ``call`` is the script's id."""

    call: str
    plans: Mapping[str, Plan]
