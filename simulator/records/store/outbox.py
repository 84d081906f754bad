"""From one store to another: what a workstation entered while the server was away, and what staff entered elsewhere.

A chain has one writer, and the receiving side takes an entry only where it follows the head it has.  So there is
nothing to merge: what is sent twice is there already, what was cut off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.model.ledger import Head, TraineeErased
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.sql.database import Database, Stored

BATCH = 200
"""Entries in one transaction."""

Progress = Callable[[int, int], None]
"""Told how many entries of how many are over."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What one delivery did."""

    sent: int
    fetched: int
    keys: int  # trainees' keys that either side did not have


def pending(local: Database) -> int:
    """How many entries of this station the server is not known to have; asks only the local store."""
    known = local.delivered()
    return sum(max(0, head.seq - known.get(chain, 0)) for chain, head in local.heads().items())


def exchange(
    local: Database, server: Database, progress: Progress = lambda done, all: None, *, everything: bool = False
) -> Exchanged:
    """Send what the server does not have, then fetch what staff entered elsewhere, or ``everything`` that the login may
    see: staff need the attempts that they rule on.  Raises ``Problem``."""
    staff_here = local.chains_of_staff()
    keys = _share_keys(local, server)
    sent = carry(local, server, local.heads(), progress, mark=True)
    there = server.heads().keys()
    fetched = carry(server, local, there if everything else (staff_here | server.chains_of_staff()) & there, progress)
    _note_fetched(local, server)
    keys += _share_keys(server, local)
    return Exchanged(sent, fetched, keys)


def carry(source: Database, target: Database, chains: Iterable[str], progress: Progress, *, mark: bool = False) -> int:
    """Bring the target's chains up to where the source's are; ``mark`` notes at the source how far.  Returns how many
    entries the target did not have."""
    have, there = source.heads(), target.heads()
    wanted = [chain for chain in chains if chain in have]
    total = sum(max(0, have[chain].seq - there.get(chain, Head(0, "")).seq) for chain in wanted)
    done = 0
    for chain in wanted:
        at = there.get(chain, Head(0, ""))
        _require_common(source, chain, at)
        while at.seq < have[chain].seq:
            batch = source.after(chain, at.seq, BATCH)
            at = receive(target, batch)
            done += len(batch)
            progress(done, total)
        if mark:
            with source.writing() as writing:
                writing.mark_delivered(chain, at.seq)
    return done


def receive(target: Database, batch: list[Stored]) -> Head:
    """Take the next entries of one chain; those that are there already are passed over.  The new head."""
    with target.writing() as writing:
        head = writing.head(batch[0].chain)
        new = [one for one in batch if one.seq > head.seq]
        writing.add(new)
    if any(one.kind == TraineeErased.__name__ for one in new):
        target.forget_destroyed_keys()
    return Head(new[-1].seq, new[-1].id) if new else head


def _require_common(source: Database, chain: str, at: Head) -> None:
    """The entry that the target has last must be the source's as well."""
    if at.seq == 0:
        return
    same = source.at(chain, at.seq)
    if same is not None and same.id != at.id:
        raise Problem(
            Exit.DAMAGED,
            Text(
                f"链 {chain} 的第 {at.seq} 条与对方不同。",
                f"entry {at.seq} of chain {chain} differs on the other side.",
            ),
            Text(
                "两台机器用了同一份存储库的副本，或有一方被改过：两边各运行 zongji records verify。",
                "two machines use copies of one store, or one was changed: run zongji records verify on both.",
            ),
        )


def _share_keys(source: Database, target: Database) -> int:
    """Keys of trainees that the target lacks, but for those erased anywhere."""
    erased = source.erased() | target.erased()
    have = {key.trainee for key in target.trainee_keys()}
    new = [key for key in source.trainee_keys() if key.trainee not in have | erased]
    if new:
        with target.writing() as writing:
            writing.add_keys(new)
    return len(new)


def _note_fetched(local: Database, server: Database) -> None:
    """What came from the server is no longer to be sent there."""
    there, known = server.heads(), local.delivered()
    with local.writing() as writing:
        for chain, head in local.heads().items():
            seq = min(head.seq, there.get(chain, Head(0, "")).seq)
            if seq > known.get(chain, 0):
                writing.mark_delivered(chain, seq)
