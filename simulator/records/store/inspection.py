"""An entry by itself: is it what its id, its columns and its signature say, and what its record folder holds?

This is nearly all the work of ``verify``, and none of it depends on any other entry, so ranges of entries can be
inspected in any order and in several processes.  What others need to know of an entry comes back with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os.path import isfile
from pathlib import Path

from simulator.model.parts import SEALED, Part
from simulator.model.text import Text
from simulator.records.codec import Json, canonical
from simulator.records.store.bulk import without_bulk
from simulator.records.store.canonical import chain_of, id_of, read_roughly, signed_part
from simulator.records.store.crypto import checker
from simulator.records.store.sql.database import Database, Stored

CITED = {
    "ChainOpened": ("public", "station"),
    "AttemptMade": ("log",),
    "Ruled": ("attempt", "second"),
    "Scored": ("attempt", "log", "rulings"),
}
"""The fields of each kind that other entries are compared with."""

Check = Callable[[bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class Inspected:
    """An entry as it is kept.  ``content`` and ``evidence`` say what is wrong; where the content is wrong, the rest is
    empty.  ``compared`` says whether the record folder was on this machine, None for what has none."""

    chain: str
    seq: int
    id: str
    kind: str
    at: str
    content: Text | None = None
    previous: str = ""
    signed: bool = False
    cited: Mapping[str, Json] = field(default_factory=dict)
    compared: bool | None = None
    evidence: Text | None = None


def chain_keys(database: Database) -> dict[str, str]:
    """By chain the public key (hex) that opened it."""
    keys = {}
    for stored in database.of_kind("ChainOpened"):
        data = read_roughly(stored.payload)
        if data is not None and (public := opening_key(stored.chain, _body(data))) is not None:
            keys[stored.chain] = public
    return keys


def opening_key(chain: str, opening: Mapping[str, Json]) -> str | None:
    """The key of an opening that is this chain's; None for another's."""
    public, station = str(opening.get("public")), str(opening.get("station"))
    try:
        checker(bytes.fromhex(public))
        return public if chain_of(bytes.fromhex(public), station) == chain else None
    except ValueError:
        return None


def inspect_range(url: str, low: int, high: int, keys: Mapping[str, str], records: Path | None) -> list[Inspected]:
    """The entries at the positions ``low`` up to ``high`` (excluded), in the order of arrival."""
    checks = {chain: checker(bytes.fromhex(public)) for chain, public in keys.items()}
    return [_inspect(arrival.entry, checks, records) for arrival in Database(url).arrivals(low, high)]


def _inspect(entry: Stored, checks: Mapping[str, Check], records: Path | None) -> Inspected:
    kept = entry.chain, entry.seq, entry.id, entry.kind, entry.at
    if id_of(entry.payload) != entry.id:
        wrong = Text("内容与编号不符：有字节被改过", "the content is not what its id says: bytes were changed")
        return Inspected(*kept, wrong)
    short = _text(entry.payload)
    data = None if short is None else read_roughly(short)
    if data is None or _columns(data) != (entry.chain, entry.seq, entry.at, entry.kind):
        return Inspected(*kept, Text("登记的栏目与内容不符", "the columns are not what the content says"))
    if canonical(data) != short:
        # A name that is there twice: the database would read the first, this program the last.
        return Inspected(*kept, Text("内容不是规范的写法，可以有两种读法", "the content can be read in two ways"))
    body = _body(data)
    cited = {name: body[name] for name in CITED.get(entry.kind, ()) if name in body}
    check = checks.get(entry.chain)
    signed = check is not None and check(entry.signature, signed_part(entry.id))
    compared, evidence = None, None
    if entry.kind == "AttemptMade" and records is not None:
        folder = f"{records}/{body.get('folder')}"
        # As text: a Path is made of hardly any of a hundred thousand.
        compared = isfile(f"{folder}/{Part.LOG}{SEALED}") or isfile(f"{folder}/{Part.LOG}")
        evidence = _replaced(Path(folder), body) if compared else None
    return Inspected(*kept, None, str(data.get("previous")), signed, cited, compared, evidence)


def _text(payload: bytes) -> str | None:
    """What of an entry has to be read; None where it is no text."""
    try:
        return without_bulk(payload.decode("utf-8"))
    except UnicodeDecodeError:
        return None


def _body(data: Mapping[str, Json]) -> dict[str, Json]:
    body = data["body"]
    assert isinstance(body, dict)
    return body


def _columns(data: Mapping[str, Json]) -> tuple[Json, Json, Json, Json]:
    return data.get("chain"), data.get("seq"), data.get("at"), _body(data).get("type")


# --- evidence --------------------------------------------------------------------------------------------------------


def _replaced(folder: Path, body: Mapping[str, Json]) -> Text | None:
    """The record folder of an attempt against the hashes in the entry."""
    log, recording = _kept(folder / Part.LOG), _kept(folder / Part.RECORDING)
    if _sha256(log) != body.get("log_file"):
        return Text(f"日志 {folder.name}/{log.name} 被换过", f"the log {folder.name}/{log.name} was replaced")
    if recording.is_file() and _sha256(recording) != body.get("recording"):  # may be gone: it is kept for its time only
        return Text(f"录音 {folder.name}/{recording.name} 被换过", f"the recording of {folder.name} was replaced")
    sources = body.get("sources")
    for name, sha256 in sources.items() if isinstance(sources, dict) else ():
        if _sha256(folder.joinpath("sources", *name.split("/"))) != sha256:
            return Text(f"{folder.name} 的源文件 {name} 被换过", f"the source {name} of {folder.name} was replaced")
    return None


def _kept(file: Path) -> Path:
    """Sealed, as a call is once it is entered; plain where it was entered before that was done."""
    sealed = file.with_name(file.name + SEALED)
    return sealed if sealed.is_file() else file


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
