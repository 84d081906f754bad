"""The simulated clock: what time of day it is in the story at a session time."""

from __future__ import annotations

from simulator.model.script import SimulatedClock

_DAY_MINUTES = 24 * 60


def time_of_day(clock: SimulatedClock, t: int) -> str:
    """``HH:MM`` at session ms ``t``; passes midnight without changing the date."""
    minutes = (clock.time + t * clock.speed // 60_000) % _DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
