"""A file that leaves the store: its hash is entered first, so that it can be told from an invented one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from simulator.model.ledger import Audited, Deed
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.runtime.store import Store


def write_export(store: Store, file: Path, data: bytes) -> None:
    """Noted by the workstation's key.  Raises ``Problem``."""
    write_noted(store.workstation(), Deed.EXPORTED, file, data)


def write_noted(ledger: Ledger, deed: Deed, file: Path, data: bytes) -> None:
    """Raises ``Problem``."""
    ledger.append(Audited(deed, hashlib.sha256(data).hexdigest(), file.name))
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"写不了 {file}：{error.strerror}", f"cannot write {file}: {error.strerror}")
        ) from error
