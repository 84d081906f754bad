"""The ledger of certification records: what an entry of the store can say.

Each class below is one kind of entry, named by what happened.  An entry never changes and never goes: what is thought
of it later is another entry that cites it by its id.  Ids, logs, files and keys are cited by SHA-256 (64 hex digits);
times are ISO 8601 in UTC with ``Z``, whole seconds; points are hundredths; there are no floats.  Who is meant is a
pseudonym (``trainee``, 32 hex digits, random); what identifies a person or was said by one is ``Sealed``.

Entries are chained: a *chain* belongs to one key at one station (see ``docs/records.md``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict

LEDGER_FORMAT = 1


class Role(StrEnum):
    """What the holder of a key may enter; a workstation's own key has ``TRAINEE``."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    HR = "hr"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A text that is gone once its trainee's key is destroyed; until then the key opens it and proves it unchanged.

    ``commitment`` is SHA-256(salt + text in UTF-8), hex; ``box`` the base64 of nonce and AES-256-GCM of
    salt (16 bytes) + text.
    """

    commitment: str
    box: str


# --- keys ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChainOpened:
    """The first entry of every chain: which key writes it (raw Ed25519 public key, hex) and where.  ``station`` is
    drawn once for each installed store, so two copies of a key never write the same chain."""

    public: str
    station: str
    name: str  # of the station, for people


@dataclass(frozen=True, slots=True)
class KeyEnrolled:
    """An administrator vouches for a key.  Its fingerprint is the SHA-256 of the raw public key."""

    public: str
    role: Role
    holder: str  # of a workstation its name, of a member of staff the name that rulings and certificates show


@dataclass(frozen=True, slots=True)
class KeyRevoked:
    """A key stops counting: of its chains, only entries up to ``heads`` (chain: last sequence) hold."""

    fingerprint: str
    heads: Mapping[str, int]
    reason: str


# --- people and courses ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TraineeEnrolled:
    """A trainee, or a change of what is known of one: the latest entry for a pseudonym holds."""

    trainee: str
    number: Sealed  # employee number, with its leading zeros
    name: Sealed
    department: Sealed


@dataclass(frozen=True, slots=True)
class TraineeJoined:
    """Two pseudonyms are one person: what was entered for ``trainee`` counts for ``person``, who is on the roster.

    The latest entry for a pseudonym holds; one that joins it to itself takes the earlier one back.
    """

    trainee: str
    person: str


@dataclass(frozen=True, slots=True)
class NoticeAcknowledged:
    """The trainee was told what is recorded, why and for how long, and agreed (PIPL)."""

    trainee: str
    notice: str  # SHA-256 of the text shown
    recording: bool  # whether audio may be kept


@dataclass(frozen=True, slots=True)
class TraineeErased:
    """The trainee's key was destroyed: sealed fields and audio can no longer be read, the chain still verifies."""

    trainee: str
    reason: str


@dataclass(frozen=True, slots=True)
class CourseReleased:
    """A version of a course that exams may use."""

    course: str
    version: str
    title: str
    sha256: str  # of the course's file
    valid_months: int  # 0: a certificate does not expire
    recertify_months: int  # a certificate is listed for recertification in the last of its months, so many
    attempts: int  # how many are allowed, 0: any number
    pool: tuple[str, ...] = ()  # ids of the calls that an exam draws from
    draw: int = 0  # how many of them
    undecided_void: int = 0  # more percent of undecided findings than this make an exam void
    ears: str = ""  # the recogniser's identity, as logs state it
    matcher: str = ""  # the matcher's, with its tables
    sources: Mapping[str, str] = field(default_factory=dict)  # SHA-256 of all that the pool is made from, by name


# --- attempts and their results --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AttemptBegun:
    """What an exam was drawn to be, entered before the first ring by the trainer who checked who the trainee is.

    ``identified_by`` is the name of the holder of that trainer's key; whose key it was, the chain says.
    """

    trainee: str
    course: str  # id of its CourseReleased entry
    number: int  # of the exam, from 1
    calls: tuple[str, ...]  # drawn from the pool
    seed: str  # decimal
    identified_by: str


@dataclass(frozen=True, slots=True)
class IdentityChecked:
    """A trainer checked again who the trainee is, for an exam that was begun earlier and of which no call was taken.

    The latest check before the first call counts.  ``identified_by`` as in ``AttemptBegun``.
    """

    trainee: str
    exam: str  # id of its AttemptBegun
    identified_by: str


@dataclass(frozen=True, slots=True)
class AttemptMade:
    """A finished call.  The log is the truth; this cites it.  ``sources`` are script, rulebook, company and the other
    files the call was made from, by name."""

    trainee: str
    call: str
    title: str
    mode: str  # practice | exam
    started: str
    log: str  # digest of the log's chain
    log_file: str  # SHA-256 of the file log.jsonl
    recording: str  # SHA-256 of the recording, empty: none
    folder: str  # name of the record folder
    sources: Mapping[str, str]
    rulebook: str  # id
    seed: str
    program: str
    matcher: str
    ears: str
    voice: str
    complete: bool
    degraded: tuple[str, ...] = ()
    begun: str = ""  # id of its AttemptBegun
    course: str = ""  # id of its CourseReleased


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding of a scorecard, without its evidence, which the log proves again at any time.  Findings of rules that
    did not apply are left out."""

    finding: str
    rule: str
    dimension: Dimension
    verdict: Verdict
    critical: bool
    possible: int
    lowest: int
    highest: int
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DimensionTotal:
    """A dimension's points; ``floor`` in percent of its share."""

    possible: int
    lowest: int
    highest: int
    floor: int


@dataclass(frozen=True, slots=True)
class ClauseTotal:
    """A clause's points over the findings that it stands behind, and how many of them failed."""

    points: int
    possible: int
    failed: int


@dataclass(frozen=True, slots=True)
class Scored:
    """One scoring of an attempt.  The automatic one cites no ruling; a re-score or one with rulings is a new entry.

    ``dimensions``, ``clauses``, ``undecided`` and ``record_errors`` (failed findings of the record) follow from
    ``marks``; clauses without possible points are left out.
    """

    attempt: str
    verdict: Verdict
    lowest: int
    highest: int
    pass_mark: int
    dimensions: Mapping[Dimension, DimensionTotal]
    clauses: Mapping[str, ClauseTotal]
    undecided: int
    record_errors: int
    marks: tuple[Mark, ...]
    certifiable: bool
    reservations: tuple[str, ...]
    scorecard: str  # SHA-256 of scorecard.json
    log: str
    call_sha256: str  # of the script
    rulebook_sha256: str  # of the rulebook's files, by name, in one hash
    program: str
    matcher: str
    rulings: tuple[str, ...] = ()  # ids of the Ruled entries that it takes into account


@dataclass(frozen=True, slots=True)
class Ruled:
    """A person's judgement of a finding.  ``second`` marks a second rater's, which counts for agreement only."""

    attempt: str
    finding: str
    verdict: Verdict  # pass | fail
    reason: Sealed
    score: str  # id of the Scored entry that left it open
    second: bool = False


@dataclass(frozen=True, slots=True)
class Appealed:
    """The trainee disagrees with a finding."""

    attempt: str
    finding: str
    reason: Sealed


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A person stands for a result: no adverse one takes effect without."""

    attempt: str
    score: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AttemptVoided:
    """The attempt does not count (too much undecided, a fault of the machine)."""

    attempt: str
    reason: str


# --- certificates ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate, entered with HR's key after the store was verified.  Its hash for print and QR code is the id of
    this entry."""

    trainee: str
    course: str  # id of its CourseReleased
    exam: str  # id of its AttemptBegun
    attempts: tuple[str, ...]
    scores: tuple[str, ...]
    granted: str  # date, YYYY-MM-DD
    expires: str  # date; empty: never
    verified: Mapping[str, str] = field(default_factory=dict)  # chain -> head at the verification before


@dataclass(frozen=True, slots=True)
class CertificateRetired:
    """A certificate no longer holds."""

    certificate: str
    reason: str


# --- the store itself ------------------------------------------------------------------------------------------------


class Deed(StrEnum):
    """What was done with the store that somebody may ask about later: what left it, and what of it is gone.

    That it was verified is no deed: the heads that a checkpoint or a certificate cites say it, and whoever verifies may
    have no key.  Nor is a restore: what follows it are chains of another station, whose openings say where and when.
    """

    CHECKPOINT = "checkpoint"
    EXPORTED = "exported"
    BACKED_UP = "backed_up"
    RECORDING_DESTROYED = "recording_destroyed"


@dataclass(frozen=True, slots=True)
class Audited:
    """An entry of the audit trail.  ``subject`` is an id or a file's SHA-256, ``detail`` is for people."""

    deed: Deed
    subject: str
    detail: str = ""


Body: TypeAlias = (
    ChainOpened
    | KeyEnrolled
    | KeyRevoked
    | TraineeEnrolled
    | TraineeJoined
    | NoticeAcknowledged
    | TraineeErased
    | CourseReleased
    | AttemptBegun
    | IdentityChecked
    | AttemptMade
    | Scored
    | Ruled
    | Appealed
    | Confirmed
    | AttemptVoided
    | Certified
    | CertificateRetired
    | Audited
)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry.  ``seq`` counts from 1 in its chain; ``previous`` is the id of the entry before, empty for the first.

    Its id is the SHA-256 of its canonical JSON; the signature is made over that by the chain's key.
    """

    chain: str
    seq: int
    previous: str
    at: str
    body: Body
    format: int = LEDGER_FORMAT


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: its last sequence number and that entry's id."""

    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far every chain had come, in a small signed file that HR keeps elsewhere."""

    made: str
    count: int  # of all entries
    heads: Mapping[str, Head]
    administrator: str  # fingerprint of the key that vouches for all others
    format: int = LEDGER_FORMAT


MAY_ENTER: Mapping[type, frozenset[Role]] = {
    ChainOpened: frozenset(Role),
    KeyEnrolled: frozenset({Role.ADMINISTRATOR}),
    KeyRevoked: frozenset({Role.ADMINISTRATOR}),
    TraineeEnrolled: frozenset(Role),  # what staff enter outranks what a workstation does
    TraineeJoined: frozenset({Role.TRAINER, Role.HR, Role.ADMINISTRATOR}),
    NoticeAcknowledged: frozenset({Role.TRAINEE}),
    TraineeErased: frozenset({Role.HR, Role.ADMINISTRATOR}),
    CourseReleased: frozenset({Role.TRAINER}),
    AttemptBegun: frozenset({Role.TRAINER}),
    IdentityChecked: frozenset({Role.TRAINER}),
    AttemptMade: frozenset({Role.TRAINEE}),
    Scored: frozenset({Role.TRAINEE, Role.TRAINER}),
    Ruled: frozenset({Role.TRAINER}),
    Appealed: frozenset({Role.TRAINEE}),
    Confirmed: frozenset({Role.TRAINER, Role.HR}),
    AttemptVoided: frozenset({Role.TRAINER, Role.HR}),
    Certified: frozenset({Role.HR}),
    CertificateRetired: frozenset({Role.HR}),
    Audited: frozenset(Role),
}
"""Which roles may enter what.  The commands ask it before, ``verify`` after, PostgreSQL in between."""
