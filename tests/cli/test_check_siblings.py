"""What a trainer reads whose phrases cannot be told apart: exactly this, in both languages and as data.

After a change of the sentences, run it once with ``WRITE_GOLDEN=1`` in the environment and look at what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.model.problem import Exit
from tests.compiler.bench import base
from tests.compiler.small_workspace import write_workspace

GOLDEN = Path(__file__).parent / "golden"
PHRASES = (
    base("phrases")
    + """\
  offer_hold:
    full: 您是稍后再打还是请稍等一会儿
  ask_chen:
    full: 您姓陈吗
  ask_cheng:
    full: 您姓程吗
  closing:
    full: 再见[祝您工作顺利]
"""
)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("check.zh.txt", ["check"]),
        ("check.en.txt", ["--lang", "en", "check"]),
        ("check.json", ["check", "--format", "json"]),
        ("check.github.txt", ["check", "--format", "github"]),
    ],
)
def test_phrases_that_cannot_be_told_apart(
    name: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = write_workspace(tmp_path / "w", phrases=PHRASES)
    with pytest.raises(SystemExit) as left:
        main([*arguments, str(workspace)])
    out, err = capsys.readouterr()
    assert (left.value.code, err) == (Exit.FILES, "")
    printed = out.replace(str(workspace), "WORKSPACE").replace(workspace.as_posix(), "WORKSPACE")
    if os.environ.get("WRITE_GOLDEN"):
        (GOLDEN / name).write_text(printed, encoding="utf-8", newline="\n")
    assert printed == (GOLDEN / name).read_text(encoding="utf-8")


def test_also_puts_it_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    also = PHRASES.replace("  offer_hold:\n", "  offer_hold:\n    also: [wait]\n")
    also = also.replace("  ask_cheng:\n", "  ask_cheng:\n    also: [ask_chen]\n").replace(
        "再见[祝您工作顺利]", "再见，祝您工作顺利"
    )
    with pytest.raises(SystemExit) as left:
        main(["--lang", "en", "check", str(write_workspace(tmp_path / "w", phrases=also))])
    assert left.value.code == Exit.OK
    assert capsys.readouterr().out.endswith("1 companies, 1 courses checked: nothing wrong.\n")


def test_annotations_are_escaped_and_named_from_the_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path / "a,b", phrases=base("phrases").replace("full: 请稍等", "full: 请稍等100%<hello>"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["--lang", "en", "check", "a,b", "--format", "github"])
    assert left.value.code == Exit.FILES
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("::error file=a%2Cb/rulebooks/switchboard/phrases.yaml,line=7,col=")
    assert ",title=P0" in line


def test_a_workspace_is_checked_again_when_a_file_is_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two looks the person breaks a file, then puts it right, then ends it."""
    workspace = write_workspace(tmp_path / "w")
    call = workspace / "calls" / "switchboard" / "demo.yaml"
    good = call.read_text(encoding="utf-8")
    texts = iter((good.replace("title:", "titel:"), None, good + "\n", None))

    def person(_: float) -> None:
        text = next(texts, "end")
        if text == "end":
            raise KeyboardInterrupt
        if text is not None:
            call.write_text(text, encoding="utf-8")

    monkeypatch.setattr("simulator.commands.check.time.sleep", person)
    with pytest.raises(SystemExit) as left:
        main(["--lang", "en", "check", str(workspace), "--watch"])
    out, err = capsys.readouterr()
    assert left.value.code == 130
    assert [line.split("checked: ")[1] for line in out.splitlines() if "checked: " in line] == [
        "nothing wrong.",
        "2 errors, 0 warnings.",
        "nothing wrong.",
    ]
    assert err.count("Changed: calls/switchboard/demo.yaml") == 2
