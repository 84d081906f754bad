"""Every way to tamper with a store is named, with the first bad record; so are the limits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.model.ledger import (
    AttemptMade,
    Audited,
    Certified,
    Checkpoint,
    Deed,
    KeyEnrolled,
    KeyRevoked,
    LedgerEntry,
    Role,
    Ruled,
    Sealed,
    TraineeErased,
)
from simulator.model.parts import SEALED
from simulator.model.problem import Problem
from simulator.model.scorecard import Verdict
from simulator.records.codec import to_text
from simulator.records.store.canonical import id_of, payload_of, read_payload, signed_part
from simulator.records.store.checkpoint import from_file, take, to_file
from simulator.records.store.ledger import Ledger
from simulator.records.store.people import Person, enrol
from simulator.records.store.sql.database import Stored
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import Verification, verify
from tests.records.store.samples import attempt, hash_of, score
from tests.records.store.stations import Office, Post


class Tampered:
    """A store with ten attempts, its guards taken away as a local user can, and put back."""

    def __init__(self, post: Post, office: Office, records: Path) -> None:
        self.post, self.anchor, self.records = post, office.anchor, records
        self.path = post.path / "records.sqlite"
        self.chain = post.ledger().chain

    def sql(self, *statements: str, values: tuple[object, ...] = ()) -> None:
        with sqlite3.connect(self.path) as connection:
            triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement, values)
            for _, sql in triggers:
                connection.execute(sql)
        connection.close()

    def verified(self, *checkpoints: Checkpoint) -> Verification:
        trust = read_trust(self.post.database, self.anchor)
        return verify(self.post.database, trust, checkpoints, self.records)

    def names(self, seq: int, words: str, *checkpoints: Checkpoint) -> None:
        fault = self.verified(*checkpoints).fault
        assert fault is not None, "nothing was noticed"
        assert (fault.chain, fault.seq) == (self.chain, seq), fault
        assert words in fault.reason.en
        assert fault.reason.zh


@pytest.fixture
def store(office: Office, work: Callable[..., None], tmp_path: Path) -> Tampered:
    """The office's machine is also the workstation: ten attempts of two entries each, after its opening."""
    work(office.post, *range(1, 11))
    return Tampered(office.post, office, tmp_path / "records")


def test_an_untouched_store_verifies(store: Tampered) -> None:
    found = store.verified()
    assert found.fault is None
    assert found.count == 5 + 21
    assert found.absent == 10
    assert not found.unvouched


def test_a_flipped_byte(store: Tampered) -> None:
    store.sql(f"UPDATE entries SET payload = replace(payload, '85', '95') WHERE chain = '{store.chain}' AND seq = 9")
    store.names(9, "bytes were changed")


def test_a_byte_that_is_no_text(store: Tampered) -> None:
    store.sql(
        "UPDATE entries SET payload = CAST(substr(CAST(payload AS BLOB), 1, 40) || x'ff' || "
        f"substr(CAST(payload AS BLOB), 42) AS TEXT) WHERE chain = '{store.chain}' AND seq = 5"
    )
    store.names(5, "bytes were changed")


def test_a_content_that_can_be_read_in_two_ways(store: Tampered) -> None:
    """The workstation signs a score that has its total twice: the database would list the first, this program reads the
    last, which is what the log gives."""
    post = store.post
    made = post.ledger().append(attempt(99))[0]
    entry = LedgerEntry(store.chain, made.seq + 1, made.id, made.at, score(made.id, 6_000, number=99))
    payload = payload_of(entry).replace(b'"lowest":6000', b'"lowest":9900,"lowest":6000', 1)
    id = id_of(payload)
    signature = post.signer("workstation").secret.sign(signed_part(id))
    forged = Stored(id, store.chain, made.seq + 1, "Scored", made.at, payload, signature)
    with post.database.writing() as writing:
        writing.add([forged])
    store.names(made.seq + 1, "two ways")


def test_a_byte_that_breaks_the_form(store: Tampered) -> None:
    store.sql(f"UPDATE entries SET payload = 'x' || substr(payload, 2) WHERE chain = '{store.chain}' AND seq = 5")
    store.names(5, "bytes were changed")


def test_a_changed_column(store: Tampered) -> None:
    store.sql(f"UPDATE entries SET at = '2020-01-01T00:00:00Z' WHERE chain = '{store.chain}' AND seq = 6")
    store.names(6, "columns")


def test_a_removed_middle(store: Tampered) -> None:
    store.sql(f"DELETE FROM entries WHERE chain = '{store.chain}' AND seq IN (7, 8)")
    store.names(9, "entries 7 to 8 are missing")


def test_a_cut_tail_back_to_the_checkpoint(store: Tampered) -> None:
    checkpoint = take(store.post.database, store.anchor, "2026-03-17")
    assert store.verified(checkpoint).fault is None
    ids = f"SELECT id FROM entries WHERE chain = '{store.chain}' AND seq > 17"
    tables = ("p_attempt", "p_score", "p_standing")
    store.sql(
        *(f"DELETE FROM {table} WHERE id IN ({ids})" for table in tables),
        f"DELETE FROM p_clause WHERE position IN ({ids.replace('SELECT id', 'SELECT position')})",
        f"DELETE FROM entries WHERE chain = '{store.chain}' AND seq > 17",
    )
    store.names(18, "the tail is cut off", checkpoint)
    assert store.verified().fault is None, "without a checkpoint a cut tail cannot be seen: docs/records.md says so"


def test_a_chain_gone_altogether(store: Tampered) -> None:
    checkpoint = take(store.post.database, store.anchor, "2026-03-17")
    store.sql(
        *(f"DELETE FROM {table}" for table in ("p_attempt", "p_score", "p_clause", "p_standing")),
        f"DELETE FROM p_chain WHERE chain = '{store.chain}'",
        f"DELETE FROM entries WHERE chain = '{store.chain}'",
    )
    store.names(1, "the tail is cut off", checkpoint)


def test_reordering(store: Tampered) -> None:
    swap = "CASE position WHEN 12 THEN -13 WHEN 13 THEN -12 END"
    store.sql(
        f"UPDATE entries SET position = {swap} WHERE position IN (12, 13)",
        "UPDATE entries SET position = -position WHERE position < 0",
    )
    fault = store.verified().fault
    assert fault is not None
    assert "missing" in fault.reason.en or "out of order" in fault.reason.en


def test_exchanged_entries(store: Tampered) -> None:
    store.sql(
        f"UPDATE entries SET seq = -seq WHERE chain = '{store.chain}' AND seq IN (6, 8)",
        f"UPDATE entries SET seq = 14 + seq WHERE chain = '{store.chain}' AND seq IN (-6, -8)",
    )
    fault = store.verified().fault
    assert fault is not None
    assert "columns" in fault.reason.en


def forged(store: Tampered, seq: int, body: object, name: str, **changes: object) -> None:
    """An entry replaced by another with good hashes, signed by the key of that name."""
    there = store.post.database.at(store.chain, seq)
    assert there is not None
    entry = read_payload(there.payload)
    assert isinstance(entry, LedgerEntry)
    values = {"previous": entry.previous, "at": entry.at} | changes
    payload = payload_of(LedgerEntry(store.chain, seq, body=body, **values))  # type: ignore[arg-type]
    signature = store.post.signer(name).secret.sign(signed_part(id_of(payload)))
    store.sql(
        f"UPDATE entries SET payload = CAST(? AS TEXT), id = ?, signature = ?, at = '{values['at']}', "
        f"kind = '{type(body).__name__}' WHERE chain = '{store.chain}' AND seq = {seq}",
        values=(payload, id_of(payload), signature),
    )


def test_an_entry_signed_by_another_key(store: Tampered) -> None:
    forged(store, 20, attempt(99), "li")
    store.names(20, "signature")


def test_an_entry_replaced_with_the_right_key_does_not_fit_the_next(store: Tampered) -> None:
    forged(store, 10, attempt(99), "workstation")
    store.names(11, "does not follow")


def test_a_last_entry_replaced_with_the_right_key_shows_at_the_checkpoint(store: Tampered) -> None:
    checkpoint = take(store.post.database, store.anchor, "2026-03-17")
    forged(store, 21, Audited(Deed.EXPORTED, "x"), "workstation")
    store.names(21, "checkpoint", checkpoint)


def test_a_backdated_entry(store: Tampered) -> None:
    forged(store, 21, Audited(Deed.EXPORTED, "x"), "workstation", at="2020-01-01T00:00:00Z")
    store.names(21, "dated before")


def test_an_entry_beyond_the_role_of_its_key(store: Tampered) -> None:
    forged(store, 21, Certified("ab" * 16, "", "", (), (), "2026-03-16", ""), "workstation")
    store.names(21, "may not enter this (certificate)")


def test_a_key_that_nobody_enrolled(store: Tampered, new_post: Callable[[str], Post]) -> None:
    stranger = new_post("stranger")
    made = Ledger(store.post.database, stranger.station, stranger.signer("workstation"), store.post.clock)
    made.append(Audited(Deed.EXPORTED, "x"))
    fault = store.verified().fault
    assert fault is not None
    assert (fault.chain, fault.seq) == (made.chain, 1)
    assert "no administrator" in fault.reason.en


def test_a_trainer_cannot_enrol_a_key(store: Tampered, new_post: Callable[[str], Post]) -> None:
    with pytest.raises(Problem):
        store.post.ledger("li").append(KeyEnrolled("00" * 32, Role.HR, "x"))


def test_a_revoked_key_counts_up_to_its_revocation(store: Tampered) -> None:
    head = store.post.database.heads()[store.chain]
    key = store.post.keys.cards()["workstation"].fingerprint
    store.post.ledger("boss").append(KeyRevoked(key, {store.chain: head.seq}, "丢失"))
    assert store.verified().fault is None
    store.post.ledger().append(Audited(Deed.EXPORTED, "x"))
    store.names(head.seq + 1, "revoked")


def test_another_administrator(store: Tampered) -> None:
    trust = read_trust(store.post.database, "00" * 32)
    fault = verify(store.post.database, trust).fault
    assert fault is not None
    assert "no administrator" in fault.reason.en


def score_again(store: Tampered, name: str, **changes: object) -> None:
    """One more score of the first attempt, by the key of that name."""
    (first, *_) = store.post.database.of_kind("AttemptMade")
    store.post.ledger(name).append(score(first.id, 9_900, **changes))  # type: ignore[arg-type]


def test_a_workstation_does_not_score_again(store: Tampered) -> None:
    score_again(store, "workstation")
    store.names(22, "first automatic score only")


def test_a_workstation_invents_no_ruling(store: Tampered) -> None:
    score_again(store, "workstation", rulings=("00" * 32,))
    store.names(22, "not made on it")


def test_a_workstation_does_not_score_the_attempt_of_another(
    store: Tampered, office: Office, new_post: Callable[[str], Post]
) -> None:
    other = new_post("ws1")
    office.enrol(other)
    unscored = store.post.ledger().append(attempt(11))[0].id
    made = Ledger(store.post.database, other.station, other.signer("workstation"), store.post.clock)
    made.append(score(unscored, number=11))
    fault = store.verified().fault
    assert fault is not None
    assert (fault.chain, fault.seq) == (made.chain, 2)


def test_a_trainer_scores_again(store: Tampered) -> None:
    score_again(store, "li")
    assert store.verified().fault is None


def test_a_score_of_another_log(store: Tampered) -> None:
    score_again(store, "li", number=2)
    fault = store.verified().fault
    assert fault is not None
    assert "another log" in fault.reason.en


def test_a_ruling_counts_for_its_own_attempt_only(store: Tampered) -> None:
    first, second, *_ = store.post.database.of_kind("AttemptMade")
    ruled = Ruled(second.id, "record-phone#1", Verdict.PASS, Sealed("00" * 32, ""), "")
    store.post.ledger("li").append(ruled, lambda id: score(first.id, rulings=(id,)))
    fault = store.verified().fault
    assert fault is not None
    assert "not made on it" in fault.reason.en


def test_an_administrator_forgotten(store: Tampered) -> None:
    fault = verify(store.post.database, read_trust(store.post.database, "")).fault
    assert fault is not None
    assert "fingerprint" in fault.reason.en


def test_derived_tables_that_say_something_else(store: Tampered) -> None:
    store.sql("UPDATE p_score SET verdict = 'fail' WHERE rowid = 3")
    store.names(7, "p_score")


def test_an_invented_derived_row(store: Tampered) -> None:
    with sqlite3.connect(store.path) as connection:  # no guard stands in the way of an insert
        connection.execute("INSERT INTO p_void (id, attempt) SELECT 'x', id FROM p_attempt LIMIT 1")
    connection.close()
    fault = store.verified().fault
    assert fault is not None
    assert "p_void" in fault.reason.en


def test_removed_guards(store: Tampered) -> None:
    with sqlite3.connect(store.path) as connection:
        connection.execute("DROP TRIGGER entries_no_delete")
    connection.close()
    fault = store.verified().fault
    assert fault is not None
    assert "entries_no_delete" in fault.reason.en


@pytest.mark.parametrize("statement", ["UPDATE entries SET at = ''", "DELETE FROM entries", "DELETE FROM p_score"])
def test_sqlite_refuses_changes(store: Tampered, statement: str) -> None:
    with sqlite3.connect(store.path) as connection, pytest.raises(sqlite3.IntegrityError, match="zongji: refused"):
        connection.execute(statement)
    connection.close()


# --- record folders --------------------------------------------------------------------------------------------------


@pytest.fixture(params=["", SEALED], ids=["plain", "sealed"])
def sealed(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(store: Tampered, sealed: str) -> Path:
    """The record folder of an attempt that is entered as well."""
    path = store.records / "call-77"
    rules = path / "sources" / "rulebooks" / "switchboard" / "rules.yaml"
    rules.parent.mkdir(parents=True)
    (path / f"log.jsonl{sealed}").write_text("log\n", encoding="utf-8")
    (path / f"recording.wav{sealed}").write_text("sound\n", encoding="utf-8")
    rules.write_text("rules\n", encoding="utf-8")
    sources = {"rulebooks/switchboard/rules.yaml": hash_of("rules\n")}
    made: AttemptMade = attempt(77, log_file=hash_of("log\n"), sources=sources, recording=hash_of("sound\n"))
    store.post.ledger().append(made)
    return path


def test_an_untouched_record_folder(store: Tampered, folder: Path) -> None:
    found = store.verified()
    assert found.fault is None
    assert (found.compared, found.absent) == (1, 10)


@pytest.mark.parametrize("name", ["log.jsonl", "recording.wav", "sources/rulebooks/switchboard/rules.yaml"])
def test_a_replaced_log_recording_or_rulebook(store: Tampered, folder: Path, sealed: str, name: str) -> None:
    (folder / (name if "/" in name else name + sealed)).write_text("better\n", encoding="utf-8")
    store.names(22, "was replaced")


# --- checkpoints and erasure -----------------------------------------------------------------------------------------


def test_a_checkpoint_is_signed(store: Tampered) -> None:
    checkpoint = take(store.post.database, store.anchor, "2026-03-17")
    data = to_file(checkpoint, store.post.signer("wang"))
    assert from_file(data) == (checkpoint, store.post.public("wang"))
    assert len(data) < 2_000
    with pytest.raises(Problem):
        from_file(data.replace(b'"seq":21', b'"seq":19'))


def test_after_an_erasure_everything_still_verifies(store: Tampered, vault) -> None:  # type: ignore[no-untyped-def]
    made = enrol([Person("0012", "王芳", "客服部")], {}, {}, vault)
    store.post.ledger("wang").append(*made.bodies, keys=made.keys)
    trainee = made.bodies[0].trainee
    key = made.keys[0].wrapped
    before = take(store.post.database, store.anchor, "2026-03-17")
    store.post.ledger("wang").append(TraineeErased(trainee, "离职"))
    assert store.post.database.trainee_keys() == []
    assert store.verified(before).fault is None
    assert "王芳" not in to_text(made.bodies[0])
    store.post.database.engine.dispose()
    files = [path.read_bytes() for path in store.post.path.glob("records.sqlite*")]
    assert files
    assert not any(key in data for data in files)
