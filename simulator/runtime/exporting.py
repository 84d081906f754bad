"""A file that leaves the store: its hash is entered first, so that it can be told from an invented one."""

from __future__ import annotations

import hashlib
from pathlib import Path

from simulator.model.ledger import Audited, Deed
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.store import Store


def write_export(store: Store, file: Path, data: bytes) -> None:
    """Raises ``Problem``."""
    store.workstation().append(Audited(Deed.EXPORTED, hashlib.sha256(data).hexdigest(), file.name))
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"写不了 {file}：{error.strerror}", f"cannot write {file}: {error.strerror}")
        ) from error
