"""Is the store what was entered?  Every entry in the order of arrival, up to the first bad record, which is named.

Shown: a changed byte, a missing or moved entry, a chain cut off behind a checkpoint, a replaced log, source or
recording, a signature by a wrong key, an entry beyond its key's role, a score that does not belong to its attempt,
derived tables that say something else, missing guards.  Not shown: what was never entered, and a tail cut off that no
checkpoint and no other store has seen.

What an entry is by itself, ``inspection`` finds out; here is what it is among the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from simulator.model.ledger import MAY_ENTER, Checkpoint, Head, Role
from simulator.model.text import Text
from simulator.model.wording import not_theirs
from simulator.records.store.citations import Citations
from simulator.records.store.inspection import Inspected, chain_keys, inspect_range, opening_key
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import Trust

RANGE = 2_000
"""Entries inspected at a time."""
_MAY = {kind.__name__: roles for kind, roles in MAY_ENTER.items()}

Progress = Callable[[int], None]
"""Told how many entries are over."""
Starmap: TypeAlias = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], Iterator[Any]]
"""``itertools.starmap``, or one that works in several processes and keeps the order."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad record: chain, sequence (0: the store as a whole), the id it is kept under, and what is wrong."""

    chain: str
    seq: int
    id: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """``fault`` is None for a store that is what was entered.  ``absent`` counts attempts whose record folder is not on
    this machine; ``unvouched`` is true while there is no administrator."""

    count: int
    heads: Mapping[str, Head]
    fault: Fault | None
    absent: int
    compared: int
    unvouched: bool


@dataclass(slots=True)
class _Chain:
    """What is known of a chain so far."""

    public: str
    head: Head
    at: str


@dataclass(slots=True)
class _Pass:
    trust: Trust
    chains: dict[str, _Chain] = field(default_factory=dict)
    absent: int = 0
    compared: int = 0
    wanted: dict[tuple[str, int], str] = field(default_factory=dict)  # (chain, seq) -> id of a checkpoint
    citations: Citations = field(default_factory=Citations)


def verify(
    database: Database,
    trust: Trust,
    checkpoints: tuple[Checkpoint, ...] = (),
    records: Path | None = None,
    progress: Progress = lambda done: None,
    starmap: Starmap = itertools.starmap,
) -> Verification:
    """Everything, up to the first fault.  ``records`` is the folder of record folders to compare with."""
    run = _Pass(trust)
    run.wanted = {(chain, head.seq): head.id for one in checkpoints for chain, head in one.heads.items()}
    with ThreadPoolExecutor(1) as beside:
        derived = beside.submit(_derived, database)  # the database works on another core meanwhile
        count, fault = _all_entries(run, _inspected(database, records, starmap), progress)
    # Not asked for where there is a fault: on a broken entry the database may only have stumbled.
    fault = fault or _late(run) or _cut(run, checkpoints) or derived.result() or _unguarded(database)
    heads = {name: chain.head for name, chain in run.chains.items()}
    return Verification(count, heads, fault, run.absent, run.compared, not trust.anchor)


def _inspected(database: Database, records: Path | None, starmap: Starmap) -> Iterator[Inspected]:
    """Every entry that is there by now."""
    keys = chain_keys(database)
    ranges = ((database.url, low, high, keys, records) for low, high in pairwise(database.positions(RANGE)))
    return itertools.chain.from_iterable(starmap(inspect_range, ranges))


def _all_entries(run: _Pass, inspected: Iterator[Inspected], progress: Progress) -> tuple[int, Fault | None]:
    """How many were read, and the first fault."""
    count = 0
    for entry in inspected:
        count += 1
        reason = _reason(run, entry)
        if reason is not None:
            return count, Fault(entry.chain, entry.seq, entry.id, reason)
        if count % 1_000 == 0:
            progress(count)
    return count, None


# --- one entry -------------------------------------------------------------------------------------------------------


def _reason(run: _Pass, entry: Inspected) -> Text | None:
    if entry.content is not None:
        return entry.content
    chain = run.chains.get(entry.chain)
    if chain is None:
        opened = _open(run, entry)
        if isinstance(opened, Text):
            return opened
        chain = run.chains[entry.chain] = opened
    misplaced = _misplaced(chain, entry)
    if misplaced is not None:
        return misplaced
    if not entry.signed:
        return Text("签名不是这条链的密钥所签", "the signature is not by the key of this chain")
    chain.head, chain.at = Head(entry.seq, entry.id), entry.at
    if run.wanted.get((entry.chain, entry.seq), entry.id) != entry.id:
        return Text("与检查点不同：记录被换过", "not what the checkpoint says: the records were replaced")
    run.absent += entry.compared is False
    run.compared += entry.compared is True
    return _unallowed(run.trust, chain, entry) or _cited(run, chain, entry) or entry.evidence


def _open(run: _Pass, entry: Inspected) -> _Chain | Text:
    if entry.seq != 1:
        return Text(f"缺少第 1 至 {entry.seq - 1} 条", f"entries 1 to {entry.seq - 1} are missing")
    public = opening_key(entry.chain, entry.cited) if entry.kind == "ChainOpened" else None
    if public is None:
        return Text("不是这条链的开头", "not the opening of this chain")
    if run.trust.role_of(public) is None:
        return Text("这把密钥没有经管理员登记", "no administrator vouches for this key")
    return _Chain(public, Head(0, ""), "")


def _misplaced(chain: _Chain, entry: Inspected) -> Text | None:
    expected = chain.head.seq + 1
    if entry.seq > expected:
        return Text(f"缺少第 {expected} 至 {entry.seq - 1} 条", f"entries {expected} to {entry.seq - 1} are missing")
    if entry.seq < expected:
        return Text(f"次序不对：应为第 {expected} 条", f"out of order: entry {expected} was to come")
    if entry.previous != chain.head.id:
        return Text("与上一条接不上", "does not follow from the entry before")
    if entry.at < chain.at:
        return Text("日期早于上一条", "dated before the entry it follows")
    return None


def _unallowed(trust: Trust, chain: _Chain, entry: Inspected) -> Text | None:
    if not trust.holds(chain.public, entry.chain, entry.seq):
        return Text("密钥此前已吊销", "the key had been revoked")
    if not trust.anchor and entry.kind == "KeyEnrolled":
        # Without it every key would be taken at its word, so losing it must not pass for never having had it.
        return Text(
            "有管理员登记的密钥，但本机不知道管理员的指纹（zongji records key trust）",
            "keys are enrolled, but the administrator's fingerprint is not known here (zongji records key trust)",
        )
    role = trust.role_of(chain.public)
    assert role is not None  # else its opening was refused
    if trust.anchor and role not in _MAY[entry.kind]:
        return not_theirs(role, entry.kind)
    return None


def _cited(run: _Pass, chain: _Chain, entry: Inspected) -> Text | None:
    if entry.kind == "AttemptMade":
        run.citations.attempt(entry.id, entry.chain, entry.cited)
    elif entry.kind == "Ruled":
        run.citations.ruling(entry.id, entry.cited)
    elif entry.kind == "Scored":
        # While there is no administrator nobody is known to be a trainer.
        workstation = bool(run.trust.anchor) and run.trust.role_of(chain.public) is Role.TRAINEE
        return run.citations.score(entry.id, entry.chain, entry.seq, entry.cited, workstation=workstation)
    return None


# --- the store as a whole --------------------------------------------------------------------------------------------


def _late(run: _Pass) -> Fault | None:
    found = run.citations.late()
    if found is None:
        return None
    citing, reason = found
    return Fault(citing.chain, citing.seq, citing.id, reason)


def _cut(run: _Pass, checkpoints: tuple[Checkpoint, ...]) -> Fault | None:
    for checkpoint in checkpoints:
        for name, head in checkpoint.heads.items():
            last = run.chains[name].head.seq if name in run.chains else 0
            if last < head.seq:
                reason = Text(
                    f"末尾被截断：到第 {last} 条为止，{checkpoint.made} 的检查点有 {head.seq} 条",
                    f"the tail is cut off: it ends at {last}, the checkpoint of {checkpoint.made} has {head.seq}",
                )
                return Fault(name, last + 1, head.id if last + 1 == head.seq else "", reason)
    return None


def _derived(database: Database) -> Fault | None:
    found = database.projection_difference()
    if found is None:
        return None
    table, row = found
    reason = Text(f"查询表 {table} 与记录不符", f"the table {table} does not say what the entries say")
    entry = database.by_position(int(row)) if row.isdigit() and len(row) < 20 else database.by_id(row)
    id = entry.id if entry else row
    return Fault(entry.chain if entry else "", entry.seq if entry else 0, id, reason)


def _unguarded(database: Database) -> Fault | None:
    gone = database.missing_guards()
    if not gone:
        return None
    names = ", ".join(gone[:3])
    return Fault("", 0, "", Text(f"存储库的保护被去掉：{names}", f"guards of the store were removed: {names}"))
