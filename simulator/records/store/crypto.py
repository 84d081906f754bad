"""The one door to the library ``cryptography``: Ed25519 signatures, AES-256-GCM boxes, encrypted key files.

Keys go in and out as bytes: a public key is 32 raw bytes, a secret key PKCS#8 PEM.  Nothing here knows what is signed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

NONCE = 12
SALT = 16
KEY = 32


class WrongPassphrase(Exception):
    """The passphrase does not open the key, or the file is no key."""


class Unopenable(Exception):
    """A box that this key does not open: another key, or changed bytes."""


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A key that signs."""

    _key: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def pem(self, passphrase: str) -> bytes:
        """PKCS#8, encrypted (PBES2 with scrypt or PBKDF2, AES-256) unless the passphrase is empty."""
        protection: KeySerializationEncryption = NoEncryption()
        if passphrase:
            protection = BestAvailableEncryption(passphrase.encode("utf-8"))
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)


def new_key() -> SecretKey:
    return SecretKey(Ed25519PrivateKey.generate())


def read_key(pem: bytes, passphrase: str) -> SecretKey:
    """Raises ``WrongPassphrase``."""
    try:
        key = load_pem_private_key(pem, passphrase.encode("utf-8") or None)
    except (ValueError, TypeError) as error:
        raise WrongPassphrase from error
    if not isinstance(key, Ed25519PrivateKey):
        raise WrongPassphrase
    return SecretKey(key)


def checker(public: bytes) -> Callable[[bytes, bytes], bool]:
    """Whether (signature, message) is this key's.  ValueError for bytes that are no public key."""
    key = Ed25519PublicKey.from_public_bytes(public)

    def check(signature: bytes, message: bytes) -> bool:
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    return check


def new_secret() -> bytes:
    """A key for boxes."""
    return AESGCM.generate_key(KEY * 8)


def close_box(key: bytes, content: bytes, about: bytes) -> bytes:
    """``content`` encrypted; ``about`` is not in the box but must be the same when it is opened."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def open_box(key: bytes, box: bytes, about: bytes) -> bytes:
    """Raises ``Unopenable``."""
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], about)
    except (InvalidTag, ValueError) as error:
        raise Unopenable from error


def stretched(passphrase: str, salt: bytes) -> bytes:
    """A key for boxes made of a passphrase (scrypt, 32 MiB)."""
    return Scrypt(salt=salt, length=KEY, n=2**15, r=8, p=1).derive(passphrase.encode("utf-8"))
