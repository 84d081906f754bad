"""Texts that mean a number, a truth, a duration, a time or a moment; None: not written like one."""

from __future__ import annotations

import re

from simulator.model.units import ClockTime, Months, Ms

MS_PER_UNIT = {"ms": 1, "s": 1_000, "m": 60_000}

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})")
_DECIMAL = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
DURATION = re.compile(r"(0|[1-9][0-9]{0,7})(ms|s|m)")
MONTHS = re.compile(r"([1-9][0-9]{0,2}) months?")
TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
CALLED = re.compile(r"([^()\s]+)(?:\(\s*([^()\s]+)\s*\))?")


def integer(text: str) -> int | None:
    """``12``; no leading zeros, no signs but minus."""
    return int(text) if _INTEGER.fullmatch(text) else None


def decimal(text: str) -> float | None:
    """``0.5``"""
    return float(text) if _DECIMAL.fullmatch(text) else None


def truth(text: str) -> bool | None:
    """``true`` or ``false``"""
    return {"true": True, "false": False}.get(text)


def duration(text: str) -> Ms | None:
    """``500ms``, ``3s``, ``2m`` in milliseconds."""
    match = DURATION.fullmatch(text)
    return Ms(int(match[1]) * MS_PER_UNIT[match[2]]) if match else None


def months(text: str) -> Months | None:
    """``24 months``"""
    match = MONTHS.fullmatch(text)
    return Months(int(match[1])) if match else None


def clock_time(text: str) -> ClockTime | None:
    """``09:30`` in minutes since midnight."""
    match = TIME.fullmatch(text)
    return ClockTime(int(match[1]) * 60 + int(match[2])) if match else None


def called(text: str) -> tuple[str, str] | None:
    """``name`` or ``name(argument)`` as name and argument (empty without one)."""
    match = CALLED.fullmatch(text)
    return (match[1], match[2] or "") if match else None
