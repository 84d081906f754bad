"""Tells when files of a workspace change, by looking at their times and sizes now and then.

Looking costs a few milliseconds and works alike on every system and network drive; a library that listens to the
system's own notices would be one more to install, and misses changes on some of those drives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

PERIOD_S = 0.5
"""Between two looks."""

Seen = Mapping[Path, tuple[int, int]]
"""File -> time of change in ns and size."""


def seen(folder: Path) -> Seen:
    """The files that a check depends on, as they are now; one that goes away meanwhile is not there."""
    found: dict[Path, tuple[int, int]] = {}
    for file in (*folder.rglob("*.yaml"), *folder.glob("*.txt")):
        try:
            stat = file.stat()
        except OSError:
            continue
        found[file] = (stat.st_mtime_ns, stat.st_size)
    return found


def changes(folder: Path, pause: Callable[[], None]) -> Iterator[tuple[Path, ...]]:
    """The files that changed, came or went since the last time; never ends.

    ``pause`` lets time pass between two looks.  A change is told when the next look finds nothing more: editors write
    a file in several steps.
    """
    known = seen(folder)
    while True:
        pause()
        now = seen(folder)
        if now == known:
            continue
        before, known = known, now
        while True:
            pause()
            now = seen(folder)
            if now == known:
                break
            known = now
        changed = {file for file in before.keys() | known.keys() if before.get(file) != known.get(file)}
        if changed:
            yield tuple(sorted(changed))
