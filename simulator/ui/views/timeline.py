"""What is seen of the debrief's timeline: a stretch of the call, nearer or further, and marks spread over rows where
they would cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.ui.shown import Lane, Mark

SHORTEST_MS = 4_000
"""No zoom shows less than this."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """What is seen: ``shown`` ms (0: all) from ``start`` on, of a call of ``length`` ms."""

    length: int
    start: int = 0
    shown: int = 0

    @property
    def span(self) -> int:
        """How many ms are seen, at least 1."""
        return max(1, min(self.shown or self.length, self.length))

    @property
    def whole(self) -> bool:
        """Whether all of the call is seen."""
        return self.span >= self.length

    def zoomed(self, factor: float, around: int) -> Viewport:
        """Nearer for ``factor`` > 1; the time ``around`` stays where it is."""
        shown = round(max(min(SHORTEST_MS, self.length), min(self.length, self.span / factor)))
        share = (around - self.start) / self.span
        return replace(self, start=self._within(round(around - share * shown), shown), shown=shown)

    def moved(self, by: float) -> Viewport:
        """Moved by a share of what is seen: 0.5 is half a view later."""
        return replace(self, start=self._within(self.start + round(by * self.span), self.span))

    def showing(self, t: int) -> Viewport:
        """Moved as little as it takes to see a time with some room around it."""
        margin = self.span // 8
        if self.start + margin <= t <= self.start + self.span - margin or self.whole:
            return self
        return replace(self, start=self._within(t - self.span // 2, self.span))

    def sees(self, t: int) -> bool:
        """Whether a time is within it."""
        return self.start <= t <= self.start + self.span

    def _within(self, start: int, shown: int) -> int:
        return max(0, min(start, self.length - shown))


def spread(lanes: Sequence[Lane], apart: int, most: int = 2) -> tuple[Lane, ...]:
    """The lanes, those with findings first, their marks on rows of their own where they are nearer to each other than
    ``apart`` ms: at most ``most`` rows a lane, on the last one they may touch.  Rows that are added have no name."""
    found: list[Lane] = []
    for lane in sorted(lanes, key=lambda lane: not _judges(lane)):
        rows = _rows(lane.marks, apart, most if _judges(lane) else 1)
        found.append(replace(lane, marks=rows[0] if rows else ()))
        found += [Lane("", marks=row) for row in rows[1:]]
    return tuple(found)


def _judges(lane: Lane) -> bool:
    return any(mark.finding for mark in lane.marks)


def _rows(marks: Sequence[Mark], apart: int, most: int) -> list[tuple[Mark, ...]]:
    """Each mark on the first row where it is clear of the one before."""
    rows: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        row = next((row for row in rows if mark.at - row[-1].at >= apart), None)
        if row is None and len(rows) < most:
            row = []
            rows.append(row)
        (row if row is not None else rows[-1]).append(mark)
    return [tuple(row) for row in rows]
