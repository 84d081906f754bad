"""One thing that a rule expects now, and how pressing it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from simulator.model.checks import Said
from simulator.model.rulebook import Rule, Rulebook

NEVER = 1 << 60
"""The deadline (session ms) of what has none."""


class Kind(IntEnum):
    """What there is to do, in the order in which it comes where nothing else decides."""

    ANSWER = 0
    SAY = 1
    ASK = 2  # what the message needs
    PRESS = 3
    GOODBYE = 4
    WRITE = 5


@dataclass(frozen=True, slots=True)
class Due:
    """``wording`` to say, or what to press; ``closes`` is session ms after which it is too late; ``call`` is the caller
    it is for, ``extension`` what is to be called, ``holds`` whether doing it puts the present caller on hold."""

    rule: Rule
    kind: Kind
    wording: str
    closes: int = NEVER
    call: str = ""
    extension: str = ""
    holds: bool = False

    def pressing(self, rulebook: Rulebook) -> tuple[int, int, bool, int, int]:
        """The smaller, the sooner: kind, deadline, questions before words that lead on, points, place in the book."""
        check = self.rule.check
        asks = isinstance(check, Said) and bool(check.unless_given)
        return self.kind, self.closes, not asks, -self.rule.points, rulebook.rules.index(self.rule)
