"""The shipped calls, compiled once, and a switchboard to work them on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall, Workspace
from tests.ui.board import Board

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
