"""Checkpoints: how far every chain had come, signed, in a small file that HR keeps away from the workstations.

{"checkpoint": {...}, "public": "...", "signature": "..."}
"""

from __future__ import annotations

import base64

from simulator.model.ledger import Checkpoint
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.codec import Malformed, canonical, decode, encode, parse
from simulator.records.store.crypto import checker
from simulator.records.store.keys import Signer
from simulator.records.store.sql.database import Database

SIGNED = b"zongji checkpoint 1\n"


def take(database: Database, anchor: str, made: str) -> Checkpoint:
    """The store as it is; verify it first."""
    heads = database.heads()
    return Checkpoint(made, sum(head.seq for head in heads.values()), heads, anchor)


def to_file(checkpoint: Checkpoint, signer: Signer) -> bytes:
    data = encode(checkpoint)
    signature = signer.secret.sign(SIGNED + canonical(data).encode("utf-8"))
    return (
        canonical(
            {
                "checkpoint": data,
                "public": signer.card.public,
                "signature": base64.b64encode(signature).decode("ascii"),
            }
        ).encode("utf-8")
        + b"\n"
    )


def from_file(data: bytes) -> tuple[Checkpoint, str]:
    """The checkpoint and the public key that signed it.  Raises ``Problem``; whose key it is, is for the caller."""
    read = parse(data)
    try:
        if not isinstance(read, dict):
            raise ValueError("no object")
        checkpoint = decode(Checkpoint, read["checkpoint"])
        public, signature = str(read["public"]), base64.b64decode(str(read["signature"]), validate=True)
        message = SIGNED + canonical(read["checkpoint"]).encode("utf-8")
        if isinstance(checkpoint, Malformed) or not checker(bytes.fromhex(public))(signature, message):
            raise ValueError("signature")
    except (ValueError, KeyError) as error:
        raise Problem(
            Exit.DAMAGED,
            Text("检查点文件损坏或被改过。", "the checkpoint is damaged or was changed."),
            Text("请用另一份副本。", "use another copy of it."),
        ) from error
    return checkpoint, public
