"""The entries in a database: appending, reading in order, heads of chains, and the keys of trainees."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, delete, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from simulator.model.ledger import Head
from simulator.records.store.sql import guards, projection, standing
from simulator.records.store.sql.engine import explained, migrate, open_engine, reading, shown, writing
from simulator.records.store.sql.schema import delivered, entries, p_chain, p_erased, p_joined, p_key, trainee_keys

CHUNK = 2_000
"""Rows fetched at a time."""
FAR = 2**62
"""Beyond every position."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry as it is kept: canonical bytes, their hash, the signature."""

    id: str
    chain: str
    seq: int
    kind: str
    at: str
    payload: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Arrival:
    """A stored entry with its place in the order of arrival, and when and from whom the database got it."""

    position: int
    entry: Stored
    received_at: str
    received_by: str


@dataclass(frozen=True, slots=True)
class TraineeKey:
    """A trainee's key, wrapped under the vault of that fingerprint."""

    trainee: str
    vault: str
    wrapped: bytes


class Database:
    """One database.  Everything raises ``Problem``: not reachable, full, damaged, refused."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        self.shown = shown(url)

    def migrate(self) -> None:
        """Make it, or bring it to the present version."""
        migrate(self.engine)

    @property
    def is_local(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """A transaction that nobody else writes in between; kept for good when it ends without an error."""
        with writing(self.engine) as connection:
            yield Writing(connection)

    # --- reading -----------------------------------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with reading(self.engine) as connection:
            yield connection

    def heads(self) -> dict[str, Head]:
        """Where every chain ends."""
        last = select(entries.c.chain, func.max(entries.c.seq).label("seq")).group_by(entries.c.chain).subquery()
        joined = entries.join(last, (entries.c.chain == last.c.chain) & (entries.c.seq == last.c.seq))
        with self.reading() as connection:
            rows = connection.execute(select(entries.c.chain, entries.c.seq, entries.c.id).select_from(joined))
            return {chain: Head(seq, id) for chain, seq, id in rows}

    def count(self) -> int:
        with self.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(entries)).scalar_one())

    def after(self, chain: str, seq: int, limit: int) -> list[Stored]:
        """The next entries of a chain."""
        query = _stored().where(entries.c.chain == chain, entries.c.seq > seq).order_by(entries.c.seq).limit(limit)
        with self.reading() as connection:
            return [Stored(*row) for row in connection.execute(query)]

    def at(self, chain: str, seq: int) -> Stored | None:
        with self.reading() as connection:
            row = connection.execute(_stored().where(entries.c.chain == chain, entries.c.seq == seq)).first()
            return None if row is None else Stored(*row)

    def by_id(self, id: str) -> Stored | None:
        """The entry whose id begins with this; None where there is none or more than one."""
        with self.reading() as connection:
            rows = connection.execute(_stored().where(begins(entries.c.id, id)).limit(2)).all()
            return Stored(*rows[0]) if len(rows) == 1 else None

    def by_position(self, position: int) -> Stored | None:
        with self.reading() as connection:
            row = connection.execute(_stored().where(entries.c.position == position)).first()
            return None if row is None else Stored(*row)

    def of_kind(self, kind: str, *ids: str) -> list[Stored]:
        """All entries of a kind, or those among the ids, in the order of arrival."""
        # Not by both: SQLite would look through the whole kind for a few ids.
        chosen = among(entries.c.id, ids) if ids else entries.c.kind == kind
        with self.reading() as connection:
            rows = connection.execute(_stored().where(chosen).order_by(entries.c.position))
            return [one for row in rows if (one := Stored(*row)).kind == kind]

    def positions(self, step: int) -> list[int]:
        """Where in the order of arrival every ``step``-th entry is, and last the place behind all of them."""
        with self.reading() as connection:
            found = connection.execute(select(entries.c.position).order_by(entries.c.position)).scalars().all()
        return [*found[::step], found[-1] + 1] if found else []

    def arrivals(self, low: int = -FAR, high: int = FAR) -> Iterator[Arrival]:
        """What is at the positions ``low`` up to ``high`` (excluded), in the order of arrival, in one view of the
        database and little memory."""
        query = _stored().add_columns(entries.c.position, entries.c.received_at, entries.c.received_by)
        query = query.where(entries.c.position >= low, entries.c.position < high)
        with self.reading() as connection:
            found = connection.execution_options(yield_per=CHUNK).execute(query.order_by(entries.c.position))
            for *stored, position, received_at, received_by in found:
                yield Arrival(position, Stored(*stored), received_at or "", received_by or "")

    def chains_of_staff(self) -> set[str]:
        """Chains of enrolled keys of trainers, HR and administrators: what every station gets a copy of."""
        joined = p_chain.join(p_key, p_chain.c.public == p_key.c.public)
        with self.reading() as connection:
            rows = connection.execute(select(p_chain.c.chain).select_from(joined).where(p_key.c.role != "trainee"))
            return set(rows.scalars())

    def stations(self) -> dict[str, str]:
        """By chain the name of the station at which it is written."""
        with self.reading() as connection:
            rows = connection.execute(select(p_chain.c.chain, p_chain.c.name)).all()
        return {str(chain): str(name) for chain, name in rows}

    def openings(self) -> dict[str, str]:
        """By chain the public key that writes it."""
        with self.reading() as connection:
            rows = connection.execute(select(p_chain.c.chain, p_chain.c.public)).all()
        return {str(chain): str(public) for chain, public in rows}

    def chains_of(self, public: str) -> set[str]:
        """The chains that a key opened."""
        with self.reading() as connection:
            return set(connection.execute(select(p_chain.c.chain).where(p_chain.c.public == public)).scalars())

    def trainee_keys(self, vault: str | None = None) -> list[TraineeKey]:
        query = select(trainee_keys.c.trainee, trainee_keys.c.vault, trainee_keys.c.wrapped)
        with self.reading() as connection:
            found = connection.execute(query if vault is None else query.where(trainee_keys.c.vault == vault))
            return [TraineeKey(trainee, name, bytes(wrapped)) for trainee, name, wrapped in found]

    def erased(self) -> set[str]:
        """Trainees whose keys were destroyed."""
        with self.reading() as connection:
            return set(connection.execute(select(p_erased.c.trainee)).scalars())

    def joined(self) -> dict[str, str]:
        """Pseudonyms that are another's, by what holds now."""
        query = select(p_joined.c.trainee, p_joined.c.person).order_by(p_joined.c.at, p_joined.c.id)
        with self.reading() as connection:
            latest = {str(trainee): str(person) for trainee, person in connection.execute(query)}
        return {trainee: person for trainee, person in latest.items() if trainee != person}

    def delivered(self) -> dict[str, int]:
        """Up to which sequence each chain is known to be at the server."""
        query = select(delivered.c.chain, func.max(delivered.c.seq)).group_by(delivered.c.chain)
        with self.reading() as connection:
            return {chain: int(seq) for chain, seq in connection.execute(query)}

    # --- itself ------------------------------------------------------------------------------------------------------

    def missing_guards(self) -> list[str]:
        """Guards that somebody removed."""
        with self.reading() as connection:
            return guards.missing(connection)

    def projection_difference(self) -> tuple[str, str] | None:
        """See ``projection.difference``."""
        with self.reading() as connection:
            return projection.difference(connection) or standing.difference(connection)

    def forget_destroyed_keys(self) -> None:
        """Let nothing of a destroyed key linger in SQLite's write-ahead log."""
        if self.is_local:
            with explained(self.engine), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def begins(id: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether an id begins like this.  By the index, as LIKE is not: ``g`` comes after every hex digit."""
    return id.between(beginning, beginning + "g")


def among(column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Whether it is one of these, of which there may be any number: they are handed over as one parameter, where SQLite
    takes 32,766 and PostgreSQL 65,535."""
    listed = _Listed(json.dumps(list(values))).table_valued("value")
    return column.in_(select(listed.c.value))


class Writing:
    """What can be done inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def head(self, chain: str) -> Head:
        """Where a chain ends; sequence 0 where it has not begun."""
        query = select(entries.c.seq, entries.c.id).where(entries.c.chain == chain).order_by(entries.c.seq.desc())
        row = self.connection.execute(query.limit(1)).first()
        return Head(0, "") if row is None else Head(row.seq, row.id)

    def last_time(self, chain: str) -> str:
        query = select(func.max(entries.c.at)).where(entries.c.chain == chain)
        return str(self.connection.execute(query).scalar() or "")

    def add(self, stored: Sequence[Stored]) -> None:
        """Entries that follow their heads; the guards refuse others."""
        rows = [
            {
                "id": one.id,
                "chain": one.chain,
                "seq": one.seq,
                "kind": one.kind,
                "at": one.at,
                "payload": one.payload.decode("utf-8"),
                "signature": one.signature,
            }
            for one in stored
        ]
        if rows:
            self.connection.execute(insert(entries).inline(), rows)

    def add_keys(self, keys: Iterable[TraineeKey]) -> None:
        """Keys that are not there yet."""
        maker = sqlite.insert if self.connection.dialect.name == "sqlite" else postgresql.insert
        rows = [{"trainee": key.trainee, "vault": key.vault, "wrapped": key.wrapped} for key in keys]
        if rows:
            self.connection.execute(maker(trainee_keys).on_conflict_do_nothing(), rows)

    def remove_key(self, trainee: str) -> None:
        self.connection.execute(delete(trainee_keys).where(trainee_keys.c.trainee == trainee))

    def mark_delivered(self, chain: str, seq: int) -> None:
        """A row that is there already says the same."""
        known = select(func.max(delivered.c.seq)).where(delivered.c.chain == chain)
        if (self.connection.execute(known).scalar() or 0) < seq:
            self.connection.execute(insert(delivered), {"chain": chain, "seq": seq})

    def execute(self, statement: str) -> None:
        self.connection.execute(text(statement))


class _Utf8(GenericFunction[bytes]):
    """The bytes of a text column: a damaged one need not be text."""

    type = LargeBinary()
    inherit_cache = True
    name = "utf8_bytes"


@compiles(_Utf8, "sqlite")
def _sqlite_bytes(element: _Utf8, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS BLOB)"


@compiles(_Utf8, "postgresql")
def _postgresql_bytes(element: _Utf8, compiler: Any, **options: Any) -> str:
    return f"convert_to({compiler.process(element.clauses, **options)}, 'UTF8')"


class _Listed(GenericFunction[str]):
    """A row for each text in an array of JSON."""

    inherit_cache = True
    name = "listed"


@compiles(_Listed, "sqlite")
def _sqlite_listed(element: _Listed, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Listed, "postgresql")
def _postgresql_listed(element: _Listed, compiler: Any, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS json))"


def _stored() -> Select[Any]:
    """The columns of ``Stored``."""
    c = entries.c
    return select(c.id, c.chain, c.seq, c.kind, c.at, _Utf8(c.payload), c.signature)
