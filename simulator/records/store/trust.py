"""Whose keys count: the administrator's own, and what administrators vouched for.

The administrator's fingerprint is the anchor.  It is given from outside (the store folder, a checkpoint): nothing in a
store can vouch for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.model.ledger import ChainOpened, KeyEnrolled, KeyRevoked, Role
from simulator.records.codec import Malformed
from simulator.records.store.canonical import fingerprint_of, read_payload
from simulator.records.store.sql.database import Database, Stored


@dataclass(frozen=True, slots=True)
class Trust:
    """Enrolled keys (public key, hex) with their roles, and how far revoked ones still count, by chain."""

    anchor: str  # fingerprint; empty: there is no administrator yet, every key is taken at its word
    roles: Mapping[str, Role] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)
    revoked: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # fingerprint -> chain -> last sequence

    def role_of(self, public: str) -> Role | None:
        """None for a key that nobody vouched for."""
        if not self.anchor:
            return Role.TRAINEE
        if fingerprint_of(bytes.fromhex(public)) == self.anchor:
            return Role.ADMINISTRATOR
        return self.roles.get(public)

    def holds(self, public: str, chain: str, seq: int) -> bool:
        """False for what a key wrote after it was revoked."""
        heads = self.revoked.get(fingerprint_of(bytes.fromhex(public)))
        return heads is None or seq <= heads.get(chain, 0)


def read_trust(database: Database, anchor: str) -> Trust:
    """From the entries of administrators, each of whom must be vouched for by one before."""
    if not anchor:
        return Trust("")
    openings = {one.chain: body for one, body in _bodies(database, "ChainOpened") if isinstance(body, ChainOpened)}
    roles: dict[str, Role] = {}
    holders: dict[str, str] = {}
    revoked: dict[str, Mapping[str, int]] = {}
    trust = Trust(anchor, roles, holders, revoked)
    waiting = [*_bodies(database, "KeyEnrolled"), *_bodies(database, "KeyRevoked")]
    while True:
        ready = [(one, body) for one, body in waiting if _is_administrators(trust, openings.get(one.chain))]
        if not ready:
            return trust
        waiting = [pair for pair in waiting if pair not in ready]
        for _, body in ready:
            if isinstance(body, KeyEnrolled):
                roles.setdefault(body.public, body.role)
                holders.setdefault(body.public, body.holder)
            elif isinstance(body, KeyRevoked):
                revoked.setdefault(body.fingerprint, body.heads)


def _is_administrators(trust: Trust, opening: ChainOpened | None) -> bool:
    return opening is not None and trust.role_of(opening.public) is Role.ADMINISTRATOR


def _bodies(database: Database, kind: str) -> Iterable[tuple[Stored, object]]:
    for one in database.of_kind(kind):
        entry = read_payload(one.payload)
        if not isinstance(entry, Malformed):
            yield one, entry.body
