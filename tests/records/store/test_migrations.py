"""A store is made and brought up to date by migrations, the same on both databases, and never by anything else."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect

from simulator.model.problem import Exit, Problem
from simulator.records.store.outbox import exchange
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import MIGRATIONS, VERSION, sqlite_url
from simulator.records.store.sql.schema import derived, metadata, p_standing
from simulator.records.store.trust import Trust
from simulator.records.store.verify import verify
from tests.records.store.stations import Office

MADE = "ca9fe25f0450e9468c7d167d2ea162da2e562ad52c638f8c552a7c5aced0743d"
"""SHA-256 of what all migrations make in SQLite.  A store in the field is not made again: where this fails, write
another migration instead of changing the tables, triggers and guards under the last."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("server_database")
        return Database(make())
    made = Database(sqlite_url(tmp_path / "records.sqlite"))
    made.migrate()
    return made


def test_the_tables_are_those_of_the_schema(database: Database) -> None:
    seen = inspect(database.engine)
    wanted = {**metadata.tables, **derived.tables, p_standing.name: p_standing}
    assert set(seen.get_table_names()) == {*wanted, "alembic_version"}
    for name, table in wanted.items():
        assert [column["name"] for column in seen.get_columns(name)] == [column.name for column in table.columns]


def test_every_guard_is_there(database: Database) -> None:
    assert database.missing_guards() == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.count() == 0


def test_the_newest_migration_is_the_version() -> None:
    assert max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")) == VERSION


def schema_of(file: Path) -> str:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").fetchall()
    connection.close()
    return "\n".join(" ".join(sql.split()) for (sql,) in rows)


def test_the_migrations_make_what_they_always_made(tmp_path: Path) -> None:
    Database(sqlite_url(tmp_path / "records.sqlite")).migrate()
    made = schema_of(tmp_path / "records.sqlite")
    assert hashlib.sha256(made.encode("utf-8")).hexdigest() == MADE


def test_a_store_of_the_first_version_becomes_one_of_the_present(tmp_path: Path) -> None:
    """Two attempts, each scored, as version 0001 kept them."""
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as connection:
        connection.executescript(Path(__file__).with_name("made_by_0001.sql").read_text(encoding="utf-8"))
    connection.close()
    database = Database(sqlite_url(old))
    database.migrate()
    Database(sqlite_url(tmp_path / "new.sqlite")).migrate()
    assert schema_of(old) == schema_of(tmp_path / "new.sqlite")
    found = verify(database, Trust(""))
    assert (found.fault, found.count) == (None, 5)
    assert [(one.verdict, one.total) for one in queries.attempts(database)] == [("pass", 8_500)] * 2
    assert {cell.clause for cell in queries.class_report(database).cells} == {"A2.3", "B4.1.1"}


def test_a_server_is_migrated_again_with_its_entries(server_database: Callable[[str], str], office: Office) -> None:
    """What later migrations do to a server of the first version: everything derived is removed and made anew."""
    exchange(office.post.database, Database(server_database("office")))
    server = Database(server_database("zongji"))
    keys = server.of_kind("KeyEnrolled")
    with server.writing() as writing:
        writing.execute("UPDATE alembic_version SET version_num = '0001'")
    server.migrate()
    assert server.missing_guards() == []
    assert server.projection_difference() is None
    assert server.of_kind("KeyEnrolled") == keys
    assert set(server.openings()) == set(server.heads())


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path / "records.sqlite"))
    database.migrate()
    with sqlite3.connect(tmp_path / "records.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Problem) as caught:
        database.migrate()
    assert caught.value.exit is Exit.DAMAGED
    assert "newer version" in caught.value.message.en


@pytest.mark.parametrize("address", ["mysql://x@y/z", "no address", "postgresql://:port"])
def test_what_is_no_address_of_a_store(address: str) -> None:
    with pytest.raises(Problem) as caught:
        Database(address)
    assert caught.value.exit is Exit.USAGE
