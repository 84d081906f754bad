"""Keys on a machine: protected by a passphrase, readable by their user only, never written over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from simulator.model.ledger import Role
from simulator.model.problem import Exit, Problem
from simulator.records.store import keystore
from simulator.records.store.crypto import checker, new_secret
from simulator.records.store.keys import KeyFolder, Protection, locked_vault, unlocked_vault
from simulator.records.store.sealing import Vault


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys")


def exit_of(work: object, *arguments: object) -> Exit:
    with pytest.raises(Problem) as caught:
        work(*arguments)  # type: ignore[operator]
    return caught.value.exit


def test_a_key_signs_with_its_passphrase(keys: KeyFolder) -> None:
    card = keys.new("li", Role.TRAINER, "李老师", Protection.PASSPHRASE, "口令口令口令")
    signer = keys.open("li", lambda name: "口令口令口令")
    signature = signer.secret.sign(b"x")
    assert checker(bytes.fromhex(card.public))(signature, b"x")
    assert not checker(bytes.fromhex(card.public))(signature, b"y")
    assert (signer.card.role, signer.card.holder) == (Role.TRAINER, "李老师")
    assert exit_of(keys.open, "li", lambda name: "别的") is Exit.REFUSED
    assert exit_of(keys.open, "li", lambda name: "") is Exit.REFUSED
    assert exit_of(keys.open, "wang", lambda name: "") is Exit.REFUSED


def test_a_key_is_never_written_over(keys: KeyFolder) -> None:
    first = keys.new("li", Role.TRAINER, "李老师", Protection.FILE)
    assert exit_of(keys.new, "li", Role.HR, "李老师", Protection.FILE) is Exit.USAGE
    assert keys.cards() == {"li": first}


def test_a_role_changed_in_the_file_is_only_a_wish(keys: KeyFolder) -> None:
    """The card is not signed; what a key may do is what an administrator enrolled it for (``test_verify``)."""
    keys.new("ws", Role.TRAINEE, "ws", Protection.FILE)
    card = keys.path / "ws.json"
    card.write_text(card.read_text(encoding="utf-8").replace("trainee", "hr"), encoding="utf-8")
    assert keys.open("ws", lambda name: "").card.role is Role.HR


def test_a_card_of_another_key_is_noticed(keys: KeyFolder) -> None:
    keys.new("li", Role.TRAINER, "李老师", Protection.FILE)
    keys.new("wang", Role.HR, "王主管", Protection.FILE)
    (keys.path / "li.json").write_bytes((keys.path / "wang.json").read_bytes())
    assert exit_of(keys.open, "li", lambda name: "") is Exit.DAMAGED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows protects files by lists, not by modes")
def test_only_its_user_reads_a_key(keys: KeyFolder) -> None:
    keys.new("li", Role.TRAINER, "李老师", Protection.FILE)
    keys.vault()
    assert {path.stat().st_mode & 0o777 for path in keys.path.iterdir()} == {0o600}


def test_the_key_for_a_role(keys: KeyFolder) -> None:
    assert exit_of(keys.of_role, frozenset({Role.HR})) is Exit.REFUSED
    keys.new("wang", Role.HR, "王主管", Protection.FILE)
    assert keys.of_role(frozenset({Role.HR, Role.ADMINISTRATOR})) == "wang"
    keys.new("boss", Role.ADMINISTRATOR, "管理员", Protection.FILE)
    assert exit_of(keys.of_role, frozenset({Role.HR, Role.ADMINISTRATOR})) is Exit.USAGE


def test_a_passphrase_kept_by_the_system(keys: KeyFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, str] = {}
    monkeypatch.setattr(keystore, "remember", kept.__setitem__)
    monkeypatch.setattr(keystore, "recall", kept.get)
    card = keys.new("li", Role.TRAINER, "李老师", Protection.KEY_STORE)
    assert list(kept) == [card.fingerprint]
    assert keys.open("li", lambda name: "").card == card
    kept.clear()  # locked, or another user
    assert exit_of(keys.open, "li", lambda name: "") is Exit.REFUSED


def test_the_vault_is_carried_under_a_passphrase(keys: KeyFolder) -> None:
    vault = keys.vault()
    assert keys.vault() == vault
    carried = locked_vault(vault, "口令")
    assert unlocked_vault(carried, "口令") == vault
    assert exit_of(unlocked_vault, carried, "别的") is Exit.REFUSED
    assert exit_of(unlocked_vault, b"{}", "口令") is Exit.REFUSED
    other = Vault(new_secret())
    keys.take_vault(other)
    assert keys.vault() == other
    (keys.path / "vault.key").write_bytes(b"%")
    assert exit_of(keys.vault) is Exit.DAMAGED
