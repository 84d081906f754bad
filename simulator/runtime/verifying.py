"""The store of this machine verified, on all cores where there is much of it."""

from __future__ import annotations

import itertools
from pathlib import Path

from simulator.model.ledger import Checkpoint
from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import Trust
from simulator.records.store.verify import Fault, Progress, Verification, verify
from simulator.runtime.pool import cores, starmap

MANY = 5_000
"""So many entries are verified sooner than processes are started."""
SHORT = 12
"""Digits of an id as it is shown."""
UNVOUCHED = Text(
    "还没有管理员：密钥没有人担保（zongji records key new --role administrator）。",
    "There is no administrator: nobody vouches for the keys (zongji records key new --role administrator).",
)


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


def told(found: Verification, database: Database) -> tuple[Text, ...]:
    """What came out: that all agrees, or the first bad record; then that nobody vouches for the keys, if so."""
    outcome = _agrees(found) if found.fault is None else _bad(found.fault, _station(database, found.fault))
    return (outcome, UNVOUCHED) if found.unvouched else (outcome,)


def _agrees(found: Verification) -> Text:
    return Text(
        f"核对无误：{found.count} 条记录，{found.compared} 个通话的日志和源文件一致，{found.absent} 个不在本机。",
        f"Verified: {found.count} entries; logs and sources of {found.compared} calls agree, "
        f"{found.absent} are not on this machine.",
    )


def _bad(fault: Fault, station: str) -> Text:
    name = f" ({station})" if station else ""
    where = Text(
        f"链 {fault.chain[:SHORT]}{name} 第 {fault.seq} 条",
        f"chain {fault.chain[:SHORT]}{name}, entry {fault.seq}",
    )
    return Text(
        f"第一条有问题的记录：{where.zh}（{fault.id[:SHORT]}）：{fault.reason.zh}",
        f"The first bad record: {where.en} ({fault.id[:SHORT]}): {fault.reason.en}",
    )


def _station(database: Database, fault: Fault) -> str:
    """Where the bad record was entered; empty where the store is too broken to tell."""
    try:
        return database.stations().get(fault.chain, "")
    except Problem:
        return ""
