"""The program with networking removed: not forbidden, gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.runtime import folders

pytestmark = pytest.mark.offline

PROGRAM = [sys.executable, "-c", "from simulator.cli import main; main()"]


@pytest.fixture
def zongji(without_network: list[str]):
    """Runs the program in a network namespace without any interface, not even loopback."""
    probe = "import socket; socket.create_connection(('127.0.0.1', 9), 5)"
    removed = subprocess.run([*without_network, sys.executable, "-c", probe], capture_output=True, text=True)
    assert "Network is unreachable" in removed.stderr
    return lambda *arguments: subprocess.run([*without_network, *PROGRAM, *arguments], capture_output=True, text=True)


def test_check(zongji) -> None:
    run = zongji("check", str(folders.library() / "calls" / "switchboard" / "gm-accepts.yaml"))
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.engine
def test_the_whole_demo(zongji, own_home: Path) -> None:
    from audio.models import is_installed

    models = Path(os.environ["ZONGJI_MODELS"])
    if not any(is_installed(models, name) for name in ("vosk-small", "whisper-base")):
        pytest.skip("no recognition model is installed")
    run = zongji("demo")
    assert run.returncode == 0, run.stdout + run.stderr
    pages = list(own_home.rglob("scorecard.html"))
    assert len(pages) == 1
    assert "<audio" in pages[0].read_text(encoding="utf-8")


def test_installing_a_model_says_how_to_do_without(zongji, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path))
    run = zongji("models", "install", "vosk-small")
    assert run.returncode == 4
    assert "U 盘" in run.stderr
    assert "Traceback" not in run.stderr
