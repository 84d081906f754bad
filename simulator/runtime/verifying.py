"""The store of this machine verified, on all cores where there is much of it."""

from __future__ import annotations

import itertools
from pathlib import Path

from simulator.model.ledger import Checkpoint
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import Trust
from simulator.records.store.verify import Progress, Verification, verify
from simulator.runtime.pool import cores, starmap

MANY = 5_000
"""So many entries are verified sooner than processes are started."""


def verify_everything(
    database: Database,
    trust: Trust,
    checkpoints: tuple[Checkpoint, ...],
    records: Path,
    progress: Progress = lambda done: None,
) -> Verification:
    """See ``verify``."""
    alone = cores() < 2 or database.count() < MANY
    return verify(database, trust, checkpoints, records, progress, itertools.starmap if alone else starmap)
