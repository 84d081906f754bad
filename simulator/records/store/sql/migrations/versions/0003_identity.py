"""Trainers may enter that they checked again who takes an exam.

Only PostgreSQL asks who may enter what; its guards come with all that is derived.
"""

from __future__ import annotations

from alembic import op

from simulator.records.store.sql import derivation

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        derivation.remove(connection)
        derivation.make(connection)
