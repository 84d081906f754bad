"""Everything that is derived, and every guard: made in a new database, and made again by a migration."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from simulator.records.store.sql import guards, projection, standing
from simulator.records.store.sql.schema import derived, p_standing


def make(connection: Connection) -> None:
    """Tables, what the entries fill them with, and last the guards: they refuse what setting up may still do."""
    dialect = connection.dialect.name
    for statement in _statements(dialect):
        # psycopg takes a single % for a placeholder.
        connection.exec_driver_sql(statement if dialect == "sqlite" else statement.replace("%", "%%"))


def remove(connection: Connection) -> None:
    """All of it, of whatever version; the entries stay."""
    if connection.dialect.name == "sqlite":
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        statements = [f"DROP TRIGGER {name}" for name in triggers]
        cascade = ""
    else:
        policies = connection.execute(text("SELECT policyname FROM pg_policies WHERE tablename = 'entries'")).scalars()
        statements = [f"DROP POLICY {name} ON entries" for name in policies.all()]
        functions = text(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = 'public' AND p.prorettype = 'trigger'::regtype"
        )
        statements += [f"DROP FUNCTION {name}() CASCADE" for name in connection.execute(functions).scalars().all()]
        cascade = " CASCADE"
    present = set(inspect(connection).get_table_names())
    names = present & {*derived.tables, p_standing.name}
    for statement in (*statements, *(f"DROP TABLE {name}{cascade}" for name in sorted(names))):
        connection.exec_driver_sql(statement)


def _statements(dialect: str) -> Iterator[str]:
    yield from projection.tables()
    yield from standing.tables()
    yield from projection.contents(dialect)
    yield standing.contents()
    yield from projection.triggers(dialect)
    yield from standing.triggers(dialect)
    yield from guards.statements(dialect)
