"""Very many small things that took long to find out, in one SQLite file among the caches.

As ``remembered``: what cannot be read, was changed or cannot be written only costs time.  Several processes may use one
file.  Without it: nothing is known, and nothing is kept.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

BUSY_S = 10.0
"""So long another process may write."""
_ENDINGS = ("", "-wal", "-shm")


class Notebook:
    """Texts under keys, ``most`` of them; what was written first is forgotten first.  For one thread."""

    def __init__(self, file: Path, most: int) -> None:
        self._file = file
        self._most = most
        self._connection: sqlite3.Connection | None = None

    def read(self, keys: Iterable[str]) -> dict[str, str]:
        """What is known under these keys, as it was written."""
        found: dict[str, str] = {}
        if self._connection is None and not self._file.is_file():
            return found
        try:
            for key in keys:
                row = self._opened().execute("SELECT value, checksum FROM notes WHERE key = ?", (key,)).fetchone()
                if row is not None and row[1] == _checksum(key, row[0]):
                    found[key] = row[0]
        except (sqlite3.Error, OSError):
            self.close()
        return found

    def write(self, notes: Mapping[str, str]) -> None:
        """Keep these, in place of what was known under the same keys."""
        if not notes:
            return
        rows = [(key, value, _checksum(key, value)) for key, value in notes.items()]
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._write(rows)
        except sqlite3.OperationalError:
            self.close()  # no room, or too long at work elsewhere
        except (sqlite3.Error, OSError):
            self.forget()  # it is no notebook any more; the next is written anew

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def forget(self) -> None:
        """Let nothing of it be left."""
        self.close()
        for ending in _ENDINGS:
            with suppress(OSError):
                self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def _write(self, rows: list[tuple[str, str, str]]) -> None:
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT, checksum TEXT)")
            connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", rows)
            connection.execute("DELETE FROM notes WHERE rowid <= (SELECT max(rowid) FROM notes) - ?", (self._most,))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._file, timeout=BUSY_S, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")  # it can be made again
        return self._connection


def _checksum(key: str, value: object) -> str:
    return hashlib.sha256(f"{key}\n{value}".encode()).hexdigest()[:16]
