"""Tampering by whoever owns the server: no guard stops the superuser, and ``verify`` names the first bad record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.model.ledger import Checkpoint
from simulator.records.store.checkpoint import take
from simulator.records.store.outbox import exchange
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import Fault, verify
from tests.records.store.stations import Office, Post

Shared = tuple[Database, str, Post]


@pytest.fixture
def shared(
    server_database: Callable[[str], str], new_post: Callable[[str], Post], office: Office, work: Callable[..., None]
) -> tuple[Database, str, Post]:
    """The server as its superuser reaches it, the administrator's fingerprint, and a workstation that delivered six
    attempts to it (entries 2 to 13 of its chain)."""
    post = new_post("ws1")
    office.enrol(post)
    work(post, *range(1, 7))
    exchange(office.post.database, Database(server_database("boss")))
    exchange(post.database, Database(server_database("ws1")))
    return Database(server_database("postgres")), office.anchor, post


def tampered(shared: Shared, *statements: str) -> Fault:
    """What is said of the store after the superuser's deed."""
    return fault_of(shared, (), *statements)


def fault_of(shared: Shared, checkpoints: tuple[Checkpoint, ...], *statements: str) -> Fault:
    server, anchor, post = shared
    with server.writing() as writing:
        writing.execute("SET LOCAL session_replication_role = replica")  # every trigger is off, and on again afterwards
        for statement in statements:
            writing.execute(statement.replace("CHAIN", f"chain = '{post.ledger().chain}'"))
    fault = verify(server, read_trust(server, anchor), checkpoints).fault
    assert fault is not None, "nothing was noticed"
    assert fault.chain == post.ledger().chain
    return fault


def test_untouched(shared: Shared) -> None:
    server, anchor, _ = shared
    assert verify(server, read_trust(server, anchor), (take(server, anchor, "2026-03-17"),)).fault is None


def test_a_flipped_byte(shared: Shared) -> None:
    fault = tampered(shared, "UPDATE entries SET payload = replace(payload, '8500', '9500') WHERE CHAIN AND seq = 5")
    assert (fault.seq, "bytes were changed" in fault.reason.en) == (5, True)


def test_a_removed_middle(shared: Shared) -> None:
    fault = tampered(shared, "DELETE FROM entries WHERE CHAIN AND seq IN (6, 7)")
    assert (fault.seq, "6 to 7 are missing" in fault.reason.en) == (8, True)


def test_a_cut_tail(shared: Shared) -> None:
    server, anchor, _ = shared
    gone = "SELECT id FROM entries WHERE CHAIN AND seq > 11"
    fault = fault_of(
        shared,
        (take(server, anchor, "2026-03-17"),),
        *(f"DELETE FROM {table} WHERE id IN ({gone})" for table in ("p_attempt", "p_score", "p_standing")),
        f"DELETE FROM p_clause WHERE position IN ({gone.replace('SELECT id', 'SELECT position')})",
        "DELETE FROM entries WHERE CHAIN AND seq > 11",
    )
    assert (fault.seq, "the tail is cut off" in fault.reason.en) == (12, True)


def test_exchanged_entries(shared: Shared) -> None:
    fault = tampered(
        shared,
        "UPDATE entries SET seq = -seq WHERE CHAIN AND seq IN (4, 6)",
        "UPDATE entries SET seq = 10 + seq WHERE CHAIN AND seq IN (-4, -6)",
    )
    assert "columns" in fault.reason.en


def test_a_signature_by_nobody(shared: Shared) -> None:
    fault = tampered(shared, "UPDATE entries SET signature = decode(repeat('00', 64), 'hex') WHERE CHAIN AND seq = 9")
    assert (fault.seq, "signature" in fault.reason.en) == (9, True)


def test_a_better_verdict_in_what_is_listed(shared: Shared) -> None:
    fault = tampered(
        shared, "UPDATE p_score SET lowest = 9900 WHERE id = (SELECT id FROM entries WHERE CHAIN AND seq = 7)"
    )
    assert (fault.seq, "p_score" in fault.reason.en) == (7, True)
