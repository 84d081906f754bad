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
    [("check.zh.txt", ["check"]), ("check.en.txt", ["--lang", "en", "check"]), ("check.json", ["check", "--json"])],
)
def test_phrases_that_cannot_be_told_apart(
    name: str, arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = write_workspace(tmp_path / "w", phrases=PHRASES)
    with pytest.raises(SystemExit) as left:
        main([*arguments, str(workspace)])
    out, err = capsys.readouterr()
    assert (left.value.code, err) == (Exit.FILES, "")
    printed = out.replace(str(workspace), "WORKSPACE")
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
