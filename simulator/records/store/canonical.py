"""An entry as bytes: canonical JSON, the same for equal entries, and the hash that is its id.

The form is that of ``records.codec`` (sorted keys, no spaces, UTF-8) and agrees with RFC 8785 for what an entry may
hold: no floats, no whole numbers beyond 2**53, keys of the basic plane.  One deviation: U+0085, U+2028 and U+2029 are
escaped, because an entry is one line.  U+0000 is refused, as PostgreSQL has no place for it.
"""

from __future__ import annotations

import hashlib
import json
from typing import get_args

from simulator.model.ledger import Body, LedgerEntry
from simulator.records.codec import Json, Malformed, canonical, encode, from_text

EXACT = 2**53
"""Up to here every reader of JSON sees the same whole number."""
SIGNED = b"zongji ledger 1\n"
"""Before what is signed, so that a signature made here means nothing elsewhere."""
KINDS: frozenset[str] = frozenset(cls.__name__ for cls in get_args(Body))


class Unfit(ValueError):
    """A value that has no canonical form in the ledger: a mistake of the program."""


def payload_of(entry: LedgerEntry) -> bytes:
    """The bytes that are hashed and kept.  Raises ``Unfit``."""
    data: Json = dict(encode(entry))
    _check(data)
    return canonical(data).encode("utf-8")


def id_of(payload: bytes) -> str:
    return hashlib.sha256(payload).hexdigest()


def signed_part(id: str) -> bytes:
    """What the signature is made over."""
    return SIGNED + bytes.fromhex(id)


def read_payload(payload: bytes) -> LedgerEntry | Malformed:
    return from_text(LedgerEntry, payload)


def read_roughly(payload: str | bytes) -> dict[str, Json] | None:
    """The entry as JSON data, without making values of it; None for what is none."""
    try:
        data: Json = json.loads(payload)
    except ValueError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("body"), dict):
        return None
    return data


def chain_of(public: bytes, station: str) -> str:
    """The name of the chain that a key writes at a station, 32 hex digits."""
    return hashlib.sha256(public + bytes.fromhex(station)).hexdigest()[:32]


def fingerprint_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()


def _check(data: Json) -> None:
    if isinstance(data, float):
        raise Unfit(f"a float: {data}")
    if isinstance(data, int) and abs(data) > EXACT:
        raise Unfit(f"a number beyond 2**53: {data}")
    if isinstance(data, str) and "\0" in data:
        raise Unfit("a text with U+0000")
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        _check(part)
    if isinstance(data, dict):
        for key in data:
            _check(key)
