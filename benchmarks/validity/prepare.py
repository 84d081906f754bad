"""Makes and hears what was not heard before, on all cores: worker processes render and decode, the parent alone writes.

What is heard depends on the sound alone, never on how many workers there are or which of them had it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol

from benchmarks.validity.conditions import Condition
from benchmarks.validity.corpus import Sample
from benchmarks.validity.hearing import Archive
from benchmarks.validity.transcripts import Heard

REPORT_EVERY = 50


class Hearer(Protocol):
    """What a worker hears with; it has the same sounds in the same order as the parent."""

    def hear(self, number: int, condition: Condition) -> Heard | None:
        """What is heard of a sound; None where it could not be made."""
        ...


Task = tuple[int, tuple[Condition, ...]]
"""A sound's number, and the conditions in which it is to be heard: one worker has all of them, so that the sound is
rendered once."""


def missing(samples: Sequence[Sample], archive: Archive) -> list[Task]:
    """What was not heard before; a sound that comes again is heard once."""
    asked: set[tuple[str, str]] = set()
    tasks = []
    for number, sample in enumerate(samples):
        new = tuple(
            condition
            for condition in sample.conditions
            if (sample.digest, condition.name) not in asked and not archive.knows(sample.digest, condition.name)
        )
        asked.update((sample.digest, condition.name) for condition in new)
        if new:
            tasks.append((number, new))
    return tasks


def prepare(samples: Sequence[Sample], archive: Archive, open_hearer: Callable[[], Hearer], workers: int) -> None:
    """Hear all that is missing.  ``open_hearer`` is called once in each worker; it has to be picklable."""
    tasks = missing(samples, archive)
    if not tasks:
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _open, (open_hearer,)) as pool:
        results = zip(tasks, pool.map(_hear, tasks), strict=True)
        for done, ((number, conditions), heard) in enumerate(results, 1):
            for condition, one in zip(conditions, heard, strict=True):
                if one is not None:
                    archive.add(samples[number].digest, condition.name, one)
            if done % REPORT_EVERY == 0:
                print(f"{done} of {len(tasks)} sounds", file=sys.stderr)


_hearers: list[Hearer] = []
"""In a worker: its one hearer."""


def _open(open_hearer: Callable[[], Hearer]) -> None:
    _hearers.append(open_hearer())


def _hear(task: Task) -> list[Heard | None]:
    number, conditions = task
    return [_hearers[0].hear(number, condition) for condition in conditions]
