"""How long logs and recordings are kept on this machine, and what is beyond that.

What a certificate that still holds rests on stays, and so does what was appealed against until a person confirmed the
result.  The entries always stay: what is erased can still be verified, and no longer be scored again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulator.model.ledger import Audited, Certified, Deed, TraineeErased
from simulator.model.standing import CertificateState
from simulator.records.store.ledger import Ledger
from simulator.records.store.months import later
from simulator.records.store.sql import queries
from simulator.records.store.sql.queries import attempt_of_log
from simulator.runtime.attempts import read_header
from simulator.runtime.entering import in_utc, last_hash
from simulator.runtime.erasing import delete_folder
from simulator.runtime.record_folder import RecordFolder, record_folders
from simulator.runtime.store import Store

USUAL_MONTHS = 36
"""Longer than a certificate of the shipped course is valid."""
HOLDING = (CertificateState.VALID, CertificateState.EXPIRING)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A record folder beyond the period.  ``attempt`` is empty where the call was never entered."""

    folder: RecordFolder
    started: str
    attempt: str


def retention_months(store: Store) -> int:
    return store.retention_months or USUAL_MONTHS


def overdue(store: Store, records: Path, today: date) -> Iterator[Overdue]:
    """The oldest first."""
    limit = later(today, -retention_months(store)).isoformat()
    needed = _needed(store, today)
    for folder in record_folders(records, store.seals):
        header = read_header(folder)
        if header is not None and in_utc(header) < limit:
            attempt = attempt_of_log(store.database, last_hash(folder)) or ""
            if attempt not in needed:
                yield Overdue(folder, in_utc(header), attempt)


def erase_overdue(store: Store, ledger: Ledger, found: Sequence[Overdue]) -> None:
    """Delete these folders; each entered attempt gets an entry that says so.  Raises ``Problem``."""
    ledger.require(TraineeErased)  # the same people decide
    for one in found:
        delete_folder(one.folder)
        if one.attempt:
            ledger.append(Audited(Deed.RECORDING_DESTROYED, one.attempt, "retention"))


def _needed(store: Store, today: date) -> frozenset[str]:
    """Attempts that a certificate rests on, or an appeal that is open."""
    holding = (one.id for one in queries.certificates(store.database, today) if one.state in HOLDING)
    certified = (body.attempts for body in map(store.body, holding) if isinstance(body, Certified))
    return frozenset(id for attempts in certified for id in attempts) | queries.open_appeals(store.database)
