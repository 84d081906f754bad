"""``zongji`` without a command: the window, or why there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.commands import window
from simulator.model.problem import Exit, Problem
from simulator.model.text import Lang
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.display import require_display

PROGRAM = [sys.executable, "-c", "from simulator.cli import main; main()"]


@pytest.mark.parametrize("arguments", [[], ["window"]])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_it_says_so_and_what_to_do(arguments: list[str]) -> None:
    blind = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
    run = subprocess.run([*PROGRAM, *arguments], env=blind, capture_output=True, text=True)
    assert run.returncode == Exit.DISPLAY
    assert "没有图形界面" in run.stderr
    assert "zongji run" in run.stderr
    assert "Traceback" not in run.stderr


def test_help_still_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "demo" in out
    assert "window" in out


def test_it_opens_the_window_on_the_library_and_closes_the_desk(
    monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    shown: list[tuple[TrainingDesk, Lang]] = []
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr(window, "show", lambda desk, lang: shown.append((desk.open(), lang)))
    with pytest.raises(SystemExit) as left:
        main(["--lang", "en"])
    assert left.value.code == 0
    ((desk, lang),) = shown
    assert lang is Lang.EN
    assert desk._closing.is_set()


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"])
def test_a_session_of_either_kind_is_enough(name: str) -> None:
    require_display("linux", {name: ":0"})


def test_windows_and_macs_have_one() -> None:
    require_display("win32", {})
    require_display("darwin", {})
    with pytest.raises(Problem):
        require_display("linux", {"DISPLAY": ""})
