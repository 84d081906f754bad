"""Checkpoint files: written for HR to keep elsewhere, and read when the store is compared with one."""

from __future__ import annotations

from pathlib import Path

from simulator.model.ledger import Checkpoint, Deed, Role
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.model.wording import either
from simulator.records.store import checkpoint as checkpoints
from simulator.records.store.ledger import Ledger, utc_now
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import Verification
from simulator.runtime.exporting import write_noted
from simulator.runtime.store import Store

SIGNERS = frozenset({Role.HR, Role.ADMINISTRATOR})
"""Whose key a checkpoint is signed with."""


def require_signer(ledger: Ledger) -> None:
    """Refuse another's key: what it signs would be refused when it is compared with.  Raises ``Problem``."""
    if ledger.signer.card.role not in SIGNERS:
        needed = either(SIGNERS)
        raise Problem(
            Exit.REFUSED,
            Text(f"检查点要用{needed.zh}的密钥签名。", f"a checkpoint takes a key of the role {needed.en}."),
        )


def write_checkpoint(
    store: Store, database: Database, ledger: Ledger, file: Path, verified: Verification
) -> Checkpoint:
    """Of a database that was verified: this machine's or the shared one.  Its hash is entered here.  Raises
    ``Problem``."""
    require_signer(ledger)
    if verified.fault is not None:
        raise Problem(Exit.DAMAGED, Text("没有写检查点。", "no checkpoint was written."))
    made = checkpoints.take(database, store.anchor, utc_now())
    write_noted(ledger, Deed.CHECKPOINT, file, checkpoints.to_file(made, ledger.signer))
    return made


def read_checkpoint(file: Path, store: Store, database: Database) -> Checkpoint:
    """Raises ``Problem``, also where it is signed by nobody who may."""
    try:
        read, public = checkpoints.from_file(file.read_bytes())
    except OSError as error:
        raise Problem(
            Exit.USAGE, Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error
    if read_trust(database, read.administrator or store.anchor).role_of(public) not in SIGNERS:
        raise Problem(
            Exit.DAMAGED,
            Text(
                "检查点不是由人事或管理员的密钥签的。", "the checkpoint is not signed by a key of HR or administrator."
            ),
        )
    return read


def anchor_for(store: Store, read: tuple[Checkpoint, ...]) -> str:
    """The administrator's fingerprint that the store is verified by: the checkpoint's, which was kept elsewhere."""
    return read[0].administrator if read and read[0].administrator else store.anchor
