"""The store of certification records on this machine: where its files are and how it is opened.

store/records.sqlite       the ledger, and the outbox to the server
store/station.json         the number of this installation, and its name
store/administrator.json   fingerprint of the key that vouches for all others
store/server.json          address of the shared PostgreSQL, if there is one
store/retention.json       how many months recordings and logs are kept, if it was set
store/keys/                see ``records.store.keys``
"""

from __future__ import annotations

import json
import os
import platform
from functools import cached_property
from pathlib import Path

from simulator.model.ledger import Body
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Text
from simulator.records.codec import Malformed
from simulator.records.store.canonical import read_payload
from simulator.records.store.keys import AskPassphrase, KeyFolder
from simulator.records.store.ledger import Ledger, Station
from simulator.records.store.people import roster, trainee_keys, who_is
from simulator.records.store.sealing import Vault
from simulator.records.store.sql.database import Database, TraineeKey
from simulator.records.store.sql.engine import sqlite_url
from simulator.records.store.trust import Trust, read_trust
from simulator.runtime import folders
from simulator.runtime.seals import KeySeals

_PRIVATE = 0o600


class Store:
    """Opened when it is first asked for something.  Everything raises ``Problem``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or folders.store()
        self.keys = KeyFolder(self.folder / "keys")

    @property
    def file(self) -> Path:
        return self.folder / "records.sqlite"

    @cached_property
    def database(self) -> Database:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        database = Database(sqlite_url(self.file))
        database.migrate()
        return database

    @cached_property
    def station(self) -> Station:
        """Drawn when there is none: a restored or copied store begins chains of its own."""
        data = self._read("station.json")
        if not data:
            data = {"id": os.urandom(16).hex(), "name": platform.node() or "station"}
            self._write("station.json", data)
        return Station(data["id"], data["name"])

    def name_station(self, name: str) -> None:
        """What chains opened from now on say of where they are."""
        self._write("station.json", {"id": self.station.id, "name": name})
        del self.station

    @property
    def anchor(self) -> str:
        """Fingerprint of the administrator's key; empty while there is none."""
        return self._read("administrator.json").get("fingerprint", "")

    def trust_administrator(self, fingerprint: str) -> None:
        """Once; another one is a matter of the present one's enrolling it."""
        if self.anchor and self.anchor != fingerprint:
            raise Problem(
                Exit.REFUSED,
                Text("这个存储库已有管理员。", "this store has an administrator already."),
                Text("新的管理员密钥由现任管理员登记。", "further administrators are enrolled by the present one."),
            )
        self._write("administrator.json", {"fingerprint": fingerprint})

    @property
    def trust(self) -> Trust:
        return read_trust(self.database, self.anchor)

    @property
    def server_url(self) -> str:
        return self._read("server.json").get("url", "")

    def connect(self, url: str) -> None:
        """Deliver to this server from now on; an empty address ends it."""
        if url:
            Database(url)
        self._write("server.json", {"url": url})

    @property
    def retention_months(self) -> int:
        """How long recordings and logs are kept; 0 where nobody has set it."""
        return int(self._read("retention.json").get("months", "0"))

    def retain(self, months: int) -> None:
        """Keep recordings and logs so many months."""
        self._write("retention.json", {"months": str(months)})

    def server(self) -> Database:
        """The shared store."""
        if not self.server_url:
            raise Problem(
                Exit.USAGE,
                Text("没有设置共享存储库。", "no shared store is set."),
                Text("用 zongji records server URL 设置。", "set one with zongji records server URL."),
            )
        return Database(self.server_url)

    def ledger(self, key: str, ask: AskPassphrase) -> Ledger:
        """The chain of the key of that name at this station."""
        return Ledger(self.database, self.station, self.keys.open(key, ask))

    def workstation(self) -> Ledger:
        """The chain that this machine writes by itself."""
        return self.ledger(self.keys.workstation(self.station.name), _nobody)

    @cached_property
    def vault(self) -> Vault:
        return self.keys.vault()

    def adopt_vault(self, vault: Vault) -> None:
        """Use the site's vault from now on; keys under this machine's own are wrapped anew."""
        mine = trainee_keys(self.database, self.vault)
        with self.database.writing() as writing:
            for trainee, key in mine.items():
                writing.remove_key(trainee)
                writing.add_keys([TraineeKey(trainee, vault.fingerprint, vault.wrap(trainee, key))])
            self.keys.take_vault(vault)
        del self.vault

    def body(self, id: str) -> Body | None:
        """What the entry with this id says."""
        stored = self.database.by_id(id)
        entry = None if stored is None else read_payload(stored.payload)
        return None if entry is None or isinstance(entry, Malformed) else entry.body

    def trainees(self, database: Database | None = None) -> dict[str, Trainee]:
        """Everybody on the roster by pseudonym."""
        found = database or self.database
        return roster(found, self.vault, found.chains_of_staff())

    def trainee_keys(self) -> dict[str, bytes]:
        return trainee_keys(self.database, self.vault)

    def key_of(self, trainee: str) -> bytes | None:
        """A trainee's key; None where it was destroyed or is not on this machine."""
        return self.trainee_keys().get(trainee)

    @property
    def seals(self) -> KeySeals:
        """What opens record folders with the keys that are in this store now."""
        return KeySeals(self.trainee_keys().get)

    def _read(self, name: str) -> dict[str, str]:
        try:
            data = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise Problem(
                Exit.DAMAGED,
                Text(f"无法读取 {self.folder / name}", f"cannot read {self.folder / name}"),
                Text("请从备份恢复。", "restore it from a backup."),
            ) from error
        return data if isinstance(data, dict) else {}

    def _write(self, name: str, data: dict[str, str]) -> None:
        """Whole or not at all, readable by its user only (an address may hold a password)."""
        path, new = self.folder / name, self.folder / f"{name}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE), "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            raise _unwritable(path, error) from error


def require_trainee(store: Store, said: str) -> Trainee:
    """The person of that employee number, or of that name if only one has it.  Raises ``Problem``."""
    known = store.trainees()
    found = who_is(known, said)
    if found is None:
        raise Problem(
            Exit.USAGE,
            Text(f"名册里没有（或不只一个）{said}。", f"the roster has nobody, or several, of {said}."),
            Text("请用工号。", "use the employee number."),
        )
    return known[found]


def _nobody(name: str) -> str:
    raise Problem(
        Exit.REFUSED,
        Text(
            f"密钥 {name} 要口令，不能在通话后自动写入。",
            f"the key {name} asks for a passphrase: no use after a call.",
        ),
    )


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        Exit.STORAGE,
        Text(f"写不了 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}"),
        Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
    )
