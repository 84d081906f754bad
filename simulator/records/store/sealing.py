"""What identifies a person, sealed under a key of that person's own, and the vault that keeps those keys.

A text is sealed once and cited for ever by its commitment; destroying the trainee's key makes every box of theirs
unreadable and leaves every hash of the ledger as it was.  The keys themselves are kept wrapped under the site's vault
key, outside of the chains.
"""

from __future__ import annotations

import base64
import hashlib
import os
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
