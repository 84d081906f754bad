"""Two calls of a workspace with one id: both are told where the other one is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.runtime.call_ids import shared_ids
from simulator.runtime.checking import check
from simulator.runtime.workspace import Workspace
from tests.compiler.bench import base
from tests.compiler.small_workspace import write_workspace

DEMO, COPY = "calls/switchboard/demo.yaml", "calls/again/copy.yaml"


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """The small workspace, with its call copied to another folder."""
    workspace = write_workspace(tmp_path / "w")
    (workspace / COPY).parent.mkdir()
    shutil.copyfile(workspace / DEMO, workspace / COPY)
    return workspace


def told(root: Path, path: Path) -> list[tuple[str, str]]:
    """Which files have the id of another, and the sentence's end that names it."""
    found = check(path, root).diagnostics
    return [(one.span.file, one.message.en.split(": ")[-1]) for one in found if one.code == "L031"]


def test_both_are_told(doubled: Path) -> None:
    assert told(doubled, doubled) == [(COPY, DEMO), (DEMO, COPY)]
    assert told(doubled, doubled / "calls") == [(COPY, DEMO), (DEMO, COPY)]


def test_one_file_is_compared_with_all_of_its_workspace(doubled: Path) -> None:
    assert told(doubled, doubled / COPY) == [(COPY, DEMO)]


def test_another_id_is_enough(doubled: Path) -> None:
    (doubled / COPY).write_text(base("call").replace("id: demo", "id: other"), encoding="utf-8")
    assert shared_ids(Workspace(doubled), Workspace(doubled).call_files()) == []


def test_a_copy_outside_of_the_workspace_is_no_second_call(doubled: Path, tmp_path: Path) -> None:
    away = tmp_path / "demo.yaml"
    (doubled / COPY).rename(away)
    assert told(doubled, away) == []
