"""The simulated clock: what time of day it is in the story at a session time, and what the duty plan asks for then."""

from __future__ import annotations

from simulator.model.company import Duty
from simulator.model.script import SimulatedClock
from simulator.model.units import ClockTime, clock_text

_DAY_MINUTES = 24 * 60
_MS_PER_MINUTE = 60_000
_DAY_MS = _DAY_MINUTES * _MS_PER_MINUTE

MANUAL, AUTOMATIC = "manual", "automatic"
"""The modes of the board."""


def time_of_day(clock: SimulatedClock, t: int) -> str:
    """``HH:MM`` at session ms ``t``; passes midnight without changing the date."""
    minutes = (clock.time + t * clock.speed // _MS_PER_MINUTE) % _DAY_MINUTES
    return clock_text(ClockTime(minutes))


def duty_mode(duty: tuple[Duty, ...], clock: SimulatedClock, t: int) -> str:
    """The mode that the duty plan asks for at session ms ``t`` (B3.3, B3.4); empty where there is no plan."""
    if not duty:
        return ""
    now = _of_day(clock, t)
    attended = any(one.begins * _MS_PER_MINUTE <= now < one.ends * _MS_PER_MINUTE for one in duty)
    return MANUAL if attended else AUTOMATIC


def until_change(duty: tuple[Duty, ...], clock: SimulatedClock, t: int) -> int | None:
    """Session ms from ``t`` until the plan next asks for another mode, at least 1; None where there is no plan."""
    turns = [minute for one in duty for minute in (one.begins, one.ends)]
    waits = [(minute * _MS_PER_MINUTE - _of_day(clock, t)) % _DAY_MS or _DAY_MS for minute in turns]
    return -(-min(waits) // clock.speed) if waits else None


def until(time: ClockTime, clock: SimulatedClock, t: int) -> int:
    """Session ms from ``t`` until it is this time of the day on which the story began; 0 where it has been."""
    since_midnight = clock.time * _MS_PER_MINUTE + t * clock.speed
    return max(0, -(-(time * _MS_PER_MINUTE - since_midnight) // clock.speed))


def _of_day(clock: SimulatedClock, t: int) -> int:
    """Simulated ms since midnight."""
    return (clock.time * _MS_PER_MINUTE + t * clock.speed) % _DAY_MS
