"""Cheating at the shared store as each of its database roles: the server refuses, whatever program asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from simulator.model.ledger import MAY_ENTER, Audited, Certified, Deed, LedgerEntry, Ruled, Sealed
from simulator.model.problem import Exit, Problem
from simulator.model.scorecard import Verdict
from simulator.records.store.canonical import id_of, payload_of, signed_part
from simulator.records.store.outbox import exchange
from simulator.records.store.sql.database import Database, Stored
from simulator.records.store.sql.guards import ALLOWED
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import verify
from tests.records.store.conftest import LOGINS
from tests.records.store.samples import attempt
from tests.records.store.stations import Office, Post

Address = Callable[[str], str]


@pytest.fixture
def shared(
    server_database: Address, new_post: Callable[[str], Post], office: Office, work: Callable[..., None]
) -> tuple[Address, Post, Post]:
    """A server with the attempts of two workstations."""
    posts = new_post("ws1"), new_post("ws2")
    office.enrol(*posts)
    exchange(office.post.database, Database(server_database("boss")))
    for post in posts:
        work(post, 1, 2)
        exchange(post.database, Database(server_database(post.station.name)))
    return server_database, *posts


def refused(address: str, statement: str) -> str:
    """What the server says to a statement; it must say no."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    try:
        with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
    return str(caught.value.orig)


CHEATS = (
    "UPDATE entries SET at = '2020-01-01T00:00:00Z'",
    "UPDATE entries SET payload = replace(payload, '8500', '9500')",
    "DELETE FROM entries",
    "TRUNCATE entries",
    "ALTER TABLE entries DISABLE TRIGGER ledger_check",
    "ALTER TABLE entries DISABLE TRIGGER ALL",
    "ALTER TABLE entries DISABLE ROW LEVEL SECURITY",
    "DROP TRIGGER never_change ON entries",
    "DROP TABLE entries",
    "CREATE OR REPLACE FUNCTION ledger_check() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "SET ROLE zongji",
    "SET SESSION AUTHORIZATION postgres",
    "UPDATE p_score SET verdict = 'pass'",
    "INSERT INTO p_score (id, attempt, verdict) VALUES ('x', 'x', 'pass')",
    "INSERT INTO p_void (id, attempt) VALUES ('x', 'x')",
    "DELETE FROM p_score",
    "UPDATE trainee_keys SET wrapped = ''",
    "DELETE FROM trainee_keys",
    "TRUNCATE trainee_keys",
    "CREATE TABLE entries2 (id int)",
    "UPDATE alembic_version SET version_num = 'x'",
    "INSERT INTO entries (position, id, chain, seq, kind, at, payload, signature) "
    "OVERRIDING SYSTEM VALUE VALUES (0, '', '', 1, '', '', '{}', '')",
    "INSERT INTO entries (id, chain, seq, kind, at, payload, signature, received_at) "
    "VALUES ('', '', 1, '', '', '{}', '', '2020-01-01')",
)


@pytest.mark.parametrize("login", LOGINS)
def test_no_login_can_change_delete_or_switch_off(login: str, shared: tuple[Address, Post, Post]) -> None:
    address = shared[0]
    before = list(Database(address("zongji")).arrivals())
    for statement in CHEATS:
        said = refused(address(login), statement)
        assert any(word in said for word in ("permission denied", "must be owner", "zongji: refused")), said
    assert list(Database(address("zongji")).arrivals()) == before
    assert Database(address("zongji")).missing_guards() == []


def test_not_even_the_owner_changes_an_entry_while_the_guards_are_there(shared: tuple[Address, Post, Post]) -> None:
    for statement in ("UPDATE entries SET at = ''", "DELETE FROM entries", "TRUNCATE entries"):
        assert "zongji: refused" in refused(shared[0]("zongji"), statement)


def test_an_owner_who_takes_a_guard_away_is_told_on(shared: tuple[Address, Post, Post]) -> None:
    server = Database(shared[0]("zongji"))
    with server.writing() as writing:
        writing.execute("ALTER TABLE entries DISABLE TRIGGER never_change")
    assert server.missing_guards() == ["entries.never_change"]


def next_entry(post: Post, body: object, **changes: object) -> Stored:
    """An entry that follows a workstation's head, well made but for the changes."""
    chain = post.ledger().chain
    head = post.database.heads()[chain]
    values = {"chain": chain, "seq": head.seq + 1, "previous": head.id, "at": "2026-04-01T00:00:00Z"} | changes
    payload = payload_of(LedgerEntry(body=body, **values))  # type: ignore[arg-type]
    id = id_of(payload)
    signature = post.signer("workstation").secret.sign(signed_part(id))
    return Stored(id, values["chain"], values["seq"], type(body).__name__, values["at"], payload, signature)  # type: ignore[arg-type]


def rejected(address: str, *entries: Stored) -> str:
    with pytest.raises(Problem) as caught, Database(address).writing() as writing:
        writing.add(entries)
    assert caught.value.exit is Exit.REFUSED
    return caught.value.message.en


def test_a_workstation_cannot_enter_for_another(shared: tuple[Address, Post, Post]) -> None:
    address, _, other = shared
    assert "another workstation" in rejected(address("ws1"), next_entry(other, attempt(9)))


def test_nothing_is_backdated_or_left_out(shared: tuple[Address, Post, Post]) -> None:
    address, post, _ = shared
    assert "dated before" in rejected(address("ws1"), next_entry(post, attempt(9), at="2020-01-01T00:00:00Z"))
    assert "sequence" in rejected(address("ws1"), next_entry(post, attempt(9), seq=9))
    assert "sequence" in rejected(address("ws1"), next_entry(post, attempt(9), previous="00" * 32))


def test_columns_and_hash_are_the_payloads(shared: tuple[Address, Post, Post]) -> None:
    address, post, _ = shared
    made = next_entry(post, attempt(9))
    wrong_id = Stored("00" * 32, *made.__getstate__()[1:])  # type: ignore[index]
    assert "hash" in rejected(address("ws1"), wrong_id)
    wrong_kind = Stored(made.id, made.chain, made.seq, "Audited", made.at, made.payload, made.signature)
    assert "columns" in rejected(address("ws1"), wrong_kind)


def test_roles_enter_what_is_theirs(shared: tuple[Address, Post, Post], office: Office) -> None:
    """Also where a program signs with a key that it should not have."""
    address, post, _ = shared
    certificate = Certified("ab" * 16, "", "", (), (), "2026-03-16", "")
    ruling = Ruled("00" * 32, "x#1", Verdict.PASS, Sealed("", ""), "")
    assert "may not enter Certified" in rejected(address("ws1"), next_entry(post, certificate))
    assert "may not enter Ruled" in rejected(address("ws1"), next_entry(post, ruling))
    office.post.ledger("li").append(ruling)
    office.post.ledger("wang").append(certificate)
    with pytest.raises(Problem) as caught:
        exchange(office.post.database, Database(address("li")))
    assert caught.value.exit is Exit.REFUSED


def test_what_the_server_allows_is_what_the_ledger_allows() -> None:
    for role, kinds in ALLOWED.items():
        assert kinds == {kind.__name__ for kind, roles in MAY_ENTER.items() if role.removeprefix("zongji_") in roles}


def test_a_workstation_sees_its_own_and_what_staff_entered(shared: tuple[Address, Post, Post], office: Office) -> None:
    address, post, other = shared
    seen = set(Database(address("ws1")).heads())
    assert seen == {post.ledger().chain, office.post.ledger("boss").chain}
    assert other.ledger().chain in Database(address("wang")).heads()
    assert "permission denied" in refused(address("ws1"), "SELECT * FROM p_score")


def test_a_forged_signature_gets_in_and_verify_says_so(shared: tuple[Address, Post, Post], office: Office) -> None:
    """The database cannot check signatures; ``verify`` does."""
    address, post, other = shared
    made = next_entry(post, Audited(Deed.EXPORTED, "x"))
    forged = other.signer("workstation").secret.sign(signed_part(made.id))
    with Database(address("ws1")).writing() as writing:
        writing.add([Stored(made.id, made.chain, made.seq, made.kind, made.at, made.payload, forged)])
    server = Database(address("zongji"))
    fault = verify(server, read_trust(server, office.anchor)).fault
    assert fault is not None
    assert (fault.chain, fault.seq) == (made.chain, made.seq)


def test_when_an_entry_arrived_is_the_servers_word(shared: tuple[Address, Post, Post]) -> None:
    arrivals = list(Database(shared[0]("zongji")).arrivals())
    assert {one.received_by for one in arrivals} == {"boss", "ws1", "ws2"}
    assert all(len(one.received_at) == 20 for one in arrivals)
