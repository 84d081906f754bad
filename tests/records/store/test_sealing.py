"""What identifies a person: readable with the key, provable, gone without it."""

from __future__ import annotations

import base64
import hashlib

import pytest

from simulator.model.ledger import Sealed
from simulator.records.store.crypto import Unopenable, new_secret, open_box
from simulator.records.store.sealing import Vault, new_trainee, seal, unseal

WHO = "ab" * 16


def test_a_sealed_text_opens_with_its_key() -> None:
    key = new_secret()
    sealed = seal(key, WHO, "王芳")
    assert unseal(key, WHO, sealed) == "王芳"
    salted = open_box(key, base64.b64decode(sealed.box), WHO.encode("ascii"))
    assert hashlib.sha256(salted).hexdigest() == sealed.commitment


def test_the_same_text_is_never_sealed_the_same() -> None:
    key = new_secret()
    first, second = seal(key, WHO, "0012"), seal(key, WHO, "0012")
    assert first.commitment != second.commitment
    assert first.box != second.box


@pytest.mark.parametrize("what", ["key", "trainee", "box", "commitment", "no base64"])
def test_anything_else_does_not_open_it(what: str) -> None:
    key = new_secret()
    sealed = seal(key, WHO, "0012")
    box = bytearray(base64.b64decode(sealed.box))
    box[-1] ^= 1
    boxes = {"box": base64.b64encode(box).decode("ascii"), "no base64": "%"}
    changed = Sealed("00" * 32 if what == "commitment" else sealed.commitment, boxes.get(what, sealed.box))
    with pytest.raises(Unopenable):
        unseal(new_secret() if what == "key" else key, "cd" * 16 if what == "trainee" else WHO, changed)


def test_a_trainees_key_is_wrapped_for_that_trainee_and_that_vault() -> None:
    vault = Vault(new_secret())
    key, wrapped = vault.new_key(WHO)
    assert vault.unwrap(WHO, wrapped) == key
    assert key not in wrapped
    for other, who in ((Vault(new_secret()), WHO), (vault, new_trainee())):
        with pytest.raises(Unopenable):
            other.unwrap(who, wrapped)


def test_pseudonyms_are_random() -> None:
    assert len({new_trainee() for _ in range(100)}) == 100
