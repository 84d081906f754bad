"""What all nodes of a lexicon's outlines cost at least in one utterance, for all of them at once.

Nine templates in ten are too much with the widest allowance of any; told one by one, that was half of the time that a
match takes.  Works on arrays (NumPy): node by node where ``outline.estimator`` does the same for a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The nodes in one utterance: what each costs at least, less its allowance; as bytes, whether that is above 0."""

    costs: Costs
    above: bytes


class _Parts:
    """What nodes are made of, one node's after the other's."""

    def __init__(self, parts: Sequence[tuple[int, ...]]) -> None:
        self.sizes = np.array([len(one) for one in parts], dtype=np.int64)
        self._flat = np.array([part for one in parts for part in one], dtype=np.intp)
        self._starts = np.concatenate(([0], np.cumsum(self.sizes)[:-1])).astype(np.intp)

    def reduced(self, by: np.ufunc, costs: Costs) -> Costs:
        """For each node the sum, or the least, of what its parts cost."""
        reduced: Costs = by.reduceat(costs[self._flat], self._starts)
        return reduced


@dataclass(frozen=True, slots=True)
class _Layer:
    """Nodes whose parts are all in layers before: those that are the sum of their parts, or the least of them."""

    nodes: NDArray[np.intp]
    parts: _Parts
    by: np.ufunc


class Weighing:
    """The nodes of outlines, ready to be weighed; to be made when the last node is in.

    ``runs``: node -> the keys that it requires one after the other; ``sums`` and ``minima``: node -> its parts, all of
    which come before it.  Whatever else there is of the ``size`` nodes costs what ``weigh`` is told, or nothing.
    """

    def __init__(
        self,
        size: int,
        runs: Mapping[int, tuple[int, ...]],
        sums: Mapping[int, tuple[int, ...]],
        minima: Mapping[int, tuple[int, ...]],
    ) -> None:
        self._size = size
        self._run_nodes = np.array(list(runs), dtype=np.intp)
        self._runs = _Parts(list(runs.values()))
        self._layers = list(_layers(size, sums, minima))

    def weigh(self, least: Sequence[int], jumps: Iterable[tuple[int, int]], allowance: int) -> Weighed:
        """Weigh every node by what each key costs at ``least``, and what each of the ``jumps``, (node, cost), does."""
        costs = np.zeros(self._size, dtype=np.int64)
        if len(self._run_nodes):
            keys = np.array(least, dtype=np.int64)
            costs[self._run_nodes] = self._runs.reduced(np.add, keys) - allowance * self._runs.sizes
        for node, cost in jumps:
            costs[node] = cost
        for layer in self._layers:
            costs[layer.nodes] = layer.parts.reduced(layer.by, costs)
        return Weighed(costs, (costs > 0).tobytes())


def _layers(size: int, sums: Mapping[int, tuple[int, ...]], minima: Mapping[int, tuple[int, ...]]) -> Iterable[_Layer]:
    depth = [0] * size
    for node in range(size):
        parts = sums.get(node) or minima.get(node) or ()
        depth[node] = 1 + max([depth[part] for part in parts], default=-1)
    for level in range(1, max(depth, default=0) + 1):
        for made, by in ((sums, np.add), (minima, np.minimum)):
            nodes = [node for node in made if depth[node] == level and made[node]]
            if nodes:
                yield _Layer(np.array(nodes, dtype=np.intp), _Parts([made[node] for node in nodes]), by)
