"""A workspace that is watched: what changed is told once, when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from simulator.runtime.watching import changes, seen
from tests.compiler.small_workspace import PLACES, write_workspace


def pauses(*steps: Callable[[], object]) -> Callable[[], None]:
    """Takes one step in each pause; there is no pause after the last."""
    left: Iterator[Callable[[], object]] = iter(steps)

    def pause() -> None:
        next(left)()

    return pause


def nothing() -> None:
    pass


def saved(file: Path, text: str, at: int) -> Callable[[], object]:
    """Write it at a time of its own: a test is quicker than the clock of some file systems."""

    def save() -> None:
        file.write_text(text, encoding="utf-8")
        os.utime(file, (at, at))

    return save


def test_a_change_is_told_when_the_file_is_whole(tmp_path: Path) -> None:
    call = write_workspace(tmp_path) / PLACES["call"]
    pause = pauses(nothing, saved(call, "zong", 1), saved(call, "zongji: call/1", 2), nothing)
    assert list(islice(changes(tmp_path, pause), 1)) == [(call,)]


def test_files_that_come_and_go(tmp_path: Path) -> None:
    call = write_workspace(tmp_path) / PLACES["call"]
    new = call.with_name("new.yaml")
    pause = pauses(saved(new, "zongji: call/1", 1), nothing, call.unlink, nothing, new.unlink, nothing)
    assert list(islice(changes(tmp_path, pause), 3)) == [(new,), (call,), (new,)]


def test_what_is_as_before_is_no_change(tmp_path: Path) -> None:
    call = write_workspace(tmp_path) / PLACES["call"]
    before, time = call.read_text(encoding="utf-8"), call.stat().st_mtime_ns

    def restored() -> None:
        call.write_text(before, encoding="utf-8")
        os.utime(call, ns=(time, time))

    other = call.with_name("other.yaml")
    pause = pauses(saved(call, "half", 1), restored, nothing, saved(other, "x", 2), nothing)
    assert list(islice(changes(tmp_path, pause), 1)) == [(other,)]


def test_other_files_are_not_looked_at(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    (tmp_path / "notes.docx").write_text("x", encoding="utf-8")
    assert {file.suffix for file in seen(tmp_path)} == {".yaml", ".txt"}
