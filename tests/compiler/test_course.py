"""A course: what its file becomes, and what the files around it make wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.compiler import Library, compile_course
from simulator.model.course import Course, Engine, Exam, Stage, StagePass
from simulator.model.rulebook import Status
from simulator.model.text import Lang
from simulator.runtime.workspace import FileErrors, Workspace
from tests.compiler.bench import base, compile_with, edited
from tests.compiler.small_workspace import write_workspace


def test_course() -> None:
    assert compile_with("course", base("course")).values["course"] == Course(
        "basics",
        "基础",
        Status.DRAFT,
        "学会接电话。",
        {
            "first": Stage("first", "第一批", ("demo",)),
            "second": Stage("second", "第二批", ("demo",), to_pass=StagePass(1, 85, 3)),
        },
        ("switchboard",),
        Exam(("demo",), 1, Engine("whisper-base")),
    )


def test_a_course_may_have_no_exam() -> None:
    lines = base("course").splitlines()
    bench = compile_with("course", "\n".join(line for line in lines if not line.startswith("exam:")))
    assert bench.diagnostics == ()
    course = bench.values["course"]
    assert isinstance(course, Course)
    assert course.exam is None


def test_the_catalogue_knows_the_weights_of_a_released_course() -> None:
    """Where it does not, the course itself says them."""
    text = base("course").replace("demo", "approved").replace("status: draft", "status: released")
    fixed = 'ears: whisper-base, matcher: "2", tables: ' + "0" * 64
    assert compile_with("course", text.replace("ears: whisper-base", fixed)).diagnostics == ()
    unknown = text.replace("ears: whisper-base", fixed.replace("whisper-base", "vosk-small"))
    assert [(one.code, one.message[Lang.EN]) for one in compile_with("course", unknown).diagnostics] == [
        ("S008", "The course is released, but its exam does not fix 'model'")
    ]


@pytest.mark.parametrize("written", ["24", "24 month s", "0 months", "2 years"])
def test_months_have_their_unit(written: str) -> None:
    found = compile_with("course", edited("course", "draw: 1", f"draw: 1, valid: {written}")).diagnostics
    assert [one.code for one in found] == ["D008"]


def test_a_stage_waits_for_the_one_before_it_unless_told_otherwise() -> None:
    """So the first, waiting for the second, closes a circle; with the second waiting for none there is none."""
    text = edited("course", "第一批, calls: demo", "第一批, calls: demo, after: second")
    assert {one.code for one in compile_with("course", text).diagnostics} == {"S003"}
    free = text.replace("第二批, calls: demo", "第二批, calls: demo, after: []")
    assert compile_with("course", free).diagnostics == ()


def test_a_call_with_errors_leaves_no_course_and_no_second_complaint() -> None:
    library = Library({"demo": None}, {}, {"whisper-base": ""})
    compiled = compile_course(base("course"), "course.yaml", library=library)
    assert (compiled.value, compiled.diagnostics) == (None, ())


def test_a_workspace_loads_its_courses(tmp_path: Path) -> None:
    workspace = Workspace(write_workspace(tmp_path))
    (file,) = workspace.course_files()
    assert workspace.load_course(file).id == "basics"
    file.write_text(base("course").replace("calls: demo", "calls: nobody"), encoding="utf-8")
    with pytest.raises(FileErrors) as caught:
        Workspace(tmp_path).load_course(file)
    assert [one.span.file for one in caught.value.diagnostics] == ["courses/basics.yaml"] * 2
