"""A backup of the store in one file, and the store made again from it, also on another machine.

    manifest.json    format, when, the administrator's fingerprint, how many entries
    entries.jsonl    one entry a line: {"entry": canonical text, "signature": base64}, in the order of arrival
    keys.jsonl       the trainees' keys, wrapped
    vault.json       the vault key under the backup's passphrase
    records/...      the record folders

It does not depend on the kind of database.  Secret keys of people and of the workstation are not in it: they are
copied by their owners, or made and enrolled anew.
"""

from __future__ import annotations

import base64
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.canonical import id_of, read_roughly
from simulator.records.store.keys import locked_vault, unlocked_vault
from simulator.records.store.outbox import BATCH
from simulator.records.store.sql.database import Stored, TraineeKey
from simulator.runtime.store import Store

FORMAT = "backup/1"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class BackedUp:
    entries: int
    folders: int


def back_up(store: Store, records: Path, file: Path, passphrase: str, made: str) -> BackedUp:
    """Write the backup; a half-written one is never left under its name.  Raises ``Problem``."""
    partial = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            count = _write_entries(store, archive)
            _write_keys(store, archive)
            archive.writestr("vault.json", locked_vault(store.vault, passphrase))
            folders = _write_folders(records, archive)
            manifest = {"zongji": FORMAT, "made": made, "administrator": store.anchor, "entries": count}
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, sort_keys=True))
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise Problem(
            Exit.STORAGE,
            Text(f"备份没有写成：{error.strerror}", f"the backup was not written: {error.strerror}"),
            Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
        ) from error
    return BackedUp(count, folders)


def restore(store: Store, records: Path, file: Path, passphrase: str) -> BackedUp:
    """Make a store where there is none from a backup.  It begins chains of its own: the old ones are never gone on
    with, in case the old machine still works.  Verify afterwards.  Raises ``Problem``."""
    if store.file.exists():
        raise Problem(
            Exit.USAGE,
            Text(f"这里已有存储库：{store.folder}", f"there is a store already: {store.folder}"),
            Text("请先把它移开。", "move it aside first."),
        )
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest.get("zongji") != FORMAT:
                raise ValueError("format")
            vault = unlocked_vault(archive.read("vault.json"), passphrase)
            store.keys.take_vault(vault)
            count = _read_entries(store, archive)
            _read_keys(store, archive)
            if manifest.get("administrator"):
                store.trust_administrator(str(manifest["administrator"]))
            folders = _read_folders(records, archive)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Problem(
            Exit.DAMAGED,
            Text(f"备份文件无法使用：{file}（{error}）", f"the backup cannot be used: {file} ({error})"),
            Text("请用另一份备份。", "use another backup."),
        ) from error
    if count != manifest.get("entries"):
        raise Problem(Exit.DAMAGED, Text("备份里缺少记录。", "entries are missing from the backup."))
    return BackedUp(count, folders)


def _write_entries(store: Store, archive: zipfile.ZipFile) -> int:
    count = 0
    with archive.open("entries.jsonl", "w", force_zip64=True) as out:
        for arrival in store.database.arrivals():
            count += 1
            entry = arrival.entry
            signature = base64.b64encode(entry.signature).decode("ascii")
            line = {"entry": entry.payload.decode("utf-8", errors="replace"), "signature": signature}
            out.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
    return count


def _read_entries(store: Store, archive: zipfile.ZipFile) -> int:
    count = 0
    batch: list[Stored] = []
    with archive.open("entries.jsonl") as lines:
        for line in lines:
            batch.append(_stored(json.loads(line)))
            if len(batch) == BATCH:
                count += _add(store, batch)
                batch = []
    return count + _add(store, batch)


def _add(store: Store, batch: list[Stored]) -> int:
    with store.database.writing() as writing:
        writing.add(batch)
    return len(batch)


def _stored(line: dict[str, str]) -> Stored:
    payload = line["entry"].encode("utf-8")
    data = read_roughly(payload)
    body = None if data is None else data["body"]
    if data is None or not isinstance(body, dict):
        raise ValueError("entry")
    seq = data["seq"]
    if not isinstance(seq, int):
        raise ValueError("seq")
    signature = base64.b64decode(line["signature"])
    return Stored(id_of(payload), str(data["chain"]), seq, str(body["type"]), str(data["at"]), payload, signature)


def _write_keys(store: Store, archive: zipfile.ZipFile) -> None:
    lines = (
        json.dumps(
            {"trainee": key.trainee, "vault": key.vault, "wrapped": base64.b64encode(key.wrapped).decode("ascii")}
        )
        for key in store.database.trainee_keys()
    )
    archive.writestr("keys.jsonl", "".join(f"{line}\n" for line in lines))


def _read_keys(store: Store, archive: zipfile.ZipFile) -> None:
    keys = (json.loads(line) for line in archive.read("keys.jsonl").splitlines())
    with store.database.writing() as writing:
        writing.add_keys([TraineeKey(one["trainee"], one["vault"], base64.b64decode(one["wrapped"])) for one in keys])


def _write_folders(records: Path, archive: zipfile.ZipFile) -> int:
    folders = sorted(path.parent for path in records.glob("*/log.jsonl"))
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"records/{path.relative_to(records).as_posix()}")
    return len(folders)


def _read_folders(records: Path, archive: zipfile.ZipFile) -> int:
    """Files that are there already are left as they are; none is written outside of the folder."""
    folders = set()
    for name in _inside(archive):
        path = records.joinpath(*PurePosixPath(name).parts[1:])
        folders.add(PurePosixPath(name).parts[1])
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
    return len(folders)


def _inside(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        if len(parts) > 2 and parts[0] == "records":
            if ".." in parts or "\\" in name or ":" in name or name.startswith("/"):
                raise ValueError(name)
            yield name
