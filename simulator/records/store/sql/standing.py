"""``p_standing``: how each attempt stands now, one row, made anew whenever something about it arrives.

Everything in it follows from other derived tables; lists and class reports read this one only.  It is the one table
whose rows are replaced, so no guard refuses that: ``verify`` compares it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

from simulator.records.store.sql.projection import odd_row
from simulator.records.store.sql.schema import p_standing

FROM = {
    "p_attempt": "a.id = NEW.id",
    "p_score": "a.id = NEW.attempt",
    "p_ruling": "a.id = NEW.attempt",
    "p_appeal": "a.id = NEW.attempt",
    "p_void": "a.id = NEW.attempt",
    "p_joined": "a.trainee = NEW.trainee",
}
"""The tables that rows follow from, and for which attempts a new row of theirs matters."""

_LATEST = "SELECT n.id FROM p_score n WHERE n.attempt = a.id ORDER BY n.rulings DESC, n.at DESC, n.id DESC LIMIT 1"
_AUTOMATIC = "SELECT n.id FROM p_score n WHERE n.attempt = a.id AND n.rulings = 0 ORDER BY n.at, n.id LIMIT 1"
_PERSON = "SELECT j.person FROM p_joined j WHERE j.trainee = a.trainee ORDER BY j.at DESC, j.id DESC LIMIT 1"
SELECT = f"""
SELECT a.id, coalesce(({_PERSON}), a.trainee), a.call, a.title, a.rulebook, a.course, a.mode, a.started,
    coalesce(c.name, ''), coalesce(auto.verdict, ''), coalesce(auto.lowest, 0),
    coalesce(s.verdict, ''), coalesce(s.lowest, 0), coalesce(s.highest, 0), coalesce(s.undecided, 0),
    (SELECT count(*) FROM p_ruling r WHERE r.attempt = a.id AND r.second = 0),
    (SELECT count(*) FROM p_appeal r WHERE r.attempt = a.id),
    coalesce(s.certifiable, 0), CASE WHEN EXISTS (SELECT 1 FROM p_void v WHERE v.attempt = a.id) THEN 1 ELSE 0 END,
    coalesce(s.id, ''), coalesce(s.position, 0), coalesce(s.record_errors, 0)
FROM p_attempt a
    LEFT JOIN p_score s ON s.id = ({_LATEST})
    LEFT JOIN p_score auto ON auto.id = ({_AUTOMATIC})
    LEFT JOIN p_chain c ON c.chain = a.chain
"""
"""The latest score counts.  One that takes rulings into account comes after the one that left them open, also within
one second; else the date decides and then the id, so that every store says the same.  The automatic score is the first
without rulings."""


def tables() -> Iterator[str]:
    yield str(CreateTable(p_standing))
    yield from (str(CreateIndex(index)) for index in sorted(p_standing.indexes, key=lambda one: str(one.name)))


def contents() -> str:
    return f"INSERT INTO p_standing {SELECT}"


def triggers(dialect: str) -> Iterator[str]:
    """What makes a row anew."""
    for table, which in FROM.items():
        before = f"DELETE FROM p_standing WHERE id IN (SELECT a.id FROM p_attempt a WHERE {which});"
        again = f"{before} INSERT INTO p_standing {SELECT} WHERE {which};"
        if dialect == "sqlite":
            yield f"CREATE TRIGGER {table}_stands AFTER INSERT ON {table} BEGIN {again} END"
            continue
        yield (
            f"CREATE FUNCTION {table}_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = public, pg_temp AS $$ BEGIN {again} RETURN NULL; END $$"
        )
        yield f"CREATE TRIGGER stands AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stands()"


def difference(connection: Connection) -> tuple[str, str] | None:
    """As ``projection.difference``."""
    odd = odd_row(connection, p_standing.name, [column.name for column in p_standing.columns], SELECT)
    return None if odd is None else (p_standing.name, odd)
