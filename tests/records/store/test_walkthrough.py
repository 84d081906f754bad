"""The whole way by the commands, as docs/records.md tells it: an office, a workstation, one store between them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.model.ledger import CourseReleased
from simulator.phrases import matcher_id
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.runtime import folders
from simulator.runtime.store import Store
from simulator.runtime.workspace import Workspace
from tests.cli.test_records import Run, run

__all__ = ["run"]
At = Callable[..., str]


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """The shared store's address for a login."""
    if request.param == "postgresql":
        return request.getfixturevalue("server_database")  # type: ignore[no-any-return]
    url = sqlite_url(tmp_path / "shared.sqlite")
    Database(url).migrate()
    return lambda login: url


@pytest.fixture
def at(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    """A command at one of the machines, which must succeed; its output."""

    def command(machine: str, *arguments: str, typed: str = "") -> str:
        monkeypatch.setenv("ZONGJI_HOME", str(tmp_path / machine))
        code, out, err = run(*arguments, typed=typed)
        assert code == 0, (arguments, out, err)
        return out

    return command


def test_from_the_roster_to_the_exam(at: At, address: Callable[[str], str], tmp_path: Path) -> None:
    # The office: keys, roster, a released course.
    at("office", "records", "key", "new", "boss", "--role", "administrator", "--holder", "管理员")
    anchor = Store().anchor
    for name, role in (("li", "trainer"), ("wang", "hr")):
        at("office", "records", "key", "new", name, "--role", role)
        at("office", "records", "key", "enrol", name)
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n", encoding="utf-8")
    at("office", "roster", "import", str(roster), "--key", "wang")
    at("office", "records", "key", "vault", "--export", str(tmp_path / "vault.json"))
    at("office", "records", "server", address("office"))
    Store().ledger("li", lambda name: "口令口令口令口令").append(course())

    # The workstation: whom it trusts, the vault, the server; its key goes to the administrator.
    card = at("ws1", "records", "key", "trust", anchor).partition("key, ")[2].partition(", to")[0]
    at("ws1", "records", "key", "vault", "--import", str(tmp_path / "vault.json"))
    at("ws1", "records", "server", address("ws1"))
    at("office", "records", "key", "enrol", card)
    exam = at("office", "exam", "begin", "basics", "--trainee", "0012", "--key", "li").split()[-1]
    at("office", "records", "deliver")

    # The trainee: practice, then the exam.
    at("ws1", "records", "deliver")
    at("ws1", "run", "gm-accepts", "--name", "0012", typed="您好，恒城集团\n/结束\n")
    at("ws1", "exam", "take", exam, "--trainee", "typed", typed="您好，恒城集团\n/结束\n")
    assert "pending: 0" in at("ws1", "records", "deliver")
    assert json.loads(at("ws1", "roster", "list", "--json"))[0]["name"] == "王芳"
    here = {one["id"] for one in json.loads(at("ws1", "records", "list", "--json"))}

    # The office again: everything is there, and everything verifies, here, there and at the server.
    at("office", "records", "deliver")
    listed = json.loads(at("office", "records", "list", "--trainee", "0012", "--json"))
    assert {one["id"] for one in listed} == here
    assert sorted(one["mode"] for one in listed) == ["exam", "practice"]
    assert "degraded" in at("office", "exam", "show", exam)
    practice = next(one["id"] for one in listed if one["mode"] == "practice")
    at("office", "records", "confirm", practice, "--key", "li")
    at("office", "records", "deliver")
    at("office", "records", "checkpoint", str(tmp_path / "checkpoint.json"), "--key", "wang")
    at("office", "records", "verify", "--checkpoint", str(tmp_path / "checkpoint.json"))
    at("office", "records", "verify", "--shared")
    assert "logs and sources of 2 calls agree" in at("ws1", "records", "verify")


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
