"""An exam that a trainer has begun: how far it is, what comes next, and once all is taken its results."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.scorecard import Verdict
from simulator.model.text import Lang, Text
from simulator.model.wording import VERDICTS
from simulator.ui.shown import ExamItem

NUMBER = Text("第 {n} 次考试", "Exam number {n}")
OF = Text("第 {n} 次考试，共 {of} 次机会", "Exam {n} of {of}")
BEGUN_BY = Text("由{name}核对身份并开始", "Begun by {name}")
CALL = Text("第 {n} 个来电", "Call {n}")
TAKEN = Text("已接", "taken")
NEXT = Text("下一个", "next")
COMING = Text("未接", "to come")
LEFT = Text("{of} 个来电，还有 {left} 个", "{of} calls, {left} left")
ALL_TAKEN = Text("全部接完", "All calls are taken")
VOID = Text("{result}（作废）", "{result} (void)")
OFFER = Text("教员已为您开始考试：{course}，{left}", "A trainer has begun an exam for you: {course}, {left}")


@dataclass(frozen=True, slots=True)
class ExamRow:
    """A call of the exam.  ``result`` and ``record`` are empty until all are taken: nobody is coached in between."""

    name: str
    state: str
    taken: bool
    result: str = ""
    verdict: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class ExamView:
    """The screen of one exam."""

    course: str
    facts: tuple[str, ...]
    rows: tuple[ExamRow, ...]
    finished: bool
    title: str
    """Of the call that is next: its number, and nothing of what it is."""


def exam(item: ExamItem, lang: Lang) -> ExamView:
    """How an exam stands."""
    number = OF.fill(n=item.number, of=item.attempts) if item.attempts else NUMBER.fill(n=item.number)
    facts = (number[lang], BEGUN_BY.fill(name=item.begun_by)[lang], left(item)[lang])
    taken = len(item.taken)
    return ExamView(
        item.course,
        facts,
        tuple(_row(item, place, lang) for place in range(item.calls)),
        item.left == 0,
        CALL.fill(n=min(taken + 1, item.calls))[lang],
    )


def left(item: ExamItem) -> Text:
    """How many calls there are and are left."""
    return LEFT.fill(of=item.calls, left=item.left) if item.left else ALL_TAKEN


def offer(item: ExamItem, lang: Lang) -> str:
    """What the start screen says of an exam that waits."""
    return OFFER.fill(course=item.course, left=left(item)[lang])[lang]


def _row(item: ExamItem, place: int, lang: Lang) -> ExamRow:
    taken = len(item.taken)
    name = CALL.fill(n=place + 1)[lang]
    if place >= taken:
        return ExamRow(name, (NEXT if place == taken else COMING)[lang], False)
    if item.left:
        return ExamRow(name, TAKEN[lang], True)
    one = item.taken[place]
    result = f"{VERDICTS[Verdict(one.verdict)][lang]} {one.total / 100:.1f}"
    if one.void:
        result = VOID.fill(result=result)[lang]
    return ExamRow(name, one.title, True, result, one.verdict, one.record)
