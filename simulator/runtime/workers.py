"""Work on many calls on all cores; each process keeps what it has compiled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from simulator.model.diagnostic import Severity
from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.runtime.pool import cores, spread
from simulator.runtime.workspace import FileErrors, LoadedCall, Workspace

R = TypeVar("R")
Work = Callable[[LoadedCall], R]
"""A function of a module, or a ``partial`` of one: it has to get into another process, and its result out again."""


def each_call(root: Path, calls: Sequence[Path], work: Work[R]) -> Iterator[tuple[Path, R | Text]]:
    """What ``work`` makes of each call, in order; a text that says why there is nothing where it has errors."""
    if cores() < 2 or len(calls) < 2:
        workspace = Workspace(root)
        yield from ((call, _worked(workspace, work, call)) for call in calls)
        return
    found: dict[Path, R | Text] = {}
    left = deque(calls)
    tasks = {call: (work, call) for call in calls}
    for done, result in spread(_worked_here, tasks, _begin, (root,)):
        found[done] = result
        while left and left[0] in found:
            call = left.popleft()
            yield call, found.pop(call)


def _worked(workspace: Workspace, work: Work[R], call: Path) -> R | Text:
    try:
        return work(workspace.load_call(call))
    except FileErrors as errors:
        first = next((one for one in errors.diagnostics if one.severity is Severity.ERROR), None)
        return first.message if first is not None else errors.message
    except Problem as problem:
        return problem.message
    finally:
        workspace.diagnostics.clear()  # those of one call are nothing to the next


_workspace: Workspace | None = None
"""Of a process of the pool."""


def _begin(root: Path) -> None:
    global _workspace
    _workspace = Workspace(root)


def _worked_here(work: Work[Any], call: Path) -> Any:
    assert _workspace is not None
    return _worked(_workspace, work, call)
