"""A store is made and brought up to date by migrations, the same on both databases, and never by anything else."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect

from simulator.model.problem import Exit, Problem
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import MIGRATIONS, VERSION, sqlite_url
from simulator.records.store.sql.schema import derived, metadata

MADE_BY_0001 = "d58ed202be6834264a18d98ecfe5bc5c16afec307f4ab0d3952acdf0631ca9f1"
"""SHA-256 of what 0001 makes in SQLite.  A store in the field is not made again: where this fails, write another
migration instead of changing the tables, triggers and guards under the first."""


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
    wanted = {**metadata.tables, **derived.tables}
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


def test_the_first_migration_makes_what_it_always_made(tmp_path: Path) -> None:
    Database(sqlite_url(tmp_path / "records.sqlite")).migrate()
    with sqlite3.connect(tmp_path / "records.sqlite") as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name").fetchall()
    connection.close()
    text = "\n".join(" ".join(sql.split()) for (sql,) in rows)
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == MADE_BY_0001


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
