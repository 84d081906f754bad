"""A PostgreSQL of our own for the session, stores on it and on SQLite, and stations with keys."""

from __future__ import annotations

import glob
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from simulator.model.ledger import KeyEnrolled, Role
from simulator.records.store.crypto import new_secret
from simulator.records.store.keys import KeyFolder, Protection
from simulator.records.store.ledger import Station
from simulator.records.store.sealing import Vault
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.records.store.sql.guards import LOGIN_ROLES
from tests.records.store.samples import attempt, score
from tests.records.store.stations import Clock, Office, Post, Server

LOGINS = {
    "ws1": "zongji_trainee",
    "ws2": "zongji_trainee",
    "ws3": "zongji_trainee",
    "li": "zongji_trainer",
    "wang": "zongji_hr",
    "boss": "zongji_administrator",
}
"""Logins of the test server, each a member of one role."""
EVERYTHING = "office"
"""A login of a machine at which trainer, HR and administrator all work: a member of all roles."""


def _binaries() -> Path:
    found = [*sorted(glob.glob("/usr/lib/postgresql/*/bin")), str(Path(shutil.which("initdb") or "/none").parent)]
    for folder in reversed(found):
        if (Path(folder) / "initdb").exists() and (Path(folder) / "pg_ctl").exists():
            return Path(folder)
    pytest.skip("PostgreSQL's programs initdb and pg_ctl are missing (Debian package postgresql)")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server in a folder of its own, with the owner ``zongji`` and the logins above."""
    pytest.importorskip("psycopg", reason="the library psycopg is missing (extra postgresql)")
    if sys.platform == "win32":
        pytest.skip("the test set-up starts PostgreSQL on Linux and macOS only")
    binaries = _binaries()
    user: list[str] = []
    if os.geteuid() == 0:  # initdb refuses to run as root
        if shutil.which("runuser") is None or subprocess.run(["id", "postgres"], capture_output=True).returncode:
            pytest.skip("root needs runuser and the user postgres to start PostgreSQL (Debian package postgresql)")
        user = ["runuser", "-u", "postgres", "--"]
    # Not below pytest's folder: that is closed to every other user.
    folder = Path(tempfile.mkdtemp(prefix="zongji-postgresql-"))
    try:
        if user:
            shutil.chown(folder, "postgres")
        server = Server(_free_port(), folder / "data", binaries, user)
        server.make()
        server.start()
        try:
            _as_superuser(server, "postgres", "CREATE ROLE zongji LOGIN CREATEROLE CREATEDB")
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_superuser(server: Server, database: str, *statements: str) -> None:
    engine = create_engine(f"postgresql+psycopg://postgres@127.0.0.1:{server.port}/{database}")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def _numbers() -> Iterator[int]:
    return itertools.count(1)


@pytest.fixture
def server_database(postgresql: Server, _numbers: Iterator[int]) -> Callable[[str], str]:
    """A new database with the present tables; called with a login it gives the address."""
    name = f"zongji_{next(_numbers)}"
    _as_superuser(postgresql, "postgres", f"CREATE DATABASE {name} OWNER zongji")
    _as_superuser(postgresql, name, "ALTER SCHEMA public OWNER TO zongji")
    Database(postgresql.url(name)).migrate()
    for login, groups in (*LOGINS.items(), (EVERYTHING, LOGIN_ROLES)):
        there = f"SELECT 1 FROM pg_roles WHERE rolname = '{login}'"
        made = f"DO $$ BEGIN IF NOT EXISTS ({there}) THEN CREATE ROLE {login} LOGIN; END IF; END $$"
        granted = groups if isinstance(groups, str) else ", ".join(groups)
        _as_superuser(postgresql, "postgres", made, f"GRANT {granted} TO {login}")
    return lambda login="zongji": postgresql.url(name, login)


# --- stations --------------------------------------------------------------------------------------------------------


@pytest.fixture
def new_post(tmp_path: Path) -> Callable[[str], Post]:
    """A new station with a workstation's key."""
    clock = Clock()

    def make(name: str) -> Post:
        folder = tmp_path / name
        folder.mkdir()
        database = Database(sqlite_url(folder / "records.sqlite"))
        database.migrate()
        keys = KeyFolder(folder / "keys")
        keys.new("workstation", Role.TRAINEE, name, Protection.FILE)
        return Post(database, Station(os.urandom(16).hex(), name), keys, clock, folder)

    return make


@pytest.fixture
def work() -> Callable[..., None]:
    """Calls with these numbers at a workstation, each scored."""

    def worked(post: Post, *numbers: int) -> None:
        for number in numbers:
            made = post.ledger().append(attempt(number))
            post.ledger().append(score(made[0].id, number=number))

    return worked


@pytest.fixture
def vault() -> Vault:
    return Vault(new_secret())


@pytest.fixture
def office(new_post: Callable[[str], Post]) -> Office:
    post = new_post("office")
    for name, role in (("boss", Role.ADMINISTRATOR), ("li", Role.TRAINER), ("wang", Role.HR)):
        post.keys.new(name, role, name, Protection.FILE)
    boss = post.ledger("boss")
    boss.append(
        KeyEnrolled(post.public("boss"), Role.ADMINISTRATOR, "管理员"),
        KeyEnrolled(post.public("li"), Role.TRAINER, "李老师"),
        KeyEnrolled(post.public("wang"), Role.HR, "王主管"),
        KeyEnrolled(post.public(), Role.TRAINEE, "office"),
    )
    return Office(post)
