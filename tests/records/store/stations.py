"""A PostgreSQL server and stations with their stores, for the fixtures of ``conftest``."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from simulator.model.ledger import KeyEnrolled, Role
from simulator.records.store.keys import KeyFolder, Signer
from simulator.records.store.ledger import Ledger, Station
from simulator.records.store.sql.database import Database


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL; everybody may log in from this machine without a password."""

    port: int
    data: Path
    binaries: Path
    user: list[str]  # what to put before a command to run it as the server's user

    def url(self, database: str, login: str = "zongji") -> str:
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        self._run("initdb", "-D", str(self.data), *options)

    def control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.user, str(self.binaries / program), *arguments]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/")
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self.control("-l", str(self.data / "server.log"), "-o", options, "start")

    def stop(self) -> None:
        self.control("-m", "immediate", "stop")


class Clock:
    """A second later each time it is asked."""

    def __init__(self) -> None:
        self.seconds = 0

    def __call__(self) -> str:
        self.seconds += 1
        hours, rest = divmod(self.seconds, 3600)
        return f"2026-03-{16 + hours // 24:02}T{hours % 24:02}:{rest // 60:02}:{rest % 60:02}Z"


@dataclass
class Post:
    """A station with its local store and keys."""

    database: Database
    station: Station
    keys: KeyFolder
    clock: Clock
    path: Path

    def signer(self, name: str) -> Signer:
        return self.keys.open(name, lambda _: "口令")

    def ledger(self, name: str = "workstation") -> Ledger:
        return Ledger(self.database, self.station, self.signer(name), self.clock)

    def public(self, name: str = "workstation") -> str:
        return self.keys.cards()[name].public


@dataclass
class Office:
    """The machine of HR and the administrator, with a trainer's key as well."""

    post: Post

    @property
    def anchor(self) -> str:
        return self.post.keys.cards()["boss"].fingerprint

    def enrol(self, *posts: Post) -> None:
        """The administrator vouches for workstations."""
        self.post.ledger("boss").append(
            *(KeyEnrolled(post.public(), Role.TRAINEE, post.station.name) for post in posts)
        )
