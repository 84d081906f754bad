"""What a check says about one instance of a rule: a verdict with its reasons, before points, rulings and totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from simulator.model.scorecard import Evidence, Verdict
from simulator.model.text import Text

NOTHING = Fraction(0)
ALL = Fraction(1)

Exact = tuple[int, int]
"""A fraction as it comes, numerator and denominator: a score computes some hundred, and reducing them takes longest."""


class Grounds(StrEnum):
    """What an outcome rests on. Only keys and the written record may fail a critical rule without a person (DESIGN
    4)."""

    KEYS = "keys"
    RECORD = "record"
    WORDS = "words"
    SOUND = "sound"  # start and end of speech


@dataclass(frozen=True, slots=True)
class ByLimit:
    """What an outcome is for any limit: ``within`` it or ``beyond``, by what was ``measured``."""

    measured: int
    within: Outcome
    beyond: Outcome


@dataclass(frozen=True, slots=True)
class ByCredit:
    """How much of the shares of an outcome is for paraphrases, before it was multiplied by their ``credit``."""

    credit: Fraction
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """One instance of a rule.

    ``at`` is the session ms that orders the instances. ``lowest`` and ``highest`` are shares of the instance's
    points (0..1), equal unless undecided. ``absent`` marks a failure because something did not come: in a log that
    breaks off it is undecided. ``by`` says what it would be for another number in the rule (``scoring.numbers``).
    """

    at: int
    verdict: Verdict
    required: Text
    measured: Text
    grounds: Grounds
    lowest: Fraction
    highest: Fraction
    evidence: tuple[Evidence, ...] = ()
    why: Text | None = None
    absent: bool = False
    by: ByLimit | ByCredit | None = None


class Instances(tuple[Outcome, ...]):
    """All instances of a rule in a call, in order of time.  What a score asks of them is worked out once: where many
    logs are scored again, most rules have found the same in most of them."""

    @cached_property
    def verdicts(self) -> frozenset[Verdict]:
        return frozenset([one.verdict for one in self])

    @cached_property
    def applying(self) -> int:
        """How many share the points of their rule."""
        return sum(one.verdict is not Verdict.NOT_APPLICABLE for one in self)

    @cached_property
    def credit(self) -> tuple[Exact, Exact]:
        """The share of their rule's points that they have at least and at most; only where any is ``applying``."""
        applying = [one for one in self if one.verdict is not Verdict.NOT_APPLICABLE]
        lowest = sum((one.lowest for one in applying), NOTHING) / len(applying)
        highest = sum((one.highest for one in applying), NOTHING) / len(applying)
        return lowest.as_integer_ratio(), highest.as_integer_ratio()


def graded(
    credit: Fraction,
    at: int,
    required: Text,
    measured: Text,
    grounds: Grounds,
    evidence: tuple[Evidence, ...] = (),
    *,
    absent: bool = False,
) -> Outcome:
    """A decided outcome: all of the credit is a pass, none a failure, anything between is partial."""
    verdict = Verdict.PASS if credit == ALL else Verdict.FAIL if credit == NOTHING else Verdict.PARTIAL
    return Outcome(at, verdict, required, measured, grounds, credit, credit, evidence, absent=absent)


def judged(
    right: bool,
    at: int,
    required: Text,
    measured: Text,
    grounds: Grounds,
    evidence: tuple[Evidence, ...] = (),
    *,
    absent: bool = False,
) -> Outcome:
    """A decided outcome that knows only right and wrong."""
    return graded(ALL if right else NOTHING, at, required, measured, grounds, evidence, absent=absent)


def undecided(
    at: int,
    required: Text,
    measured: Text,
    grounds: Grounds,
    why: Text,
    evidence: tuple[Evidence, ...] = (),
    lowest: Fraction = NOTHING,
    highest: Fraction = ALL,
) -> Outcome:
    """An outcome for a person to rule."""
    return Outcome(at, Verdict.UNDECIDED, required, measured, grounds, lowest, highest, evidence, why)


def not_applicable(at: int, required: Text, why_not: Text) -> Outcome:
    """An instance that cannot be judged or does not arise; it takes no points."""
    return Outcome(at, Verdict.NOT_APPLICABLE, required, why_not, Grounds.KEYS, NOTHING, NOTHING)


def limited(measured: int, limit: int, within: Outcome, beyond: Outcome) -> Outcome:
    """The one of two outcomes that the limit makes of what was measured."""
    return replace(within if measured <= limit else beyond, by=ByLimit(measured, within, beyond))
