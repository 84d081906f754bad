"""Times as people read them: durations, times of day in the story, dates with their weekday.  No real clock."""

from __future__ import annotations

from simulator.model.script import SimulatedClock
from simulator.model.text import Lang
from simulator.session.calendar import time_of_day

_MS = 1_000
_WEEKDAYS = {
    Lang.ZH: ("星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"),
    Lang.EN: ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHIFTS = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)


def duration(ms: int) -> str:
    """``m:ss``, or ``h:mm:ss`` from an hour on; whole seconds gone by, nothing below 0."""
    seconds = max(0, ms) // _MS
    hours, rest = divmod(seconds, 3_600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def story_time(clock: SimulatedClock, t: int) -> str:
    """The time of day in the story at session ms ``t``, ``HH:MM``."""
    return time_of_day(clock, t)


def story_date(clock: SimulatedClock, lang: Lang) -> str:
    """The date of the story with its weekday; the text itself where it is no ISO date."""
    parts = clock.date.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return clock.date
    year, month, day = map(int, parts)
    if not 1 <= month <= 12:
        return clock.date
    weekday = _WEEKDAYS[lang][_weekday(year, month, day)]
    if lang is Lang.ZH:
        return f"{year}年{month}月{day}日 {weekday}"
    return f"{weekday}, {day} {_MONTHS[month - 1]} {year}"


def _weekday(year: int, month: int, day: int) -> int:
    """0 for Sunday (Sakamoto's rule for the Gregorian calendar)."""
    year -= month < 3
    return (year + year // 4 - year // 100 + year // 400 + _SHIFTS[month - 1] + day) % 7
