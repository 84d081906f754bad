"""What makes an exam: the calls its seed draws, and everything that may stand in the way of a certificate.  Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.model.ledger import AttemptBegun, AttemptMade, CourseReleased, Scored
from simulator.model.scorecard import Verdict
from simulator.model.standing import Attempt
from simulator.model.text import Text
from simulator.records.store.results import rulebook_hash
from simulator.session.choice import choose


@dataclass(frozen=True, slots=True)
class Sitting:
    """A call of an exam: as it was entered, as it was scored automatically and last, and how it stands now."""

    made: AttemptMade
    automatic: Scored
    latest: Scored
    now: Attempt


@dataclass(frozen=True, slots=True)
class Exam:
    """An exam as far as it has come.  ``id`` and ``course_id`` are those of the two entries; ``identified_by`` is the
    trainer who checked last, before the first call, who sits there."""

    id: str
    begun: AttemptBegun
    course_id: str
    course: CourseReleased
    sittings: tuple[Sitting, ...]
    identified_by: str

    @property
    def left(self) -> tuple[str, ...]:
        """The calls that were drawn and not taken yet."""
        taken = {sitting.made.call for sitting in self.sittings}
        return tuple(call for call in self.begun.calls if call not in taken)


def drawn(pool: Sequence[str], number: int, seed: int) -> tuple[str, ...]:
    """So many different calls of the pool, the same for the same seed for ever."""
    left = list(pool)
    calls = []
    for place in range(number):
        calls.append(choose(left, seed, "exam", place))
        left.remove(calls[-1])
    return tuple(calls)


def too_undecided(course: CourseReleased, automatic: Scored) -> bool:
    """Whether so much of a call was left undecided that it does not count, whatever is ruled on it."""
    return 100 * automatic.undecided > course.undecided_void * len(automatic.marks)


def objections(exam: Exam) -> list[Text]:
    """Why the exam does not certify; empty if it does."""
    found = list(_of_the_draw(exam))
    for sitting in exam.sittings:
        call = sitting.made.call
        found += [
            Text(f"{call}：{why.zh}", f"{call}: {why.en}") for why in _of_a_call(exam.course, exam.begun, sitting)
        ]
    return found


def _of_the_draw(exam: Exam) -> Iterator[Text]:
    course, begun = exam.course, exam.begun
    if begun.calls != drawn(course.pool, course.draw, int(begun.seed)):
        yield Text("来电不是由种子抽出的", "the calls are not those that the seed draws")
    if course.attempts and begun.number > course.attempts:
        yield Text(f"超过 {course.attempts} 次机会", f"more than {course.attempts} attempts")
    if exam.left:
        yield Text(f"还没有考完：{'、'.join(exam.left)}", f"not taken yet: {', '.join(exam.left)}")
    taken = [sitting.made.call for sitting in exam.sittings]
    if len(set(taken)) < len(taken) or not set(taken) <= set(begun.calls):
        yield Text("有来电考了不止一次，或不在抽出之列", "a call was taken twice, or was not drawn")


def _of_a_call(course: CourseReleased, begun: AttemptBegun, sitting: Sitting) -> Iterator[Text]:
    made, now = sitting.made, sitting.now
    if made.mode != "exam" or made.trainee != begun.trainee or made.seed != begun.seed:
        yield Text("不是这次考试的通话", "not a call of this exam")
    if (made.ears, made.matcher) != (course.ears, course.matcher):
        yield Text(
            f"识别引擎或匹配器不是课程规定的：{made.ears}，{made.matcher}",
            f"not the course's recogniser and matcher: {made.ears}, {made.matcher}",
        )
    if any(course.sources.get(name) != sha256 for name, sha256 in made.sources.items()):
        yield Text("剧本或规则不是发布的版本", "call or rulebook is not the released one")
    if sitting.latest.rulebook_sha256 != rulebook_hash(made.sources):
        yield Text("现在的评分用的不是发布的规则", "its score is by another rulebook than the released one")
    if now.voided:
        yield Text("已作废", "void")
    if too_undecided(course, sitting.automatic):
        yield Text(f"待裁定超过 {course.undecided_void}%", f"more than {course.undecided_void} % undecided: void")
    if now.undecided:
        yield Text(f"还有 {now.undecided} 项待裁定", f"{now.undecided} findings await a ruling")
    elif now.verdict != Verdict.PASS.value:
        yield Text("不合格", "not passed")
    if not now.certifiable:
        yield Text("运行不完整，或有降级", "incomplete, or degraded")
