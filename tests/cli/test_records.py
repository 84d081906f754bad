"""From the command line: calls entered, keys enrolled, rulings, checkpoints, tampering, backup and restore."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.ledger import Role, Scored
from simulator.model.log import Adjudication, Header
from simulator.model.parts import SEALED, Part
from simulator.model.problem import Exit
from simulator.model.scorecard import Verdict
from simulator.model.wording import not_theirs
from simulator.records.codec import to_text
from simulator.records.spreadsheet import from_csv
from simulator.records.store import ledger
from simulator.records.store.crypto import new_secret
from simulator.records.store.results import scored
from simulator.records.store.sealing import seal_file
from simulator.records.workbook import read_workbook
from simulator.runtime import entering, folders, rescoring
from simulator.runtime.record_folder import create, find, record_folders
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.runtime.settings import read_settings, write_settings
from simulator.runtime.store import Store
from tests.cli.staff import RUDE, Run, listed, run, staffed, take_a_call

__all__ = ["run", "staffed"]


def test_a_finished_call_is_in_the_store(staffed: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_bytes("工号,姓名,部门\n0012,王芳,客服部\n0013,李明,总机\n".encode("gb18030"))
    code, out, _ = staffed("roster", "import", str(roster), "--key", "wang")
    assert (code, out) == (0, "2 new, 0 changed, 0 as before.\n")
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    assert (attempt["number"], attempt["name"], attempt["department"]) == ("0012", "王芳", "客服部")
    assert attempt["call"] == "gm-accepts"
    code, out, _ = staffed("records", "list")
    assert code == 0
    assert str(attempt["id"])[:12] in out
    assert len(listed(staffed, "--trainee", "王芳")) == 1
    assert listed(staffed, "--trainee", "0013") == []
    assert staffed("records", "list", "--trainee", "0014")[0] == Exit.USAGE
    code, out, _ = staffed("records", "verify")
    assert code == 0
    assert "logs and sources of 1 calls agree" in out
    code, out, _ = staffed("records", "show", str(attempt["id"])[:10])
    assert json.loads(out)["entry"]["body"]["type"] == "AttemptMade"
    database = Store().file.read_bytes()
    assert "王芳".encode() not in database
    assert "客服部".encode() not in database


def test_tampering_is_told_with_its_place_and_exit_code(staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)
    checkpoint = str(tmp_path / "checkpoint.json")
    assert staffed("records", "checkpoint", checkpoint, "--key", "wang")[0] == 0
    assert staffed("records", "verify", "--checkpoint", checkpoint)[0] == 0
    (rules,) = Store().folder.parent.glob("records/*/sources/rulebooks/switchboard/rules.yaml")
    kept = rules.read_bytes()
    rules.write_bytes(kept + b"\n")
    code, _, err = staffed("records", "verify")
    assert code == Exit.DAMAGED
    assert "was replaced" in err
    assert "entry 3" in err
    rules.write_bytes(kept)
    with sqlite3.connect(Store().file) as connection:
        connection.execute("DROP TRIGGER entries_no_delete")
        connection.execute("DELETE FROM entries WHERE kind = 'Scored'")
    connection.close()
    code, _, err = staffed("records", "verify", "--checkpoint", checkpoint)
    assert code == Exit.DAMAGED
    assert "tail is cut off" in err


def test_each_command_asks_for_its_role(run: Run, staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)
    (attempt,) = listed(staffed)
    id = str(attempt["id"])
    for arguments in (
        ("rule", id, "x#1=pass", "--reason", "r", "--key", "wang"),
        ("confirm", id, "--key", "workstation"),
        ("void", id, "--reason", "r", "--key", "boss"),
        ("erase", "0012", "--yes", "--reason", "r", "--key", "li"),
        ("key", "enrol", "li", "--key", "wang"),
    ):
        code, _, err = run("records", *arguments)
        assert code == Exit.REFUSED, (arguments, err)
        assert "this takes a key of the role" in err
    assert not_theirs(Role.HR, "Ruled").zh == "人事的密钥不能写入“裁定”，这要用教员的密钥"
    assert not_theirs(Role.TRAINEE, "Confirmed").zh.endswith("这要用教员或人事的密钥")
    assert run("records", "certify", "no-such-exam")[0] == Exit.USAGE  # HR, but there is no such exam


def test_names_are_shown_to_the_staff_by_a_key_that_somebody_vouches_for(
    staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_a_call(staffed)
    assert listed(staffed)[0]["name"] == "0012"
    reading = (
        ("records", "list"),
        ("records", "certificates"),
        ("roster", "list"),
        ("records", "statistics", "errors"),
        ("records", "report", "--class", "--out", str(tmp_path / "class.html")),
        ("records", "export", str(tmp_path / "all.xlsx")),
        ("records", "backup", str(tmp_path / "backup.zip")),
        ("records", "trainee", "0012", "--out", str(tmp_path / "0012")),
        ("records", "key", "vault", "--export", str(tmp_path / "vault.json")),
    )
    assert staffed("records", "key", "new", "mine", "--role", "hr")[0] == 0  # so says the key's own file
    for command in reading:
        for key, why in (("workstation", "this takes a key of the role"), ("mine", "nobody vouches for the key mine")):
            code, out, err = staffed(*command, "--key", key)
            assert (code, why in err, "0012" in out) == (Exit.REFUSED, True, False), (command, key, out, err)
    assert (
        staffed("records", "void", str(listed(staffed)[0]["id"]), "--reason", "r", "--key", "mine")[0] == Exit.REFUSED
    )
    with monkeypatch.context() as wrong:
        wrong.setenv("ZONGJI_PASSPHRASE", "不是这个口令")
        assert [staffed(*command)[0] for command in reading] == [Exit.REFUSED] * len(reading)
    assert not list(tmp_path.iterdir())
    (card,) = (one for one in Store().keys.cards().values() if one.holder == "li")
    assert staffed("records", "key", "revoke", card.fingerprint, "--reason", "离职")[0] == 0
    assert staffed("roster", "list", "--key", "li")[0] == Exit.REFUSED
    assert [staffed(*command)[0] for command in reading] == [0] * len(reading)  # whichever key the passphrase opens


def test_a_ruling_is_a_new_entry_and_both_scores_are_kept(staffed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # A plan is as good as a person here, and quicker: its rude words have to be ruled on.
    monkeypatch.setattr(Header, "personal", True)
    assert staffed("run", "complaint", "--trainee", RUDE)[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    entering.enter(Store(), read_record(find(log, seals_here())))
    (attempt,) = listed(staffed)
    id = str(attempt["id"])
    assert attempt["verdict"] == "undecided"
    opened = [mark["finding"] for mark in marks(staffed, str(attempt["score"])) if mark["verdict"] == "undecided"]
    assert opened
    # What somebody writes into the record folder is signed by nobody.
    forged = Adjudication(opened[0], "pass", "我没说", "李老师", "2026-03-16T09:00:00+08:00")
    (log.parent / "rulings.jsonl").write_text(to_text(forged) + "\n", encoding="utf-8")
    for finding in opened:
        code, _, err = staffed("records", "rule", id[:12], f"{finding}=fail", "--reason", "听得很清楚")
        assert code == 0, err
    (ruled,) = listed(staffed)
    assert (ruled["automatic"], ruled["verdict"]) == ("undecided", "fail")
    assert (ruled["undecided"], ruled["rulings"]) == (0, len(opened))
    assert staffed("records", "rule", id, f"{opened[0]}=pass", "--reason", "再听一遍")[0] == Exit.USAGE
    again = ("records", "rule", id, f"{opened[0]}=pass", "--reason", "我不同意", "--second")
    assert staffed(*again)[0] == Exit.REFUSED  # the same trainer
    assert staffed("records", "key", "new", "zhao", "--role", "trainer")[0] == 0
    assert staffed("records", "key", "enrol", "zhao")[0] == 0
    assert staffed(*again, "--key", "zhao")[0] == 0
    agreed = json.loads(staffed("records", "statistics", "raters", "--json")[1])
    rule = opened[0].partition("#")[0]
    assert {name: (one["items"], one["agreed"]) for name, one in agreed.items()} == {"all": (1, 0), rule: (1, 0)}
    assert listed(staffed) == [ruled]
    code, _, err = staffed("records", "appeal", id, opened[0], "--reason", "我没有说", "--by", "王芳")
    assert code == 0, err
    (appealed,) = listed(staffed)
    assert appealed["appeals"] == 1
    assert staffed("records", "confirm", id, "--key", "wang")[0] == 0
    assert staffed("records", "certify", id, "--course", "c")[0] == Exit.USAGE
    assert staffed("records", "verify")[0] == 0
    assert "我没有说".encode() not in Store().file.read_bytes()


def test_a_score_that_its_log_does_not_give(staffed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed by the workstation's own key, and so nothing that ``verify`` could see."""
    take_a_call(staffed)
    code, out, err = staffed("records", "rescore")
    assert (code, out) == (0, "1 scored again, 1 the same, 0 different.\n"), err
    with monkeypatch.context() as patched:
        patched.setattr(entering, "scored", lambda *given: replace(scored(*given), lowest=9_900, verdict=Verdict.PASS))
        take_a_call(staffed)
    assert staffed("records", "verify")[0] == 0
    code, out, err = staffed("records", "rescore")
    assert (code, out) == (Exit.DAMAGED, "2 scored again, 1 the same, 1 different.\n")
    assert "entered as pass 99.0, its log gives" in err
    (forged,) = (one for one in listed(staffed) if one["total"] == 9_900)
    assert str(forged["id"])[:12] in err


def test_what_a_changed_rulebook_would_change(staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Header, "personal", True)
    assert staffed("run", "complaint", "--trainee", "minimum")[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    entering.enter(Store(), read_record(find(log, seals_here())))
    before = listed(staffed)
    shutil.copytree(folders.library() / "rulebooks", tmp_path / "rulebooks")
    shutil.copy(folders.library() / "locators.txt", tmp_path)
    folder = tmp_path / "rulebooks" / "switchboard"
    code, out, err = staffed("records", "rescore", "--rulebook", str(folder))
    assert (code, err) == (0, "")
    assert out == "1 scored by this rulebook: 0 results would change, 0 verdicts.\n"
    rules = (folder / "rules.yaml").read_text(encoding="utf-8")
    assert "pass_mark: 80" in rules
    (folder / "rules.yaml").write_text(rules.replace("pass_mark: 80", "pass_mark: 100"), encoding="utf-8")
    monkeypatch.setattr(rescoring, "FEW", 0)  # in processes of their own
    code, out, err = staffed("records", "rescore", "--rulebook", str(folder))
    (attempt,) = before
    shown = f"{int(str(attempt['total'])) / 100:.1f}"
    assert out.splitlines() == [
        "1 scored by this rulebook: 1 results would change, 1 verdicts.",
        "pass -> fail: 1",
    ]
    assert (code, err) == (0, f"{str(attempt['id'])[:12]}: pass {shown}, would be fail {shown}\n")
    assert staffed("records", "rescore", "--rulebook", str(tmp_path))[0] == Exit.FILES
    assert listed(staffed) == before


def test_a_score_again_is_a_new_entry_beside_the_old_one(
    staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Header, "personal", True)
    assert staffed("run", "complaint", "--trainee", "minimum")[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    entering.enter(Store(), read_record(find(log, seals_here())))
    (before,) = listed(staffed)
    shutil.copytree(folders.library() / "rulebooks", tmp_path / "rulebooks")
    shutil.copy(folders.library() / "locators.txt", tmp_path)
    folder = tmp_path / "rulebooks" / "switchboard"
    rules = (folder / "rules.yaml").read_text(encoding="utf-8")
    (folder / "rules.yaml").write_text(rules.replace("pass_mark: 80", "pass_mark: 100"), encoding="utf-8")
    again = ("records", "rescore", "--rulebook", str(folder), "--enter")
    # Entered within one second, which score was first would be decided by their hashes.
    monkeypatch.setattr(ledger.Ledger.__init__, "__defaults__", (lambda: "2099-01-01T00:00:00Z",))
    assert staffed(*again, "--key", "wang")[0] == Exit.REFUSED  # HR does not score
    code, out, err = staffed(*again)
    assert (code, "1 new scores are entered" in out) == (0, True), (out, err)
    assert "0 new scores are entered" in staffed(*again)[1]  # it stands so by now
    store = Store()
    assert [one.at[:4] == "2099" for one in store.database.of_kind("Scored")] == [False, True]
    old, new = (store.body(one.id) for one in store.database.of_kind("Scored"))
    assert isinstance(old, Scored)
    assert isinstance(new, Scored)
    assert (old.pass_mark, new.pass_mark) == (80, 100)
    assert (old.log, old.call_sha256, old.program) == (new.log, new.call_sha256, new.program)
    assert old.rulebook_sha256 != new.rulebook_sha256
    (after,) = listed(staffed)
    assert (after["automatic"], after["score"] != before["score"]) == ("pass", True)
    assert (before["verdict"], after["verdict"]) == ("pass", "fail")
    (record,) = record_folders(folders.records(), seals_here())
    (kept,) = record.path.glob("rescored/*/rulebooks/switchboard/rules.yaml")
    assert kept.read_bytes() == (folder / "rules.yaml").read_bytes()
    assert kept.relative_to(record.path).parts[1] == new.rulebook_sha256[:12]
    assert staffed("records", "verify")[0] == 0
    code, out, err = staffed("records", "rescore")  # by the rulebook of the call it is what was entered first
    assert (code, "1 the same" in out) == (0, True), (out, err)


def test_calls_that_were_not_entered_are_made_up_for(staffed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(entering, "enter", lambda store, recorded: None)
        take_a_call(staffed)
    assert listed(staffed) == []
    assert staffed("records", "enter")[1] == "Entered 1 calls.\n"
    assert staffed("records", "enter")[1] == "Entered 0 calls.\n"
    (attempt,) = listed(staffed)
    (folder,) = folders.records().iterdir()
    assert staffed("records", "enter", str(folder))[1] == f"{folder.name}: {attempt['id']}\n"
    assert len(listed(staffed)) == 1


def marks(run: Run, score: str) -> list[dict[str, str]]:
    code, out, err = run("records", "show", score)
    assert code == 0, err
    found: list[dict[str, str]] = json.loads(out)["entry"]["body"]["marks"]
    return found


def test_erasing_a_person(staffed: Run, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n", encoding="utf-8")
    assert staffed("roster", "import", str(roster), "--key", "wang")[0] == 0
    take_a_call(staffed)
    assert staffed("records", "erase", "0012", "--reason", "离职", "--key", "wang")[0] == Exit.USAGE
    (folder,) = folders.records().iterdir()
    shutil.copytree(folder, folder.with_name("copy"))  # sealed under the same key
    other = create(folders.records(), "another-call", ())
    other.keep(Part.LOG, seal_file(new_secret(), "0b" * 16, Part.LOG, b"{}"))
    other.log.rename(other.path / f"{Part.LOG}{SEALED}")
    assert staffed("records", "rescore")[0] == 0
    remembered = [folders.cache() / name for name in ("judgements.sqlite", "matches.sqlite")]
    assert remembered[0].is_file()
    write_settings(folders.settings(), {"trainee": "王芳", "lang": "zh"})  # of whoever used the window last
    code, out, _ = staffed("records", "erase", "0012", "--reason", "离职", "--key", "wang", "--yes")
    assert read_settings(folders.settings()) == {"trainee": "", "lang": "zh"}
    assert (code, "2 record folders here are deleted" in out) == (0, True)
    assert not any(file.exists() for file in remembered)
    assert list(folders.records().iterdir()) == [other.path]
    assert len(Store().database.of_kind("Audited")) == 1
    (attempt,) = listed(staffed)
    assert (attempt["number"], attempt["name"]) == ("", "(erased)")
    assert staffed("records", "verify")[0] == 0


def test_somebody_typed_in_before_the_roster_came(staffed: Run, tmp_path: Path) -> None:
    take_a_call(staffed)
    roster = tmp_path / "roster.csv"
    roster.write_text("工号,姓名,部门\n0012,王芳,客服部\n0013,李明,总机\n", encoding="utf-8")
    code, out, _ = staffed("roster", "import", str(roster), "--key", "wang")
    assert (code, "zongji roster join 0012 0012" in out) == (0, True)
    assert listed(staffed)[0]["number"] == ""
    before = Store().database.count()
    for key, said, number, exit in (
        ("workstation", "0012", "0012", Exit.REFUSED),
        ("wang", "0013", "0012", Exit.USAGE),
        ("wang", "0012", "9999", Exit.USAGE),
        ("wang", "0012", "0012", Exit.OK),
        ("wang", "0012", "0012", Exit.USAGE),  # once
    ):
        assert staffed("roster", "join", said, number, "--key", key)[0] == exit, (key, said, number)
    assert Store().database.count() == before + 1  # a new entry; the old ones are as they were
    (attempt,) = listed(staffed, "--trainee", "0012")
    assert (attempt["number"], attempt["name"]) == ("0012", "王芳")
    assert [one["number"] for one in json.loads(staffed("roster", "list", "--json")[1])] == ["0012", "0013"]
    for subject, said in (("errors", "王芳"), ("enquiries", "gm-accepts"), ("raters", "nothing to count")):
        code, out, err = staffed("records", "statistics", subject, "--csv", str(tmp_path / f"{subject}.csv"))
        assert (code, said in out) == (0, True), (out, err)
    assert staffed("records", "exported", str(tmp_path / "errors.csv"))[0] == 0
    assert "0012\t" in (tmp_path / "errors.csv").read_text(encoding="utf-8-sig")
    (worked,) = json.loads(staffed("records", "statistics", "errors", "--json")[1])
    assert (worked["number"], worked["calls"]) == ("0012", 1)
    # What was typed in is erased with the person.
    assert staffed("records", "erase", "0012", "--reason", "离职", "--yes", "--key", "wang")[0] == 0
    assert len(Store().database.erased()) == 2
    assert staffed("records", "verify")[0] == 0


@pytest.mark.parametrize("name", ["records.xlsx", "records.csv"])
def test_an_export_can_be_traced_back(staffed: Run, tmp_path: Path, name: str) -> None:
    take_a_call(staffed)
    file = tmp_path / name
    code, _, err = staffed("records", "export", str(file))
    assert code == 0, err
    (attempt,) = listed(staffed)
    data = file.read_bytes()
    rows = read_workbook(data).rows if name.endswith("xlsx") else from_csv(data)  # type: ignore[union-attr]
    assert rows is not None
    assert rows[1][0].strip() == attempt["id"]
    assert rows[1][2].strip() == "0012"  # whoever typed this gave it as a name
    assert staffed("records", "exported", str(file))[0] == 0
    file.write_bytes(data.replace(b"gm-accepts", b"gm-refuses") if name.endswith("csv") else data + b" ")
    assert staffed("records", "exported", str(file))[0] == Exit.DAMAGED
    assert staffed("records", "verify")[0] == 0
    assert staffed("records", "export", str(tmp_path / "records.pdf"))[0] == Exit.USAGE


def test_backup_and_restore_on_another_machine(staffed: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_a_call(staffed)
    before = listed(staffed)
    file = str(tmp_path / "backup.zip")
    assert staffed("records", "backup", file)[0] == 0
    assert staffed("records", "restore", file)[0] == Exit.USAGE  # there is a store already
    old = Store().station
    assert "恒城集团".encode() not in Path(file).read_bytes()  # nor the words of the log, or the recording
    assert "您好".encode() not in Path(file).read_bytes()
    monkeypatch.setenv("ZONGJI_HOME", str(tmp_path / "new"))
    code, out, err = staffed("records", "restore", file)
    assert code == 0, err
    nobody = dict.fromkeys(("number", "name", "department"), "")  # names are for the staff, who have no keys here yet
    assert listed(staffed) == [one | nobody for one in before]
    code, out, _ = staffed("records", "verify")
    assert code == 0
    assert "logs and sources of 1 calls agree" in out
    assert Store().station.id != old.id
    damaged = tmp_path / "damaged.zip"
    for data in (Path(file).read_bytes()[:2_000], flipped(Path(file), "entries/000001")):
        damaged.write_bytes(data)
        shutil.rmtree(tmp_path / "new", ignore_errors=True)
        assert staffed("records", "restore", str(damaged))[0] == Exit.DAMAGED
        assert not Store().file.exists()
    monkeypatch.setenv("ZONGJI_PASSPHRASE", "something else")
    shutil.rmtree(tmp_path / "new", ignore_errors=True)
    assert staffed("records", "restore", file)[0] == Exit.REFUSED


def flipped(file: Path, member: str) -> bytes:
    """The archive with one bit of a member's last byte turned, and its checksum right again."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = bytearray(old.read(name))
            data[-1] ^= name == member
            new.writestr(name, bytes(data))
    return made.getvalue()
