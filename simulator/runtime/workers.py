"""Work on many calls in as many processes as there are processors; each keeps what it has compiled."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from simulator.model.diagnostic import Severity
from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.runtime.workspace import FileErrors, LoadedCall, Workspace

R = TypeVar("R")
Work = Callable[[LoadedCall], R]
"""A function of a module, or a ``partial`` of one: it has to get into another process, and its result out again."""


def each_call(root: Path, calls: Sequence[Path], work: Work[R]) -> Iterator[tuple[Path, R | Text]]:
    """What ``work`` makes of each call, in order; a text that says why there is nothing where it has errors."""
    workers = min(os.cpu_count() or 1, len(calls))
    task = partial(_worked, root, work)
    if workers < 2:
        yield from ((call, task(call)) for call in calls)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from zip(calls, pool.map(task, calls), strict=True)


def _worked(root: Path, work: Work[R], call: Path) -> R | Text:
    workspace = _workspace(root)
    try:
        return work(workspace.load_call(call))
    except FileErrors as errors:
        first = next((one for one in errors.diagnostics if one.severity is Severity.ERROR), None)
        return first.message if first is not None else errors.message
    except Problem as problem:
        return problem.message
    finally:
        workspace.diagnostics.clear()  # those of one call are nothing to the next


@cache
def _workspace(root: Path) -> Workspace:
    return Workspace(root)
