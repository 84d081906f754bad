"""What identifies a person, sealed under a key of that person's own, and the vault that keeps those keys.

Texts are sealed in the entries; files (log, recording) in the record folder, where they say whose they are.

A text is sealed once and cited for ever by its commitment; destroying the trainee's key makes every box of theirs
unreadable and leaves every hash of the ledger as it was.  The keys themselves are kept wrapped under the site's vault
key, outside of the chains.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from dataclasses import dataclass

from simulator.model.ledger import Sealed
from simulator.records.store.crypto import SALT, Unopenable, close_box, new_secret, open_box


def new_trainee() -> str:
    """A pseudonym: random, so that nothing can be told from it."""
    return os.urandom(16).hex()


def seal(key: bytes, trainee: str, text: str) -> Sealed:
    """The text under the trainee's key."""
    salted = os.urandom(SALT) + text.encode("utf-8")
    box = close_box(key, salted, trainee.encode("ascii"))
    return Sealed(hashlib.sha256(salted).hexdigest(), base64.b64encode(box).decode("ascii"))


def unseal(key: bytes, trainee: str, sealed: Sealed) -> str:
    """The text again.  Raises ``Unopenable``, also when it is not what was committed to."""
    try:
        salted = open_box(key, base64.b64decode(sealed.box, validate=True), trainee.encode("ascii"))
        if hashlib.sha256(salted).hexdigest() != sealed.commitment:
            raise Unopenable
        return salted[SALT:].decode("utf-8")
    except ValueError as error:
        raise Unopenable from error


def seal_file(key: bytes, trainee: str, name: str, content: bytes) -> bytes:
    """A file that only the trainee's key opens, under this name only.  Its hash tells nothing of what is in it."""
    return _FILE + trainee.encode("ascii") + b"\n" + close_box(key, content, _about(trainee, name))


def sealed_for(head: bytes) -> str:
    """The pseudonym at the beginning of a sealed file, of which ``SEAL`` bytes are enough; empty for any other."""
    found = _SEALED_FOR.match(head)
    return found[1].decode("ascii") if found else ""


def unseal_file(key: bytes, name: str, file: bytes) -> bytes:
    """What is in it.  Raises ``Unopenable``."""
    return open_box(key, file[SEAL:], _about(sealed_for(file[:SEAL]), name))


def _about(trainee: str, name: str) -> bytes:
    return f"{trainee} {name}".encode()


_FILE = b"zongji sealed 1\n"
_SEALED_FOR = re.compile(re.escape(_FILE) + rb"([0-9a-f]{32})\n")
SEAL = len(_FILE) + 33
"""Bytes before the box of a sealed file."""


@dataclass(frozen=True, slots=True)
class Vault:
    """The site's key, under which the trainees' keys are wrapped."""

    secret: bytes

    @property
    def fingerprint(self) -> str:
        """Which vault it is; tells nothing of the key."""
        return hashlib.sha256(b"zongji vault\n" + self.secret).hexdigest()[:16]

    def new_key(self, trainee: str) -> tuple[bytes, bytes]:
        """A trainee's key, and the same wrapped."""
        key = new_secret()
        return key, self.wrap(trainee, key)

    def wrap(self, trainee: str, key: bytes) -> bytes:
        return close_box(self.secret, key, trainee.encode("ascii"))

    def unwrap(self, trainee: str, wrapped: bytes) -> bytes:
        """Raises ``Unopenable``."""
        return open_box(self.secret, wrapped, trainee.encode("ascii"))
