"""Shares with 95 % bounds, resampled by sentence and speaker at once.

Clips of one sentence fail together and so do clips of one voice; resampling clips would take them for independent and
make the bounds too narrow.  Each of ``REPEATS`` rounds draws as many sentences as there are, and as many voices, with
replacement, and weighs each clip by how often both were drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

REPEATS = 2_000
SEED = 20_260_316
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Row:
    """One clip's part of a share: ``hits`` of ``of``."""

    sentence: str
    voice: str
    hits: float
    of: float


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its bounds, all 0..1 (0, 0, 1 where nothing was counted), and the counts behind it."""

    value: float
    low: float
    high: float
    hits: float
    of: float
    sentences: int


def share(rows: Iterable[Row]) -> Share:
    """The share of all hits.

    Where no clip at all hits (or misses), resampling cannot show that another would: the bound is then the exact
    binomial one, for as many independent trials as there would be if each sentence had been said once.
    """
    hits, of = _table(list(rows))
    total, whole = float(hits.sum()), float(of.sum())
    if not whole:
        return Share(0.0, 0.0, 1.0, 0.0, 0.0, 0)
    drawn = _resampled(hits, of, np.random.default_rng(SEED))
    low, high = np.quantile(drawn, (TAIL, 1 - TAIL))
    value, never = total / whole, 1 - TAIL ** (1 / max(1.0, float(of.max(axis=1).sum())))
    if total == 0:
        high = never
    if total == whole:
        low = 1 - never
    sentences = int((of.sum(axis=1) > 0).sum())
    return Share(value, float(min(low, value)), float(max(high, value)), total, whole, sentences)


def difference(ours: Iterable[Row], theirs: Iterable[Row]) -> tuple[float, float, float]:
    """One share less another, with bounds; the same sentences are drawn for both, voices apart.

    For groups of voices (women, men), whose clips are of the same sentences.
    """
    one, other = list(ours), list(theirs)
    sentences = sorted({row.sentence for row in (*one, *other)})
    random = np.random.default_rng(SEED)
    tables = [_table(rows, sentences) for rows in (one, other)]
    weights = _draws(len(sentences), random)
    drawn = [_weighed(hits, of, weights, _draws(hits.shape[1], random)) for hits, of in tables]
    gap = drawn[0] - drawn[1]
    low, high = np.nanquantile(gap, (TAIL, 1 - TAIL))
    values = [float(hits.sum() / max(of.sum(), 1e-12)) for hits, of in tables]
    return values[0] - values[1], float(low), float(high)


def _table(rows: list[Row], sentences: list[str] | None = None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hits and trials by sentence (rows) and voice (columns)."""
    names = sentences if sentences is not None else sorted({row.sentence for row in rows})
    places = {name: at for at, name in enumerate(names)}
    voices = {voice: at for at, voice in enumerate(sorted({row.voice for row in rows}))}
    hits, of = np.zeros((len(places), len(voices))), np.zeros((len(places), len(voices)))
    for row in rows:
        hits[places[row.sentence], voices[row.voice]] += row.hits
        of[places[row.sentence], voices[row.voice]] += row.of
    return hits, of


def _resampled(hits: NDArray[np.float64], of: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
    drawn = _weighed(hits, of, _draws(hits.shape[0], random), _draws(hits.shape[1], random))
    return drawn[~np.isnan(drawn)]


def _weighed(
    hits: NDArray[np.float64],
    of: NDArray[np.float64],
    sentences: NDArray[np.float64],
    voices: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The share of every round; NaN where a round drew nothing that was tried."""
    top = ((sentences @ hits) * voices).sum(axis=1)
    bottom = ((sentences @ of) * voices).sum(axis=1)
    shares: NDArray[np.float64] = np.divide(top, bottom, out=np.full(REPEATS, np.nan), where=bottom > 0)
    return shares


def _draws(n: int, random: np.random.Generator) -> NDArray[np.float64]:
    """How often each of ``n`` was drawn, for every round."""
    return random.multinomial(n, np.full(n, 1 / n), size=REPEATS).astype(np.float64)
