"""The walk-through of docs/records.md, line by line: an office, three workstations, a server that goes and comes."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest

from simulator.model.ledger import CourseReleased
from simulator.model.problem import Exit
from simulator.phrases import matcher_id
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.runtime import folders
from simulator.runtime.store import Store
from simulator.runtime.workspace import Workspace
from tests.cli.staff import Run, run
from tests.cli.test_exam import passed
from tests.records.store.stations import Server

__all__ = ["run"]
ROOT = Path(__file__).resolve().parents[3]
HEADING = "## From the roster to the certificate"
FILES = ("roster.csv", "vault.json", "checkpoint.json", "certificate.pdf")
ROSTER = "工号,姓名,部门\n0012,王芳,客服部\n0013,李明,总机\n0014,赵静,总机\n"
TYPED = "您好，恒城集团\n/结束\n"
WORKSTATIONS = ("ws1", "ws2", "ws3")

KILLED = """
from simulator.records.store import outbox
outbox.BATCH, receive = 1, outbox.receive

def told(target, batch):
    head = receive(target, batch)
    print("arrived", flush=True)
    return head

outbox.receive = told
from simulator.cli import main
main(["records", "deliver"])
"""


@dataclass(frozen=True)
class Shared:
    """The shared store: its address for a login, and what takes it away and brings it back."""

    address: Callable[[str], str]
    stop: Callable[[], object]
    start: Callable[[], object]
    away: Exit


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shared]:
    """PostgreSQL, or a SQLite file in a shared folder that can be out of reach."""
    if request.param == "sqlite":
        share, gone = tmp_path / "share", tmp_path / "gone"
        share.mkdir()
        url = sqlite_url(share / "shared.sqlite")
        Database(url).migrate()
        yield Shared(lambda login: url, lambda: share.rename(gone), lambda: gone.rename(share), Exit.STORAGE)
        return
    server: Server = request.getfixturevalue("postgresql")
    address = request.getfixturevalue("server_database")
    running = [True]

    def switch(on: bool) -> None:
        (server.start if on else server.stop)()
        running[0] = on

    yield Shared(address, lambda: switch(False), lambda: switch(True), Exit.SERVER)
    if not running[0]:  # the test broke off while it was away; others need it
        server.start()


@dataclass
class Walk:
    """The machines, and what has been shown so far."""

    run: Run
    shared: Shared
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    shown: dict[str, str] = field(default_factory=dict)

    def at(self, machine: str) -> None:
        self.monkeypatch.setenv("ZONGJI_HOME", str(self.folder / machine))

    def step(self, machine: str, command: str) -> tuple[int, str, str]:
        """A line of the documentation."""
        for name, value in self.shown.items():
            command = command.replace(name, value)
        command = re.sub(r"postgresql://(\w+)@db/zongji", lambda found: self.shared.address(found[1]), command)
        words = [str(self.folder / word) if word in FILES else word for word in shlex.split(command)]
        assert words.pop(0) == "zongji"
        self.at(machine)
        result = self.run(*words, typed=TYPED)
        self._note(machine, words, result[1])
        return result

    def _note(self, machine: str, words: list[str], out: str) -> None:
        """What the documentation writes in capitals."""
        if words[:3] == ["records", "key", "new"] and "administrator" in words:
            self.shown["FINGERPRINT"] = out.splitlines()[0].split()[-1]
        elif words[:3] == ["records", "key", "trust"]:
            self.shown[f"CARD-{machine.upper()}"] = out.partition("key, ")[2].partition(", to")[0]
        elif words[:2] == ["records", "certify"]:
            self.shown["CERTIFICATE"] = out.split()[-1]
        elif words[:2] == ["exam", "begin"]:
            self.shown[f"EXAM-{words[4]}"] = out.split()[-1]

    def killed_in_mid_delivery(self, machine: str) -> None:
        """A real process, with at least one entry delivered and others not."""
        self.at(machine)
        program = subprocess.Popen(
            [sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
        )
        assert program.stdout is not None
        assert program.stdout.readline() == "arrived\n"
        program.kill()
        program.communicate()

    def database(self, machine: str) -> Database:
        self.at(machine)
        return Store().database


def lines() -> list[tuple[str, str]]:
    """Machine and command of every line of the walk-through, without the comments."""
    block = (ROOT / "docs" / "records.md").read_text(encoding="utf-8").partition(HEADING)[2].split("```")[1]
    return [
        (machine, command.partition("  #")[0].strip())
        for machine, _, command in (line.partition("$ ") for line in block.splitlines() if line)
    ]


def test_from_the_roster_to_the_certificate(
    run: Run, shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    walk = Walk(run, shared, tmp_path, monkeypatch)
    said: list[tuple[str, str]] = []
    away = False
    for place, (machine, command) in enumerate(lines()):
        if machine == "server":
            away = command == "stop"
            (shared.stop if away else shared.start)()
        elif command.startswith("zongji records course"):
            walk.at(machine)
            Store().ledger("li", lambda name: "口令口令口令口令").append(course())
        elif command == "zongji exam take EXAM-0012":  # by voice, as a workstation with a microphone enters it
            walk.at(machine)
            passed(walk.shown["EXAM-0012"])
        elif command == "zongji records deliver" and lines()[place + 1] == (machine, command) and machine == "ws1":
            walk.killed_in_mid_delivery(machine)
        else:
            if "PRACTICE-0012" in command:
                walk.shown["PRACTICE-0012"] = practice_of(walk, "0012")
            code, out, err = walk.step(machine, command)
            expected = shared.away if away and command.endswith("deliver") else Exit.OK
            assert code == expected, (machine, command, out, err)
            said.append((f"{machine} {command}", out + err))

    def told(words: str) -> list[str]:
        return [text for line, text in said if line == words]

    assert "5 entries are not at the shared store yet" in " ".join(told("ws3 zongji records list")[0].split())
    assert "degraded" in told("office zongji exam show EXAM-0013")[0]
    assert "It certifies" in told("office zongji exam show EXAM-0012")[0]
    assert "Sent 0," in told("ws2 zongji records deliver")[-1]
    assert all("pending: 0" in told(f"{machine} zongji records deliver")[-1] for machine in (*WORKSTATIONS, "office"))
    assert "王芳" in told("office zongji records certificates")[0]
    there = told("ws1 zongji records certificates")[0]  # names are for the staff
    assert ("总机" in there, "王芳" in there) == (True, False)
    paper = "".join(pypdfium2.PdfDocument(tmp_path / "certificate.pdf")[0].get_textpage().get_text_range().split())
    assert all(words in paper for words in ("合格证书", "王芳", walk.shown["CERTIFICATE"]))
    assert "logs and sources of" in told("ws1 zongji records verify")[0]
    assert "1 calls are of people whose data were erased elsewhere" in told("ws2 zongji records deliver")[-1]
    assert not list((tmp_path / "ws2").rglob("log.jsonl*"))
    # Exactly once and in order, whatever happened on the way.
    server = Database(shared.address("zongji"))
    for machine in WORKSTATIONS:
        local = walk.database(machine)
        own = Store().workstation().chain
        arrived = server.after(own, 0, 1_000)
        assert arrived == local.after(own, 0, 1_000)
        assert [one.seq for one in arrived] == list(range(1, local.heads()[own].seq + 1))
    code, out, _ = walk.step("office", "zongji records list --json")
    assert sorted((one["number"], one["mode"]) for one in json.loads(out)) == [
        ("", "exam"), ("0012", "exam"), ("0012", "practice"), ("0014", "practice"), ("0014", "practice"),
    ]  # fmt: skip


def practice_of(walk: Walk, number: str) -> str:
    out = walk.step("office", f"zongji records list --trainee {number} --mode practice --json")[1]
    (one,) = json.loads(out)
    return str(one["id"])


def course() -> CourseReleased:
    """One whose exam is one call of the shipped library, with two attempts."""
    library = Workspace(folders.library())
    loaded = library.load_call(library.find_call("gm-accepts"))
    sources = {one.name: one.described().sha256 for one in loaded.sources}
    return CourseReleased(
        "basics",
        "1",
        "总机",
        "00" * 32,
        24,
        2,
        2,
        ("gm-accepts",),
        1,
        5,
        "whisper:base:d01c3014881c",
        matcher_id(),
        sources,
    )
