"""The certification records at the desk, over a real store: opened by a key, looked at, and done what its role may."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from openbadgeslib.ob3 import OB3Verifier

from simulator.model.ledger import AttemptBegun
from simulator.model.log import Header
from simulator.model.parts import Part
from simulator.model.scorecard import Verdict
from simulator.model.text import Lang
from simulator.records.codec import Malformed
from simulator.records.scorecard import scorecard_from_json
from simulator.records.workbook import read_workbook
from simulator.runtime import entering, folders
from simulator.runtime.clerk import REPORTED, VOIDED
from simulator.runtime.desk_archive import NO_PROGRAM, DeskArchive
from simulator.runtime.desk_door import STAFF, no_key
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.runtime.showing import show_file
from simulator.runtime.store import Store
from simulator.ui.archive import Dossier, Listing, Outcome
from simulator.ui.views.archive import PAGE
from tests.cli.staff import RUDE, Run, run, staffed, take_a_call
from tests.cli.test_exam import PASSPHRASE, begin, library, passed, school
from tests.paced import PATIENCE_S
from tests.records.out.test_badge import decoded
from tests.records.store.samples import mark

__all__ = ["library", "run", "school", "staffed"]

Opened = Callable[[str], DeskArchive]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """The archive, open with the key of that name; closed after the test."""
    made: list[DeskArchive] = []

    def opened(key: str) -> DeskArchive:
        archive = shut(tmp_path)
        made.append(archive)
        archive.open(key, PASSPHRASE)
        assert archive.changed(lambda: archive.door() is None, PATIENCE_S)
        return archive

    yield opened
    for archive in made:
        archive.close()


def shut(tmp_path: Path) -> DeskArchive:
    """Closed, with its keys found."""
    archive = DeskArchive(folders.library(), folders.records(), tmp_path / "out", Lang.ZH)
    assert archive.changed(lambda: (door := archive.door()) is not None and not door.busy, PATIENCE_S)
    return archive


def listed(archive: DeskArchive, search: str = "", most: int = PAGE) -> Listing:
    archive.look(search, most)
    found: list[Listing] = []

    def there() -> bool:
        listing = archive.listing()
        found[:] = [listing] if listing is not None and listing.search == search else []
        return bool(found)

    assert archive.changed(there, PATIENCE_S)
    return found[0]


def chosen(archive: DeskArchive, attempt: str) -> Dossier:
    archive.choose(attempt)
    assert archive.changed(lambda: (one := archive.dossier()) is not None and one.filed.id == attempt, PATIENCE_S)
    dossier = archive.dossier()
    assert dossier is not None
    return dossier


def done(archive: DeskArchive, action: Callable[[], None]) -> Outcome:
    """What an action comes to."""
    action()
    assert archive.changed(lambda: archive.doing() is None and archive.outcome() is not None, PATIENCE_S)
    outcome = archive.outcome()
    assert outcome is not None
    return outcome


def test_nothing_is_seen_without_the_key_of_somebody_on_the_staff(run: Run, tmp_path: Path) -> None:
    door = shut(tmp_path).door()
    assert door is not None
    assert (door.holders, door.why) == ((), no_key(STAFF))
    assert not Store().folder.exists()  # looking makes no store


def test_a_wrong_passphrase_is_told_and_can_be_tried_again(staffed: Run, tmp_path: Path) -> None:
    archive = shut(tmp_path)
    door = archive.door()
    assert door is not None
    assert {(one.key, one.role) for one in door.holders} == {
        ("boss", "administrator"), ("li", "trainer"), ("wang", "hr"),
    }  # fmt: skip
    archive.open("wang", "不是口令")
    assert archive.changed(lambda: (now := archive.door()) is None or now.why is not None, PATIENCE_S)
    door = archive.door()
    assert door is not None
    assert door.why is not None
    assert "口令不对" in door.why.zh
    archive.look("", PAGE)
    assert archive.listing() is None
    archive.open("wang", PASSPHRASE)
    assert archive.changed(lambda: archive.door() is None and archive.listing() is not None, PATIENCE_S)
    archive.close()


def test_attempts_are_found_by_name_and_number_and_told_in_full(school: Run, opened: Opened) -> None:
    take_a_call(school)
    archive = opened("li")
    (row,) = listed(archive).rows
    assert (row.name, row.number, row.mode, row.course) == ("王芳", "0012", "practice", "")
    assert listed(archive, "王").rows == (row,)
    assert listed(archive, "001").rows == (row,)
    assert listed(archive, "李").rows == ()
    dossier = chosen(archive, row.id)
    assert dossier.filed == row
    assert {one.dimension for one in dossier.dimensions} <= {"greeting", "phrasing", "handling", "record", "timing"}
    assert (dossier.exam, dossier.critical, dossier.rulings, dossier.appeals) == (None, (), (), ())
    report = done(archive, lambda: archive.report(row.id))
    assert (report.told, report.good) == (REPORTED, True)
    assert "王芳" in Path(report.file).read_text(encoding="utf-8")
    book = done(archive, archive.export)
    assert read_workbook(Path(book.file).read_bytes())
    archive.choose("")
    assert archive.outcome() is None  # it was of another attempt
    for file in (report.file, book.file):
        assert school("records", "exported", file)[0] == 0


def test_what_was_written_is_opened_and_where_nothing_opens_it_that_is_told(school: Run, tmp_path: Path) -> None:
    take_a_call(school)
    shown: list[Path] = []
    opens = iter((True, False))

    def show(file: Path) -> bool:
        shown.append(file)
        return next(opens)

    archive = DeskArchive(folders.library(), folders.records(), tmp_path / "out", Lang.ZH, show)
    assert archive.changed(lambda: (door := archive.door()) is not None and not door.busy, PATIENCE_S)
    archive.open("li", PASSPHRASE)
    assert archive.changed(lambda: archive.door() is None, PATIENCE_S)
    book = done(archive, archive.export)
    archive.show(book.file)
    archive.show(book.file)
    assert archive.changed(lambda: archive.outcome() is not book, PATIENCE_S)
    assert archive.outcome() == Outcome(NO_PROGRAM, False, book.file)  # where it is can still be copied
    assert shown == [Path(book.file)] * 2
    archive.close()


@pytest.mark.skipif(sys.platform != "linux", reason="what opens files here is no program on the path")
def test_a_file_is_opened_by_the_program_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opener, file = tmp_path / "bin" / "xdg-open", tmp_path / "报告 1.html"
    opener.parent.mkdir()
    monkeypatch.setenv("PATH", str(opener.parent))
    assert not show_file(file)
    opener.write_text('#!/bin/sh\nprintf %s "$1" > "$0.asked"\n', encoding="utf-8")
    opener.chmod(0o700)
    assert show_file(file)
    assert opener.with_name("xdg-open.asked").read_text(encoding="utf-8") == str(file)
    opener.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")  # a required tool could not be found
    assert not show_file(file)


def test_a_report_says_what_a_clause_to_work_on_says(school: Run, opened: Opened) -> None:
    passed(begin(school), verdict=Verdict.FAIL, marks=(mark("a#1", Verdict.FAIL, 0, 500, "A2.3"),))
    archive = opened("li")
    (row,) = listed(archive).rows
    report = done(archive, lambda: archive.report(row.id))
    page = Path(report.file).read_text(encoding="utf-8")
    assert '<td>A2.3 <span class="says">听完再说；记下时间、姓名单位、电话、事项；有疑问当场问清</span></td>' in page


def test_more_attempts_than_are_asked_for_are_not_read(school: Run, opened: Opened) -> None:
    for _ in range(2):
        passed(begin(school))
    archive = opened("wang")
    first = listed(archive, most=1)
    assert (len(first.rows), first.more) == (1, True)
    archive.look("", 2)
    assert archive.changed(lambda: (one := archive.listing()) is not None and len(one.rows) == 2, PATIENCE_S)
    both = archive.listing()
    assert both is not None
    assert not both.more


def test_hr_certifies_what_nothing_stands_in_the_way_of(school: Run, opened: Opened) -> None:
    id = begin(school)
    trainer, hr = opened("li"), opened("wang")
    assert listed(hr).rows == ()
    passed(id)
    hr.look("", PAGE)  # the same again reads the store anew
    assert hr.changed(lambda: (one := hr.listing()) is not None and len(one.rows) == 1, PATIENCE_S)
    (row,) = listed(hr).rows
    exam = chosen(hr, row.id).exam
    assert exam is not None
    assert (exam.course, exam.number, exam.calls, exam.taken, exam.objections) == ("总机", 1, 1, 1, ())
    refused = done(trainer, lambda: trainer.certify(exam.id))
    assert not refused.good
    assert "人事的密钥" in refused.told.zh
    made = done(hr, lambda: hr.certify(exam.id))
    assert made.good, made.told
    paper = Path(made.file)
    text = "".join(pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range().split())
    assert "王芳" in text
    assert school("records", "exported", made.file)[0] == 0
    assert hr.changed(lambda: (one := hr.listing()) is not None and one.rows[0].certificate is not None, PATIENCE_S)
    certificate = listed(hr).rows[0].certificate
    assert certificate is not None
    assert (certificate.state, certificate.number in made.told.zh) == ("valid", True)
    again = done(hr, lambda: hr.certify(exam.id))
    assert (again.good, again.told.zh) == (False, "这次考试已经发过证。")
    (page,) = [done(hr, hr.report_class).file]
    assert "王芳" in Path(page).read_text(encoding="utf-8")
    assert school("records", "exported", page)[0] == 0
    paper.unlink()
    printed = done(trainer, lambda: trainer.print(certificate.number))  # anybody may, as on the command line
    assert printed.good
    assert paper.is_file()
    assert "人事的密钥" in done(trainer, lambda: trainer.badge(certificate.number)).told.zh
    badge = done(hr, lambda: hr.badge(certificate.number)).file
    token = Path(badge).read_text(encoding="ascii")
    assert OB3Verifier.for_issuer_did(decoded(token.split(".")[1])["iss"]).verify(token).achievement.name == "总机"
    statements = done(trainer, trainer.export_xapi).file
    assert any(one["result"]["success"] for one in json.loads(Path(statements).read_text(encoding="utf-8")))
    assert [school("records", "exported", file)[0] for file in (badge, statements)] == [0, 0]
    assert not done(trainer, lambda: trainer.retire(certificate.number, "调岗")).good
    assert done(hr, lambda: hr.retire(certificate.number, "调岗")).good
    assert hr.changed(lambda: certificate_of(hr) == "retired", PATIENCE_S)
    verified = done(hr, hr.verify)
    assert verified.good
    assert "核对无误" in verified.told.zh


def test_an_attempt_is_declared_void_once_by_whoever_may(school: Run, opened: Opened) -> None:
    take_a_call(school)
    trainer, boss = opened("li"), opened("boss")
    (row,) = listed(trainer).rows
    refused = done(boss, lambda: boss.void(row.id, "试音"))
    assert (refused.good, "教员或人事的密钥" in refused.told.zh) == (False, True)
    chosen(trainer, row.id)
    assert done(trainer, lambda: trainer.void(row.id, "耳麦中途断开")).told == VOIDED
    assert trainer.changed(lambda: (one := trainer.dossier()) is not None and bool(one.voided), PATIENCE_S)
    dossier = trainer.dossier()
    assert dossier is not None
    assert dossier.filed.void
    assert [(one.by, one.reason) for one in dossier.voided] == [("li", "耳麦中途断开")]
    again = done(trainer, lambda: trainer.void(row.id, "耳麦中途断开"))
    assert (again.good, again.told.zh) == (False, "这条记录已经作废。")
    assert len(Store().database.of_kind("AttemptVoided")) == 1
    assert done(trainer, trainer.verify).good


def certificate_of(archive: DeskArchive) -> str:
    """Its state, of the newest attempt."""
    listing = archive.listing()
    certificate = listing.rows[0].certificate if listing is not None else None
    return certificate.state if certificate is not None else ""


def test_a_roster_comes_in_and_a_result_is_confirmed(staffed: Run, opened: Opened, tmp_path: Path) -> None:
    take_a_call(staffed)
    hr = opened("wang")
    roster = tmp_path / "名册.csv"
    missing = done(hr, lambda: hr.import_roster(str(roster)))
    assert (missing.good, "名册.csv" in missing.told.zh) == (False, True)
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n0013,李明,总机\n", encoding="utf-8")
    done(hr, lambda: hr.choose("") or hr.import_roster(f'"{roster}"'))  # as Windows copies a path
    assert hr.changed(lambda: len(hr.people()) == 2, PATIENCE_S)
    told = hr.outcome()
    assert told is not None
    assert "新增 2 人" in told.told.zh
    assert "“0012”在导入名册以前就有记录" in told.told.zh
    (row,) = listed(hr).rows
    assert not chosen(hr, row.id).confirmed
    assert done(hr, lambda: hr.confirm(row.id)).good
    assert hr.changed(lambda: (one := hr.dossier()) is not None and one.confirmed, PATIENCE_S)
    boss = opened("boss")
    assert not done(boss, lambda: boss.confirm(row.id)).good


def test_a_backup_makes_the_records_again_on_another_machine(
    school: Run, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_a_call(school)
    archive = opened("wang")
    (row,) = listed(archive).rows
    backup = done(archive, lambda: archive.back_up("备份口令"))
    assert (backup.good, backup.opens) == (True, False)
    assert "1 个通话" in backup.told.zh
    keys = Store().keys.path
    monkeypatch.setenv("ZONGJI_HOME", str(tmp_path / "new"))
    other = shut(tmp_path)
    door = other.door()
    assert door is not None
    assert (door.empty, door.holders) == (True, ())
    other.restore(backup.file, "不是口令")
    assert other.changed(lambda: (now := other.door()) is not None and not now.busy and now != door, PATIENCE_S)
    refused = other.door()
    assert refused is not None
    assert refused.why is not None
    assert "口令不对" in refused.why.zh
    for name in ("wang.pem", "wang.json"):  # carried over by their owner
        Store().keys.path.mkdir(parents=True, exist_ok=True)
        (Store().keys.path / name).write_bytes((keys / name).read_bytes())
    other.restore(backup.file, "备份口令")
    assert other.changed(
        lambda: (now := other.door()) is not None and not now.busy and now.told is not None, PATIENCE_S
    )
    other.open("wang", PASSPHRASE)
    assert other.changed(lambda: other.door() is None, PATIENCE_S)
    assert listed(other).rows == (row,)
    assert done(other, other.verify).good
    assert (folders.records() / "..").resolve() == tmp_path / "new"
    other.close()


def test_of_somebody_who_was_erased_the_attempts_are_left_and_no_report(school: Run, opened: Opened) -> None:
    take_a_call(school)
    assert school("records", "erase", "0012", "--yes", "--reason", "离职", "--key", "wang")[0] == 0
    archive = opened("wang")
    (row,) = listed(archive).rows
    assert (row.name, row.number, row.erased) == ("", "", True)
    assert chosen(archive, row.id).filed == row
    refused = done(archive, lambda: archive.report(row.id))
    assert (refused.good, refused.file) == (False, "")
    assert "已删除" in refused.told.zh


def test_a_trainer_begins_an_exam_and_nobody_else(school: Run, opened: Opened) -> None:
    hr, trainer = opened("wang"), opened("li")
    listed(trainer)
    why = hr.no_exam()
    assert why is not None
    assert "教员的密钥" in why.zh
    assert trainer.no_exam() is None
    assert [(one.id, one.title, one.calls) for one in trainer.courses()] == [("basics", "总机", 1)]
    assert [(one.number, one.name) for one in trainer.people()] == [("0012", "王芳")]
    refused = done(hr, lambda: hr.begin_exam("basics", "0012"))
    assert not refused.good
    assert "教员的密钥" in refused.told.zh
    assert Store().database.of_kind("AttemptBegun") == []
    begun = done(trainer, lambda: trainer.begin_exam("basics", "0012"))
    assert begun.good
    assert "已为 王芳 0012 开始第 1 次考试，1 个来电" in begun.told.zh
    (entered,) = Store().database.of_kind("AttemptBegun")
    body = Store().body(entered.id)
    assert isinstance(body, AttemptBegun)
    assert (body.number, body.identified_by) == (1, "li")
    code, out, _ = school("exam", "show", entered.id)
    assert code == 0
    assert "not taken yet" in out
    again = done(trainer, lambda: trainer.begin_exam("basics", "0012"))
    assert again.told == begun.told  # no call of it was taken
    assert len(Store().database.of_kind("AttemptBegun")) == 1
    passed(entered.id)
    passed(begin(school))
    refused = done(trainer, lambda: trainer.begin_exam("basics", "0012"))
    assert (refused.good, "机会已用完" in refused.told.zh) == (False, True)


def test_a_call_of_which_too_much_is_undecided_is_void(school: Run, opened: Opened) -> None:
    passed(begin(school), marks=(mark("a#1", Verdict.UNDECIDED, 0, 500, "A2.3"),))
    archive = opened("wang")
    (row,) = listed(archive).rows
    assert (row.void, row.undecided) == (True, 1)
    assert chosen(archive, row.id).filed == row


def test_the_reasons_against_a_certificate_and_the_first_bad_record_are_told(school: Run, opened: Opened) -> None:
    id = begin(school)
    assert school("exam", "take", id, "--trainee", "typed", typed="您好，恒城集团\n/结束\n")[0] == 0
    archive = opened("wang")
    (row,) = listed(archive).rows
    exam = chosen(archive, row.id).exam
    assert exam is not None
    assert exam.objections
    refused = done(archive, lambda: archive.certify(exam.id))
    assert not refused.good
    assert all(why.zh in refused.told.zh for why in exam.objections)
    assert refused.file == ""
    with closing(sqlite3.connect(Store().file)) as connection, connection:
        connection.execute("DROP TRIGGER entries_no_update")
        forged = "UPDATE entries SET payload = replace(payload, '总机', '总台') WHERE kind = 'CourseReleased'"
        connection.execute(forged)
    code, _, err = school("records", "verify")
    bad = done(archive, archive.verify)
    assert (code != 0, bad.good) == (True, False)
    assert bad.told.en.strip() in err
    assert not done(archive, lambda: archive.certify(exam.id)).good


def test_rulings_and_appeals_are_told_with_their_reasons(
    school: Run, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Header, "personal", True)  # a plan is as good as a person here
    assert school("run", "complaint", "--trainee", RUDE)[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    id = entering.enter(Store(), read_record(find(log, seals_here())))
    assert id is not None
    archive = opened("li")
    before = chosen(archive, id)
    assert before.filed.undecided
    card = scorecard_from_json(find(log, seals_here()).read(Part.SCORECARD))
    assert not isinstance(card, Malformed)
    names = {one.id: one.title for one in card.findings}
    judged = [one for one in card.findings if one.critical and one.verdict is not Verdict.NOT_APPLICABLE]
    assert [(one.title, one.verdict) for one in before.critical] == [(one.title, one.verdict) for one in judged]
    assert judged
    finding = next(one.id for one in card.findings if one.verdict is Verdict.UNDECIDED)
    assert school("records", "rule", id, f"{finding}=fail", "--reason", "听得很清楚")[0] == 0
    assert school("records", "appeal", id, finding, "--reason", "我没有说", "--by", "王芳")[0] == 0
    listed(archive)  # reads the store anew
    archive.look("", PAGE)
    assert archive.changed(lambda: (one := archive.dossier()) is not None and bool(one.appeals), PATIENCE_S)
    after = archive.dossier()
    assert after is not None
    (ruling,), (appeal,) = after.rulings, after.appeals
    assert (ruling.title, ruling.verdict, ruling.reason, ruling.by) == (names[finding], "fail", "听得很清楚", "li")
    assert (appeal.title, appeal.reason) == (names[finding], "我没有说")
