"""``zongji calibrate`` and ``zongji hear`` as a trainer meets them."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.model.problem import Exit
from simulator.runtime import folders, performance
from simulator.runtime.workspace import Workspace

SPEECH = Path(__file__).parents[1] / "data" / "speech"
RECORDINGS = folders.library() / "calls" / "switchboard" / "recordings"


@pytest.fixture
def zongji(capsys: pytest.CaptureFixture[str]):
    def ran(*arguments: str | Path) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return left.value.code, out, err

    return ran


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("records")
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call("gm-accepts"))
    for plan in ("perfect", "minimum"):
        performance.rehearse_in_text(loaded, performance.plan_of(loaded, plan), root, 1)
    return sorted(root.iterdir())


def mark(blank: Path, to: Path, marks: list[str]) -> Path:
    """Fill the sheet in, these marks over and over."""
    rows = list(csv.reader(blank.open(encoding="utf-8-sig", newline="")))
    at = next(n for n, heading in enumerate(rows[0]) if heading.startswith("评定"))
    for number, row in enumerate(rows[1:]):
        row[at] = marks[number % len(marks)]
    with to.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return to


def test_from_the_blank_sheet_to_the_comparison(zongji, records: list[Path], tmp_path: Path) -> None:
    blank = tmp_path / "blank.csv"
    assert zongji("calibrate", "sheet", *records, "--out", blank)[0] == Exit.OK
    text = blank.read_text(encoding="utf-8-sig")
    assert all(record.name in text for record in records)
    first = mark(blank, tmp_path / "甲.csv", ["通过"])
    second = mark(blank, tmp_path / "乙.csv", ["通过", "不通过", "不确定"])
    code, out, _ = zongji("calibrate", "compare", first, second, *records)
    assert code == Exit.OK
    assert "甲 – 乙" in out
    assert "κ" in out
    assert "standard_error:" in out
    code, out, _ = zongji("calibrate", "compare", first, second, *records, "--json")
    data = json.loads(out)
    assert code == Exit.OK
    assert data["markers"] == ["甲", "乙"]
    people = data["comparisons"][0]
    assert people["left_open"] == people["overall"]["items"] // 2
    assert people["overall"]["share"] == pytest.approx(0.5, abs=0.05)
    assert data["standard_error"]["value"] > 0


def test_a_sheet_about_another_log_is_refused(zongji, records: list[Path], tmp_path: Path) -> None:
    blank = tmp_path / "blank.csv"
    zongji("calibrate", "sheet", records[0], "--out", blank)
    code, out, err = zongji("calibrate", "compare", blank, blank, records[1])
    assert (code, out) == (Exit.FILES, "")
    assert records[0].name in err
    assert records[1].name in err


def test_a_sheet_is_never_written_over(zongji, records: list[Path], tmp_path: Path) -> None:
    marked = tmp_path / "marked.csv"
    marked.write_text("two hours of work", encoding="utf-8")
    assert zongji("calibrate", "sheet", records[0], "--out", marked)[0] == Exit.STORAGE
    assert marked.read_text(encoding="utf-8") == "two hours of work"


def test_what_is_no_record_or_no_sheet_is_told(zongji, records: list[Path], tmp_path: Path) -> None:
    workbook = tmp_path / "book.xlsx"
    workbook.write_bytes(b"PK\x03\x04\x00\x00")
    code, _, err = zongji("calibrate", "compare", workbook, workbook, records[0])
    assert code == Exit.FILES
    assert "CSV UTF-8" in err
    assert zongji("calibrate", "compare", tmp_path / "no.csv", workbook, records[0])[0] == Exit.FILES
    assert zongji("calibrate", "sheet", tmp_path, "--out", tmp_path / "x.csv")[0] == Exit.DAMAGED


def test_a_borderline_total_is_ruled_on_from_the_command_line(zongji, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    zongji("init", mine)
    rules = mine / "rulebooks" / "switchboard" / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("pass_mark: 80", "pass_mark: 95\nstandard_error: 40", 1), encoding="utf-8")
    workspace = Workspace(mine)
    loaded = workspace.load_call(workspace.find_call("gm-accepts"))
    record = performance.rehearse_in_text(loaded, performance.plan_of(loaded, "perfect"), tmp_path / "r", 1)
    code, out, _ = zongji("score", record.path, "--json")
    card = json.loads(out)["scorecard"]
    assert (code, card["verdict"]) == (Exit.OK, "undecided")
    assert any("标准误" in note["zh"] for note in card["reservations"])
    ruling = ("score", record.path, "--rule", "total=pass", "--reason", "复听无误", "--by", "陈老师")
    assert "复听无误" in zongji(*ruling)[1]
    assert json.loads(zongji("score", record.path, "--json")[1])["scorecard"]["verdict"] == "pass"
    assert zongji(*ruling)[0] == Exit.USAGE


def test_nothing_is_ruled_on_a_total_that_is_clear(zongji, records: list[Path]) -> None:
    ran = zongji("score", records[0], "--rule", "total=fail", "--reason", "x", "--by", "y")
    assert ran[0] == Exit.USAGE
    assert not (records[0] / "rulings.jsonl").exists()


# --- hear ------------------------------------------------------------------------------------------------------------


def test_hearing_without_a_recogniser_says_what_to_install(zongji, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path))
    code, _, err = zongji("hear", SPEECH / "none.wav", "--rulebook", "switchboard")
    assert code == Exit.MISSING
    assert "whisper-base" in err


@pytest.mark.engine
def test_a_greeting_is_heard_and_a_bad_file_does_not_hide_it(zongji, own_home: Path, tmp_path: Path) -> None:
    if not (Path(os.environ["ZONGJI_MODELS"]) / "whisper-base" / "model.bin").is_file():
        pytest.skip("the model whisper-base is not installed: zongji models install whisper-base")
    greeting, bad = RECORDINGS / "op-greeting.ogg", tmp_path / "bad.wav"
    bad.write_text("no sound", encoding="utf-8")
    arguments = ("hear", greeting, bad, "--rulebook", "switchboard", "--ears", "whisper")
    code, out, err = zongji(*arguments)
    assert code == Exit.AUDIO_FORMAT
    assert "bad.wav" in err
    assert "[说到] 接起即问候并报公司名称" in out
    code, out, _ = zongji(*arguments, "--json")
    (file,) = json.loads(out)
    (hearing,) = file["hearings"]
    assert hearing["engine"].startswith("whisper:base:")
    assert all(utterance["words"] for utterance in hearing["utterances"])
    greet = next(rule for rule in hearing["rules"] if rule["rule"] == "greet-company")
    assert greet["standing"] == "said"
    start, end = greet["phrases"][0]["audio"]
    assert 0 <= start < end <= file["length"]
    assert [step["heard"][0] for step in greet["phrases"][0]["alignment"]][:2] == ["您", "好"]
    assert {rule["standing"] for rule in hearing["rules"]} <= {"said", "almost", "not"}
    assert len(hearing["rules"]) > 20
