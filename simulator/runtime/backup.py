"""A backup of the store in one file, and the store made again from it, also on another machine.

    manifest.json      {"zongji": "backup/1", "made": ..., "salt": ...}, the only member that can be read as it is
    contents           who the administrator is, how many entries there are, which files of record folders
    entries/000001 ... entries, 2,000 in each: {"entry": canonical text, "signature": base64} a line, as they arrived
    keys, vault        the trainees' keys, wrapped, and the vault key
    records/...        the files of the record folders

All but the manifest is compressed and encrypted under the passphrase, each member bound to its name: logs and
recordings are people's words.  It does not depend on the kind of database.  Secret keys of people and of the
workstation are not in it: they are copied by their owners, or made and enrolled anew.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from simulator.model.ledger import Audited, Deed
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.canonical import id_of, read_roughly
from simulator.records.store.crypto import SALT, Unopenable, close_box, open_box, stretched
from simulator.records.store.ledger import Ledger
from simulator.records.store.sealing import Vault
from simulator.records.store.sql.database import Stored, TraineeKey
from simulator.runtime.record_folder import record_folders
from simulator.runtime.store import Store

FORMAT = "backup/1"
PART = 2_000
"""Entries in one member."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    entries: int
    folders: int


@dataclass(frozen=True, slots=True)
class _Archive:
    """Members under a passphrase."""

    file: zipfile.ZipFile
    key: bytes

    def write(self, name: str, data: bytes) -> None:
        self.file.writestr(name, close_box(self.key, zlib.compress(data), name.encode("utf-8")))

    def read(self, name: str) -> bytes:
        return zlib.decompress(open_box(self.key, self.file.read(name), name.encode("utf-8")))


def back_up(store: Store, ledger: Ledger, records: Path, file: Path, passphrase: str, made: str) -> BackedUp:
    """Write the backup and enter that; a half-written one is never left under its name.  Raises ``Problem``."""
    partial = file.with_name(f"{file.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as plain:
            salt = os.urandom(SALT)
            plain.writestr("manifest.json", json.dumps({"zongji": FORMAT, "made": made, "salt": salt.hex()}))
            archive = _Archive(plain, stretched(passphrase, salt))
            count = _write_entries(store, archive)
            _write_keys(store, archive)
            files = list(_write_files(records, archive))
            contents = {"administrator": store.anchor, "entries": count, "files": files}
            archive.write("contents", json.dumps(contents, ensure_ascii=False).encode("utf-8"))
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
    _note(ledger, file)
    return BackedUp(count, _folders(files))


def _note(ledger: Ledger, file: Path) -> None:
    """Everything has left the store.  A store that takes no entry any more can still be backed up."""
    with file.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    try:
        ledger.append(Audited(Deed.BACKED_UP, sha256, file.name))
    except Problem as problem:
        raise Problem(
            problem.exit,
            Text(
                f"备份已写好（{file}），但没有记入档案：{problem.message.zh}",
                f"the backup is written ({file}), but not noted in the records: {problem.message.en}",
            ),
            problem.hint,
        ) from problem


def restore(store: Store, records: Path, file: Path, passphrase: str) -> BackedUp:
    """Make a store where there is none from a backup.  It begins chains of its own: the old ones are never gone on
    with, in case the old machine still works.  Verify afterwards.  Raises ``Problem``; then there is no store."""
    if store.file.exists():
        raise Problem(
            Exit.USAGE,
            Text(f"这里已有存储库：{store.folder}", f"there is a store already: {store.folder}"),
            Text("请先把它移开。", "move it aside first."),
        )
    try:
        with zipfile.ZipFile(file) as plain:
            archive = _opened(plain, passphrase)
            return _restored(store, records, archive)
    except Problem:
        _remove(store)
        raise
    except (zipfile.BadZipFile, zlib.error, Unopenable, KeyError, TypeError, ValueError, OSError) as error:
        _remove(store)
        raise Problem(
            Exit.DAMAGED,
            Text(f"备份文件无法使用：{file}（{error}）", f"the backup cannot be used: {file} ({error})"),
            Text("请用另一份备份。", "use another backup."),
        ) from error


def _remove(store: Store) -> None:
    """The half-made store; it was not there before."""
    for suffix in ("", "-wal", "-shm"):
        store.file.with_name(store.file.name + suffix).unlink(missing_ok=True)


def _opened(plain: zipfile.ZipFile, passphrase: str) -> _Archive:
    manifest = json.loads(plain.read("manifest.json"))
    if manifest["zongji"] != FORMAT:
        raise ValueError(manifest["zongji"])
    archive = _Archive(plain, stretched(passphrase, bytes.fromhex(manifest["salt"])))
    try:
        archive.read("contents")
    except Unopenable as error:
        raise Problem(
            Exit.REFUSED,
            Text("打不开备份：口令不对或文件损坏。", "the backup does not open: wrong passphrase, or a damaged file."),
        ) from error
    return archive


def _restored(store: Store, records: Path, archive: _Archive) -> BackedUp:
    contents = json.loads(archive.read("contents"))
    store.keys.take_vault(Vault(archive.read("vault")))
    count = _read_entries(store, archive, contents["entries"])
    _read_keys(store, archive)
    if contents["administrator"]:
        store.trust_administrator(contents["administrator"])
    for name in contents["files"]:
        _read_file(records, archive, name)
    return BackedUp(count, _folders(contents["files"]))


# --- entries and keys ------------------------------------------------------------------------------------------------


def _write_entries(store: Store, archive: _Archive) -> int:
    count = 0
    lines = (_line(arrival.entry) for arrival in store.database.arrivals())
    for number in itertools.count(1):
        part = list(itertools.islice(lines, PART))
        if not part:
            return count
        archive.write(_part(number), b"".join(part))
        count += len(part)
    raise AssertionError


def _read_entries(store: Store, archive: _Archive, wanted: int) -> int:
    count = 0
    for number in itertools.count(1):
        if count >= wanted:
            return count
        part = [_stored(json.loads(line)) for line in archive.read(_part(number)).splitlines()]
        with store.database.writing() as writing:
            writing.add(part)
        count += len(part)
    raise AssertionError


def _part(number: int) -> str:
    return f"entries/{number:06}"


def _line(entry: Stored) -> bytes:
    signature = base64.b64encode(entry.signature).decode("ascii")
    line = {"entry": entry.payload.decode("utf-8", errors="replace"), "signature": signature}
    return json.dumps(line).encode("ascii") + b"\n"


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


def _write_keys(store: Store, archive: _Archive) -> None:
    keys = [
        {"trainee": key.trainee, "vault": key.vault, "wrapped": base64.b64encode(key.wrapped).decode("ascii")}
        for key in store.database.trainee_keys()
    ]
    archive.write("keys", json.dumps(keys).encode("ascii"))
    archive.write("vault", store.vault.secret)


def _read_keys(store: Store, archive: _Archive) -> None:
    keys = json.loads(archive.read("keys"))
    with store.database.writing() as writing:
        writing.add_keys([TraineeKey(one["trainee"], one["vault"], base64.b64decode(one["wrapped"])) for one in keys])


# --- record folders --------------------------------------------------------------------------------------------------


def _write_files(records: Path, archive: _Archive) -> Iterator[str]:
    """The names of what was written."""
    for folder in record_folders(records):
        for path in sorted(folder.path.rglob("*")):
            if path.is_file():
                name = f"records/{path.relative_to(records).as_posix()}"
                archive.write(name, path.read_bytes())
                yield name


def _read_file(records: Path, archive: _Archive, name: str) -> None:
    """A file that is there already is left as it is; none is written outside of the folder."""
    parts = PurePosixPath(name).parts
    if len(parts) < 3 or parts[0] != "records" or ".." in parts or "\\" in name or ":" in name:
        raise ValueError(name)
    path = records.joinpath(*parts[1:])
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(archive.read(name))


def _folders(files: list[str]) -> int:
    return len({PurePosixPath(name).parts[1] for name in files})
