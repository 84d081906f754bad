"""Is the store what was entered?  One pass in the order of arrival, in little memory, that names the first bad record.

Shown: a changed byte, a missing or moved entry, a chain cut off behind a checkpoint, a replaced log, source or
recording, a signature by a wrong key, an entry beyond its key's role, a score that does not belong to its attempt,
derived tables that say something else, missing guards.  Not shown: what was never entered, and a tail cut off that no
checkpoint and no other store has seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from simulator.model.ledger import MAY_ENTER, Checkpoint, Head, Role
from simulator.model.text import Text
from simulator.records.codec import Json
from simulator.records.store.canonical import chain_of, id_of, read_roughly, signed_part
from simulator.records.store.citations import Citations
from simulator.records.store.crypto import checker
from simulator.records.store.sql.database import Arrival, Database, Stored
from simulator.records.store.trust import Trust

_MAY = {kind.__name__: roles for kind, roles in MAY_ENTER.items()}

Progress = Callable[[int], None]
"""Told how many entries are over."""


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
    check: Callable[[bytes, bytes], bool]
    head: Head
    at: str


@dataclass(slots=True)
class _Pass:
    trust: Trust
    records: Path | None
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
) -> Verification:
    """Everything, up to the first fault.  ``records`` is the folder of record folders to compare with."""
    run = _Pass(trust, records)
    run.wanted = {(chain, head.seq): head.id for one in checkpoints for chain, head in one.heads.items()}
    with ThreadPoolExecutor(1) as beside:
        derived = beside.submit(_derived, database)  # the database works on another core meanwhile
        count, fault = _all_entries(run, database, progress)
    # Not asked for where there is a fault: on a broken entry the database may only have stumbled.
    fault = fault or _late(run) or _cut(run, checkpoints) or derived.result() or _unguarded(database)
    heads = {name: chain.head for name, chain in run.chains.items()}
    return Verification(count, heads, fault, run.absent, run.compared, not trust.anchor)


def _all_entries(run: _Pass, database: Database, progress: Progress) -> tuple[int, Fault | None]:
    """How many were read, and the first fault."""
    count = 0
    for arrival in database.arrivals():
        count += 1
        fault = _examine(run, arrival)
        if fault is not None:
            return count, fault
        if count % 1_000 == 0:
            progress(count)
    return count, None


# --- one entry -------------------------------------------------------------------------------------------------------


def _examine(run: _Pass, arrival: Arrival) -> Fault | None:
    entry = arrival.entry
    reason = _reason(run, entry)
    return None if reason is None else Fault(entry.chain, entry.seq, entry.id, reason)


def _reason(run: _Pass, entry: Stored) -> Text | None:
    if id_of(entry.payload) != entry.id:
        return Text("内容与编号不符：有字节被改过", "the content is not what its id says: bytes were changed")
    data = read_roughly(entry.payload)
    if data is None or _columns(data) != (entry.chain, entry.seq, entry.at, entry.kind):
        return Text("登记的栏目与内容不符", "the columns are not what the content says")
    chain = run.chains.get(entry.chain)
    if chain is None:
        opened = _open(run, entry, data)
        if isinstance(opened, Text):
            return opened
        chain = run.chains[entry.chain] = opened
    misplaced = _misplaced(chain, entry, data)
    if misplaced is not None:
        return misplaced
    if not chain.check(entry.signature, signed_part(entry.id)):
        return Text("签名不是这条链的密钥所签", "the signature is not by the key of this chain")
    chain.head, chain.at = Head(entry.seq, entry.id), entry.at
    if run.wanted.get((entry.chain, entry.seq), entry.id) != entry.id:
        return Text("与检查点不同：记录被换过", "not what the checkpoint says: the records were replaced")
    return _unallowed(run.trust, chain, entry) or _cited(run, chain, entry, data) or _evidence(run, entry, data)


def _columns(data: Mapping[str, Json]) -> tuple[Json, Json, Json, Json]:
    body = data["body"]
    kind = body.get("type") if isinstance(body, dict) else None
    return data.get("chain"), data.get("seq"), data.get("at"), kind


def _open(run: _Pass, entry: Stored, data: Mapping[str, Json]) -> _Chain | Text:
    if entry.seq != 1:
        return Text(f"缺少第 1 至 {entry.seq - 1} 条", f"entries 1 to {entry.seq - 1} are missing")
    body = data["body"]
    public, station = (str(body.get(name)) for name in ("public", "station")) if isinstance(body, dict) else ("", "")
    try:
        if entry.kind != "ChainOpened" or chain_of(bytes.fromhex(public), station) != entry.chain:
            raise ValueError("another chain")
        check = checker(bytes.fromhex(public))
    except ValueError:
        return Text("不是这条链的开头", "not the opening of this chain")
    if run.trust.role_of(public) is None:
        return Text("这把密钥没有经管理员登记", "no administrator vouches for this key")
    return _Chain(public, check, Head(0, ""), "")


def _misplaced(chain: _Chain, entry: Stored, data: Mapping[str, Json]) -> Text | None:
    expected = chain.head.seq + 1
    if entry.seq > expected:
        return Text(f"缺少第 {expected} 至 {entry.seq - 1} 条", f"entries {expected} to {entry.seq - 1} are missing")
    if entry.seq < expected:
        return Text(f"次序不对：应为第 {expected} 条", f"out of order: entry {expected} was to come")
    if data.get("previous") != chain.head.id:
        return Text("与上一条接不上", "does not follow from the entry before")
    if entry.at < chain.at:
        return Text("日期早于上一条", "dated before the entry it follows")
    return None


def _unallowed(trust: Trust, chain: _Chain, entry: Stored) -> Text | None:
    if not trust.holds(chain.public, entry.chain, entry.seq):
        return Text("密钥此前已吊销", "the key had been revoked")
    if not trust.anchor and entry.kind == "KeyEnrolled":
        # Without it every key would be taken at its word, so losing it must not pass for never having had it.
        return Text(
            "有管理员登记的密钥，但本机不知道管理员的指纹（zongji records key trust）",
            "keys are enrolled, but the administrator's fingerprint is not known here (zongji records key trust)",
        )
    role = trust.role_of(chain.public)
    if trust.anchor and role not in _MAY[entry.kind]:
        return Text(f"{role} 的密钥无权写入 {entry.kind}", f"a key of {role} may not enter {entry.kind}")
    return None


def _cited(run: _Pass, chain: _Chain, entry: Stored, data: Mapping[str, Json]) -> Text | None:
    body = data["body"]
    assert isinstance(body, dict)
    if entry.kind == "AttemptMade":
        run.citations.attempt(entry.id, entry.chain, body)
    elif entry.kind == "Ruled":
        run.citations.ruling(entry.id, body)
    elif entry.kind == "Scored":
        # While there is no administrator nobody is known to be a trainer.
        workstation = bool(run.trust.anchor) and run.trust.role_of(chain.public) is Role.TRAINEE
        return run.citations.score(entry.id, entry.chain, entry.seq, body, workstation=workstation)
    return None


def _evidence(run: _Pass, entry: Stored, data: Mapping[str, Json]) -> Text | None:
    """The record folder of an attempt, where it is on this machine, against the hashes in the entry."""
    body = data["body"]
    if entry.kind != "AttemptMade" or run.records is None or not isinstance(body, dict):
        return None
    folder = run.records / str(body.get("folder"))
    if not (folder / "log.jsonl").is_file():
        run.absent += 1
        return None
    run.compared += 1
    if _sha256(folder / "log.jsonl") != body.get("log_file"):
        return Text(f"日志 {folder.name}/log.jsonl 被换过", f"the log {folder.name}/log.jsonl was replaced")
    recording = folder / "recording.wav"  # may be gone: it is kept for its time only
    if recording.is_file() and _sha256(recording) != body.get("recording"):
        return Text(f"录音 {folder.name}/recording.wav 被换过", f"the recording of {folder.name} was replaced")
    sources = body.get("sources")
    for name, sha256 in sources.items() if isinstance(sources, dict) else ():
        if _sha256(folder.joinpath("sources", *name.split("/"))) != sha256:
            return Text(f"{folder.name} 的源文件 {name} 被换过", f"the source {name} of {folder.name} was replaced")
    return None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


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
