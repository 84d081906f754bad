"""The tables.  ``entries`` is the truth and only ever grows; ``p_...`` tables are derived from it by triggers
(``projection``, ``standing``); ``trainee_keys`` is what erasure destroys; ``delivered`` remembers how far an outbox is
emptied.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

HASH = String(64)
CHAIN = String(32)
NAME = String(64)
TIME = String(32)

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    # The order of arrival.
    Column("position", BigInteger().with_variant(Integer, "sqlite"), Identity(always=True), primary_key=True),
    Column("id", HASH, nullable=False, unique=True),
    Column("chain", CHAIN, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", NAME, nullable=False, index=True),
    Column("at", TIME, nullable=False),
    Column("payload", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_at", TIME, server_default=text("''")),  # the database's own clock and user: set by a trigger
    Column("received_by", NAME, server_default=text("''")),
    UniqueConstraint("chain", "seq"),
)

trainee_keys = Table(
    "trainee_keys",
    metadata,
    Column("trainee", CHAIN, primary_key=True),
    Column("vault", NAME, nullable=False),  # fingerprint of the vault key that opens it
    Column("wrapped", LargeBinary, nullable=False),
)

delivered = Table(
    "delivered",
    metadata,
    Column("chain", CHAIN, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
)

# --- derived ---------------------------------------------------------------------------------------------------------

derived = MetaData()


def _derived(name: str, *columns: Column[str] | Column[int] | Index) -> Table:
    """A table of the projection; ``id`` is the entry that a row comes from."""
    return Table(name, derived, Column("id", HASH, primary_key=True), *columns)


p_chain = _derived("p_chain", Column("chain", CHAIN, index=True), Column("public", HASH), Column("name", Text))
p_key = _derived("p_key", Column("public", HASH), Column("role", NAME), Column("holder", Text), Column("chain", CHAIN))
p_trainee = _derived("p_trainee", Column("trainee", CHAIN, index=True), Column("at", TIME), Column("chain", CHAIN))
p_joined = _derived("p_joined", Column("trainee", CHAIN, index=True), Column("person", CHAIN), Column("at", TIME))
p_erased = _derived("p_erased", Column("trainee", CHAIN, index=True))
p_course = _derived(
    "p_course",
    Column("course", Text),
    Column("version", Text),
    Column("title", Text),
    Column("valid_months", Integer),
    Column("recertify_months", Integer),
    Column("attempts", Integer),
)
p_begun = _derived(
    "p_begun",
    Column("trainee", CHAIN, index=True),
    Column("course", HASH),
    Column("number", Integer),
    Column("at", TIME),
)
p_attempt = _derived(
    "p_attempt",
    Column("chain", CHAIN),
    Column("trainee", CHAIN, index=True),
    Column("call", Text),
    Column("title", Text),
    Column("rulebook", Text),
    Column("course", HASH, index=True),
    Column("mode", NAME),
    Column("started", TIME, index=True),
    Column("log", HASH, index=True),
)
p_score = _derived(
    "p_score",
    Column("position", BigInteger),
    Column("attempt", HASH),
    Column("at", TIME),
    Column("chain", CHAIN),
    Column("verdict", NAME),
    Column("lowest", Integer),
    Column("highest", Integer),
    Column("certifiable", Integer),
    Column("rulings", Integer),
    Column("undecided", Integer),
    Column("record_errors", Integer),
    Index("p_score_of", "attempt", "rulings", "at", "id"),
)
# A row for each score, not for each clause of it: a class of 100,000 attempts is three million clauses.
p_clause = Table(
    "p_clause",
    derived,
    # Of the score's entry.
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("clauses", Text),  # their names, with spaces between
    Column("numbers", Text),  # of each, in that order: [points, possible points, how many findings failed]
)
p_ruling = _derived(
    "p_ruling",
    Column("attempt", HASH, index=True),
    Column("finding", Text),
    Column("verdict", NAME),
    Column("second", Integer),
    Column("at", TIME),
    Column("chain", CHAIN),
)
p_appeal = _derived("p_appeal", Column("attempt", HASH, index=True), Column("finding", Text))
p_confirmed = _derived(
    "p_confirmed", Column("attempt", HASH, index=True), Column("score", HASH), Column("verdict", NAME)
)
p_void = _derived("p_void", Column("attempt", HASH, index=True))
p_certificate = _derived(
    "p_certificate",
    Column("trainee", CHAIN, index=True),
    Column("course", HASH),
    Column("granted", TIME),
    Column("expires", TIME, index=True),
)
p_retired = _derived("p_retired", Column("certificate", HASH, index=True))

# --- how it stands ---------------------------------------------------------------------------------------------------

standings = MetaData()

p_standing = Table(
    "p_standing",
    standings,
    Column("id", HASH, primary_key=True),
    Column("trainee", CHAIN, index=True),
    Column("call", Text),
    Column("title", Text),
    Column("rulebook", Text),
    Column("course", HASH, index=True),
    Column("mode", NAME),
    Column("started", TIME),
    Column("station", Text),
    Column("automatic", NAME),
    Column("automatic_total", Integer),
    Column("verdict", NAME),
    Column("total", Integer),
    Column("highest", Integer),
    Column("undecided", Integer),
    Column("rulings", Integer),
    Column("appeals", Integer),
    Column("certifiable", Integer),
    Column("voided", Integer),
    Column("score", HASH),
    Column("position", BigInteger),  # of the score's entry, 0: there is none
    Column("record_errors", Integer),
    Index("p_standing_newest", text("started DESC"), "id"),
)
"""The columns of ``model.standing.Attempt``, and two more."""
