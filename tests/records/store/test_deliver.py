"""Three workstations that lose and regain the server: everything arrives exactly once and in order."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.ledger import Audited, Deed, Ruled, Sealed, TraineeErased
from simulator.model.problem import Exit, Problem
from simulator.model.scorecard import Verdict
from simulator.records.store.outbox import exchange, pending, receive
from simulator.records.store.people import Person, enrol, roster
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import verify
from tests.records.store.samples import score

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """The server's address for a login.  A SQLite file stands for one that several machines reach."""
    if request.param == "postgresql":
        return request.getfixturevalue("server_database")
    url = sqlite_url(tmp_path / "shared.sqlite")
    Database(url).migrate()
    return lambda login: url


def test_three_workstations_lose_and_regain_the_server(address, new_post, office, work) -> None:
    posts = {name: new_post(name) for name in ("ws1", "ws2", "ws3")}
    office.enrol(*posts.values())
    chance = random.Random(7)
    for number in range(1, 21):
        name = chance.choice(list(posts))
        work(posts[name], number)
        if chance.random() < 0.3:  # the server is there again
            exchange(posts[name].database, Database(address(name)))
            assert pending(posts[name].database) == 0
    for name, post in (*posts.items(), ("boss", office.post)):
        exchange(post.database, Database(address(name)))
        again = exchange(post.database, Database(address(name)))
        assert (again.sent, again.fetched) == (0, 0)
    server = Database(address("zongji"))
    for post in (*posts.values(), office.post):
        for chain, head in post.database.heads().items():
            arrived = server.after(chain, 0, 10_000)
            assert arrived == post.database.after(chain, 0, 10_000)
            assert [one.seq for one in arrived] == list(range(1, head.seq + 1))
    found = verify(server, read_trust(server, office.anchor))
    assert found.fault is None
    assert found.count == server.count() == 20 * 2 + 3 + 8


def test_while_the_server_is_away_work_goes_on_and_nothing_is_lost(postgresql, server_database, new_post, work) -> None:
    post = new_post("ws1")
    work(post, 1)
    postgresql.stop()
    try:
        with pytest.raises(Problem) as caught:
            exchange(post.database, Database(server_database("ws1")))
        assert caught.value.exit is Exit.SERVER
        work(post, 2)
        assert pending(post.database) == 5
    finally:
        postgresql.start()
    assert exchange(post.database, Database(server_database("ws1"))).sent == 5
    assert pending(post.database) == 0


def test_a_batch_that_comes_twice_is_there_once(address, new_post, work) -> None:
    post = new_post("ws1")
    work(post, 1, 2, 3)
    server = Database(address("ws1"))
    (chain,) = post.database.heads()
    batch = post.database.after(chain, 0, 100)
    receive(server, batch[:4])
    receive(server, batch[:4])
    receive(server, batch)
    receive(server, batch[2:5])
    assert server.after(chain, 0, 100) == batch


def test_a_batch_with_a_gap_is_refused(address, new_post, work) -> None:
    post = new_post("ws1")
    work(post, 1, 2)
    (chain,) = post.database.heads()
    batch = post.database.after(chain, 0, 100)
    server = Database(address("ws1"))
    receive(server, batch[:2])
    with pytest.raises(Problem) as caught:
        receive(server, batch[3:])
    assert caught.value.exit is Exit.REFUSED
    assert server.after(chain, 0, 100) == batch[:2]


def test_two_copies_of_one_store_are_told_apart(address, new_post, work) -> None:
    post = new_post("ws1")
    work(post, 1)
    twin = post.path / "twin.sqlite"
    post.database.engine.dispose()
    with post.database.reading():
        shutil.copy(post.path / "records.sqlite", twin)
        for suffix in ("-wal",):
            if (post.path / f"records.sqlite{suffix}").exists():
                shutil.copy(post.path / f"records.sqlite{suffix}", post.path / f"twin.sqlite{suffix}")
    copy = Database(sqlite_url(twin))
    work(post, 2)
    exchange(post.database, Database(address("ws1")))
    post.database, kept = copy, post.database
    work(post, 3)
    with pytest.raises(Problem) as caught:
        exchange(copy, Database(address("ws1")))
    assert caught.value.exit is Exit.DAMAGED
    assert "verify" in caught.value.hint.en
    assert pending(kept) == 0


def test_what_staff_enter_reaches_the_workstations(address, new_post, office, vault) -> None:
    """Keys, the roster and erasures; not what other workstations scored."""
    first, second = new_post("ws1"), new_post("ws2")
    office.enrol(first, second)
    made = enrol([Person("0012", "王芳", "客服部"), Person("0013", "李明", "总机")], {}, {}, vault)
    office.post.ledger("wang").append(*made.bodies, keys=made.keys)
    first.ledger().append(Audited(Deed.EXPORTED, "1"))
    exchange(first.database, Database(address("ws1")))
    exchange(office.post.database, Database(address("boss")))
    exchange(second.database, Database(address("ws2")))
    staff = second.database.chains_of_staff()
    known = roster(second.database, vault, staff)
    assert {(one.number, one.name) for one in known.values()} == {("0012", "王芳"), ("0013", "李明")}
    assert not set(first.database.heads()) & set(second.database.heads())

    erased = next(one.trainee for one in known.values() if one.name == "王芳")
    office.post.ledger("wang").append(TraineeErased(erased, "离职"))
    exchange(office.post.database, Database(address("boss")))
    exchange(second.database, Database(address("ws2")))
    exchange(first.database, Database(address("ws1")))
    for database in (second.database, first.database, office.post.database):
        exchange(second.database, Database(address("ws2")))
        assert erased not in {key.trainee for key in database.trainee_keys()}
    assert erased not in {key.trainee for key in Database(address("zongji")).trainee_keys()}
    assert roster(second.database, vault, staff)[erased].name == ""


def test_a_trainer_rules_on_what_a_workstation_delivered(address, new_post, office, work) -> None:
    """The attempt comes from the server to the trainer's machine, the ruling goes back and to the workstation."""
    post = new_post("ws1")
    office.enrol(post)
    work(post, 1)
    exchange(post.database, Database(address("ws1")))
    exchange(office.post.database, Database(address("office")), everything=True)
    (made,) = office.post.database.of_kind("AttemptMade")
    ruling = Ruled(made.id, "greet-company#1", Verdict.PASS, Sealed("00" * 32, ""), "")
    final = score(made.id, 9_300, rulings=())
    office.post.ledger("li").append(ruling, lambda id: replace(final, rulings=(id,)))
    exchange(office.post.database, Database(address("office")), everything=True)
    exchange(post.database, Database(address("ws1")))
    for database in (Database(address("zongji")), post.database, office.post.database):
        assert verify(database, read_trust(database, office.anchor)).fault is None
        (listed,) = queries.attempts(database)
        assert (listed.automatic_total, listed.total, listed.rulings) == (8_500, 9_300, 1)
    assert pending(office.post.database) == 0


DELIVERER = """
import sys
from simulator.records.store.outbox import carry
from simulator.records.store import outbox
from simulator.records.store.sql.database import Database

outbox.BATCH = 3
local, server = Database(sys.argv[1]), Database(sys.argv[2])
print("begun", flush=True)
carry(local, server, local.heads(), lambda done, all: print(done, flush=True), mark=True)
"""


@pytest.mark.parametrize("lines", [1, 4, 9])
def test_killed_in_mid_delivery(lines, address, new_post, work) -> None:
    post = new_post("ws1")
    work(post, *range(1, 41))
    local = sqlite_url(post.path / "records.sqlite")
    command = [sys.executable, "-c", DELIVERER, local, address("ws1")]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert program.stdout is not None
    for _ in range(lines):
        assert program.stdout.readline()
    program.kill()
    program.communicate()
    server = Database(address("ws1"))
    (chain,) = post.database.heads()
    before = server.after(chain, 0, 1_000)
    assert before == post.database.after(chain, 0, 1_000)[: len(before)]
    assert len(before) < 81
    exchange(post.database, server)
    assert server.after(chain, 0, 1_000) == post.database.after(chain, 0, 1_000)
    assert pending(post.database) == 0
