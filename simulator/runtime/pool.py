"""Work that is all Python, on all cores: in processes of their own, each of which makes itself ready once."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any, TypeVar

K = TypeVar("K")
T = TypeVar("T")

MOST = 8
"""Processes at most: each needs the matcher, compiled, for itself."""


def cores() -> int:
    return os.cpu_count() or 1


def spread(
    work: Callable[..., T], tasks: Mapping[K, tuple[Any, ...]], begin: Callable[..., None], given: tuple[Any, ...]
) -> Iterator[tuple[K, T]]:
    """``work(*task)`` of every task, as they are done; ``begin(*given)`` makes a process ready.

    Started in the order of the tasks: the longest ones first leave no process at work alone at the end.  Everything is
    pickled, and processes are started alike on every system.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(cores(), MOST, len(tasks)), context, begin, given) as pool:
        waiting = {pool.submit(work, *task): key for key, task in tasks.items()}
        try:
            for one in as_completed(waiting):
                yield waiting[one], one.result()
        finally:
            pool.shutdown(cancel_futures=True)


def starmap(work: Callable[..., T], tasks: Iterable[tuple[Any, ...]]) -> Iterator[T]:
    """As ``itertools.starmap``, on all cores.  The first results come while the later tasks are at work."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(cores(), MOST), context) as pool:
        waiting = [pool.submit(work, *task) for task in tasks]
        try:
            while waiting:
                yield waiting.pop(0).result()
        finally:
            pool.shutdown(cancel_futures=True)
