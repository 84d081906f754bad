"""The command line with keys for everybody on staff, and what tests of the records do with it again and again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from simulator.cli import main

RUDE = "abuse"
"""A rule that a rude sentence breaks."""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """``zongji`` with arguments, and with lines on standard input: exit code, output, errors."""
    monkeypatch.setenv("ZONGJI_PASSPHRASE", "口令口令口令口令")

    def command(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as left:
            main(["--lang", "en", *arguments])
        shown = capsys.readouterr()
        code = left.value.code
        return (code if isinstance(code, int) else 0), shown.out, shown.err

    return command


@pytest.fixture
def staffed(run: Run) -> Run:
    """Keys for everybody, enrolled."""
    assert run("records", "key", "new", "boss", "--role", "administrator", "--holder", "管理员")[0] == 0
    for name, role in (("li", "trainer"), ("wang", "hr")):
        assert run("records", "key", "new", name, "--role", role)[0] == 0
        assert run("records", "key", "enrol", name)[0] == 0
    assert run("records", "key", "enrol", "workstation")[0] == 0
    return run


def listed(run: Run, *more: str) -> list[dict[str, object]]:
    code, out, err = run("records", "list", "--json", *more)
    assert code == 0, err
    found: list[dict[str, object]] = json.loads(out)
    return found


def take_a_call(run: Run) -> None:
    code, _, err = run("run", "gm-accepts", "--name", "0012", typed="您好，恒城集团\n/结束\n")
    assert code == 0, err
