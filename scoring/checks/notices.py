"""Meeting notices: everybody was reached, was told everything, and said whether they come (B3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring import evidence, wording
from scoring.case import Case
from scoring.checks.telling import told_of
from scoring.outcome import Grounds, Outcome, graded, judged, undecided
from scoring.presence import STAFF
from scoring.timeline import Happening, Words
from scoring.windows import once
from simulator.model.checks import NoticeAnswered, Notified
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.script import MatterPoint
from simulator.model.text import Text, same


def notified(case: Case, rule: Rule, check: Notified) -> Iterator[Outcome]:
    """One outcome for each person to be notified: the share of the notice's points that the person was told."""
    for asked, extension in _asked(case):
        points = case.script.callers[asked.call].notice
        name = case.directory.name(asked.fact.about)
        content = wording.listed(same(point.any_of[0]) for point in points)
        required = Text(f"通知{name}：{content.zh}", f"{name} is told: {content.en}")
        spoken = [w for w in case.timeline.words if STAFF + extension in w.to and w.start >= asked.t]
        told, perhaps = told_of(points, spoken)
        lowest = Fraction(len(told), len(points))
        proofs = (*evidence.of_fact(asked), *(evidence.of_words(words) for words in spoken))
        measured = _measured(points, told, spoken)
        if perhaps:
            highest = Fraction(len(told) + len(perhaps), len(points))
            why = Text("有的话识别得不清楚", "some of it was not recognised clearly")
            yield undecided(asked.t, required, measured, Grounds.WORDS, why, proofs, lowest, highest)
        else:
            yield graded(lowest, asked.t, required, measured, Grounds.WORDS, proofs, absent=not case.timeline.complete)


def notice_answered(case: Case, rule: Rule, check: NoticeAnswered) -> Iterator[Outcome]:
    """One outcome for each person to be notified: the person said yes or no."""
    for asked, extension in _asked(case):
        name = case.directory.name(asked.fact.about)
        required = Text(f"请{name}确认能否参加", f"{name} says whether they come")
        answers = (h for h in case.timeline.all(Moment.GIVES) if h.fact.about == "attendance")
        answer = next((h for h in answers if h.n > asked.n and h.fact.extension == extension), None)
        measured = Text("没有确认", "not confirmed") if answer is None else Text("已确认", "confirmed")
        proofs = evidence.of_fact(asked, answer)
        absent = not case.timeline.complete
        yield judged(answer is not None, asked.t, required, measured, Grounds.WORDS, proofs, absent=absent)


def _asked(case: Case) -> Iterator[tuple[Happening, str]]:
    """Each person or department that a caller wants notified of something, with its extension."""
    for asked in once(tuple(case.timeline.all(Moment.NOTICE))):
        caller = case.script.callers.get(asked.call)
        extension = case.directory.extension_of(asked.fact.about)
        if caller is not None and caller.notice and extension:
            yield asked, extension


def _measured(points: tuple[MatterPoint, ...], told: list[MatterPoint], spoken: list[Words]) -> Text:
    if not spoken:
        return Text("没有通知到", "not reached")
    missing = wording.listed(same(point.any_of[0]) for point in points if point not in told)
    return Text(f"没有说：{missing.zh}", f"not told: {missing.en}") if missing.zh else Text("都说了", "told everything")
