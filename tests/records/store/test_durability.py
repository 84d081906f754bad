"""Killed, out of space, locked, damaged: what was acknowledged is kept, and people are told what to do."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.model.problem import Exit, Problem
from simulator.records.store.sql import engine
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.records.store.trust import Trust
from simulator.records.store.verify import verify
from tests.records.store.samples import attempt
from tests.records.store.stations import Post

ROOT = Path(__file__).resolve().parents[3]

WRITER = """
import sys
from pathlib import Path
from simulator.model.problem import Problem
from simulator.records.store.keys import KeyFolder
from simulator.records.store.ledger import Ledger, Station
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from tests.records.store.samples import attempt, score

folder = Path(sys.argv[1])
if len(sys.argv) > 2:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
database = Database(sqlite_url(folder / "records.sqlite"))
signer = KeyFolder(folder / "keys").open("workstation", lambda name: "")
ledger = Ledger(database, Station(sys.argv[-1] if len(sys.argv) > 3 else "00" * 16, "ws1"), signer)
try:
    for number in range(1, 10_000):
        made = ledger.append(attempt(number))
        print(made[0].id, flush=True)
except Problem as problem:
    print("problem", int(problem.exit), problem.message.en, flush=True)
"""


def start(post: Post, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(post.path), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_program_loses_no_acknowledged_entry(seed: int, new_post: Callable[[str], Post]) -> None:
    chance = random.Random(seed)
    post = new_post("ws1")
    program = start(post)
    assert program.stdout is not None
    told = [program.stdout.readline() for _ in range(chance.randint(1, 40))]
    program.kill()
    told += program.stdout.readlines()
    program.wait()
    program.stdout.close()
    acknowledged = [line.strip() for line in told if line.endswith("\n")]
    assert acknowledged
    kept = [one.id for one in post.database.of_kind("AttemptMade")]
    assert kept[: len(acknowledged)] == acknowledged
    assert len(kept) <= len(acknowledged) + 1
    assert verify(post.database, Trust("")).fault is None
    post.ledger().append(attempt(1))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files (POSIX)")
def test_a_full_disk_is_told_and_loses_nothing(new_post: Callable[[str], Post]) -> None:
    post = new_post("ws1")
    program = start(post, "700000")
    output, _ = program.communicate()
    *acknowledged, last = output.splitlines()
    assert last.startswith(f"problem {int(Exit.STORAGE)} cannot write to the store"), last
    assert len(acknowledged) > 20
    assert [one.id for one in post.database.of_kind("AttemptMade")] == acknowledged
    assert verify(post.database, Trust("")).fault is None
    post.ledger().append(attempt(1))  # there is room again


def test_a_locked_store(new_post: Callable[[str], Post], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    post = new_post("ws1")
    other = sqlite3.connect(post.path / "records.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem) as caught:
        post.ledger().append(attempt(1))
    assert caught.value.exit is Exit.STORAGE
    assert "in use" in caught.value.message.en
    other.execute("ROLLBACK")
    other.close()
    post.ledger().append(attempt(1))


@pytest.mark.parametrize("damage", ["no database", "overwritten"])
def test_a_damaged_file(damage: str, new_post: Callable[[str], Post], work: Callable[..., None]) -> None:
    post = new_post("ws1")
    work(post, *range(1, 30))
    path = post.path / "records.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = path.read_bytes()
    path.write_bytes(b"x" * 8192 if damage == "no database" else data[:4096] + b"\xff" * (len(data) - 4096))
    with pytest.raises(Problem) as caught:
        verify(Database(sqlite_url(path)), Trust(""))
    assert caught.value.exit is Exit.DAMAGED
    assert caught.value.hint is not None
    assert "restore" in caught.value.hint.en


def test_a_store_of_a_newer_program(new_post: Callable[[str], Post]) -> None:
    post = new_post("ws1")
    with sqlite3.connect(post.path / "records.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Problem) as caught:
        post.database.migrate()
    assert caught.value.exit is Exit.DAMAGED


@pytest.mark.parametrize("address", ["nonsense", "mysql://x@localhost/x", ""])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(Problem) as caught:
        Database(address)
    assert caught.value.exit is Exit.USAGE
