"""Exams: begun by a trainer, taken call by call, looked at by HR."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from audio.ears.choice import known_weights
from audio.ears.model_files import DIGEST_CHARACTERS
from simulator.model.course import Course
from simulator.model.course import Exam as ExamOfCourse
from simulator.model.ledger import AttemptBegun, AttemptMade, Body, CourseReleased, IdentityChecked, Scored
from simulator.model.log import Log
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Attempt
from simulator.model.text import Text
from simulator.phrases import matcher_id
from simulator.records.codec import Malformed
from simulator.records.store.canonical import read_payload
from simulator.records.store.examination import Exam, Sitting, drawn, too_undecided
from simulator.records.store.ledger import Ledger
from simulator.records.store.people import who_is
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database, Stored
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall, Workspace


def release(workspace: Workspace, course: Course, exam: ExamOfCourse, file: bytes) -> CourseReleased:
    """The entry that fixes a course: terms, engine, and every file of the pool by its hash.  Raises ``Problem``."""
    loaded = [workspace.load_call(workspace.call_with_id(call)) for call in exam.pool]
    engine, sha256 = exam.engine, hashlib.sha256(file).hexdigest()
    weights = engine.model or known_weights().get(engine.ears, "")
    return CourseReleased(
        course=course.id,
        version=sha256[:8],
        title=course.title,
        sha256=sha256,
        valid_months=int(exam.valid),
        recertify_months=int(exam.recertify),
        attempts=exam.attempts,
        pool=exam.pool,
        draw=exam.draw,
        undecided_void=exam.undecided_void,
        ears=f"{engine.ears.replace('-', ':', 1)}:{weights[:DIGEST_CHARACTERS]}",
        matcher=f"{engine.matcher}:{engine.tables[:12]}",
        sources={one.name: one.described().sha256 for call in loaded for one in call.sources},
    )


def begin(store: Store, ledger: Ledger, course: str, said: str, seed: int) -> Exam:
    """Draw an exam for the trainee of that number or name; on disk before this returns.  Raises ``Problem``.

    One of which no call was taken is given back as it was drawn: what kept it from ringing costs no attempt, and nobody
    draws until the calls please.  That who it is was checked again is entered, whoever did.
    """
    ledger.require(AttemptBegun)
    id, released = released_course(store, course)
    trainee = who_is(store.trainees(), said)
    if trainee is None:
        raise Problem(
            Exit.USAGE,
            Text(f"名册里没有（或不只一个）{said}。", f"the roster has nobody, or several, of {said}."),
            Text("请先导入名册，并用工号。", "import the roster first, and use the employee number."),
        )
    exams = [one for one in exams_of(store, trainee) if one.course.course == course]
    for untaken in (one for one in exams if not one.sittings and one.course_id == id):
        ledger.append(IdentityChecked(untaken.begun.trainee, untaken.id, ledger.holder))
        return replace(untaken, identified_by=ledger.holder)
    number = 1 + sum(bool(one.sittings) for one in exams)  # of every release of the course
    if released.attempts and number > released.attempts:
        raise Problem(
            Exit.REFUSED,
            Text(
                f"{said} 的 {released.attempts} 次考试机会已用完。",
                f"all {released.attempts} attempts of {said} are used up.",
            ),
        )
    calls = drawn(released.pool, released.draw, seed)
    begun = AttemptBegun(trainee, id, number, calls, str(seed), ledger.holder)
    return Exam(ledger.append(begun)[0].id, begun, id, released, (), ledger.holder)


def exams_of(store: Store, trainee: str) -> list[Exam]:
    """Those begun for this trainee or a pseudonym that was joined to them, of courses that have arrived; the earliest
    first.  Raises ``Problem``."""
    joined = store.database.joined()
    begun = ((one.id, _body(one)) for one in store.database.of_kind("AttemptBegun"))
    return [
        exam_named(store, id)
        for id, body in begun
        if isinstance(body, AttemptBegun)
        and joined.get(body.trainee, body.trainee) == trainee
        and store.body(body.course) is not None
    ]


def sat_in(store: Store, log: Log) -> Exam | None:
    """The exam whose call a log is of, by the seed that was drawn for it: of a call that a crash cut off, too."""
    for one in store.database.of_kind("AttemptBegun") if log.header.mode == "exam" else ():
        begun = store.body(one.id)
        if isinstance(begun, AttemptBegun) and begun.seed == str(log.header.seed) and log.header.call in begun.calls:
            return exam_named(store, one.id)
    return None


def too_undecided_ones(database: Database, found: Sequence[Attempt]) -> frozenset[str]:
    """Ids of those attempts at a course of which too much was left undecided, as far as the course is known here."""
    doubtful = {one.id: one.course for one in found if one.course and (one.undecided or one.rulings)}
    courses = {one.id: _body(one) for one in database.of_kind("CourseReleased")}
    scores = queries.automatic_scores(database, list(doubtful)) if doubtful else {}
    void = set()
    for attempt, score in scores.items():
        course, stored = courses.get(doubtful[attempt]), database.by_id(score)
        automatic = _body(stored) if stored is not None else None
        if isinstance(course, CourseReleased) and isinstance(automatic, Scored) and too_undecided(course, automatic):
            void.add(attempt)
    return frozenset(void)


def exam_named(store: Store, beginning: str) -> Exam:
    """The exam whose id begins with this, with the calls taken so far.  Raises ``Problem``."""
    stored = store.database.by_id(beginning)
    begun = None if stored is None else store.body(stored.id)
    if stored is None or not isinstance(begun, AttemptBegun):
        raise Problem(
            Exit.USAGE,
            Text(f"没有编号以 {beginning} 开头的考试。", f"there is no exam whose id begins with {beginning}."),
        )
    course = store.body(begun.course)
    if not isinstance(course, CourseReleased):
        raise Problem(
            Exit.USAGE,
            Text("本机还没有这门课程的记录。", "the course is not in this store yet."),
            Text("运行 zongji records deliver。", "run zongji records deliver."),
        )
    person = store.database.joined().get(begun.trainee, begun.trainee)
    taken = queries.attempts(store.database, trainees=[person], course=begun.course)
    scores = queries.automatic_scores(store.database, [one.id for one in taken])
    found = [_sitting(store, stored.id, one, scores.get(one.id, "")) for one in taken]
    place = {call: n for n, call in enumerate(begun.calls)}  # times are known to the second
    sat = (one for one in found if one is not None)
    sittings = tuple(sorted(sat, key=lambda one: (one.made.started, place.get(one.made.call, len(place)))))
    by = _identified_by(store.database, stored.id, begun, sittings)
    return Exam(stored.id, begun, begun.course, course, sittings, by)


def is_superseded(store: Store, exam: Exam) -> bool:
    """Whether nothing came of it and nothing can: no call was taken, and the course has been released anew."""
    return not exam.sittings and released_course(store, exam.course.course)[0] != exam.course_id


def require_matcher(exam: Exam) -> None:
    """Refuse to hear with another matcher than the course fixes."""
    if exam.course.matcher != matcher_id():
        raise Problem(
            Exit.REFUSED,
            Text(
                f"本程序的匹配器是 {matcher_id()}，课程规定 {exam.course.matcher}。",
                f"this program's matcher is {matcher_id()}, the course fixes {exam.course.matcher}.",
            ),
            Text("用课程发布时的版本，或重新发布课程。", "use the version of then, or release the course again."),
        )


def who_sits(store: Store, exam: Exam) -> str:
    """The number or name of the exam's trainee.  Raises ``Problem`` where it does not open: nothing could be kept."""
    who = store.trainees().get(exam.begun.trainee)
    said = (who.number or who.name) if who is not None else ""
    if not said:
        raise Problem(
            Exit.REFUSED,
            Text(
                "打不开这名学员的数据：已删除，或本机没有保险钥匙。",
                "this trainee's data do not open: erased, or no vault here.",
            ),
            Text("导入：zongji records key vault --import。", "import it: zongji records key vault --import."),
        )
    return said


def require_released(exam: Exam, loaded: LoadedCall) -> None:
    """Refuse a call that is not, file by file, what was released."""
    changed = [one.name for one in loaded.sources if one.described().sha256 != exam.course.sources.get(one.name)]
    if changed:
        raise Problem(
            Exit.REFUSED,
            Text(
                f"{loaded.script.id} 不是发布的版本：{'、'.join(changed)}",
                f"{loaded.script.id} is not the released one: {', '.join(changed)}",
            ),
            Text("请用发布时的文件。", "use the files as they were released."),
        )


def released_course(store: Store, course: str) -> tuple[str, CourseReleased]:
    """The latest release of a course, with the id of its entry.  Raises ``Problem``."""
    for one in reversed(store.database.of_kind("CourseReleased")):
        body = store.body(one.id)
        if isinstance(body, CourseReleased) and body.course == course:
            return one.id, body
    raise Problem(
        Exit.USAGE,
        Text(f"课程 {course} 还没有发布。", f"the course {course} has not been released."),
        Text("由教员用 zongji records course 发布。", "a trainer releases it with zongji records course."),
    )


def _identified_by(database: Database, exam: str, begun: AttemptBegun, sittings: Sequence[Sitting]) -> str:
    """Of several trainers who checked the identity, the last before the first call; they may be at other stations."""
    first = min((one.made.started for one in sittings), default="")
    by = begun.identified_by
    for one in sorted(database.of_kind("IdentityChecked"), key=lambda one: (one.at, one.id)):
        body = _body(one)
        if isinstance(body, IdentityChecked) and body.exam == exam and (not first or one.at <= first):
            by = body.identified_by
    return by


def _body(stored: Stored) -> Body | None:
    entry = read_payload(stored.payload)
    return None if isinstance(entry, Malformed) else entry.body


def _sitting(store: Store, exam: str, attempt: Attempt, score: str) -> Sitting | None:
    made, automatic = store.body(attempt.id), store.body(score) if score else None
    latest = store.body(attempt.score) if attempt.score else None
    if not isinstance(made, AttemptMade) or made.begun != exam:
        return None
    if not isinstance(automatic, Scored) or not isinstance(latest, Scored):
        return None
    return Sitting(made, automatic, latest, attempt)
