"""The shipped calls, compiled once, and a switchboard to work them on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall, Workspace
from tests.ui.board import Board
from tests.ui.window_operator import library_of, need

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture(scope="session")
def load() -> Callable[[str], LoadedCall]:
    """A shipped call by its name."""
    workspace = Workspace(LIBRARY)
    return cache(lambda name: workspace.load_call(workspace.find_call(name)))


@pytest.fixture
def board(load: Callable[[str], LoadedCall]) -> Callable[[str], Board]:
    """A new switchboard with a shipped call."""
    return lambda name: Board(scene_of(load(name), seed=1))


# --- the real window ------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A display of our own."""
    need("Xvfb", "xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    yield display
    server.kill()
    server.wait()


@pytest.fixture(scope="session")
def one_call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo call."""
    return library_of("gm-accepts", tmp_path_factory.mktemp("one") / "scenarios")


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("ZONGJI_ARTEFACTS")
    return Path(kept) if kept else tmp_path_factory.mktemp("shots")
