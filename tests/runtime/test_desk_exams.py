"""An exam that a trainer has begun, taken at the desk: whose it is, call after call, entered as calls of that exam."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.ledger import AttemptBegun, AttemptMade, CourseReleased
from simulator.phrases import matcher_id
from simulator.runtime.desk_exams import ALL_TAKEN, NOT_YOURS
from simulator.runtime.store import Store
from simulator.ui.desk import Failed
from tests.cli.staff import Run, run, staffed
from tests.paced import PacedInbox

from .desk_bench import DeskBench

__all__ = ["run", "staffed"]
PASSPHRASE = "口令口令口令口令"
POOL = ("gm-accepts", "complaint")


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path / "desk", library=small_library)
    bench.desk.open()
    yield bench
    bench.desk.close()


@pytest.fixture
def exam(staffed: Run, bench: DeskBench, tmp_path: Path) -> str:
    """Of two calls, begun for 王芳 with the number 0012."""
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n0034,李敏,客服部\n", encoding="utf-8")
    assert staffed("roster", "import", str(roster), "--key", "wang")[0] == 0
    files = (one for call in POOL for one in bench.desk._library.get(call).sources)
    sources = {one.name: one.described().sha256 for one in files}
    ears = bench.equipment.paper_ears.identity
    course = CourseReleased(
        "basics", "1", "总机", "00" * 32, 24, 2, 2, POOL, 2, 5, ears, matcher_id(), sources
    )  # fmt: skip
    Store().ledger("li", lambda name: PASSPHRASE).append(course)
    code, out, err = staffed("exam", "begin", "basics", "--trainee", "0012", "--key", "li")
    assert code == 0, err
    beginning = out.split()[-1]
    return next(one.id for one in Store().database.of_kind("AttemptBegun") if one.id.startswith(beginning))


def sit(bench: DeskBench, exam: str, number: str) -> object:
    """The next call, begun and ended; what it has come to."""
    bench.clocks.append(PacedInbox())
    bench.follower.begin()
    work = bench.desk.sit(exam, number, half_duplex=False)
    work.started.wait()
    work.stop()
    work.join()
    return work.stage()


def test_the_calls_of_an_exam_are_taken_in_order_by_whom_it_is_for(bench: DeskBench, exam: str) -> None:
    desk = bench.desk
    assert desk.exams("王芳") == ()  # nobody waits for a database
    desk._exams.read("李敏")
    assert desk.exams("李敏") == ()
    desk._exams.read("王芳")
    (item,) = desk.exams("王芳")
    assert (item.id, item.course, item.number, item.begun_by, item.left) == (exam, "总机", 1, "li", 2)
    assert desk.is_of(exam, "0012")
    assert not desk.is_of(exam, "0034")
    refused = sit(bench, exam, "0034")
    assert isinstance(refused, Failed)
    assert refused.message == NOT_YOURS
    sit(bench, exam, "0012")
    sit(bench, exam, "0012")
    over = sit(bench, exam, "0012")
    assert isinstance(over, Failed)
    assert over.message == ALL_TAKEN
    desk._exams.read("0012")
    (item,) = desk.exams("0012")
    store = Store()
    begun = store.body(exam)
    assert isinstance(begun, AttemptBegun)
    made = [store.body(one.id) for one in store.database.of_kind("AttemptMade")]
    attempts = [one for one in made if isinstance(one, AttemptMade)]
    assert tuple(one.call for one in attempts) == begun.calls
    assert {(one.begun, one.mode, one.trainee, one.seed) for one in attempts} == {
        (exam, "exam", begun.trainee, begun.seed)
    }
    assert [Path(one.record).name for one in item.taken] == [one.folder for one in attempts]


def test_another_recogniser_than_the_course_fixes_is_refused(bench: DeskBench, exam: str) -> None:
    bench.equipment.paper_ears.identity = "paper:other"
    refused = sit(bench, exam, "0012")
    assert isinstance(refused, Failed)
    assert "paper:other" in refused.message.zh
    assert Store().database.of_kind("AttemptMade") == []


def test_an_exam_of_which_nothing_came_is_not_offered_for_ever(bench: DeskBench, exam: str) -> None:
    store = Store()
    begun = store.body(exam)
    assert isinstance(begun, AttemptBegun)
    released = store.body(begun.course)
    assert isinstance(released, CourseReleased)
    store.ledger("li", lambda name: PASSPHRASE).append(replace(released, version="2"))
    bench.desk._exams.read("王芳")
    assert bench.desk.exams("王芳") == ()
