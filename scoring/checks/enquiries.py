"""Enquiries: what callers asked was answered, point by point, before they were gone (A3.1-A3.3, C1.4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring import evidence, wording
from scoring.case import Case
from scoring.checks.telling import told_of
from scoring.outcome import Grounds, Outcome, graded, undecided
from scoring.timeline import Happening
from scoring.windows import once
from simulator.model.checks import EnquiryAnswered
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.script import MatterPoint
from simulator.model.text import Text, same


def enquiry_answered(case: Case, rule: Rule, check: EnquiryAnswered) -> Iterator[Outcome]:
    """One outcome for each thing that a caller asked: the share of its answer's points that the caller was told."""
    for asked, points in _asked(case):
        answer = wording.listed(same(point.any_of[0]) for point in points)
        required = Text(f"答复来电人：{answer.zh}", f"the caller is told: {answer.en}")
        spoken = [w for w in case.timeline.words if asked.call in w.to and w.start >= asked.t]
        told, perhaps = told_of(points, spoken)
        lowest = Fraction(len(told), len(points))
        proofs = (*evidence.of_fact(asked), *(evidence.of_words(words) for words in spoken))
        missing = wording.listed(same(point.any_of[0]) for point in points if point not in told)
        measured = Text(f"没有说：{missing.zh}", f"not told: {missing.en}")
        if len(told) == len(points):
            measured = Text("都答到了", "everything was answered")
        if perhaps:
            highest = Fraction(len(told) + len(perhaps), len(points))
            why = Text("有的话识别得不清楚", "some of it was not recognised clearly")
            yield undecided(asked.t, required, measured, Grounds.WORDS, why, proofs, lowest, highest)
        else:
            absent = case.open_at_end(asked)
            yield graded(lowest, asked.t, required, measured, Grounds.WORDS, proofs, absent=absent)


def _asked(case: Case) -> Iterator[tuple[Happening, tuple[MatterPoint, ...]]]:
    """Each thing that a caller asked, with the points of its answer; what is asked again is asked once."""
    for asked in once(tuple(case.timeline.all(Moment.ENQUIRY))):
        caller = case.script.callers.get(asked.call)
        points = caller.enquiries.get(asked.fact.about, ()) if caller is not None else ()
        if points:
            yield asked, points
