"""What is said of one kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Described(NamedTuple):
    """A record and its fields."""

    record: str
    fields: Mapping[str, str]
