"""How well two markings agree and how exact a total is: kappa, shares with bounds, standard error of measurement.

Bounds are 95 % intervals.  Nothing is drawn at random, so the same marks always give the same figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

Z = 1.959963984540054
"""The normal distribution has 95 % within so many standard deviations."""
TAIL = 0.025

Pairs = Sequence[tuple[Hashable, Hashable]]
"""What the two said of the same things, first and second."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval that holds the true value in 95 of 100 such samples."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two agreed, and how much more often than chance.

    ``share`` is 0..1; ``kappa`` -1..1, None where both gave one and the same judgement throughout: then chance alone
    agrees always, and there is nothing beyond it to measure.
    """

    items: int
    agreed: int
    share: float
    share_bounds: Bounds
    kappa: float | None
    kappa_bounds: Bounds | None


@dataclass(frozen=True, slots=True)
class StandardError:
    """The standard error of measurement: the standard deviation of one marking about what it measures, in points.

    ``calls`` were marked several times; ``freedom`` counts the independent comparisons among those markings.
    """

    points: float
    bounds: Bounds
    calls: int
    freedom: int


def agreement(calls: Sequence[Pairs]) -> Agreement | None:
    """Agreement over the judgements of several calls; None where there are none.

    Kappa by Cohen (1960), "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20:37-46:
    ``(po - pe) / (1 - pe)``.  The share has Wilson's bounds (1927), which stay honest at 0 and 100 % and in small
    samples; kappa's follow from them with the agreement by chance taken as known, as in Cohen's own limits.  Judgements
    of one call are not independent; the bounds count as many as they are worth (``effective_size``).
    """
    pairs = [pair for call in calls for pair in call]
    if not pairs:
        return None
    items, agreed = len(pairs), sum(first == second for first, second in pairs)
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    by_chance = sum(count * second[judgement] for judgement, count in first.items())  # of items squared
    share = agreed / items
    within = wilson(share, effective_size(calls))
    if by_chance == items * items:
        return Agreement(items, agreed, share, within, None, None)

    chance = by_chance / items**2
    kappa = (items * agreed - by_chance) / (items * items - by_chance)
    limits = Bounds(_beyond(within.low, chance), _beyond(within.high, chance))
    return Agreement(items, agreed, share, within, kappa, limits)


def wilson(share: float, size: float) -> Bounds:
    """Wilson's score interval for a share of ``size`` > 0 observations (Newcombe 1998, Stat. Med. 17:857-872,
    method 3)."""
    centre = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * math.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return Bounds(max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def effective_size(calls: Sequence[Pairs]) -> float:
    """How many independent judgements those of several calls are worth (Korn & Graubard 1998, Surv. Methodol. 24).

    Their number divided by the design effect: how much more the share varies between calls than it would if each
    judgement were a draw of its own.  Never more than their number; the judgements of a single call count as one.
    """
    sampled = [call for call in calls if call]
    sizes = [len(call) for call in sampled]
    hits = [sum(first == second for first, second in call) for call in sampled]
    size, number = sum(sizes), len(sizes)
    if number < 2:
        return number
    share = sum(hits) / size
    if share in (0, 1):
        return size
    between = sum((hit - share * judged) ** 2 for hit, judged in zip(hits, sizes, strict=True))
    variance = between * number / (number - 1) / size**2
    return min(size, share * (1 - share) / (size - 1) * size / variance) if variance else size


def standard_error(markings: Iterable[Sequence[float]]) -> StandardError | None:
    """The standard error of measurement from calls marked two or more times each; None where no call was.

    The within-call standard deviation of a one-way analysis of variance, for two markings the root of the sum of their
    squared differences over 2n (Bland & Altman 1996, BMJ 312:1654).  A marker who is strict throughout adds to it: the
    trainee's total depends on who marks.  Its bounds come from the chi-square distribution.
    """
    marked = [call for call in markings if len(call) > 1]
    freedom = sum(len(call) - 1 for call in marked)
    if not freedom:
        return None
    squares = math.fsum((total - math.fsum(call) / len(call)) ** 2 for call in marked for total in call)
    low, high = (math.sqrt(squares / chi_square(share, freedom)) for share in (1 - TAIL, TAIL))
    return StandardError(math.sqrt(squares / freedom), Bounds(low, high), len(marked), freedom)


def chi_square(share: float, freedom: int) -> float:
    """The value below which a chi-square variable with ``freedom`` degrees of freedom lies in ``share`` of all
    cases."""
    low, high = 0.0, float(freedom)
    while _below(high, freedom) < share:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        if _below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return high


def _below(value: float, freedom: int) -> float:
    """The chi-square distribution function, by the series of the incomplete gamma function (all terms positive)."""
    if value <= 0:
        return 0.0
    half, x = freedom / 2, value / 2
    term = total = 1 / half
    step = half
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return total * math.exp(half * math.log(x) - x - math.lgamma(half))


def _beyond(share: float, chance: float) -> float:
    """Agreement beyond chance, as a share of what chance leaves; at least the -1 that kappa can reach."""
    return max(-1.0, (share - chance) / (1 - chance))
