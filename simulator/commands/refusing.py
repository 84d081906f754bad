"""A value that a template cannot take, as the person who gave it is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.workbench.drafts import Unfit


@contextmanager
def refused() -> Iterator[None]:
    """Turns ``Unfit`` into a ``Problem`` with ``USAGE``."""
    try:
        yield
    except Unfit as unfit:
        raise Problem(Exit.USAGE, Text(f"{unfit.name}：{unfit.text.zh}", f"{unfit.name}: {unfit.text.en}")) from unfit
