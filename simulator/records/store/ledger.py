"""Appending to the store: who may enter what, the chain of a key at a station, and what acknowledged means.

``append`` returns when the entries are on disk for good (SQLite: WAL with ``synchronous=FULL``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from simulator.model.ledger import MAY_ENTER, Body, ChainOpened, LedgerEntry, Role, TraineeErased
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.model.wording import not_theirs
from simulator.records.store.canonical import chain_of, id_of, payload_of, signed_part
from simulator.records.store.keys import Signer
from simulator.records.store.sql.database import Database, Stored, TraineeKey, Writing

Following: TypeAlias = Callable[[str], Body]
"""An entry made of the id of the one before it, which it cites."""


@dataclass(frozen=True, slots=True)
class Station:
    """An installed store: a number drawn once (32 hex digits), and a name for people."""

    id: str
    name: str


def utc_now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """One key at one station, writing its chain."""

    def __init__(self, database: Database, station: Station, signer: Signer, now: Callable[[], str] = utc_now) -> None:
        self._database = database
        self._station = station
        self.signer = signer
        self._now = now
        self.chain = chain_of(signer.secret.public, station.id)

    @property
    def holder(self) -> str:
        """Whose key it is."""
        return self.signer.card.holder

    @property
    def public(self) -> str:
        """The key that signs, hex."""
        return self.signer.card.public

    def append(self, *bodies: Body | Following, keys: Iterable[TraineeKey] = ()) -> tuple[Stored, ...]:
        """Enter these, all or none.  ``keys`` are new trainees' keys, kept in the same transaction.

        Raises ``Problem`` with ``REFUSED`` for what the key's role may not enter, with ``STORAGE`` when it is not kept.
        """
        with self._database.writing() as writing:
            writing.add_keys(keys)
            made = self._chained(writing, bodies)
            writing.add(made)
        if any(one.kind == TraineeErased.__name__ for one in made):
            self._database.forget_destroyed_keys()
        return made[-len(bodies) :]

    def require(self, *kinds: type) -> None:
        """Refuse what the key's role may not enter."""
        role = self.signer.card.role
        for kind in kinds:
            if role not in MAY_ENTER[kind]:
                raise refused(role, kind)

    def _chained(self, writing: Writing, bodies: tuple[Body | Following, ...]) -> tuple[Stored, ...]:
        head = writing.head(self.chain)
        # A clock that was set back does not date an entry before the one it follows.
        at = max(self._now(), writing.last_time(self.chain))
        if head.seq == 0:
            opening = ChainOpened(self.signer.card.public, self._station.id, self._station.name)
            bodies = (opening, *bodies)
        made = []
        previous = head.id
        for seq, given in enumerate(bodies, head.seq + 1):
            body = given(previous) if callable(given) else given
            self.require(type(body))
            payload = payload_of(LedgerEntry(self.chain, seq, previous, at, body))
            previous = id_of(payload)
            signature = self.signer.secret.sign(signed_part(previous))
            made.append(Stored(previous, self.chain, seq, type(body).__name__, at, payload, signature))
        return tuple(made)


def refused(role: Role, kind: type) -> Problem:
    """For what a key of this role may not enter."""
    why = not_theirs(role, kind.__name__)
    return Problem(Exit.REFUSED, Text(f"{why.zh}。", f"{why.en}."))
