"""Units that files write in words and code counts in integers."""

from __future__ import annotations

from typing import NewType

Ms = NewType("Ms", int)
"""Milliseconds.  In files a duration with its unit: ``500ms``, ``3s``, ``2m``."""

Months = NewType("Months", int)
"""Calendar months.  In files with the unit: ``24 months``."""

ClockTime = NewType("ClockTime", int)
"""A time of day in minutes since midnight.  In files ``09:30``."""


def clock_text(time: ClockTime) -> str:
    """``HH:MM``."""
    return f"{time // 60:02}:{time % 60:02}"
