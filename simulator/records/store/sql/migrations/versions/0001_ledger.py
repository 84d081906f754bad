"""The ledger: entries, keys of trainees, the projection and the guards.

Entries are kept as they are by every later migration.  What is derived may be dropped and made again from them.
"""

from __future__ import annotations

from alembic import op

from simulator.records.store.sql import derivation
from simulator.records.store.sql.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    derivation.make(connection)
