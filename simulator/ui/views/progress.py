"""Scores over attempts: the total, each dimension, each clause; first against last; what is weakest.  Ready to plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model import wording as names
from simulator.model.rulebook import Dimension
from simulator.model.text import Lang, Text, heading
from simulator.ui.shown import Attempt
from simulator.ui.views.wording import dimension_name, verdict_name

TOTAL = "total"
Y_TICKS = (0, 20, 40, 60, 80, 100)
RECENT = 3
"""The weakest clauses are those of the last so many attempts."""


@dataclass(frozen=True, slots=True)
class Point:
    """An attempt of a series: ``x`` counts attempts from 0, ``y`` is percent 0..100."""

    x: int
    y: float
    attempt: int


@dataclass(frozen=True, slots=True)
class Series:
    """A line of the plot."""

    id: str
    name: str
    points: tuple[Point, ...]

    @property
    def last(self) -> float:
        return self.points[-1].y


@dataclass(frozen=True, slots=True)
class Comparison:
    """First against last attempt: percent."""

    id: str
    name: str
    first: float
    last: float

    @property
    def change(self) -> float:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class ClauseShare:
    """What share (percent) of a clause's points was earned lately, of how many attempts in which it applied."""

    clause: str
    share: float
    attempts: int
    lost: int  # hundredths of a point


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt in the list, the newest first."""

    index: int
    record: str
    title: str
    started: str
    mode: str
    verdict: str
    state: str
    total: str


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The page.  ``x_ticks`` are (attempt from 0, label); an attempt is a point of each series that it counts in."""

    series: tuple[Series, ...]
    x_ticks: tuple[tuple[int, str], ...]
    y_ticks: tuple[int, ...]
    comparisons: tuple[Comparison, ...]
    weakest: tuple[ClauseShare, ...]
    rows: tuple[AttemptRow, ...]
    calls: tuple[tuple[str, str], ...]
    summary: str


def progress(attempts: Sequence[Attempt], lang: Lang, call: str = "", ticks: int = 8, weakest: int = 6) -> ProgressView:
    """The attempts of one call, or of all; ``ticks`` labels at most on the axis, ``weakest`` clauses at most."""
    chosen = sorted((one for one in attempts if call in ("", one.call)), key=lambda one: (one.started, one.record))
    series = tuple(_series(chosen, lang))
    return ProgressView(
        series=series,
        x_ticks=_x_ticks(chosen, ticks),
        y_ticks=Y_TICKS,
        comparisons=tuple(
            Comparison(one.id, one.name, one.points[0].y, one.points[-1].y) for one in series if len(one.points) > 1
        ),
        weakest=weakest_clauses(chosen, weakest),
        rows=tuple(_row(n, one, lang) for n, one in reversed(list(enumerate(chosen)))),
        calls=tuple(dict.fromkeys((one.call, one.title) for one in attempts)),
        summary=_summary(chosen, lang),
    )


def clause_series(attempts: Sequence[Attempt], clause: str) -> Series:
    """One clause over the attempts in which it applied: percent of its points."""
    ordered = sorted(attempts, key=lambda one: (one.started, one.record))
    found = (
        (n, *one.clauses[clause])
        for n, one in enumerate(ordered)
        if clause in one.clauses and one.clauses[clause][1] > 0
    )
    return Series(clause, clause, tuple(Point(n, 100 * got / possible, n) for n, got, possible in found))


def weakest_clauses(attempts: Sequence[Attempt], most: int) -> tuple[ClauseShare, ...]:
    """The clauses with the smallest share of their points in the last attempts; those in full are left out."""
    got: dict[str, int] = {}
    possible: dict[str, int] = {}
    times: dict[str, int] = {}
    for attempt in attempts[-RECENT:]:
        for clause, (earned, could) in attempt.clauses.items():
            if could > 0:
                got[clause] = got.get(clause, 0) + earned
                possible[clause] = possible.get(clause, 0) + could
                times[clause] = times.get(clause, 0) + 1
    shares = [
        ClauseShare(clause, 100 * got[clause] / possible[clause], times[clause], possible[clause] - got[clause])
        for clause in got
        if got[clause] < possible[clause]
    ]
    return tuple(sorted(shares, key=lambda one: (one.share, -one.lost, one.clause))[:most])


def _series(attempts: Sequence[Attempt], lang: Lang) -> list[Series]:
    """The total, then every dimension that ever applied, in the order of the vocabulary."""
    total = tuple(Point(n, one.total / 100, n) for n, one in enumerate(attempts))
    found = [Series(TOTAL, Text("总分", "Total")[lang], total)] if total else []
    known = [dimension.value for dimension in Dimension]
    others = [name for one in attempts for name in one.dimensions if name not in known]
    for name in dict.fromkeys((*known, *others)):
        own = tuple(Point(n, one.dimensions[name], n) for n, one in enumerate(attempts) if name in one.dimensions)
        if own:
            found.append(Series(name, dimension_name(name, lang), own))
    return found


def _x_ticks(attempts: Sequence[Attempt], most: int) -> tuple[tuple[int, str], ...]:
    """The first and the last attempt are labelled, and evenly what fits between."""
    count = len(attempts)
    if not count:
        return ()
    step = max(1, -(-(count - 1) // max(1, most - 1)))
    places = sorted({*range(0, count, step), count - 1})
    if len(places) > 1 and places[-1] - places[-2] < step / 2:
        places.pop(-2)
    return tuple((n, _day(attempts[n].started)) for n in places)


def _day(started: str) -> str:
    """``03-16 09:30`` of an ISO time; what is none stays as it is."""
    return f"{started[5:10]} {started[11:16]}".strip() if len(started) >= 16 and started[10] in "T " else started


def _row(n: int, one: Attempt, lang: Lang) -> AttemptRow:
    mode = names.MODES.get(one.mode)
    return AttemptRow(
        n,
        one.record,
        one.title,
        _day(one.started),
        heading(mode)[lang] if mode is not None else one.mode,
        verdict_name(one.verdict, lang),
        one.verdict,
        f"{one.total / 100:.1f}",
    )


def _summary(attempts: Sequence[Attempt], lang: Lang) -> str:
    if not attempts:
        return Text("还没有成绩。完成一次通话就会出现在这里。", "No scores yet: finish a call and it appears here.")[
            lang
        ]
    passed = sum(one.verdict == "pass" for one in attempts)
    change = (attempts[-1].total - attempts[0].total) / 100
    if len(attempts) == 1:
        return Text("1 次通话", "1 call")[lang]
    return Text(
        f"{len(attempts)} 次通话，合格 {passed} 次；总分从第一次到最近一次 {change:+.1f}",
        f"{len(attempts)} calls, {passed} passed; the total changed by {change:+.1f} from the first to the last",
    )[lang]
