"""The number in a check that trainers try out, a limit or a credit, apart from what has to be found in a log for it.

What was found for one number says what would be found for another, so a log need not be judged again for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from scoring.outcome import ByLimit, Instances, Outcome
from simulator.model.checks import AnsweredWithin, Check, HoldReengaged, Said, SpokeWithin

Number = int | float

_FIELDS: dict[type[Check], str] = {
    Said: "paraphrase_credit",
    AnsweredWithin: "rings",
    SpokeWithin: "limit",
    HoldReengaged: "limit",
}
"""The checks whose outcomes say what they would be for another number (``Outcome.by``)."""


def apart(check: Check) -> tuple[Check, Number | None]:
    """A check without its number, and the number; None for one that has none to take out."""
    name = _FIELDS.get(type(check))
    if name is None:
        return check, None
    number: Number = getattr(check, name)
    if isinstance(check, Said) and not 0 < number < 1:
        return check, None  # a paraphrase that earns nothing or everything is another matter: it ends the search
    without: dict[str, Any] = {name: 0 if isinstance(number, int) else 0.5}
    return replace(check, **without), number


def at(outcomes: Iterable[Outcome], number: Number | None) -> Instances:
    """What the outcomes of a check are with another number in it."""
    return Instances(one if number is None or one.by is None else _at(one, number) for one in outcomes)


def _at(outcome: Outcome, number: Number) -> Outcome:
    by = outcome.by
    assert by is not None
    if isinstance(by, ByLimit):
        return replace(by.within if by.measured <= number else by.beyond, by=by)
    credit = Fraction(str(number))
    more = credit - by.credit
    lowest, highest = outcome.lowest + more * by.lowest, outcome.highest + more * by.highest
    return replace(outcome, lowest=lowest, highest=highest, by=replace(by, credit=credit))
