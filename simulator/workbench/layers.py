"""Places for the boxes of a directed graph in layers from top to bottom (Sugiyama's method).

Edges that close a circle are turned round; each box goes below everything that leads to it; edges over several layers
get a bend in each; the order in a layer follows the mean place of the neighbours (barycentre heuristic), and the
places come from least squares with a least distance between neighbours (pool adjacent violators).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

GAP, LAYER_GAP, BEND = 26.0, 34.0, 10.0
"""Between boxes of a layer, between layers, and the width of a bend; px."""
SWEEPS = 12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """Centres of the boxes by name, a line of points for each edge in the order given, and the size of it all; px."""

    centres: Mapping[str, Point]
    routes: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def place(sizes: Mapping[str, tuple[float, float]], edges: Sequence[tuple[str, str]]) -> Placed:
    """Lay out boxes of the given widths and heights.  Deterministic; the order of ``sizes`` decides between equals."""
    graph = _Layers(dict(sizes))
    chains = graph.add(edges)
    graph.order()
    xs, ys = graph.across(), graph.down()
    left = min((xs[n] - graph.sizes[n][0] / 2 for n in xs), default=0.0)
    centres = {name: (xs[name] - left, ys[name]) for name in graph.sizes}
    routes = tuple(tuple(_ends(chain, centres, graph.sizes)) for chain in chains)
    width = max((centres[n][0] + graph.sizes[n][0] / 2 for n in centres), default=0.0)
    height = max((centres[n][1] + graph.sizes[n][1] / 2 for n in centres), default=0.0)
    return Placed({name: centres[name] for name in sizes}, routes, width, height)


@dataclass(slots=True)
class _Layers:
    """The graph while it is laid out; bends are boxes without height."""

    sizes: dict[str, tuple[float, float]]
    rows: list[list[str]] = field(default_factory=list)
    above: dict[str, list[str]] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)

    def add(self, edges: Sequence[tuple[str, str]]) -> list[list[str]]:
        """Put every box on its layer and split long edges; the boxes that each edge goes through."""
        back = _closing(tuple(self.sizes), edges)
        forward = [(b, a) if n in back else (a, b) for n, (a, b) in enumerate(edges)]
        layer = _depths(tuple(self.sizes), forward)
        self.rows = [[] for _ in range(max(layer.values(), default=-1) + 1)]
        for name in self.sizes:
            self.rows[layer[name]].append(name)
        chains = []
        for n, (a, b) in enumerate(forward):
            bends = [f"*bend{n}.{level}" for level in range(layer[a] + 1, layer[b])]
            for level, bend in enumerate(bends, layer[a] + 1):
                self.sizes[bend] = (BEND, 0.0)
                self.rows[level].append(bend)
            chain = [a, *bends, b]
            for upper, lower in itertools.pairwise(chain):
                if upper != lower:
                    self.below.setdefault(upper, []).append(lower)
                    self.above.setdefault(lower, []).append(upper)
            chains.append(chain[::-1] if n in back else chain)
        return chains

    def order(self) -> None:
        """Fewer crossings: each layer by the mean place of its neighbours above, then below, again and again."""
        best = [list(row) for row in self.rows]
        fewest = self._crossings()
        for sweep in range(SWEEPS):
            rows = self.rows[1:] if sweep % 2 == 0 else self.rows[-2::-1]
            neighbours = self.above if sweep % 2 == 0 else self.below
            at = {name: index for row in self.rows for index, name in enumerate(row)}
            for row in rows:
                row.sort(key=lambda name: _mean([at[other] for other in neighbours.get(name, ())], at[name]))
                at.update({name: index for index, name in enumerate(row)})
            crossings = self._crossings()
            if crossings < fewest:
                fewest, best = crossings, [list(row) for row in self.rows]
        self.rows = best

    def _crossings(self) -> int:
        count = 0
        for lower in self.rows[1:]:
            at = {name: n for row in self.rows for n, name in enumerate(row)}
            ends = [(at[upper], n) for n, name in enumerate(lower) for upper in self.above.get(name, ())]
            count += sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(ends) for c, d in ends[:i])
        return count

    def across(self) -> dict[str, float]:
        """The x of every centre: near the mean of the neighbours, no box upon another."""
        xs: dict[str, float] = {}
        for row in self.rows:
            xs.update(zip(row, self._apart(row, [0.0] * len(row)), strict=True))
        for sweep in range(SWEEPS):
            neighbours = self.above if sweep % 2 == 0 else self.below
            for row in self.rows if sweep % 2 == 0 else self.rows[::-1]:
                wanted = [_mean([xs[other] for other in neighbours.get(name, ())], xs[name]) for name in row]
                xs.update(zip(row, self._apart(row, wanted), strict=True))
        return xs

    def _apart(self, row: Sequence[str], wanted: Sequence[float]) -> list[float]:
        """The places nearest to those wanted (least squares) that keep the order and the gaps."""
        offsets = [0.0]
        for left, right in itertools.pairwise(row):
            offsets.append(offsets[-1] + (self.sizes[left][0] + self.sizes[right][0]) / 2 + GAP)
        blocks: list[tuple[float, int]] = []  # mean, boxes
        for place_, offset in zip(wanted, offsets, strict=True):
            blocks.append((place_ - offset, 1))
            while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
                (b, n), (a, m) = blocks.pop(), blocks.pop()
                blocks.append(((a * m + b * n) / (m + n), m + n))
        flat = [mean for mean, count in blocks for _ in range(count)]
        return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]

    def down(self) -> dict[str, float]:
        """The y of every centre, layer by layer."""
        ys, top = {}, 0.0
        for row in self.rows:
            height = max(self.sizes[name][1] for name in row)
            ys.update(dict.fromkeys(row, top + height / 2))
            top += height + LAYER_GAP
        return ys


def _closing(names: Sequence[str], edges: Sequence[tuple[str, str]]) -> set[int]:
    """The edges that close a circle on the way of a depth-first search."""
    out: dict[str, list[tuple[int, str]]] = {}
    for n, (a, b) in enumerate(edges):
        out.setdefault(a, []).append((n, b))
    closing: set[int] = set()
    done: set[str] = set()
    for root in names:
        path = {root: iter(out.get(root, ()))} if root not in done else {}
        while path:
            name, rest = next(reversed(path.items()))
            found = next(rest, None)
            if found is None:
                done.add(name)
                del path[name]
            elif found[1] in path:
                closing.add(found[0])
            elif found[1] not in done:
                path[found[1]] = iter(out.get(found[1], ()))
    return closing


def _depths(names: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The longest way to each box from one that nothing leads to; the edges have no circle but loops."""
    into: dict[str, list[str]] = {}
    for a, b in edges:
        if a != b:
            into.setdefault(b, []).append(a)
    depth: dict[str, int] = {}
    for name in names:
        stack = [name]
        while stack:
            missing = [one for one in into.get(stack[-1], ()) if one not in depth]
            if missing:
                stack += missing
            else:
                top = stack.pop()
                depth[top] = max((depth[one] + 1 for one in into.get(top, ())), default=0)
    return depth


def _ends(
    chain: Sequence[str], centres: Mapping[str, Point], sizes: Mapping[str, tuple[float, float]]
) -> Iterable[Point]:
    """The points of an edge: from the border of one box to that of the other."""
    downwards = centres[chain[0]][1] <= centres[chain[-1]][1]
    for n, name in enumerate(chain):
        x, y = centres[name]
        half = sizes[name][1] / 2
        if n == 0:
            yield x, y + half if downwards else y - half
        elif n == len(chain) - 1:
            yield x, y - half if downwards else y + half
        else:
            yield x, y


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
