"""A course: calls in the order in which they are learnt, what passes each stage, and the exam at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.model.rulebook import Status
from simulator.model.units import Months


@dataclass(frozen=True, slots=True)
class StagePass:
    """When a stage is passed: ``calls`` of its calls (none given: all) are, each with ``total`` points at least.

    A call is passed by the verdict of its rulebook; ``total`` can only ask for more.  The best of the trainee's last
    ``best_of`` attempts at a call counts (none given: of all).
    """

    calls: int | None = None
    total: int = 0
    best_of: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Calls that are learnt together.  ``after``: stages to be passed before (none given: the one before it)."""

    id: str
    title: str
    calls: tuple[str, ...]  # ids of calls
    summary: str = ""
    after: tuple[str, ...] | None = None
    to_pass: StagePass = StagePass()


@dataclass(frozen=True, slots=True)
class Engine:
    """What hears and matches in an exam; there is no choosing by itself.

    ``ears`` is a model of the catalogue (``whisper-base``), ``model`` the sha256 of its weights (empty: as the
    catalogue says), ``matcher`` the version of the matcher, ``tables`` the sha256 of its pinyin tables.  A draft may
    leave the last two out.
    """

    ears: str
    model: str = ""
    matcher: str = ""
    tables: str = ""


@dataclass(frozen=True, slots=True)
class Exam:
    """The exam of a course: ``draw`` calls of the ``pool``, drawn by the seed before the first ring.

    A trainee has ``attempts`` in all.  All calls of an attempt have to be passed.  More than ``undecided_void`` percent
    of undecided findings make an attempt void.  The certificate is valid for ``valid`` months; the trainee can be
    certified again within the last ``recertify`` of them.
    """

    pool: tuple[str, ...]  # ids of calls
    draw: int
    engine: Engine
    attempts: int = 3
    valid: Months = Months(24)
    recertify: Months = Months(2)
    undecided_void: int = 5


@dataclass(frozen=True, slots=True)
class Course:
    """A curriculum.  ``rulebooks`` are those of its calls and of its exam's, in the order of their names."""

    id: str
    title: str
    status: Status
    summary: str
    stages: Mapping[str, Stage]
    rulebooks: tuple[str, ...]
    exam: Exam | None = None
