"""What scores add up to, by trainee and clause.

There are millions of numbers and few sets of clauses: scores of the same set are lines of one matrix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row

from simulator.model.standing import ClauseResult

_SPACES = str.maketrans("[],", "   ")


def cells_of(rows: Iterable[Row[str, str, str]]) -> tuple[ClauseResult, ...]:
    """``rows``: of each score the trainee, and ``clauses`` and ``numbers`` as ``p_clause`` has them."""
    alike: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for trainee, clauses, numbers in rows:
        trainees, texts = alike[clauses]
        trainees.append(trainee)
        texts.append(numbers)
    cells: dict[tuple[str, str], NDArray[np.int64]] = {}
    for clauses, (trainees, texts) in alike.items():
        names = clauses.split()
        read = np.fromstring(" ".join(texts).translate(_SPACES), np.int64, sep=" ").reshape(len(texts), len(names), 3)
        for trainee, summed in zip(*_summed(trainees, read), strict=True):
            for name, figures in zip(names, summed, strict=True):
                cells[trainee, name] = cells.get((trainee, name), 0) + figures
    return tuple(ClauseResult(who, name, *map(int, cells[who, name])) for who, name in sorted(cells))


def _summed(trainees: list[str], read: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int64]]:
    """For each trainee and clause: points, possible points, scores in which it failed, scores."""
    who, lines = np.unique(np.array(trainees), return_inverse=True)
    order = np.argsort(lines, kind="stable")
    first = np.searchsorted(lines[order], np.arange(len(who)))
    read[:, :, 2] = read[:, :, 2] > 0
    counted = np.concatenate((read, np.ones_like(read[:, :, :1])), axis=2)
    return [str(one) for one in who], np.add.reduceat(counted[order], first, axis=0)
