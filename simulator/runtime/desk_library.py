"""The calls that a desk offers, compiled on a thread of their own, with how far that has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from simulator.model.course import Course
from simulator.model.problem import Problem
from simulator.model.rulebook import Rulebook, Status
from simulator.model.script import CallScript
from simulator.model.text import Text
from simulator.runtime.workspace import FileErrors, LoadedCall, Workspace
from simulator.ui.shown import Attempt, CallItem, ExamTerms, Mode

CALL_NOT_RELEASED = Text("来电剧本还没有发布，只能练习", "the call is not released: for practice only")
RULEBOOK_NOT_RELEASED = Text("规范还没有发布，只能练习", "the rulebook is not released: for practice only")
IN_NO_EXAM = Text(
    "没有已发布的课程用这个来电考试，只能练习", "no released course examines by this call: for practice only"
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A call that compiles; its matcher may still be on the way.  ``course``: the released one that examines by it."""

    script: CallScript
    rulebook: Rulebook
    path: Path
    course: Course | None = None

    @property
    def no_exam(self) -> Text | None:
        """Why there is no exam at it."""
        if self.script.status is not Status.RELEASED:
            return CALL_NOT_RELEASED
        if self.rulebook.status is not Status.RELEASED:
            return RULEBOOK_NOT_RELEASED
        return IN_NO_EXAM if self.course is None else None


class DeskLibrary:
    """Calls are listed as soon as their files are read; each can be run once its ``loaded`` future is done."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed: tuple[Listed, ...] = ()
        self._loaded: dict[str, Future[LoadedCall]] = {}
        self._wanted: list[str] = []  # the calls that are still to be loaded, the next one first
        self._changed = Lock()
        self._read = Event()
        self._closing = False
        self.problem: Problem | None = None
        self._thread = Thread(target=self._work, name="library", daemon=True)

    def open(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing = True

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Whatever could be read; empty until then."""
        return self._listed

    def wait(self) -> tuple[LoadedCall, ...]:
        """All calls, loaded.  Blocks."""
        self._thread.join()
        return tuple(future.result() for future in self._loaded.values() if future.exception() is None)

    def loaded(self, call: str) -> LoadedCall | None:
        """A call that is ready; None for one that is not (yet)."""
        future = self._loaded.get(call)
        ready = future is not None and future.done() and future.exception() is None
        return future.result() if future is not None and ready else None

    def get(self, call: str) -> LoadedCall:
        """A call, once it is ready; it is the next to be loaded.  Blocks.  Raises ``Problem``."""
        self._read.wait()
        if call in self._loaded:
            with self._changed:
                if call in self._wanted:
                    self._wanted.remove(call)
                    self._wanted.insert(0, call)
            return self._loaded[call].result()
        workspace = Workspace(self._root)
        return workspace.load_call(workspace.call_with_id(call))  # says what is wrong with it, or which ones there are

    # --- the thread --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        workspace = Workspace(self._root)
        try:
            self._listed = tuple(self._list(workspace))
        except Problem as problem:
            self.problem = problem
        paths = {listed.script.id: listed.path for listed in self._listed}
        self._loaded = {call: Future() for call in paths}
        self._wanted = list(paths)
        self._read.set()
        while (call := self._next()) is not None:
            future = self._loaded[call]
            try:
                future.set_result(self._load(workspace, paths[call]))
            except Exception as error:  # whatever it is, whoever waits for the call has to know
                future.set_exception(error)

    def _next(self) -> str | None:
        with self._changed:
            return self._wanted.pop(0) if self._wanted else None

    def _list(self, workspace: Workspace) -> list[Listed]:
        found = []
        courses = _examining(workspace)
        for path in workspace.call_files():
            script, _ = workspace.check_call(path)
            rulebook = workspace.rulebook(script.rulebook) if script is not None else None
            if script is not None and rulebook is not None and Status.RETIRED not in (script.status, rulebook.status):
                found.append(Listed(script, rulebook, path, courses.get(script.id)))
        return found

    def _load(self, workspace: Workspace, path: Path) -> LoadedCall:
        if self._closing:
            raise InterruptedError
        try:
            return workspace.load_call(path)
        except FileErrors:
            return Workspace(self._root).load_call(path)  # something else is wrong with the workspace


def items(listed: Sequence[Listed], attempts: Sequence[Attempt]) -> tuple[CallItem, ...]:
    """The calls as they are chosen from, with what the trainee has made of them so far."""
    own: Mapping[str, list[Attempt]] = {one.script.id: [] for one in listed}
    for attempt in attempts:
        if attempt.call in own:
            own[attempt.call].append(attempt)
    exams = Counter(attempt.call for attempt in attempts if attempt.mode == Mode.EXAM.value)
    return tuple(_item(one, own[one.script.id], exams) for one in listed)


def _item(one: Listed, attempts: Sequence[Attempt], exams: Mapping[str, int]) -> CallItem:
    script, why = one.script, one.no_exam
    return CallItem(
        id=script.id,
        title=script.title,
        summary=script.summary,
        course=one.rulebook.title,
        difficulty=script.difficulty,
        attempts=len(attempts),
        best=max((attempt.total // 100 for attempt in attempts), default=-1),
        exam=_terms(one.course, script.id, exams) if why is None else None,
        no_exam=why,
    )


def _terms(course: Course | None, call: str, exams: Mapping[str, int]) -> ExamTerms | None:
    """An attempt draws ``draw`` calls of the pool, each of them once."""
    if course is None or course.exam is None:
        return None
    exam = course.exam
    taken = sum(exams.get(one, 0) for one in exam.pool)
    left = min(exam.attempts - exams.get(call, 0), exam.attempts * exam.draw - taken)
    return ExamTerms(course.title, exam.attempts, max(0, left))


def _examining(workspace: Workspace) -> Mapping[str, Course]:
    """The released course that examines by a call; the first one where several do."""
    found: dict[str, Course] = {}
    for path in workspace.course_files():
        course = workspace.check_course(path)
        if course is not None and course.exam is not None and course.status is Status.RELEASED:
            for call in course.exam.pool:
                found.setdefault(call, course)
    return found
