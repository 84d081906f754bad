"""The library that ships compiles without a word: companies, manners, rulebooks, calls and plans."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from simulator.compiler import (
    Source,
    compile_common,
    compile_company,
    compile_manners,
    compile_rulebook,
    kind_of,
    render_all,
)
from simulator.model.diagnostic import Diagnostic
from simulator.model.script import CallScript
from simulator.model.text import Lang
from simulator.runtime.workspace import Workspace

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CALLS = [path for path in sorted((SCENARIOS / "calls").rglob("*.yaml")) if kind_of(path.read_bytes()) == "call"]

library = cache(lambda: Workspace(SCENARIOS))
manners = cache(lambda: compile_manners(*shipped("manners.yaml")))
company = cache(lambda: compile_company(*shipped("companies/hengcheng.yaml")))
LOCATORS = (SCENARIOS / "locators.txt").read_text(encoding="utf-8")
common = cache(lambda: compile_common(**three("general"), locators=LOCATORS))
rulebook = cache(
    lambda: compile_rulebook(**three("switchboard"), locators=LOCATORS, commons={"general": common().value})
)


def shipped(name: str) -> Source:
    return Source((SCENARIOS / name).read_bytes(), name)


COURSES = sorted((SCENARIOS / "courses").glob("*.yaml"))


def three(folder: str) -> dict[str, Source]:
    """The three files of a rulebook, or of common rules."""
    return {part: shipped(f"rulebooks/{folder}/{part}.yaml") for part in ("clauses", "phrases", "rules")}


def quiet(diagnostics: tuple[Diagnostic, ...]) -> None:
    assert render_all(diagnostics, Lang.EN) == ""


def test_shared_files() -> None:
    for compiled in (manners(), company(), common(), rulebook()):
        quiet(compiled.diagnostics)
        assert compiled.value is not None


def test_there_are_calls() -> None:
    assert len(CALLS) >= 4


@pytest.mark.parametrize("path", CALLS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_call_with_its_plans(path: Path) -> None:
    workspace = library()
    before = len(workspace.diagnostics)
    script, plans = workspace.check_call(path)
    quiet(tuple(workspace.diagnostics)[before:])
    assert isinstance(script, CallScript)
    assert script.rulebook == path.parent.name
    assert plans is not None
    assert len(plans.plans) >= 3  # a perfect, a minimum-pass and a critical-fail trainee


@pytest.mark.parametrize("path", COURSES, ids=lambda path: path.stem)
def test_course(path: Path) -> None:
    """Every call of the shipped library that a course names is there; the first course knows all of them."""
    workspace = Workspace(SCENARIOS)
    course = workspace.load_course(path)
    quiet(tuple(workspace.diagnostics))
    assert course.id == path.stem
    assert course.rulebooks


def test_the_first_course_takes_every_call_of_the_switchboard() -> None:
    course = Workspace(SCENARIOS).load_course(SCENARIOS / "courses" / "switchboard-basics.yaml")
    learnt = {call for stage in course.stages.values() for call in stage.calls}
    calls = (SCENARIOS / "calls" / "switchboard").glob("*.yaml")
    assert learnt == {file.stem for file in calls if not file.name.endswith(".plans.yaml")}
    assert course.exam is not None
    assert course.exam.draw <= len(course.exam.pool)
