"""An exam from the command line: drawn by a trainer, taken once, and certified only if nothing stands in the way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from simulator.model.ledger import AttemptBegun, CourseReleased, IdentityChecked
from simulator.model.problem import Exit
from simulator.model.scorecard import Verdict
from simulator.phrases import matcher_id
from simulator.records.store.ledger import Ledger, Station
from simulator.records.store.months import later
from simulator.records.store.results import rulebook_hash
from simulator.runtime import examining, folders
from simulator.runtime.store import Store
from simulator.runtime.workspace import Workspace
from tests.cli.staff import Run, listed, run, staffed
from tests.records.store.samples import attempt, mark, score

__all__ = ["run", "staffed"]
PASSPHRASE = "口令口令口令口令"


@pytest.fixture
def library() -> Workspace:
    return Workspace(folders.library())


def course_of(library: Workspace) -> CourseReleased:
    """Its exam is one call."""
    loaded = library.load_call(library.call_with_id("gm-accepts"))
    sources = {one.name: one.described().sha256 for one in loaded.sources}
    pool, ears = ("gm-accepts",), "whisper:base:d01c3014881c"
    return CourseReleased("basics", "1", "总机", "00" * 32, 24, 2, 2, pool, 1, 5, ears, matcher_id(), sources)


@pytest.fixture
def school(staffed: Run, library: Workspace, tmp_path: Path) -> Run:
    """A roster of one, and a released course whose exam is one call."""
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n", encoding="utf-8")
    assert staffed("roster", "import", str(roster), "--key", "wang")[0] == 0
    Store().ledger("li", lambda name: PASSPHRASE).append(course_of(library))
    return staffed


def begin(run: Run) -> str:
    code, out, err = run("exam", "begin", "basics", "--trainee", "0012", "--key", "li")
    assert code == 0, err
    return out.split()[-1]


def take(run: Run, id: str) -> tuple[int, str, str]:
    return run("exam", "take", id, "--trainee", "typed", typed="您好，恒城集团\n/结束\n")


def test_an_exam_by_typing_is_recorded_and_does_not_certify(school: Run) -> None:
    id = begin(school)
    begun = Store().body(Store().database.of_kind("AttemptBegun")[0].id)
    assert isinstance(begun, AttemptBegun)
    assert (begun.number, begun.calls, begun.identified_by) == (1, ("gm-accepts",), "li")
    code, out, err = take(school, id)
    assert code == 0, err
    assert "0 calls are left" in out
    (attempt,) = listed(school)
    assert (attempt["mode"], attempt["number"], attempt["course"]) == ("exam", "0012", begun.course)
    assert take(school, id)[0] == Exit.USAGE  # each call once
    code, out, _ = school("exam", "show", id)
    assert code == 0
    for words in ("not the course's recogniser", "incomplete, or degraded"):
        assert words in out
    code, _, err = school("records", "certify", id, "--key", "wang")
    assert (code, "does not certify" in err) == (Exit.REFUSED, True)
    assert school("records", "certify", id, "--key", "li")[0] == Exit.REFUSED
    assert school("records", "verify")[0] == 0
    assert school("records", "rescore")[0] == 0


def passed(id: str, **changes: object) -> None:
    """The exam's call worked with the course's recogniser, and passed, as a workstation enters it."""
    store = Store()
    exam = examining.exam_named(store, id)
    made = attempt(
        trainee=exam.begun.trainee, call="gm-accepts", mode="exam", seed=exam.begun.seed, begun=exam.id,
        course=exam.course_id, ears=exam.course.ears, matcher=exam.course.matcher, sources=dict(exam.course.sources),
    )  # fmt: skip
    marks = (mark("a#1", Verdict.PASS, 500, 500, "A2.3"),)
    given = {"marks": marks, "certifiable": True, "rulebook_sha256": rulebook_hash(made.sources)} | changes
    store.workstation().append(made, lambda id: score(id, **given))  # type: ignore[arg-type]


def test_a_passed_exam_is_certified_once_and_the_certificate_retired(school: Run, tmp_path: Path) -> None:
    id = begin(school)
    passed(id)
    assert "It certifies" in school("exam", "show", id)[1]
    code, out, err = school("records", "certify", id, "--key", "wang")
    assert code == 0, err
    (made,) = json.loads(school("records", "certificates", "--json")[1])
    assert (made["number"], made["title"], made["state"]) == ("0012", "总机", "valid")
    granted, expires = (date.fromisoformat(made[name]) for name in ("granted", "expires"))
    assert expires == later(granted, 24)
    assert f"to {expires}" in out
    assert school("records", "certify", id, "--key", "wang")[0] == Exit.USAGE  # once
    paper = tmp_path / "证书.pdf"
    number = out.split()[-1]
    assert school("records", "certificate", "0000", "--out", str(paper))[0] == Exit.USAGE
    code, out, err = school("records", "certificate", number, "--out", str(paper))
    assert code == 0, err
    text = "".join(pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range().split())
    assert all(said in text for said in ("王芳", "0012", "《总机》", "wang", made["id"]))
    assert school("records", "exported", str(paper))[0] == 0
    paper.write_bytes(paper.read_bytes().replace(b"2028", b"2038", 1) + b" ")
    assert school("records", "exported", str(paper))[0] == Exit.DAMAGED
    token = tmp_path / "badge.jwt"
    for key, exit in (("li", Exit.REFUSED), ("workstation", Exit.REFUSED), ("wang", Exit.OK)):
        assert school("records", "badge", number, "--out", str(token), "--key", key)[0] == exit
    assert school("records", "exported", str(token))[0] == 0
    for name, *arguments in (
        ("trainee.html", "report", "0012", "--out"),
        ("class.html", "report", "--class", "--out"),
        ("statements.json", "export", "--format", "xapi"),
    ):
        code, _, err = school("records", *arguments, str(tmp_path / name))
        assert code == 0, err
        assert "王芳" in (tmp_path / name).read_text(encoding="utf-8")
        assert school("records", "exported", str(tmp_path / name))[0] == 0
    assert json.loads((tmp_path / "statements.json").read_bytes())[0]["result"]["success"] is True
    assert school("records", "report", "0099")[0] == Exit.USAGE
    assert school("records", "report")[0] == Exit.USAGE
    assert school("records", "retire", made["id"], "--reason", "调岗", "--key", "li")[0] == Exit.REFUSED
    assert school("records", "retire", made["id"], "--reason", "调岗", "--key", "wang")[0] == 0
    assert json.loads(school("records", "certificates", "--json")[1])[0]["state"] == "retired"
    assert school("records", "certificate", number, "--out", str(paper))[0] == Exit.REFUSED
    assert school("records", "verify")[0] == 0


def test_nothing_is_certified_from_a_store_that_was_tampered_with(school: Run) -> None:
    id = begin(school)
    passed(id)
    with sqlite3.connect(Store().file) as connection:
        connection.execute("DROP TRIGGER p_score_no_update")
        connection.execute("UPDATE p_score SET lowest = 9900, highest = 9900")
    connection.close()
    code, _, err = school("records", "certify", id, "--key", "wang")
    assert (code, "did not verify" in err) == (Exit.DAMAGED, True)


def test_the_attempts_are_counted(school: Run) -> None:
    for number in (1, 2):
        id = begin(school)
        assert examining.exam_named(Store(), id).begun.number == number
        passed(id)
    code, _, err = school("exam", "begin", "basics", "--trainee", "0012", "--key", "li")
    assert (code, "used up" in err) == (Exit.REFUSED, True)


def test_an_exam_that_never_rang_costs_no_attempt(school: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    id = begin(school)
    with monkeypatch.context() as patched:
        patched.setattr(examining, "matcher_id", lambda: "another")
        assert take(school, id)[0] == Exit.REFUSED
    assert [begin(school), begin(school), begin(school)] == [id] * 3  # the same draw
    assert len(Store().database.of_kind("IdentityChecked")) == 3
    assert len(Store().database.of_kind("AttemptBegun")) == 1
    assert take(school, id)[0] == 0
    assert begin(school) != id


def test_who_checked_the_identity_last_is_entered_for_each_exam(school: Run) -> None:
    for arguments in (("new", "zhao", "--role", "trainer", "--holder", "赵老师"), ("enrol", "zhao")):
        assert school("records", "key", *arguments)[0] == 0
    id = begin(school)
    assert "Identity checked by li" in school("exam", "show", id)[1]
    code, out, err = school("exam", "begin", "basics", "--trainee", "0012", "--key", "zhao")
    assert (code, out.split()[-1]) == (0, id), err
    assert "Identity checked by 赵老师" in school("exam", "show", id)[1]
    assert take(school, id)[0] == 0
    exam = examining.exam_named(Store(), id)
    assert (exam.begun.identified_by, exam.identified_by) == ("li", "赵老师")
    began = exam.sittings[0].made.started
    store = Store()
    signer = store.keys.open("li", lambda name: PASSPHRASE)
    for by, when in (("钱老师", began.replace("20", "19", 1)), ("周老师", began.replace("20", "21", 1))):
        elsewhere = Ledger(store.database, Station(os.urandom(16).hex(), "office"), signer, partial(str, when))
        elsewhere.append(IdentityChecked(exam.begun.trainee, exam.id, by))
    # Whatever arrives later: the last before the first call.
    assert examining.exam_named(store, id).identified_by == "赵老师"
    assert school("records", "verify")[0] == 0


def test_a_call_of_an_exam_that_a_crash_cut_off_is_taken(school: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    id = begin(school)
    with monkeypatch.context() as patched:
        patched.setattr("simulator.commands.exam.enter", lambda *given: None)
        assert take(school, id)[0] == 0
    assert listed(school) == []
    assert school("records", "enter")[1] == "Entered 1 calls.\n"
    (attempt,) = listed(school)
    assert attempt["number"] == "0012"
    (sitting,) = examining.exam_named(Store(), id).sittings
    assert sitting.now.id == attempt["id"]
    assert take(school, id)[0] == Exit.USAGE


def test_too_much_undecided_is_void_wherever_it_is_shown(school: Run) -> None:
    id = begin(school)
    passed(id, undecided=1, verdict=Verdict.UNDECIDED)
    (attempt,) = listed(school)
    assert (attempt["too_undecided"], attempt["voided"]) == (True, False)
    assert "Void (×), more undecided than the course allows" in school("records", "list")[1]
    shown = json.loads(school("records", "show", str(attempt["id"]))[1])
    assert shown["standing"]["too_undecided"] is True
    said = school("exam", "show", id)[1]
    assert "undecided  85.0  void" in said
    assert "more than 5 % undecided: void" in said
    assert school("records", "certify", id, "--key", "wang")[0] == Exit.REFUSED
    assert "standing" not in json.loads(school("records", "show", str(attempt["score"]))[1])


@pytest.mark.parametrize(
    ("arguments", "exit"),
    [
        (("begin", "basics", "--trainee", "0012", "--key", "wang"), Exit.REFUSED),
        (("begin", "basics", "--trainee", "0012", "--key", "workstation"), Exit.REFUSED),
        (("begin", "basics", "--trainee", "0099", "--key", "li"), Exit.USAGE),
        (("begin", "advanced", "--trainee", "0012", "--key", "li"), Exit.USAGE),
        (("take", "00"), Exit.USAGE),
    ],
)
def test_who_may_begin_what(school: Run, arguments: tuple[str, ...], exit: Exit) -> None:
    assert school("exam", *arguments)[0] == exit


def test_a_call_that_was_changed_since_its_release(
    school: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = begin(school)
    assert school("init", str(tmp_path / "ours"))[0] == 0
    monkeypatch.chdir(tmp_path / "ours")
    rules = tmp_path / "ours" / "rulebooks" / "switchboard" / "rules.yaml"
    rules.write_bytes(rules.read_bytes() + b"# easier\n")
    code, _, err = take(school, id)
    assert (code, "rules.yaml" in err) == (Exit.REFUSED, True)
    assert listed(school) == []


def test_a_call_is_known_by_its_id_whatever_its_file_is_called(
    school: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A course names calls by their ids; so do the exam and the record of it."""
    ours = tmp_path / "ours"
    shutil.copytree(folders.library(), ours)
    (ours / "calls" / "switchboard" / "gm-accepts.yaml").rename(ours / "calls" / "switchboard" / "找总经理.yaml")
    monkeypatch.chdir(ours)
    Store().ledger("li", lambda name: PASSPHRASE).append(course_of(Workspace(ours)))
    code, _, err = take(school, begin(school))
    assert code == 0, err
    (attempt,) = listed(school)
    assert attempt["call"] == "gm-accepts"
    assert school("run", "gm-accepts", "--trainee", "typed", typed="/结束\n")[0] == 0
    assert school("run", "找总经理", "--trainee", "typed", typed="/结束\n")[0] == 0


def test_a_course_of_another_matcher(school: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    id = begin(school)
    monkeypatch.setattr("simulator.runtime.examining.matcher_id", lambda: "99:000000000000")
    code, _, err = take(school, id)
    assert (code, "matcher" in err) == (Exit.REFUSED, True)


def test_a_release_fixes_every_file_of_the_pool(library: Workspace) -> None:
    path = folders.library() / "courses" / "switchboard-basics.yaml"
    course = library.load_course(path)
    assert course.exam is not None
    released = examining.release(library, course, course.exam, path.read_bytes())
    assert (released.pool, released.draw, released.undecided_void) == (course.exam.pool, 3, 5)
    assert released.ears == "whisper:base:d01c3014881c"
    assert set(path.parent.parent.glob("rulebooks/switchboard/*.yaml")) <= {
        path.parent.parent / name for name in released.sources
    }
    for name, sha256 in released.sources.items():
        assert hashlib.sha256((folders.library() / name).read_bytes()).hexdigest() == sha256


def test_a_draft_is_not_released(staffed: Run, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    shutil.copytree(folders.library(), ours)
    file = ours / "courses" / "switchboard-basics.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: released", "status: draft"), encoding="utf-8")
    assert staffed("records", "course", str(file), "--key", "li")[0] == Exit.REFUSED


def test_the_shipped_course_can_be_released(staffed: Run) -> None:
    file = str(folders.library() / "courses" / "switchboard-basics.yaml")
    assert staffed("records", "course", file, "--key", "li")[0] == Exit.OK
