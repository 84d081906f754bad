"""Questions to the derived tables: attempts, certificates, a class.  Answers are values of ``model.standing``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.sql.selectable import Subquery

from simulator.model.standing import Attempt, Certificate, CertificateState, ClassReport, ClauseResult
from simulator.records.store.months import later
from simulator.records.store.sql.database import Database
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
    p_void,
)

BAND = 1_000
"""Hundredths of a point in one band of the distribution."""


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
    a, s = p_attempt.c, p_score.c
    latest = _latest()
    auto = p_score.alias("auto")
    query = (
        select(
            a.id, a.trainee, a.call, a.title, a.rulebook, a.course, a.mode, a.started, p_chain.c.name,
            auto.c.verdict, auto.c.lowest, s.verdict, s.lowest, s.highest, s.undecided,
            _count(p_ruling, a.id, p_ruling.c.second == 0), _count(p_appeal, a.id), s.certifiable,
            exists().where(p_void.c.attempt == a.id), s.id,
        )
        .select_from(
            p_attempt.outerjoin(p_score, and_(s.attempt == a.id, latest))
            .outerjoin(auto, and_(auto.c.attempt == a.id, _first(auto)))
            .outerjoin(p_chain, p_chain.c.chain == a.chain)
        )
        .where(*_chosen(trainees, call, course, mode, since, before))
        .order_by(a.started.desc(), a.id)
    )  # fmt: skip
    if clause:
        query = query.where(exists().where(p_clause.c.position == s.position, p_clause.c.clause == clause))
    if limit is not None:
        query = query.limit(limit)
    with database.reading() as connection:
        return [_attempt(tuple(row)) for row in connection.execute(query)]


def attempt(database: Database, id: str) -> Attempt | None:
    """The attempt whose id begins with this, if there is exactly one."""
    with database.reading() as connection:
        rows = connection.execute(select(p_attempt).where(p_attempt.c.id.startswith(id, autoescape=True)).limit(2))
        found = rows.all()
    if len(found) != 1:
        return None
    listed = attempts(database, trainees=[found[0].trainee], call=found[0].call)
    return next(one for one in listed if one.id == found[0].id)


def attempt_of_log(database: Database, log: str) -> str | None:
    """The id of the attempt that cites this log; the first, if it was entered more than once."""
    with database.reading() as connection:
        return connection.execute(select(p_attempt.c.id).where(p_attempt.c.log == log).limit(1)).scalar()


def automatic_scores(database: Database, attempts: Sequence[str] | None = None) -> dict[str, str]:
    """The id of the automatic score of each of these attempts (of all) that has one."""
    query = select(p_score.c.attempt, p_score.c.id).where(_first(p_score))
    with database.reading() as connection:
        rows = connection.execute(query if attempts is None else query.where(p_score.c.attempt.in_(attempts)))
        return {str(attempt): str(score) for attempt, score in rows.all()}


def rulings_of(database: Database, attempt: str) -> list[str]:
    """Ids of the rulings on an attempt, second raters' left out."""
    query = select(p_ruling.c.id).where(p_ruling.c.attempt == attempt, p_ruling.c.second == 0)
    with database.reading() as connection:
        return list(connection.execute(query.order_by(p_ruling.c.at, p_ruling.c.id)).scalars())


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
    """What the latest scores of the chosen attempts add up to."""
    chosen = _chosen_scores(trainees, course, mode, since, before)
    with database.reading() as connection:
        cells = connection.execute(_cells(chosen)).all()
        band = cast(chosen.c.lowest // BAND, Integer)
        totals = connection.execute(select(band, func.count()).group_by(band)).all()
        counted = connection.execute(select(chosen.c.verdict, func.count()).group_by(chosen.c.verdict)).all()
        month = func.substr(chosen.c.started, 1, 7)
        errors = connection.execute(
            select(chosen.c.trainee, month, func.sum(chosen.c.record_errors))
            .where(chosen.c.record_errors > 0)
            .group_by(chosen.c.trainee, month)
        ).all()
    verdicts: dict[str, int] = {verdict: int(number) for verdict, number in counted}
    return ClassReport(
        cells=tuple(
            ClauseResult(who, clause, int(points), int(possible), int(failed), number)
            for who, clause, points, possible, failed, number in cells
        ),
        totals={int(tens) * (BAND // 100): int(number) for tens, number in totals},
        attempts=sum(verdicts.values()),
        passed=verdicts.get("pass", 0),
        undecided=verdicts.get("undecided", 0),
        record_errors={(trainee, when): int(number) for trainee, when, number in errors},
    )


def unconfirmed_failures(database: Database, *, since: str = "") -> int:
    """How many failed results, as they stand now, nobody has confirmed; voided attempts left out."""
    chosen = _chosen_scores(None, "", "", since, "")
    confirmed = exists().where(p_confirmed.c.score == p_score.c.id)
    query = select(func.count()).select_from(chosen.join(p_score, p_score.c.position == chosen.c.position))
    with database.reading() as connection:
        return int(connection.execute(query.where(chosen.c.verdict == "fail", ~confirmed)).scalar_one())


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
    if trainees is not None:
        query = query.where(c.trainee.in_(trainees))
    with database.reading() as connection:
        rows = connection.execute(query).all()
    found: dict[str, Certificate] = {}
    for id, trainee, course, title, granted, expires, recertify, retired in rows:
        state = _state(today, expires, recertify or 0, retired)
        found[id] = Certificate(id, trainee, course, title or "", granted, expires, state)
    return list(found.values())


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


def _latest() -> ColumnElement[bool]:
    """Of an attempt's scores the last, by date and then by id, so that every store says the same."""
    newer = p_score.alias("newer")
    after = or_(
        newer.c.at > p_score.c.at,
        and_(newer.c.at == p_score.c.at, newer.c.id > p_score.c.id),
    )
    # A score that takes rulings into account comes after the one that left them open, also within one second.
    further = or_(newer.c.rulings > p_score.c.rulings, and_(newer.c.rulings == p_score.c.rulings, after))
    return ~exists().where(newer.c.attempt == p_score.c.attempt, further)


def _first(auto: FromClause) -> ColumnElement[bool]:
    """The automatic score: the first without rulings."""
    a = auto.c
    earlier = p_score.alias("earlier")
    before = tuple_(earlier.c.at, earlier.c.id) < tuple_(a.at, a.id)
    return and_(a.rulings == 0, ~exists().where(earlier.c.attempt == a.attempt, earlier.c.rulings == 0, before))


def _count(table: Table, attempt: ColumnElement[str], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count()).where(table.c.attempt == attempt, *conditions).scalar_subquery()


def _chosen(
    trainees: Sequence[str] | None, call: str, course: str, mode: str, since: str, before: str
) -> list[ColumnElement[bool]]:
    a = p_attempt.c
    wanted: list[ColumnElement[bool]] = []
    if trainees is not None:
        wanted.append(a.trainee.in_(trainees))
    for column, value in ((a.call, call), (a.course, course), (a.mode, mode)):
        if value:
            wanted.append(column == value)
    if since:
        wanted.append(a.started >= since)
    if before:
        wanted.append(a.started < before)
    return wanted


def _chosen_scores(trainees: Sequence[str] | None, course: str, mode: str, since: str, before: str) -> Subquery:
    """The latest score of each chosen attempt that was not voided."""
    a, s = p_attempt.c, p_score.c
    voided = exists().where(p_void.c.attempt == a.id)
    return (
        select(s.position, s.verdict, s.lowest, s.record_errors, a.trainee, a.started)
        .select_from(p_attempt.join(p_score, s.attempt == a.id))
        .where(_latest(), ~voided, *_chosen(trainees, "", course, mode, since, before))
        .subquery()
    )


def _cells(chosen: Subquery) -> Select[str, str, int, int, int, int]:
    m = p_clause.c
    failed = func.sum(case((m.failed > 0, 1), else_=0))
    sums = (func.sum(m.points), func.sum(m.possible), failed, func.count(literal(1)))
    joined = chosen.join(p_clause, m.position == chosen.c.position)
    keys = (chosen.c.trainee, m.clause)
    return select(*keys, *sums).select_from(joined).group_by(*keys).order_by(*keys)


def _attempt(row: tuple[object, ...]) -> Attempt:
    """Where an attempt has no score here yet, its verdict is empty and its totals are 0."""
    values = [("" if index in _TEXTS else 0) if value is None else value for index, value in enumerate(row)]
    values[17], values[18] = bool(values[17]), bool(values[18])
    return Attempt(*values)  # type: ignore[arg-type]


_TEXTS = frozenset({5, 8, 9, 11, 19})
