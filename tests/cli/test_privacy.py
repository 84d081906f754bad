"""What trainees are told and may ask for: the notice, how long recordings stay, everything about oneself."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.model.ledger import Audited, Certified, Deed, NoticeAcknowledged, TraineeErased
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import folders, retaining
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.equipment import Machine
from simulator.runtime.erasing import sweep
from simulator.runtime.noticing import require_agreement
from simulator.runtime.record_folder import record_folders
from simulator.runtime.seals import seals_here
from simulator.runtime.store import Store
from tests.cli.staff import Run, listed, run, staffed, take_a_call

__all__ = ["run", "staffed"]


class Person:
    """Reads every notice that is shown."""

    def __init__(self, agrees: bool) -> None:
        self.agrees = agrees
        self.shown: list[Text] = []

    def __call__(self, notice: Text) -> bool:
        self.shown.append(notice)
        return self.agrees


def agreed(store: Store) -> list[NoticeAcknowledged]:
    bodies = (store.body(one.id) for one in store.database.of_kind("NoticeAcknowledged"))
    return [one for one in bodies if isinstance(one, NoticeAcknowledged)]


# --- the notice ------------------------------------------------------------------------------------------------------


def test_the_notice_is_shown_once_to_each_person_and_for_each_version(run: Run) -> None:
    store, person = Store(), Person(agrees=True)
    require_agreement(store, "0012", person)
    require_agreement(store, "0012", person)
    assert len(person.shown) == 1
    assert "36 个月" in person.shown[0].zh
    assert "{" not in person.shown[0].zh + person.shown[0].en
    require_agreement(store, "0013", person)
    assert len(person.shown) == 2
    store.retain(12)  # another period is another notice
    require_agreement(store, "0012", person)
    assert "12 months" in person.shown[2].en
    first, second, third = agreed(store)
    assert first.trainee == third.trainee != second.trainee
    assert first.notice == second.notice != third.notice
    assert all(one.recording for one in (first, second, third))
    assert run("records", "verify")[0] == 0


def test_whoever_does_not_agree_is_not_recorded_and_asked_again(run: Run) -> None:
    store, person = Store(), Person(agrees=False)
    for _ in range(2):
        with pytest.raises(Problem) as refused:
            require_agreement(store, "0012", person)
        assert refused.value.exit is Exit.REFUSED
    assert len(person.shown) == 2
    assert (agreed(store), store.trainees()) == ([], {})


def test_whoever_gives_no_name_is_asked_each_time(run: Run) -> None:
    store, person = Store(), Person(agrees=True)
    for _ in range(2):
        require_agreement(store, "", person)
    assert (len(person.shown), agreed(store)) == (2, [])


def test_a_call_by_microphone_does_not_begin_before(run: Run) -> None:
    code, out, err = run("run", "gm-accepts", "--trainee", "mic", "--name", "0012", typed="n\n")
    assert (code, "Notice on recording" in out) == (Exit.REFUSED, True)
    assert "not agreed to" in err
    assert not folders.records().exists()


def test_the_window_asks_where_it_is_told_to(tmp_path: Path) -> None:
    """Its desk over a real store, not opened: nothing is loaded for this."""

    def desk(informs: bool) -> TrainingDesk:
        return TrainingDesk(folders.library(), tmp_path, tmp_path / "s.json", Machine("auto", "auto"), informs=informs)

    assert desk(informs=False).notice("李敏") is None
    asking = desk(informs=True)
    shown = asking.notice("李敏")
    assert shown is not None
    assert "录音告知书" in shown.zh
    asking.agree("李敏")
    assert asking.notice("李敏") is None
    assert asking.notice("王芳") is not None
    assert [one.recording for one in agreed(Store())] == [True]


# --- how long --------------------------------------------------------------------------------------------------------


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date.today() + timedelta(days=4 * 366)

    monkeypatch.setattr("simulator.commands.records_privacy.date", Later)


def test_what_is_beyond_the_period_is_erased_and_still_verifies(staffed: Run, years_later: None) -> None:
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    (folder,) = folders.records().iterdir()
    assert staffed("records", "retain", "--months", "60", "--key", "workstation")[0] == Exit.REFUSED
    code, out, _ = staffed("records", "retain", "--months", "60")
    assert (code, out) == (0, "Kept for 60 months; 0 calls beyond it.\n")
    code, out, _ = staffed("records", "retain", "--months", "36")
    assert folder.name in out
    assert str(attempt["id"])[:12] in out
    assert "1 calls beyond it" in out
    for key in ("li", "workstation"):
        assert staffed("records", "retain", "--erase", "--key", key)[0] == Exit.REFUSED
    assert folder.exists()
    code, out, err = staffed("records", "retain", "--erase", "--key", "wang")
    assert (code, "1 calls deleted" in out) == (0, True), err
    assert not folder.exists()
    store = Store()
    destroyed = [store.body(one.id) for one in store.database.of_kind("Audited")]
    assert Audited(Deed.RECORDING_DESTROYED, str(attempt["id"]), "retention") in destroyed
    assert listed(staffed) == [attempt]
    assert "1 are not on this machine" in staffed("records", "verify")[1]


def test_an_open_appeal_and_a_certificate_that_holds_keep_their_logs(staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    id, store, day = str(attempt["id"]), Store(), date.today() + timedelta(days=4 * 366)

    def found() -> list[str]:
        return [one.attempt for one in retaining.overdue(store, folders.records(), day)]

    assert found() == [id]
    (finding, *_) = json.loads(staffed("records", "show", str(attempt["score"]))[1])["entry"]["body"]["marks"]
    appeal = ("records", "appeal", id, finding["finding"], "--reason", "我说了", "--by", "0012")
    assert staffed(*appeal)[0] == 0
    assert found() == []
    assert staffed("records", "confirm", id, "--key", "li")[0] == 0
    assert found() == [id]
    # As if the call were one that a certificate rests on.
    until = (day + timedelta(days=1)).isoformat()
    certified = Certified(str(attempt["trainee"]), "00" * 32, "00" * 32, (id,), (), "2026-01-01", until)
    store.ledger("wang", lambda name: "口令口令口令口令").append(certified)
    assert found() == []


# --- what is sealed --------------------------------------------------------------------------------------------------


def test_a_call_that_is_entered_lies_nowhere_in_clear(staffed: Run) -> None:
    said = "您好，恒城集团，我是王芳"
    assert staffed("run", "gm-accepts", "--name", "王芳", typed=f"{said}\n/结束\n")[0] == 0
    files = [path for path in Path(os.environ["ZONGJI_HOME"]).rglob("*") if path.is_file()]
    assert any(path.name == "log.jsonl.sealed" for path in files)
    assert [path for path in files if "王芳".encode() in path.read_bytes()] == []
    assert [path for path in files if said.encode() in path.read_bytes()] == []


def test_a_page_is_written_where_it_is_asked_for(staffed: Run, tmp_path: Path) -> None:
    code, out, err = staffed("run", "gm-accepts", "--name", "王芳", typed="您好，恒城集团\n/结束\n")
    assert code == 0
    (folder,) = record_folders(folders.records(), seals_here())
    assert f"zongji score {folder.path} --page" in " ".join((out + err).split())
    assert not list(tmp_path.rglob("scorecard.html"))
    page = tmp_path / "王芳.html"
    code, out, err = staffed("score", str(folder.path), "--page", str(page))
    assert (code, "王芳" in page.read_text(encoding="utf-8")) == (0, True), err
    assert not list(tmp_path.rglob("scorecard.html"))
    assert staffed("score", str(folder.path), "--page", str(tmp_path / "no" / "x.html"))[0] == Exit.STORAGE


def test_a_recording_is_unsealed_for_those_who_mark_it(staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)
    (folder,) = record_folders(folders.records(), seals_here())
    folder.keep(Part.RECORDING, b"RIFF sound")
    assert b"sound" not in folder.stored(Part.RECORDING)
    sheet, out = tmp_path / "sheet.csv", tmp_path / "to hear"
    arguments = ("calibrate", "sheet", str(folder.path), "--out", str(sheet), "--recordings", str(out))
    code, told, err = staffed(*arguments)
    assert (code, "1 recordings are in" in told) == (0, True), err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {f"{folder.path.name}.wav": b"RIFF sound"}
    sheet.unlink()
    assert staffed(*arguments)[0] == Exit.STORAGE  # nothing is written over


def test_what_is_erased_cannot_be_scored_again_and_says_so(staffed: Run) -> None:
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    (folder,) = record_folders(folders.records(), seals_here())
    store = Store()
    ledger = store.ledger("wang", lambda name: "口令口令口令口令")
    ledger.append(TraineeErased(str(attempt["trainee"]), "离职"))  # as it arrives from another machine
    code, out, err = staffed("records", "rescore")
    assert (code, "1 scored again, 0 the same, 0 different" in out) == (0, True)
    assert "the trainee's data were erased" in " ".join(err.split())
    code, _, err = staffed("score", str(folder.path))
    assert (code, "the trainee's data were erased" in " ".join(err.split())) == (Exit.REFUSED, True)
    code, out, err = staffed("records", "verify")
    assert (code, "logs and sources of 1" in " ".join((out + err).split())) == (0, True), (out, err)
    assert sweep(store, folders.records()) == 1
    assert staffed("records", "verify")[0] == 0


# --- everything about oneself ----------------------------------------------------------------------------------------


def test_a_trainee_gets_everything_and_nothing_of_others(staffed: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n0013,李明,总机\n", encoding="utf-8")
    assert staffed("roster", "import", str(roster), "--key", "wang")[0] == 0
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    (finding, *_) = json.loads(staffed("records", "show", str(attempt["score"]))[1])["entry"]["body"]["marks"]
    appeal = ("records", "appeal", str(attempt["id"]), finding["finding"], "--reason", "我说了", "--by", "0012")
    assert staffed(*appeal)[0] == 0
    out = tmp_path / "王芳"
    code, said, err = staffed("records", "trainee", "0012", "--out", str(out))
    assert code == 0, err
    assert "and 1 calls are in" in said
    entries = json.loads((out / "entries.json").read_bytes())
    kinds = [one["entry"]["body"]["type"] for one in entries]
    assert kinds == ["TraineeEnrolled", "AttemptMade", "Scored", "Appealed"]
    assert entries[0]["entry"]["body"]["name"] == "王芳"
    assert entries[3]["entry"]["body"]["reason"] == "我说了"
    text = (out / "entries.json").read_text(encoding="utf-8")
    assert "李明" not in text
    assert "commitment" not in text
    (log,) = (out / "calls").glob("*/log.jsonl")
    (kept,) = record_folders(folders.records(), seals_here())
    assert log.read_bytes() == kept.read(Part.LOG)
    assert b"0012" in log.read_bytes()
    assert (log.parent / "scorecard.html").is_file()
    assert "王芳" in (out / "report.html").read_text(encoding="utf-8")
    assert staffed("records", "exported", str(out / "entries.json"))[0] == 0
    assert staffed("records", "trainee", "0012", "--out", str(out))[0] == Exit.USAGE  # not empty
    assert staffed("records", "trainee", "0099", "--out", str(tmp_path / "x"))[0] == Exit.USAGE


def test_what_was_entered_before_the_roster_is_that_persons_too(staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)  # as somebody who calls himself 0012
    (attempt,) = listed(staffed)
    (finding, *_) = json.loads(staffed("records", "show", str(attempt["score"]))[1])["entry"]["body"]["marks"]
    appeal = ("records", "appeal", str(attempt["id"]), finding["finding"], "--reason", "我说了", "--by", "0012")
    assert staffed(*appeal)[0] == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n", encoding="utf-8")
    assert staffed("roster", "import", str(roster), "--key", "wang")[0] == 0
    assert staffed("roster", "join", "0012", "0012", "--key", "wang")[0] == 0
    out = tmp_path / "王芳"
    code, _, err = staffed("records", "trainee", "0012", "--out", str(out))
    assert code == 0, err
    bodies = [one["entry"]["body"] for one in json.loads((out / "entries.json").read_bytes())]
    kinds = ["TraineeEnrolled", "AttemptMade", "Scored", "Appealed", "TraineeEnrolled", "TraineeJoined"]
    assert [body["type"] for body in bodies] == kinds
    assert (bodies[3]["reason"], bodies[4]["name"]) == ("我说了", "王芳")
