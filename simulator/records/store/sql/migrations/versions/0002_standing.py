"""How each attempt stands, in one row; a score's clauses, in one row: lists and reports of 100,000 attempts.

Only what is derived has changed, so all of it is made again from the entries.
"""

from __future__ import annotations

from alembic import op

from simulator.records.store.sql import derivation

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    connection = op.get_bind()
    derivation.remove(connection)
    derivation.make(connection)
