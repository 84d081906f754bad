"""What the plots of reports show, as geometry: plain numbers and texts, ready to be drawn; nothing here knows SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 40, 16, 14, 40
"""Room around the plot for its labels."""
MOST_TICKS = 9


@dataclass(frozen=True, slots=True)
class Spot:
    """A result on the curve.  ``kind`` is its verdict (``provisional`` while nobody confirmed an adverse one)."""

    x: float
    y: float
    top: float  # of the range until ruled; y where there is none
    kind: str
    exam: bool
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Totals over time, one after the other whatever lies between them."""

    spots: tuple[Spot, ...]
    line: str  # the points of a polyline
    days: tuple[Tick, ...]
    marks: tuple[Tick, ...]
    pass_mark: float


@dataclass(frozen=True, slots=True)
class Result:
    """What the curve is drawn from; points in hundredths of 100, ``day`` as it is to be read."""

    day: str
    lowest: int
    highest: int
    kind: str
    exam: bool
    title: str


def progress(results: Sequence[Result], pass_mark: int) -> Progress:
    """``pass_mark`` in points."""
    spots = tuple(
        Spot(_x(at, len(results)), _y(one.lowest), _y(one.highest), one.kind, one.exam, one.title)
        for at, one in enumerate(results)
    )
    every = -(-len(results) // MOST_TICKS) or 1
    return Progress(
        spots=spots,
        line=" ".join(f"{spot.x},{spot.y}" for spot in spots),
        days=tuple(Tick(_x(at, len(results)), results[at].day) for at in range(0, len(results), every)),
        marks=tuple(Tick(_y(points * 100), str(points)) for points in (0, 20, 40, 60, 80, 100)),
        pass_mark=_y(pass_mark * 100),
    )


def _x(at: int, number: int) -> float:
    room = WIDTH - LEFT - RIGHT
    return round(LEFT + room * (at + 0.5) / max(number, 1), 1)


def _y(hundredths: int) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - hundredths / 10_000), 1)


# --- a class ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of the distribution."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int


COLUMNS_WIDTH, COLUMNS_HEIGHT = 460, 180


def distribution(totals: Mapping[int, int]) -> tuple[Column, ...]:
    """``totals``: lower end of a ten-point band to attempts; full marks count in the highest band."""
    bands = {low: totals.get(low, 0) + (totals.get(100, 0) if low == 90 else 0) for low in range(0, 100, 10)}
    most = max([*bands.values(), 1])
    width = COLUMNS_WIDTH / len(bands)
    return tuple(
        Column(
            x=round(at * width + 3, 1),
            y=round(18 + (COLUMNS_HEIGHT - 40) * (1 - number / most), 1),
            width=width - 6,
            height=round((COLUMNS_HEIGHT - 40) * number / most, 1),
            label=f"{low}–{low + 9 if low < 90 else 100}",
            number=number,
        )
        for at, (low, number) in enumerate(bands.items())
    )


HEAT = (60, 70, 80, 90)
"""Percent of the points at which the colour changes."""


def heat(points: int, possible: int) -> int:
    """0 (coldest to look at first) to 4."""
    return sum(100 * points >= limit * possible for limit in HEAT)


def percent(points: int, possible: int) -> int:
    """Rounded down: 100 is all of it."""
    return 100 * points // possible if possible else 0


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """B4.2 before B4.10."""
    parts: list[tuple[int, int | str]] = []
    for part in _split(text):
        parts.append((0, int(part)) if part.isdecimal() else (1, part))
    return tuple(parts)


def _split(text: str) -> Iterable[str]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at].isdecimal() != text[start].isdecimal():
            yield text[start:at]
            start = at
