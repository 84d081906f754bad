"""Futures for work that will not be done any more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def cancelled() -> Future[T]:
    """A future that was cancelled before it began."""
    future: Future[T] = Future()
    future.cancel()
    return future


def submit(executor: Executor, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Like ``executor.submit``, but a cancelled future where the executor has been shut down."""
    try:
        return executor.submit(job, *args, **kwargs)
    except RuntimeError:
        return cancelled()
