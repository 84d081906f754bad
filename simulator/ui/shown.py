"""What the window shows of calls, attempts, scores and the recogniser: plain values that the runtime fills in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from simulator.model.effects import Refusal
from simulator.model.script import KeyName
from simulator.model.text import Text
from simulator.session.scene import Scene
from simulator.session.state import State


class Voicing(StrEnum):
    """How the trainee answers."""

    VOICE = "voice"  # by microphone
    TYPED = "typed"  # no microphone or no recogniser: words are typed, the record cannot certify


class Mode(StrEnum):
    """Practice shows hints and captions; an exam hides them and limits the attempts."""

    PRACTICE = "practice"
    EXAM = "exam"


# --- before the call -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExamTerms:
    """The exam of a course (its title) that a call is in, which can be taken ``attempts`` times; ``left`` of them the
    trainee asked about can still take this call."""

    course: str
    attempts: int
    left: int


@dataclass(frozen=True, slots=True)
class CallItem:
    """A call that can be chosen.  ``difficulty`` 1..5; ``attempts`` and ``best`` (total, 0..100, -1: none) of the
    trainee asked about.  Without ``exam`` it is for practice only, and ``no_exam`` says why."""

    id: str
    title: str
    summary: str
    course: str  # title of its rulebook, in whose order the calls are taken
    difficulty: int
    attempts: int = 0
    best: int = -1
    exam: ExamTerms | None = None
    no_exam: Text | None = None


@dataclass(frozen=True, slots=True)
class ExamResult:
    """A call of an exam that has been taken: its total in hundredths, and its record.  ``void``: it does not count, or
    too much of it was undecided."""

    title: str
    verdict: str
    total: int
    record: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class ExamItem:
    """An exam that a trainer (``begun_by``) has begun for the trainee asked about: the ``number``-th of ``attempts`` at
    the course (its title; 0: any number).  Of its ``calls`` only those that were taken have a name."""

    id: str
    course: str
    number: int
    attempts: int
    begun_by: str
    calls: int
    taken: tuple[ExamResult, ...] = ()

    @property
    def left(self) -> int:
        return self.calls - len(self.taken)


@dataclass(frozen=True, slots=True)
class Readiness:
    """One thing that a call by voice needs, as ``doctor`` would tell it.  ``hint`` is empty where nothing is to do."""

    name: Text
    ready: bool
    state: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Order:
    """What the trainee chose to do."""

    trainee: str
    call: str
    mode: Mode
    voicing: Voicing
    half_duplex: bool = False  # no headset: talk-over cannot be measured


# --- the call --------------------------------------------------------------------------------------------------------


class Speaker(StrEnum):
    """Whose words a caption shows."""

    TRAINEE = "trainee"
    CALLER = "caller"
    COLLEAGUE = "colleague"
    ATTENDANT = "attendant"
    BOARD = "board"  # something that happened on the switchboard


@dataclass(frozen=True, slots=True)
class Caption:
    """A line of the conversation: ``at`` in session ms."""

    at: int
    speaker: Speaker
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What the rules expect next: the wording, the rule it satisfies and the clauses behind it."""

    title: str
    wording: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The call at one moment, as the loop last published it.

    ``t`` is session ms of the last step; ``clock`` maps on from there (``Work.now``).  ``refused`` is the last key
    without effect; ``refusals`` counts them, so that the same one twice is seen twice.  ``help_used`` counts helps.
    """

    scene: Scene
    state: State
    t: int
    captions: tuple[Caption, ...] = ()
    hints: tuple[Hint, ...] = ()
    refused: tuple[KeyName, Refusal] | None = None
    refusals: int = 0
    help_used: int = 0
    callbacks: tuple[str, ...] = ()  # telephone numbers that are to be called back now
    notices: tuple[Text, ...] = ()  # what is missing (the microphone was lost ...), alarms
    relayed: frozenset[int] = frozenset()  # ids of the messages that were passed on


# --- after the call --------------------------------------------------------------------------------------------------


class Tint(StrEnum):
    """The colour and sign of a stretch or mark."""

    CALLER = "caller"
    COLLEAGUE = "colleague"
    TRAINEE = "trainee"
    TONE = "tone"
    HELD = "held"
    RINGING = "ringing"
    TALKING = "talking"
    KEY = "key"
    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"
    UNDECIDED = "undecided"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar of a lane: session ms."""

    start: int
    end: int
    tint: Tint
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in a lane; ``finding`` is the id of the finding that it stands for, if any."""

    at: int
    tint: Tint
    label: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline."""

    name: str
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Wave:
    """The loudness of a voice over the call: ``peaks`` 0..1, each for ``step`` ms from ``begins`` (session ms) on."""

    name: str
    tint: Tint
    step: int
    peaks: Sequence[float] = ()
    begins: int = 0


@dataclass(frozen=True, slots=True)
class Syllable:
    """A column of an alignment.  ``kind`` is ``same``, ``near``, ``other``, ``extra`` or ``missing``.

    ``required`` and ``heard`` are as written, with a space and the sound after it where there is one (``线 xian4``).
    """

    required: str
    heard: str
    kind: str


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding as the debrief shows it.  ``span`` is where it sounds (session ms), None where nothing does;
    ``points`` and ``possible`` are hundredths; ``state`` is the verdict's value, ``appealed`` whether an appeal waits.
    """

    id: str
    title: str
    dimension: str
    state: str
    critical: bool
    points: int
    possible: int
    clauses: tuple[str, ...]
    required: str
    measured: str
    heard: str = ""
    better: str = ""
    why_undecided: str = ""
    at: int = -1
    span: tuple[int, int] | None = None
    syllables: tuple[Syllable, ...] = ()
    appealed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An undecided finding of a call in the store of certification records, which waits for a trainer's ruling.
    ``attempt`` is the id of the call there, ``trainee`` a name, ``started`` UTC."""

    attempt: str
    trainee: str
    title: str
    started: str
    finding: FindingShown


@dataclass(frozen=True, slots=True)
class DimensionShown:
    """A dimension's share: hundredths of a point; ``floor`` in percent of ``weight``."""

    name: str
    weight: int
    points: int
    possible: int
    floor: int


@dataclass(frozen=True, slots=True)
class Debrief:
    """A scored call, ready to be drawn."""

    record: str
    title: str
    trainee: str
    verdict: str
    total: int  # hundredths, undecided counted as failed
    highest: int  # hundredths, undecided counted as passed
    pass_mark: int
    dimensions: tuple[DimensionShown, ...]
    findings: tuple[FindingShown, ...]
    lanes: tuple[Lane, ...]
    waves: tuple[Wave, ...]
    length: int  # ms
    reservations: tuple[str, ...] = ()
    recorded: bool = False  # whether there is sound to be played
    left: bool = False  # something was left before it could be judged: no pass


@dataclass(frozen=True, slots=True)
class Attempt:
    """One scored call of a trainee in the past.  ``dimensions``: name -> percent; ``clauses``: clause -> (points,
    possible), hundredths."""

    record: str
    call: str
    title: str
    started: str
    mode: str
    verdict: str
    total: int
    dimensions: dict[str, int] = field(default_factory=dict)
    clauses: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry of the quick reference: a rule and what to say."""

    rule: str
    title: str
    dimension: str
    wording: str
    clauses: tuple[str, ...]
    summaries: tuple[str, ...]  # the clauses in our own words


# --- drills ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exercise:
    """A single wording to say; ``phrase`` is its id, empty for a sentence that is only read aloud."""

    phrase: str
    title: str
    wording: str


class Leakage(StrEnum):
    """How much of what is played the microphone hears."""

    UNKNOWN = "unknown"
    NONE = "none"
    SOME = "some"  # kept from the recogniser; only who spoke over whom is not measured
    LOUD = "loud"  # an exam would be void


@dataclass(frozen=True, slots=True)
class Said:
    """What became of an exercise.  ``counts`` is ``yes``, ``almost`` or ``no``."""

    exercise: Exercise
    heard: str
    counts: str
    score: float
    syllables: tuple[Syllable, ...] = ()
    level_db: float = -120.0
    remarks: tuple[Text, ...] = ()
