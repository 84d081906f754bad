"""course/1 to ``Course``: every call that it names is there, its stages can be taken in turn, its exam can be held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from simulator.compiler.files import CourseFile
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.compiler.references import circles, need
from simulator.model.course import Course, Exam, Stage
from simulator.model.rulebook import Rulebook, Status
from simulator.model.script import CallScript
from simulator.model.text import Text


@dataclass(frozen=True, slots=True)
class Library:
    """What a course is linked against: calls and rulebooks by id, None for one that has errors, and the recognisers'
    models that the program knows with the sha256 of their weights (empty where it is not known)."""

    calls: Mapping[str, CallScript | None]
    rulebooks: Mapping[str, Rulebook | None]
    ears: Mapping[str, str]


def link_course(loaded: Loaded[CourseFile], library: Library) -> Course | None:
    """The course as far as it is right; None where one of its calls has errors."""
    course = loaded.content
    before = _stages_before(course.stages)
    for id_, stage in course.stages.items():
        _check_stage(loaded, library, stage, before[id_])
    for circle in circles(before):
        place = loaded.tree.key(("stages", circle[0]))
        loaded.report.add("S003", place, name=circle[0], circle=" → ".join(circle))
    if course.exam is not None:
        _check_exam(loaded, library, course.exam)
    if course.status is Status.RELEASED:
        _check_released(loaded, library)
    calls = [library.calls.get(name) for name in _calls(course)]
    if loaded.report.failed or None in calls:
        return None
    rulebooks = tuple(sorted({call.rulebook for call in calls if call is not None}))
    return Course(course.id, course.title, course.status, course.summary, course.stages, rulebooks, course.exam)


def _stages_before(stages: Mapping[str, Stage]) -> Mapping[str, Sequence[str]]:
    """Stage -> the stages that have to be passed before it."""
    names = list(stages)
    return {
        id_: stage.after if stage.after is not None else names[max(index - 1, 0) : index]
        for index, (id_, stage) in enumerate(stages.items())
    }


def _calls(course: CourseFile) -> Sequence[str]:
    """Every call that the course names, in its order; some twice."""
    learnt = [call for stage in course.stages.values() for call in stage.calls]
    return [*learnt, *(course.exam.pool if course.exam else ())]


def _check_stage(loaded: Loaded[CourseFile], library: Library, stage: Stage, before: Collection[str]) -> None:
    path: Path = ("stages", stage.id)
    _check_calls(loaded, library, (*path, "calls"), stage.calls)
    if stage.after is not None:
        for index, name in enumerate(before):
            need(loaded, "S002", (*path, "after", index), name, loaded.tree.keys(("stages",)))
    if stage.to_pass.calls is not None:
        _check_enough(loaded, (*path, "to_pass", "calls"), stage.to_pass.calls, len(stage.calls))


def _check_exam(loaded: Loaded[CourseFile], library: Library, exam: Exam) -> None:
    _check_calls(loaded, library, ("exam", "pool"), exam.pool)
    _check_enough(loaded, ("exam", "draw"), exam.draw, len(exam.pool))
    need(loaded, "S006", ("exam", "engine", "ears"), exam.engine.ears, library.ears)
    if exam.recertify >= exam.valid:
        at = "recertify" if "recertify" in loaded.tree.keys(("exam",)) else "valid"
        loaded.report.add("S009", loaded.tree.place(("exam", at)))


def _check_calls(loaded: Loaded[CourseFile], library: Library, path: Path, calls: Sequence[str]) -> None:
    for index, name in enumerate(calls):
        need(loaded, "S001", (*path, index), name, library.calls)
        if name in calls[:index]:
            loaded.report.add("S005", loaded.tree.place((*path, index)), name=name)


def _check_enough(loaded: Loaded[CourseFile], path: Path, asked: int, count: int) -> None:
    if asked > count:
        loaded.report.add("S004", loaded.tree.place(path), asked=asked, count=count)


def _check_released(loaded: Loaded[CourseFile], library: Library) -> None:
    """Nothing in a released course is still a draft, and its exam fixes everything that decides."""
    course, place = loaded.content, loaded.tree.place(("status",))
    calls = {name: library.calls.get(name) for name in _calls(course)}
    rulebooks = {call.rulebook: library.rulebooks.get(call.rulebook) for call in calls.values() if call}
    for what, parts in ((Text("来电", "call"), calls), (Text("规则手册", "rulebook"), rulebooks)):
        for name, part in parts.items():
            if part is not None and part.status is not Status.RELEASED:
                loaded.report.add("S007", place, what=what, name=name, status=part.status)
    if course.exam is not None:
        engine = course.exam.engine
        fixed = {
            "model": engine.model or library.ears.get(engine.ears, ""),
            "matcher": engine.matcher,
            "tables": engine.tables,
        }
        for key, value in fixed.items():
            if not value:
                loaded.report.add("S008", loaded.tree.key(("exam", "engine")), key=key)
