"""Questions to the derived tables: attempts, certificates, a class.  Answers are values of ``model.standing``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, literal, select, tuple_

from simulator.model.scorecard import Verdict
from simulator.model.standing import Attempt, Certificate, CertificateState, ClassReport, EnquiryCount, MonthOfWork
from simulator.records.store.months import later
from simulator.records.store.sql.database import Database, among, begins
from simulator.records.store.sql.schema import (
    entries,
    p_appeal,
    p_attempt,
    p_certificate,
    p_chain,
    p_clause,
    p_confirmed,
    p_course,
    p_retired,
    p_ruling,
    p_score,
    p_standing,
    p_void,
)

BAND = 1_000
"""Hundredths of a point in one band of the distribution."""
Raters: TypeAlias = Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str]]]
"""By attempt and finding the public keys of who ruled on it, and of who rated it a second time."""
_COLUMNS = tuple(p_standing.c[name] for name in Attempt._fields)


def attempts(
    database: Database,
    *,
    trainees: Sequence[str] | None = None,
    call: str = "",
    course: str = "",
    mode: str = "",
    clause: str = "",
    since: str = "",
    before: str = "",
    limit: int | None = None,
) -> list[Attempt]:
    """The newest first.  ``clause`` keeps the attempts in which that clause was judged, ``since`` and ``before`` are
    times or beginnings of times."""
    s = p_standing.c
    query = select(*_COLUMNS).where(*_chosen(trainees, call, course, mode, since, before))
    if clause:
        words = literal(" ") + p_clause.c.clauses + " "
        judged = words.contains(f" {clause} ", autoescape=True)
        query = query.where(exists().where(p_clause.c.position == s.position, judged))
    with database.reading() as connection:
        cursor = connection.execute(query.order_by(s.started.desc(), s.id).limit(limit)).cursor
        assert cursor is not None
        return list(map(_attempt, cursor.fetchall()))  # the driver's rows: no column needs another type


def attempt(database: Database, id: str) -> Attempt | None:
    """The attempt whose id begins with this, if there is exactly one."""
    with database.reading() as connection:
        found = connection.execute(select(*_COLUMNS).where(begins(p_standing.c.id, id)).limit(2)).all()
    return _attempt(found[0]) if len(found) == 1 else None


def attempt_of_log(database: Database, log: str) -> str | None:
    """The id of the attempt that cites this log; the first, if it was entered more than once."""
    with database.reading() as connection:
        return connection.execute(select(p_attempt.c.id).where(p_attempt.c.log == log).limit(1)).scalar()


def automatic_scores(database: Database, attempts: Sequence[str] | None = None) -> dict[str, str]:
    """The id of the automatic score of each of these attempts (of all) that has one."""
    query = select(p_score.c.attempt, p_score.c.id).where(_first(p_score))
    with database.reading() as connection:
        rows = connection.execute(query if attempts is None else query.where(among(p_score.c.attempt, attempts)))
        return {str(attempt): str(score) for attempt, score in rows.all()}


def automatic_scorings(database: Database, rulebook: str = "") -> list[tuple[str, str]]:
    """The ids of every attempt (by that rulebook) with its automatic score, those of one call after one another."""
    a = p_attempt.c
    query = select(a.id, p_score.c.id).join(p_attempt, a.id == p_score.c.attempt).where(_first(p_score))
    if rulebook:
        query = query.where(a.rulebook == rulebook)
    with database.reading() as connection:
        rows = connection.execute(query.order_by(a.rulebook, a.call, a.started, a.id)).all()
    return [(str(attempt), str(score)) for attempt, score in rows]


def rulings_of(database: Database, attempt: str) -> list[str]:
    """Ids of the rulings on an attempt, second raters' left out."""
    query = select(p_ruling.c.id).where(p_ruling.c.attempt == attempt, p_ruling.c.second == 0)
    with database.reading() as connection:
        return list(connection.execute(query.order_by(p_ruling.c.at, p_ruling.c.id)).scalars())


def appeals_against(database: Database, attempt: str) -> list[str]:
    """Ids of the appeals against an attempt."""
    query = select(p_appeal.c.id).join(entries, entries.c.id == p_appeal.c.id).where(p_appeal.c.attempt == attempt)
    with database.reading() as connection:
        return list(connection.execute(query.order_by(entries.c.position)).scalars())


def voidings_of(database: Database, attempt: str) -> list[str]:
    """Ids of the entries that declare an attempt void."""
    query = select(p_void.c.id).join(entries, entries.c.id == p_void.c.id).where(p_void.c.attempt == attempt)
    with database.reading() as connection:
        return list(connection.execute(query.order_by(entries.c.position)).scalars())


def confirmed_scores(database: Database) -> frozenset[str]:
    """Ids of the scores that a person stands for."""
    with database.reading() as connection:
        return frozenset(connection.execute(select(p_confirmed.c.score)).scalars())


def open_appeals(database: Database) -> frozenset[str]:
    """Attempts against which the trainee appealed, and whose result nobody confirmed since."""
    appealed, confirmed = entries.alias("appealed"), entries.alias("confirmed")
    since = (
        select(p_confirmed.c.id)
        .join(confirmed, confirmed.c.id == p_confirmed.c.id)
        .where(p_confirmed.c.attempt == p_appeal.c.attempt, confirmed.c.at >= appealed.c.at)
    )
    query = select(p_appeal.c.attempt).join(appealed, appealed.c.id == p_appeal.c.id).where(~since.exists())
    with database.reading() as connection:
        return frozenset(connection.execute(query).scalars())


def class_report(
    database: Database,
    *,
    trainees: Sequence[str] | None = None,
    course: str = "",
    mode: str = "",
    since: str = "",
    before: str = "",
) -> ClassReport:
    """What the latest scores of the chosen attempts add up to; those that were voided do not count."""
    s = p_standing.c
    counts = (s.position > 0, s.voided == 0, *_chosen(trainees, "", course, mode, since, before))
    band = s.total // BAND
    month = func.substr(s.started, 1, 7)
    judged = p_standing.join(p_clause, p_clause.c.position == s.position)
    errors = (
        select(s.trainee, month, func.sum(s.record_errors))
        .where(s.record_errors > 0, *counts)
        .group_by(s.trainee, month)
    )
    from simulator.records.store.sql.cells import cells_of  # only now: numpy takes a while

    with database.reading() as connection:
        totals = connection.execute(select(band, func.count()).where(*counts).group_by(band)).all()
        counted = connection.execute(select(s.verdict, func.count()).where(*counts).group_by(s.verdict)).all()
        record_errors = connection.execute(errors).all()
        columns = (s.trainee, p_clause.c.clauses, p_clause.c.numbers)
        cells = cells_of(connection.execute(select(*columns).select_from(judged).where(*counts)))
    verdicts: dict[str, int] = {verdict: int(number) for verdict, number in counted}
    return ClassReport(
        cells=cells,
        totals={int(tens) * (BAND // 100): int(number) for tens, number in totals},
        attempts=sum(verdicts.values()),
        passed=verdicts.get("pass", 0),
        undecided=verdicts.get("undecided", 0),
        record_errors={(trainee, when): int(number) for trainee, when, number in record_errors},
    )


def unconfirmed_failures(database: Database, *, since: str = "") -> int:
    """How many failed results, as they stand now, nobody has confirmed; voided attempts left out."""
    s = p_standing.c
    confirmed = exists().where(p_confirmed.c.score == s.score)
    failed = (s.position > 0, s.voided == 0, s.verdict == Verdict.FAIL.value)
    query = select(func.count()).where(*failed, ~confirmed, *_chosen(None, "", "", "", since, ""))
    with database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def work_by_month(database: Database, since: str = "") -> list[MonthOfWork]:
    """Of everybody and every month, by the latest scores; calls that were voided or have no score do not count."""
    s = p_standing.c
    month = func.substr(s.started, 1, 7)
    query = (
        select(month, s.trainee, func.count(), func.sum(s.record_errors))
        .where(s.position > 0, s.voided == 0, *_chosen(None, "", "", "", since, ""))
        .group_by(month, s.trainee)
        .order_by(month, s.trainee)
    )
    with database.reading() as connection:
        return [MonthOfWork(when, who, calls, int(errors)) for when, who, calls, errors in connection.execute(query)]


def enquiries(database: Database, since: str = "") -> list[EnquiryCount]:
    """Every month's calls by rulebook and matter, those that were voided left out."""
    s = p_standing.c
    month = func.substr(s.started, 1, 7)
    keys = (month, s.rulebook, s.call, s.title)
    query = (
        select(
            *keys,
            func.count(),
            func.count(s.trainee.distinct()),
            func.sum(case((s.verdict == Verdict.PASS.value, 1), else_=0)),
        )
        .where(s.voided == 0, *_chosen(None, "", "", "", since, ""))
        .group_by(*keys)
        .order_by(*keys)
    )
    with database.reading() as connection:
        return [
            EnquiryCount(when, rulebook, call, title, calls, operators, int(passed))
            for when, rulebook, call, title, calls, operators, passed in connection.execute(query)
        ]


def raters(database: Database) -> Raters:
    r = p_ruling.c
    query = select(r.attempt, r.finding, r.second, p_chain.c.public).join(p_chain, p_chain.c.chain == r.chain)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    found: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {}
    for attempt, finding, second, public in rows:
        first, again = found.get((attempt, finding), (frozenset(), frozenset()))
        found[attempt, finding] = (first, again | {public}) if second else (first | {public}, again)
    return found


def judged_twice(database: Database) -> list[tuple[str, str, str, str]]:
    """Attempt, finding, and what the first and the second rater said of it; of several rulings the latest.  Attempts
    that were voided do not count."""
    r = p_ruling.c
    voided = exists().where(p_void.c.attempt == r.attempt)
    query = select(r.attempt, r.finding, r.second, r.verdict).where(~voided).order_by(r.at, r.id)
    with database.reading() as connection:
        rows = connection.execute(query).all()
    said = {(attempt, finding, bool(second)): verdict for attempt, finding, second, verdict in rows}
    return [
        (attempt, finding, said[attempt, finding, False], verdict)
        for (attempt, finding, second), verdict in said.items()
        if second and (attempt, finding, False) in said
    ]


def rulebooks_of(database: Database, attempts: Sequence[str]) -> frozenset[str]:
    """By which rulebooks these attempts were scored."""
    query = select(p_attempt.c.rulebook).where(among(p_attempt.c.id, attempts)).distinct()
    with database.reading() as connection:
        return frozenset(connection.execute(query).scalars())


def certificates(database: Database, today: date, trainees: Sequence[str] | None = None) -> list[Certificate]:
    """All certificates with their state on a day, the newest first."""
    c, k = p_certificate.c, p_course.c
    query = (
        select(c.id, c.trainee, c.course, k.title, c.granted, c.expires, k.recertify_months, p_retired.c.id)
        .select_from(
            p_certificate.outerjoin(p_course, k.id == c.course).outerjoin(p_retired, p_retired.c.certificate == c.id)
        )
        .order_by(c.granted.desc(), c.id)
    )
    with database.reading() as connection:
        rows = connection.execute(query).all()
    people = database.joined()
    found: dict[str, Certificate] = {}
    for id, trainee, course, title, granted, expires, recertify, retired in rows:
        state = _state(today, expires, recertify or 0, retired)
        found[id] = Certificate(id, people.get(trainee, trainee), course, title or "", granted, expires, state)
    return [one for one in found.values() if trainees is None or one.trainee in trainees]


# --- pieces ----------------------------------------------------------------------------------------------------------


def _state(today: date, expires: str, recertify: int, retired: str | None) -> CertificateState:
    """``recertify`` in months."""
    if retired is not None:
        return CertificateState.RETIRED
    if not expires:
        return CertificateState.VALID
    if expires < today.isoformat():
        return CertificateState.EXPIRED
    if expires <= later(today, recertify).isoformat():
        return CertificateState.EXPIRING
    return CertificateState.VALID


def _first(auto: FromClause) -> ColumnElement[bool]:
    """The automatic score: the first without rulings."""
    a = auto.c
    earlier = p_score.alias("earlier")
    before = tuple_(earlier.c.at, earlier.c.id) < tuple_(a.at, a.id)
    return and_(a.rulings == 0, ~exists().where(earlier.c.attempt == a.attempt, earlier.c.rulings == 0, before))


def _chosen(
    trainees: Sequence[str] | None, call: str, course: str, mode: str, since: str, before: str
) -> list[ColumnElement[bool]]:
    a = p_standing.c
    wanted: list[ColumnElement[bool]] = []
    if trainees is not None:
        wanted.append(among(a.trainee, trainees))
    for column, value in ((a.call, call), (a.course, course), (a.mode, mode)):
        if value:
            wanted.append(column == value)
    if since:
        wanted.append(a.started >= since)
    if before:
        wanted.append(a.started < before)
    return wanted


def _attempt(row: Sequence[Any]) -> Attempt:
    """The database has numbers for what is true or false."""
    *values, certifiable, voided, score = row
    return Attempt._make((*values, certifiable != 0, voided != 0, score))
