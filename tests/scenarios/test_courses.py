"""The shipped courses can be examined by: released, with the matcher, the tables and the model that the program has."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.ears.choice import known_weights
from simulator.model.rulebook import Status
from simulator.phrases import MATCHER_VERSION, tables_digest
from simulator.runtime.workspace import Workspace

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
COURSES = [file.stem for file in Workspace(LIBRARY).course_files()]
RENEW = (
    "The matcher or its tables have changed since the exams were released.  If the exams are to be scored by them: "
    "PYTHONPATH=. python tests/scenarios/renew_pins.py"
)


@pytest.mark.parametrize("name", COURSES)
def test_a_shipped_course_is_released_and_pins_what_the_program_has(name: str, library: Workspace) -> None:
    course = library.load_course(LIBRARY / "courses" / f"{name}.yaml")
    assert course.status is Status.RELEASED
    assert course.exam is not None
    assert known_weights()[course.exam.engine.ears]
    assert (course.exam.engine.matcher, course.exam.engine.tables) == (MATCHER_VERSION, tables_digest()), RENEW


def test_every_rulebook_has_its_course() -> None:
    assert [f"{folder.name}-basics" for folder in Workspace(LIBRARY).rulebook_folders()] == COURSES
