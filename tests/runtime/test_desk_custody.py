"""People, statistics, checkpoints and retention at the desk of the certification records, over a real store."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from simulator.model.ledger import Audited, Body, Deed, Scored
from simulator.model.log import Header
from simulator.model.problem import Exit
from simulator.model.scorecard import Verdict
from simulator.records.spreadsheet import from_csv
from simulator.runtime import entering, folders, judging
from simulator.runtime.desk_archive import DeskArchive
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.runtime.store import Store
from simulator.ui.custody import PersonFiled
from tests.cli.staff import RUDE, Run, run, staffed, take_a_call
from tests.cli.test_exam import library, school
from tests.paced import PATIENCE_S
from tests.runtime.test_desk_archive import Opened, done, listed, opened

__all__ = ["library", "opened", "run", "school", "staffed"]


def audited(deed: Deed) -> list[tuple[str, Audited]]:
    """Who did it, by the name of the key, and what was noted."""
    store = Store()
    names = {card.public: name for name, card in store.keys.cards().items()}
    chains = store.database.openings()
    bodies: list[tuple[str, Body | None]] = [
        (names[chains[one.chain]], store.body(one.id)) for one in store.database.of_kind("Audited")
    ]
    return [(name, body) for name, body in bodies if isinstance(body, Audited) and body.deed is deed]


def sha256(file: str) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def test_a_checkpoint_is_taken_noted_and_finds_a_tail_that_was_cut_off(school: Run, opened: Opened) -> None:
    take_a_call(school)
    hr, trainer = opened("wang"), opened("li")
    refused = done(trainer, trainer.checkpoint)
    assert (refused.good, "人事或管理员的密钥" in refused.told.zh) == (False, True)
    assert not audited(Deed.CHECKPOINT)
    taken = done(hr, hr.checkpoint)
    assert (taken.good, taken.opens) == (True, False), taken.told
    assert audited(Deed.CHECKPOINT) == [("wang", Audited(Deed.CHECKPOINT, sha256(taken.file), Path(taken.file).name))]
    assert school("records", "exported", taken.file)[0] == 0
    compared = done(trainer, lambda: trainer.verify(f'"{taken.file}"'))
    assert compared.good, compared.told
    assert "的检查点一致" in compared.told.zh
    absent = done(trainer, lambda: trainer.verify("/nowhere/checkpoint.json"))
    assert (absent.good, "无法读取" in absent.told.zh) == (False, True)
    with closing(sqlite3.connect(Store().file)) as connection, connection:
        connection.execute("DROP TRIGGER entries_no_delete")
        connection.execute("DELETE FROM entries WHERE kind = 'Scored'")
    cut = done(trainer, lambda: trainer.verify(taken.file))
    assert not cut.good
    assert "末尾被截断" in cut.told.zh
    none = done(hr, hr.checkpoint)
    assert (none.good, none.file, "没有写检查点" in none.told.zh) == (False, "", True)


def test_who_took_a_backup_or_an_export_out_is_noted(school: Run, opened: Opened, tmp_path: Path) -> None:
    take_a_call(school)
    archive = opened("li")
    backup = done(archive, lambda: archive.back_up("备份口令"))
    book = done(archive, archive.export)
    assert audited(Deed.BACKED_UP) == [("li", Audited(Deed.BACKED_UP, sha256(backup.file), Path(backup.file).name))]
    again = done(archive, lambda: archive.back_up("另一个口令"))
    assert again.file != backup.file
    assert Path(backup.file).exists(), "what was kept is not written over"
    assert ("li", Audited(Deed.EXPORTED, sha256(book.file), Path(book.file).name)) in audited(Deed.EXPORTED)
    assert school("records", "backup", str(tmp_path / "backup.zongji"))[0] == 0  # by whichever key the passphrase opens
    assert [name for name, _ in audited(Deed.BACKED_UP)] == ["li", "li", "boss"]
    assert school("records", "exported", str(tmp_path / "backup.zongji"))[0] == 0
    assert done(archive, archive.verify).good
    with closing(sqlite3.connect(Store().file)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    code, _, err = school("records", "backup", str(tmp_path / "last.zongji"))
    assert code != 0
    assert "the backup is written" in err  # what is left can be saved all the same
    assert (tmp_path / "last.zongji").is_file()


def test_verifying_enters_nothing(school: Run, opened: Opened) -> None:
    archive = opened("boss")
    before = Store().database.count()
    assert done(archive, archive.verify).good
    assert school("records", "verify")[0] == 0
    assert Store().database.count() == before


def test_somebody_typed_is_joined_with_the_person_on_the_roster(staffed: Run, opened: Opened, tmp_path: Path) -> None:
    take_a_call(staffed)
    trainer = opened("li")
    assert (listed(trainer).rows[0].name, trainer.people()) == ("0012", ())
    assert trainer.typed() == (PersonFiled("", "0012", ""),)
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n", encoding="utf-8")
    told = done(trainer, lambda: trainer.import_roster(str(roster))).told.zh
    assert "在“名册”里选中“0012”" in told
    assert "zongji" not in told
    nobody = done(trainer, lambda: trainer.join("0012", "0099"))
    assert (nobody.good, "名册里没有 0099" in nobody.told.zh) == (False, True)
    assert done(trainer, lambda: trainer.join("0012", "0012")).good
    assert trainer.changed(lambda: trainer.typed() == (), PATIENCE_S)
    (row,) = listed(trainer, "王芳").rows
    assert row.number == "0012"
    assert done(trainer, trainer.verify).good


def test_a_person_is_erased_by_hr_and_nobody_else(school: Run, opened: Opened) -> None:
    take_a_call(school)
    trainer, hr = opened("li"), opened("wang")
    why = trainer.no_erasing()
    assert why is not None
    assert "人事或管理员的密钥" in why.zh
    assert hr.no_erasing() is None
    assert not done(trainer, lambda: trainer.erase("0012", "离职")).good
    assert len(list(folders.records().glob("*/log.jsonl.sealed"))) == 1
    gone = done(hr, lambda: hr.erase("0012", "离职"))
    assert gone.good
    assert "1 个通话" in gone.told.zh
    assert list(folders.records().glob("*/log.jsonl*")) == []
    assert hr.changed(lambda: hr.people() == (), PATIENCE_S)
    (row,) = listed(hr).rows
    assert (row.name, row.erased) == ("", True)
    again = done(hr, lambda: hr.erase("0012", "离职"))
    assert (again.good, "名册里没有" in again.told.zh) == (False, True)
    assert done(hr, hr.verify).good


@pytest.fixture
def years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date.today() + timedelta(days=4 * 366)

    for module in ("clerk", "desk_archive"):
        monkeypatch.setattr(f"simulator.runtime.{module}.date", Later)


def beyond(archive: DeskArchive, calls: int) -> bool:
    """Whether so many calls come to be listed as beyond their period."""
    return archive.changed(lambda: (one := archive.retention()) is not None and len(one.overdue) == calls, PATIENCE_S)


def test_what_is_beyond_its_period_is_listed_for_all_and_erased_by_hr(
    school: Run, opened: Opened, years_later: None
) -> None:
    take_a_call(school)
    trainer, hr = opened("li"), opened("wang")
    assert trainer.retention() is None  # nobody has asked
    trainer.look_at_retention(True)
    assert beyond(trainer, 1)
    kept = trainer.retention()
    assert kept is not None
    assert (kept.months, kept.overdue[0].who) == (36, "王芳 0012")
    assert not done(trainer, trainer.erase_overdue).good
    assert done(trainer, lambda: trainer.retain(60)).good
    assert beyond(trainer, 0)
    assert done(trainer, lambda: trainer.retain(24)).good
    assert beyond(trainer, 1)
    hr.look_at_retention(True)
    assert beyond(hr, 1)
    erased = done(hr, hr.erase_overdue)
    assert (erased.good, "1 个通话" in erased.told.zh) == (True, True)
    assert beyond(hr, 0)
    assert list(folders.records().glob("*/log.jsonl*")) == []
    assert [name for name, _ in audited(Deed.RECORDING_DESTROYED)] == ["wang"]


def test_how_far_raters_agree_is_counted_by_what_rules_are_called(
    school: Run, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert school("records", "key", "new", "zhao", "--role", "trainer")[0] == 0
    assert school("records", "key", "enrol", "zhao")[0] == 0
    monkeypatch.setattr(Header, "personal", True)  # a plan is as good as a person here
    assert school("run", "complaint", "--trainee", RUDE)[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    recorded = read_record(find(log.parent, seals_here()))
    id = entering.enter(Store(), recorded)
    assert id is not None
    store = Store()
    score = store.body(judging.attempt_named(store, id).score)
    assert isinstance(score, Scored)
    open_one = next(mark.finding for mark in score.marks if mark.verdict is Verdict.UNDECIDED)
    archive = opened("li")
    archive.count("raters")
    assert archive.changed(lambda: archive.counted() is not None, PATIENCE_S)
    nothing = archive.counted()
    assert nothing is not None
    assert nothing.rows == ()
    for more in (("--key", "li"), ("--second", "--key", "zhao")):
        assert school("records", "rule", id, f"{open_one}=fail", "--reason", "听得很清楚", *more)[0] == 0
    saved = done(archive, lambda: archive.save_count("raters"))  # and the store is read anew
    assert archive.changed(lambda: (one := archive.counted()) is not None and bool(one.rows), PATIENCE_S)
    found = archive.counted()
    assert found is not None
    title = next(rule.title for rule in recorded.loaded.rulebook.rules if rule.id == open_one.partition("#")[0])
    assert [row[:3] for row in found.rows] == [("全部", "1", "1"), (title, "1", "1")]
    rows = from_csv(Path(saved.file).read_bytes())
    assert rows is not None
    assert [row[:3] for row in rows[1:]] == [["全部", "1", "1"], [open_one.partition("#")[0], "1", "1"]]
    assert school("records", "exported", saved.file)[0] == 0
    for subject in ("errors", "enquiries"):
        archive.count(subject)
        assert archive.changed(lambda: (one := archive.counted()) is not None and one.subject == subject, PATIENCE_S)  # noqa: B023
        counted = archive.counted()
        assert counted is not None
        assert len(counted.rows) == 1
    own = school("records", "rule", id, f"{open_one}=pass", "--reason", "r", "--second", "--key", "li")
    assert own[0] == Exit.REFUSED
    assert done(archive, lambda: archive.void(id, "耳麦中途断开")).good
    archive.count("raters")
    assert archive.changed(lambda: (one := archive.counted()) is not None and one.subject == "raters", PATIENCE_S)
    void = archive.counted()
    assert void is not None
    assert void.rows == ()
