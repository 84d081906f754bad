"""The trainers' commands as they are typed: graph, sample, play, explore, coverage, rehearse, new, import."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook

from audio.ears.choice import choose
from simulator.cli import main
from simulator.model.problem import Exit
from simulator.runtime import folders
from simulator.runtime.checking import check
from tests.compiler.bench import base
from tests.compiler.small_workspace import write_workspace

Run = Callable[..., tuple[object, str, str]]


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trainer's workspace, and the trainer is in it."""
    workspace = write_workspace(tmp_path / "我的")
    monkeypatch.chdir(workspace)
    return workspace


@pytest.fixture
def zongji(mine: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return left.value.code, out, err

    return run


def _nothing_wrong(path: Path, library: Path) -> bool:
    return check(path, library).diagnostics == ()


# --- graph -----------------------------------------------------------------------------------------------------------


def test_graph_as_svg_and_mermaid(zongji: Run, mine: Path) -> None:
    assert zongji("graph", "demo", "--out", "图/demo.svg")[0] == Exit.OK
    ElementTree.parse(mine / "图/demo.svg")
    code, out, _ = zongji("graph", "demo", "--format", "mermaid", "--from", "8001/pick_up")
    assert (code, out.splitlines()[0]) == (Exit.OK, "flowchart TD")
    assert "喂，哪位？" in out
    assert "opening" not in out


def test_graph_from_a_turn_that_is_none(zongji: Run) -> None:
    code, _, err = zongji("graph", "demo", "--from", "nowhere")
    assert code == Exit.USAGE
    assert "wang/opening" in err


# --- sample ----------------------------------------------------------------------------------------------------------


def test_sample_of_a_template(zongji: Run) -> None:
    code, out, _ = zongji("sample", "(您好|早上好){company}[欢迎]")
    assert code == Exit.OK
    assert set(out.split()) == {"您好恒城集团欢迎", "早上好恒城集团", "您好恒城集团", "早上好恒城集团欢迎"}
    assert zongji("sample", "(甲|乙|丙|丁)好", "--count", "2", "--seed", "5")[1].count("\n") == 2


def test_sample_asked_for_a_sentence(zongji: Run) -> None:
    arguments = ("sample", "greeting", "--rulebook", "switchboard", "--say", "您好恒城集团", "--say", "再见")
    code, out, _ = zongji(*arguments)
    assert code == Exit.OK
    assert "[说到] 1.00  greeting" in out
    assert "[没有]" in out
    data = json.loads(zongji(*arguments, "--json")[1])
    assert [one["standing"] for one in data["readings"]] == ["said", "not"]


def test_sample_of_a_faulty_template(zongji: Run) -> None:
    code, _, err = zongji("sample", "(您好")
    assert code == Exit.USAGE
    assert "▸(您好" in err


# --- play ------------------------------------------------------------------------------------------------------------


def _typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_play_says_which_branch_and_why(zongji: Run, monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    _typed(monkeypatch, "/应答 1", "您好，恒城集团", "/不存在", "请稍等", "/转接 8001", "", "", "", "", "")
    code, out, _ = zongji("play", "demo")
    assert code == Exit.OK
    assert "听懂 wait 1.00“请稍等”" in out
    assert "wang/opening 第 1 个分支：听到 wait" in out
    assert "wang 进入 through" in out
    assert "没有这个按键" in out
    assert not list(folders.records().glob("*"))  # a walk leaves no record


def test_play_from_a_turn(zongji: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _typed(monkeypatch, "/应答 1", "您好")
    code, out, _ = zongji("--lang", "en", "play", "demo", "--from", "through")
    assert code == Exit.OK
    assert "wang enters through" in out
    assert "wang enters opening" not in out


# --- explore ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("play",), ("graph",), ("run", "--trainee", "perfect")])
def test_a_call_with_an_error_is_refused_with_its_place(zongji: Run, mine: Path, command: tuple[str, ...]) -> None:
    (call,) = (mine / "calls").rglob("demo.yaml")
    call.write_text(call.read_text("utf-8").replace("company: hengcheng", "company: henchen"), "utf-8")
    code, _, err = zongji(command[0], "demo", *command[1:])
    first, hint, *_ = err.splitlines()
    assert code == Exit.FILES
    assert first.endswith("demo.yaml:6:10: L024 没有“henchen”这家公司或这套规则")
    assert "hengcheng" in hint


def test_explore_tells_what_is_not_reached_by_its_exit_code(zongji: Run, mine: Path) -> None:
    assert zongji("explore")[0] == Exit.OK
    call = mine / "calls/switchboard/demo.yaml"
    text = call.read_text(encoding="utf-8")
    call.write_text(text.replace("happens: connected", "happens: extension_absent"), encoding="utf-8")
    code, out, _ = zongji("explore", "demo")
    assert code == Exit.UNREACHED
    assert "没有遇到：分机的人不在" in out
    data = json.loads(zongji("explore", "demo", "--seeds", "2", "--json")[1])
    assert data[0]["call"] == "demo"
    assert len(data[0]["missed"]) == 3 - 1  # the branch and the turn behind it


def test_explore_of_a_broken_call(zongji: Run, mine: Path) -> None:
    (mine / "calls/switchboard/demo.yaml").write_text("zongji: call/1\n", encoding="utf-8")
    assert zongji("explore")[0] == Exit.FILES


# --- coverage --------------------------------------------------------------------------------------------------------


GREETS_NOBODY = """\
  silent:
    title: 接起来不问候
    claim: {verdict: fail}
    steps: [{press: answer 1}, {press: transfer 8001}, {wait: connected}, {press: release}]
"""


def test_coverage_lists_gaps_and_tells_them_by_its_exit_code(zongji: Run, mine: Path) -> None:
    code, out, _ = zongji("coverage")
    assert code == Exit.UNCOVERED
    assert "✗ B1.1 三声内接听（greet）通过：1 个，如 demo perfect；不通过：没有方案不通过" in out
    assert zongji("coverage", "general")[0] == Exit.UNCOVERED
    plans = mine / "calls/switchboard/demo.plans.yaml"
    plans.write_text(plans.read_text(encoding="utf-8") + GREETS_NOBODY, encoding="utf-8")
    code, out, _ = zongji("--lang", "en", "coverage", "switchboard")
    assert (code, out.splitlines()[-1]) == (Exit.OK, "switchboard: 1 enforced clauses, no gaps.")
    (book,) = json.loads(zongji("coverage", "switchboard", "--json")[1])
    assert book["clauses"][0]["failed"] == [{"call": "demo", "plan": "silent"}]


def test_coverage_of_what_is_none_or_broken(zongji: Run, mine: Path) -> None:
    code, _, err = zongji("coverage", "nowhere")
    assert code == Exit.USAGE
    assert "switchboard" in err
    (mine / "calls/switchboard/demo.yaml").write_text("zongji: call/1\n", encoding="utf-8")
    code, _, err = zongji("coverage")
    assert code == Exit.FILES
    assert "demo.yaml:1" in err


# --- rehearse --------------------------------------------------------------------------------------------------------


def test_rehearse_in_text(zongji: Run, mine: Path) -> None:
    code, out, _ = zongji("rehearse", "--all", "--text")
    assert code == Exit.OK
    assert "✓ demo perfect：合格" in out
    plans = mine / "calls/switchboard/demo.plans.yaml"
    plans.write_text(base("plans").replace("verdict: pass, least: 95", "verdict: fail"), encoding="utf-8")
    code, out, _ = zongji("rehearse", "demo", "--text")
    assert code == Exit.CLAIM
    assert "结论应为 fail" in out


def test_rehearse_wants_to_know_what(zongji: Run) -> None:
    assert zongji("rehearse")[0] == Exit.USAGE
    code, _, err = zongji("rehearse", "demo", "--text", "--plan", "nope")
    assert code == Exit.FILES
    assert "nope" in err


@pytest.mark.engine
def test_rehearse_by_voice(zongji: Run, mine: Path) -> None:
    if choose("auto", folders.models()).folder is None:
        pytest.skip("no recogniser with a Mandarin model is installed")
    code, out, _ = zongji("rehearse", "demo", "--json")
    (result,) = json.loads(out)
    assert code == Exit.OK
    assert (result["plan"], result["verdict"]) == ("perfect", "pass")


# --- new -------------------------------------------------------------------------------------------------------------


def test_a_new_call_checks_and_its_plan_passes(zongji: Run, mine: Path) -> None:
    code, out, _ = zongji("new", "call", "第一个", "--caller", "陈静", "--title", '发票: "急"')
    assert code == Exit.OK
    assert "检查过，没有错误" in out
    made = mine / "calls/switchboard/第一个.yaml"
    first = made.read_text(encoding="utf-8").splitlines()[0]
    schema = made.parent / first.split("$schema=")[1]
    assert schema.resolve() == mine / "schemas/call.json"
    assert _nothing_wrong(made, mine)
    assert zongji("rehearse", "第一个", "--text")[0] == Exit.OK
    assert zongji("explore", "第一个")[0] == Exit.OK
    assert zongji("new", "call", "第一个")[0] == Exit.STORAGE


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_it_asks_for_what_it_needs(zongji: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (mine / "rulebooks/other").mkdir()
    for path in (mine / "rulebooks/switchboard").iterdir():
        text = path.read_text(encoding="utf-8").replace("id: switchboard", "id: other")
        (mine / "rulebooks/other" / path.name).write_text(text, encoding="utf-8")
    answers = {"Rulebook": "other", "The caller's name": "陈静", "The department wanted": "8500"}
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("click.prompt", lambda question, default, **_: answers.get(question, default))
    code, out, _ = zongji("--lang", "en", "new", "call", "asked")
    assert code == Exit.OK, out
    text = (mine / "calls/other/asked.yaml").read_text(encoding="utf-8")
    assert "name: 陈静" in text
    assert "title: 宏达公司陈静找客户服务中心" in text


def test_a_new_call_for_the_shipped_switchboard_gets_full_points(
    small_library: Path, tmp_path: Path, zongji: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small_library, tmp_path / "shipped")
    monkeypatch.chdir(tmp_path / "shipped")
    assert zongji("new", "call", "发票", "--rulebook", "switchboard", "--department", "财务")[0] == Exit.OK
    code, out, _ = zongji("rehearse", "发票", "--text")
    assert code == Exit.OK
    assert "合格 100" in out
    assert zongji("new", "call", "坏", "--rulebook", "switchboard", "--matter", "[坏")[0] == Exit.USAGE
    assert zongji("new", "course", "我的课")[0] == Exit.OK
    assert _nothing_wrong(tmp_path / "shipped/courses/我的课.yaml", tmp_path / "shipped")


def test_a_new_rulebook_checks_and_has_calls(zongji: Run, mine: Path) -> None:
    (mine / "locators.txt").write_text("B1.1\nB1.2\nC1\nB4.1.1\n", encoding="utf-8")
    assert zongji("new", "rulebook", "own", "--title", "我的规则")[0] == Exit.OK
    assert _nothing_wrong(mine / "rulebooks/own/rules.yaml", mine)
    assert zongji("new", "call", "own-call", "--rulebook", "own")[0] == Exit.OK
    assert zongji("rehearse", "own-call", "--text")[0] == Exit.OK


def test_what_a_template_cannot_take_is_refused(zongji: Run, mine: Path) -> None:
    before = sorted(mine.rglob("*"))
    for arguments in (("bad name",), ("x", "--phone", "12a"), ("x", "--department", "没有")):
        code, _, err = zongji("new", "call", *arguments)
        assert code == Exit.USAGE
        assert err
    assert sorted(mine.rglob("*")) == before


def test_nothing_is_written_into_the_shipped_library(
    zongji: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = zongji("new", "call", "x")
    assert code == Exit.USAGE
    assert "zongji init" in err


# --- import ----------------------------------------------------------------------------------------------------------

CALLS = """\
编号,来电人,单位,电话,找谁,事由
imp-1,陈静,远大贸易,02165551234,客户服务中心,发票
imp-2,赵强,鑫源,0135,8500,供货
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_calls_from_csv_in_every_encoding(zongji: Run, mine: Path, encoding: str) -> None:
    (mine / "来电.csv").write_text(CALLS, encoding=encoding)
    assert zongji("import", "calls", "来电.csv")[0] == Exit.OK
    for name in ("imp-1", "imp-2"):
        made = mine / f"calls/switchboard/{name}.yaml"
        assert _nothing_wrong(made, mine)
    assert 'phone: "0135"' in made.read_text(encoding="utf-8")
    assert zongji("rehearse", "imp-1", "imp-2", "--text")[0] == Exit.OK
    assert zongji("import", "calls", "来电.csv")[0] == Exit.STORAGE
    assert zongji("import", "calls", "来电.csv", "--overwrite")[0] == Exit.OK


def test_a_workbook_keeps_what_can_be_kept_of_zeros(zongji: Run, mine: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["部门", "姓名", "分机", "手机"])
    sheet.append(["客服部", None, 500, None])
    sheet.append(["客服部", "王芳", "0501", 13912345678])
    sheet["C2"].number_format = "0000"
    book.save(mine / "通讯录.xlsx")
    code, _, err = zongji("import", "directory", "通讯录.xlsx", "--id", "新公司", "--name", "明德公司")
    assert code == Exit.OK, err
    assert err.count("数字格式") == 1
    text = (mine / "companies/新公司.yaml").read_text(encoding="utf-8")
    assert 'extension: "0500"' in text
    assert 'mobile: "13912345678"' in text


def test_bad_rows_are_told_together_and_nothing_is_written(zongji: Run, mine: Path) -> None:
    (mine / "x.csv").write_text(CALLS.replace("0135", "abc").replace("imp-1", "a b"), encoding="utf-8")
    code, _, err = zongji("import", "calls", "x.csv")
    assert code == Exit.FILES
    assert "第 2 行“编号”" in err
    assert "第 3 行“电话”" in err
    assert [path.name for path in (mine / "calls/switchboard").iterdir() if path.suffix == ".yaml"].count(
        "imp-2.yaml"
    ) == 0


def test_errors_that_only_the_check_finds_put_everything_back(zongji: Run, mine: Path) -> None:
    (mine / "x.csv").write_text(CALLS, encoding="utf-8")
    assert zongji("import", "calls", "x.csv")[0] == Exit.OK
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    (mine / "x.csv").write_text(
        CALLS.replace("事由\n", "事由,脾气\n").replace("供货", "供货,没有这种"), encoding="utf-8"
    )
    code, _, err = zongji("import", "calls", "x.csv", "--overwrite")
    assert code == Exit.FILES
    assert "imp-2.yaml:" in err
    assert all(path.read_bytes() == data for path, data in before.items() if path.suffix == ".yaml")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nonsense", b"\x00\x01\x02", b"\xff\xfe\x00", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_table(zongji: Run, mine: Path, data: bytes) -> None:
    (mine / "x.xlsx").write_bytes(data)
    code, _, err = zongji("import", "calls", "x.xlsx")
    assert code == Exit.FILES
    assert err
