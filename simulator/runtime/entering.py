"""Calls entered into the store: when their scorecard is made, and later what could not be entered then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from simulator.model.ledger import Appealed, AttemptMade, Scored, Sealed
from simulator.model.log import Header, Log
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.scorecard import Scorecard
from simulator.model.text import Text
from simulator.records.store.examination import Exam
from simulator.records.store.ledger import Following
from simulator.records.store.people import Person, enrol, who_is
from simulator.records.store.results import attempt_made, scored
from simulator.records.store.sealing import seal
from simulator.records.store.sql.queries import attempt_of_log
from simulator.runtime.appeals import Appeal, read_appeals
from simulator.runtime.attempts import read_header
from simulator.runtime.examining import sat_in
from simulator.runtime.record_folder import RecordFolder, record_folders
from simulator.runtime.results import Recorded, read_record, score_with
from simulator.runtime.store import Store


def enter(store: Store, recorded: Recorded, exam: Exam | None = None) -> str | None:
    """Enter an attempt and its automatic score; the attempt's id, None for a call that is nobody's.

    What is there already is not entered again: a workstation gives one score, every later one is a trainer's.  The
    record folder is sealed first, since the entry cites its files as they are kept.  On disk before this returns;
    raises ``Problem``.  ``exam`` is the one that the call was taken in, and says who took it; that of a call whose
    entering a crash prevented is known by its draw.
    """
    if not recorded.log.header.personal:
        return None
    id = attempt_of_log(store.database, recorded.log.digest)
    if id is not None:
        return id
    exam = exam or sat_in(store, recorded.log)
    card = score_with(recorded, ())
    begun = replace(recorded.folder, seals=store.seals).sealed_for  # before it was interrupted
    trainee = exam.begun.trainee if exam is not None else begun or trainee_for(store, recorded.log.header.trainee)
    folder = replace(recorded.folder, seals=store.seals)  # with the key of somebody who is new
    folder.seal(trainee)
    attempt = _attempt(folder, recorded, trainee)
    if exam is not None:
        attempt = replace(attempt, begun=exam.id, course=exam.course_id)
    made, *_ = store.workstation().append(attempt, *_following(store, folder, recorded.log, card, trainee))
    return made.id


def _following(store: Store, folder: RecordFolder, log: Log, card: Scorecard, trainee: str) -> Iterator[Following]:
    """What is entered with an attempt: its score, and the appeals that were made before it could be entered."""
    attempt: list[str] = []

    def score(id: str) -> Scored:
        attempt.append(id)
        return scored(id, card, log)

    yield score
    for one in read_appeals(folder):
        yield partial(_appeal, attempt, one, _sealed(store, trainee, one.reason))


def _appeal(attempt: list[str], appeal: Appeal, reason: Sealed, previous: str) -> Appealed:
    return Appealed(attempt[0], appeal.finding, reason)


def entered(store: Store, folder: RecordFolder) -> str:
    """The id of a record folder's attempt, entered now if it was not before."""
    id = enter(store, read_record(folder))
    if id is None:
        raise Problem(
            Exit.USAGE,
            Text("这个通话没有学员（自动演练），不入库。", "this call is nobody's (a rehearsal); it is not entered."),
        )
    return id


def appealed(store: Store, folder: RecordFolder, finding: str, reason: str) -> None:
    """The trainee's disagreement, sealed like everything a person said; nothing where the call is not entered yet."""
    id = attempt_of_log(store.database, last_hash(folder))
    if id is not None:
        store.workstation().append(Appealed(id, finding, _sealed(store, trainee_of(store, id), reason)))


def _sealed(store: Store, trainee: str, reason: str) -> Sealed:
    key = store.key_of(trainee)
    if key is None:
        raise Problem(Exit.REFUSED, Text("这名学员的数据已删除。", "this trainee's data are erased."))
    return seal(key, trainee, reason)


def missed(store: Store, records: Path) -> Iterator[RecordFolder]:
    """Record folders of calls that are not in the store yet, oldest first."""
    for folder in record_folders(records, store.seals):
        header = read_header(folder) if folder.holds(Part.SCORECARD) else None
        if header is not None and header.personal and not _is_entered(store, folder):
            yield folder


def trainee_of(store: Store, attempt: str) -> str:
    """The pseudonym behind an attempt; empty where the attempt is not in this store."""
    body = store.body(attempt)
    return body.trainee if isinstance(body, AttemptMade) else ""


def _is_entered(store: Store, folder: RecordFolder) -> bool:
    """By the hash in the log's last line, without reading the log."""
    return attempt_of_log(store.database, last_hash(folder)) is not None


def last_hash(folder: RecordFolder) -> str:
    """The hash in a log's last line, by which the ledger cites it; empty where the log has none."""
    lines = folder.read(Part.LOG).splitlines()
    found = [line for line in lines if line.startswith(b"{") and b'"h":"' in line]
    return found[-1].partition(b'"h":"')[2][:64].decode("ascii", errors="replace") if found else ""


def trainee_for(store: Store, said: str) -> str:
    """The pseudonym of whoever typed this as number or name; somebody new is enrolled under that name."""
    known = store.trainees()
    found = who_is(known, said)
    if found is not None:
        return found
    enrolment = enrol([Person("", said, "")], known, {}, store.vault)
    store.workstation().append(*enrolment.bodies, keys=enrolment.keys)
    return enrolment.bodies[0].trainee


def _attempt(folder: RecordFolder, recorded: Recorded, trainee: str) -> AttemptMade:
    return attempt_made(
        recorded.log,
        recorded.loaded.script,
        trainee,
        folder.path.name,
        _sha256(folder.file(Part.LOG)),
        _sha256(folder.file(Part.RECORDING)) if folder.holds(Part.RECORDING) else "",
        in_utc(recorded.log.header),
    )


def in_utc(header: Header) -> str:
    """When the call began."""
    return datetime.fromisoformat(header.started).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
