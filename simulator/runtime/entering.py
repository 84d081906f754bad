"""Calls entered into the store: when their scorecard is made, and later what could not be entered then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from simulator.model.ledger import Appealed, AttemptMade
from simulator.model.log import Header
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.examination import Exam
from simulator.records.store.people import Person, enrol, who_is
from simulator.records.store.results import attempt_made, scored
from simulator.records.store.sealing import seal
from simulator.records.store.sql.queries import attempt_of_log
from simulator.runtime.attempts import read_header
from simulator.runtime.examining import sat_in
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import Recorded, read_record, score_with
from simulator.runtime.store import Store

ENTERED = frozenset({"practice", "exam"})
"""Modes of calls that a person worked; rehearsals are nobody's."""


def enter(store: Store, recorded: Recorded, exam: Exam | None = None) -> str | None:
    """Enter an attempt and its automatic score; the attempt's id, None for a call that is nobody's.

    What is there already is not entered again: a workstation gives one score, every later one is a trainer's.  On disk
    before this returns; raises ``Problem``.  ``exam`` is the one that the call was taken in, and says who took it;
    that of a call whose entering a crash prevented is known by its draw.
    """
    header = recorded.log.header
    if header.mode not in ENTERED or not header.trainee:
        return None
    id = attempt_of_log(store.database, recorded.log.digest)
    if id is not None:
        return id
    exam = exam or sat_in(store, recorded.log)
    card = score_with(recorded, ())
    trainee = trainee_for(store, header.trainee) if exam is None else exam.begun.trainee
    attempt = _attempt(recorded, trainee)
    if exam is not None:
        attempt = replace(attempt, begun=exam.id, course=exam.course_id)
    made, _ = store.workstation().append(attempt, lambda id: scored(id, card, recorded.log))
    return made.id


def entered(store: Store, folder: RecordFolder) -> str:
    """The id of a record folder's attempt, entered now if it was not before."""
    id = enter(store, read_record(folder))
    if id is None:
        raise Problem(
            Exit.USAGE,
            Text("这个通话没有学员（自动演练），不入库。", "this call is nobody's (a rehearsal); it is not entered."),
        )
    return id


def enter_appeal(store: Store, folder: RecordFolder, finding: str, reason: str) -> None:
    """The trainee's disagreement, sealed like everything a person said."""
    id = entered(store, folder)
    trainee = trainee_of(store, id)
    key = store.trainee_keys().get(trainee)
    if key is None:
        raise Problem(Exit.REFUSED, Text("这名学员的数据已删除。", "this trainee's data are erased."))
    store.workstation().append(Appealed(id, finding, seal(key, trainee, reason)))


def missed(store: Store, records: Path) -> Iterator[RecordFolder]:
    """Record folders of calls that are not in the store yet, oldest first."""
    for path in sorted(records.glob("*/scorecard.json")):
        folder = RecordFolder(path.parent)
        header = read_header(folder)
        if header is not None and header.mode in ENTERED and header.trainee and not _is_entered(store, folder):
            yield folder


def trainee_of(store: Store, attempt: str) -> str:
    """The pseudonym behind an attempt; empty where the attempt is not in this store."""
    body = store.body(attempt)
    return body.trainee if isinstance(body, AttemptMade) else ""


def _is_entered(store: Store, folder: RecordFolder) -> bool:
    """By the hash in the log's last line, without reading the log."""
    return attempt_of_log(store.database, last_hash(folder.log)) is not None


def last_hash(log: Path) -> str:
    """The hash in a log's last line, by which the ledger cites it; empty where the log has none."""
    lines = log.read_bytes().splitlines()
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


def _attempt(recorded: Recorded, trainee: str) -> AttemptMade:
    folder = recorded.folder
    return attempt_made(
        recorded.log,
        recorded.loaded.script,
        trainee,
        folder.path.name,
        _sha256(folder.log),
        _sha256(folder.recording) if folder.recording.is_file() else "",
        in_utc(recorded.log.header),
    )


def in_utc(header: Header) -> str:
    """When the call began."""
    return datetime.fromisoformat(header.started).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
