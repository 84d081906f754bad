"""Times of day as people write them."""

from __future__ import annotations

import re
import unicodedata

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:时点])\s*(\d{1,2}|半|一刻|三刻)?")
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}
_AFTERNOON = ("下午", "晚上", "傍晚", "pm")
_MORNING = ("上午", "早上", "早晨", "凌晨", "am")


def clock_minutes(written: str) -> tuple[int, ...]:
    """The minutes since midnight that a written time can mean; empty where none can be read.

    ``09:30``, ``9点半``, ``下午2点05分``, ``2026-03-16 09:30``. An hour of one digit without 上午 or 下午
    (``2:05``) can mean both.
    """
    text = unicodedata.normalize("NFKC", written).lower()
    found = _CLOCK.search(text)
    if found is None:
        return ()
    hour, tail = int(found[1]), found[2] or "0"
    minute = _MINUTES[tail] if tail in _MINUTES else int(tail)
    if hour > 24 or minute > 59:
        return ()
    if any(word in text for word in _AFTERNOON):
        hours: tuple[int, ...] = (hour % 12 + 12,)
    elif len(found[1]) == 1 and hour and not any(word in text for word in _MORNING):
        hours = (hour, hour + 12)
    else:
        hours = (hour % 24,)
    return tuple(hour * 60 + minute for hour in hours)
