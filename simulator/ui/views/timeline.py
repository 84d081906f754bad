"""The debrief's timeline: what is where on a given width, at a given zoom; positions to times and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulator.ui.shown import Debrief, Lane, Mark, Tint, Wave
from simulator.ui.views.clocks import duration

SHORTEST_MS = 4_000
"""No zoom shows less than this."""
_STEPS_MS = (1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000)
_TICK_PX = 88
"""Two ticks are at least this far apart."""
_MARK_PX = 18
"""Marks closer than this stand on different levels."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """What is seen: from ``start`` on ``shown`` ms of a call of ``length`` ms, on ``width`` pixels."""

    length: int
    width: int
    start: int = 0
    shown: int = 0

    @property
    def span(self) -> int:
        """How many ms are seen, at least 1."""
        return max(1, min(self.shown or self.length, self.length) if self.length else 1)

    def x(self, t: int) -> float:
        """Where a time is, in pixels from the left; outside of [0, width] when it is not seen."""
        return (t - self.start) * self.width / self.span

    def at(self, x: float) -> int:
        """The time at a place, within the call."""
        return max(0, min(self.length, round(self.start + x * self.span / max(1, self.width))))

    def zoomed(self, factor: float, around: float) -> Viewport:
        """Closer for ``factor`` > 1, with the time at ``around`` (pixels) staying where it is."""
        shown = round(max(min(SHORTEST_MS, self.length), min(self.length, self.span / factor)))
        kept = self.start + around * self.span / max(1, self.width)
        start = kept - around * shown / max(1, self.width)
        return replace(self, start=self._within(round(start), shown), shown=shown)

    def moved(self, by: float) -> Viewport:
        """Moved by a share of what is seen: 0.5 is half a view later."""
        return replace(self, start=self._within(self.start + round(by * self.span), self.span))

    def showing(self, t: int) -> Viewport:
        """Moved as little as it takes to see a time with some room around it."""
        margin = self.span // 8
        if self.start + margin <= t <= self.start + self.span - margin:
            return self
        return replace(self, start=self._within(t - self.span // 2, self.span))

    def resized(self, width: int) -> Viewport:
        """The same stretch on another width."""
        return replace(self, width=width)

    def _within(self, start: int, shown: int) -> int:
        return max(0, min(start, self.length - shown))


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the time axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane, cut to what is seen; pixels.  ``t`` is where it begins, ms."""

    x: float
    width: float
    tint: Tint
    label: str
    t: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A moment in a lane.  ``level`` counts from 0: those too close together stand on different ones."""

    x: float
    tint: Tint
    label: str
    finding: str
    level: int
    t: int
    selected: bool


@dataclass(frozen=True, slots=True)
class LaneView:
    """A row of the timeline."""

    name: str
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]
    levels: int  # how many levels its dots need


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline as seen."""

    ticks: tuple[Tick, ...]
    lanes: tuple[LaneView, ...]


def timeline(shown: Debrief, view: Viewport, selected: str = "") -> TimelineView:
    """Everything that is seen of the call; ``selected`` is a finding's id."""
    return TimelineView(ticks(view), tuple(_lane(lane, view, selected) for lane in shown.lanes))


def whole(shown: Debrief, width: int) -> Viewport:
    """The whole call on a width."""
    return Viewport(max(1, shown.length), width)


def ticks(view: Viewport) -> tuple[Tick, ...]:
    """Lines of the time axis at even times, as many as fit."""
    step = next((ms for ms in _STEPS_MS if ms * view.width / view.span >= _TICK_PX), _STEPS_MS[-1])
    first = -(-view.start // step) * step
    return tuple(Tick(view.x(t), duration(t)) for t in range(first, view.start + view.span + 1, step))


def peaks(wave: Wave, view: Viewport) -> tuple[float, ...]:
    """The loudness (0..1) for each pixel of the width: the loudest of what falls on it, 0 where there is nothing."""
    columns = []
    for x in range(view.width):
        first = (view.start + x * view.span / view.width - wave.begins) / wave.step
        last = (view.start + (x + 1) * view.span / view.width - wave.begins) / wave.step
        lo, hi = max(0, int(first)), max(0, int(last) if last > int(first) + 1 else int(first) + 1)
        columns.append(max(wave.peaks[lo:hi], default=0.0) if first >= 0 else 0.0)
    return tuple(columns)


def nearest(view: TimelineView, lane: int, x: float, reach: float = 12.0) -> Dot | None:
    """The mark of a lane nearest to a place, within ``reach`` pixels."""
    dots = view.lanes[lane].dots if 0 <= lane < len(view.lanes) else ()
    best = min(dots, key=lambda dot: abs(dot.x - x), default=None)
    return best if best is not None and abs(best.x - x) <= reach else None


def _lane(lane: Lane, view: Viewport, selected: str) -> LaneView:
    bars = []
    for stretch in lane.stretches:
        left, right = max(0.0, view.x(stretch.start)), min(float(view.width), view.x(stretch.end))
        if right > 0 and left < view.width:
            bars.append(Bar(left, max(1.0, right - left), stretch.tint, stretch.label, stretch.start))
    dots = _dots([mark for mark in lane.marks if 0 <= view.x(mark.at) <= view.width], view, selected)
    return LaneView(lane.name, tuple(bars), dots, 1 + max((dot.level for dot in dots), default=0))


def _dots(marks: Sequence[Mark], view: Viewport, selected: str) -> tuple[Dot, ...]:
    """The marks in order, each on the lowest level where it is clear of the others."""
    ends: list[float] = []
    dots = []
    for mark in sorted(marks, key=lambda mark: mark.at):
        x = view.x(mark.at)
        level = next((n for n, end in enumerate(ends) if x - end >= _MARK_PX), len(ends))
        ends[level : level + 1] = [x]
        chosen = bool(mark.finding) and mark.finding == selected
        dots.append(Dot(x, mark.tint, mark.label, mark.finding, level, mark.at, chosen))
    return tuple(dots)
