"""Random choices without a random generator: a counter-based hash of the seed, so that replay draws the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def choose(options: Sequence[T], seed: int, *key: object) -> T:
    """One of the (non-empty) options; the same for the same seed and key, on every machine and Python."""
    digest = hashlib.sha256("\x1f".join(map(str, (seed, *key))).encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]
