"""What seals record folders: the trainees' keys in the store of this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from simulator.model.parts import SEALED, Part
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.crypto import Unopenable
from simulator.records.store.sealing import seal_file, sealed_for, unseal_file

Keys = Callable[[str], bytes | None]
"""The key of a trainee, by pseudonym; None once it was destroyed, and where it is not on this machine."""


@dataclass(frozen=True, slots=True)
class KeySeals:
    """``record_folder.Seals`` with these keys."""

    keys: Keys

    def owner(self, file: bytes) -> str:
        return sealed_for(file)

    def open(self, path: Path, part: Part, file: bytes) -> bytes:
        try:
            return unseal_file(self._key(path, self.owner(file)), part, file)
        except Unopenable as error:
            file_path = path / f"{part}{SEALED}"
            raise Problem(
                Exit.DAMAGED,
                Text(f"{file_path} 被改过，打不开。", f"{file_path} was changed; it does not open."),
                Text("请从备份恢复原来的记录文件夹。", "restore the record folder from a backup."),
            ) from error

    def close(self, path: Path, part: Part, trainee: str, content: bytes) -> bytes:
        return seal_file(self._key(path, trainee), trainee, part, content)

    def _key(self, path: Path, trainee: str) -> bytes:
        key = self.keys(trainee)
        if key is None:
            raise Problem(
                Exit.REFUSED,
                Text(
                    f"{path.name} 打不开：学员的数据已删除，或本机没有保险钥匙。",
                    f"{path.name} does not open: the trainee's data were erased, or there is no vault here.",
                ),
                Text(
                    "没有删除的话：zongji records key vault --import，再 zongji records deliver。",
                    "if they were not: zongji records key vault --import, then zongji records deliver.",
                ),
            )
        return key


class _KeysHere:
    """The keys of this machine, all read when the first is asked for."""

    def __call__(self, trainee: str) -> bytes | None:
        return self._all.get(trainee)

    @cached_property
    def _all(self) -> dict[str, bytes]:
        from simulator.runtime.store import Store  # only where something is sealed: it opens a database

        store = Store()
        return store.trainee_keys() if store.file.is_file() else {}


def seals_here() -> KeySeals:
    """As the store of this machine is now; whoever keeps them sees no later key, and none that is destroyed later."""
    return KeySeals(_KeysHere())
