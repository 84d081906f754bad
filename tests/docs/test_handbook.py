"""The trainers' handbook is done as it stands: commands are given, files changed, answers compared."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.runtime import folders

HANDBOOK = "handbook.zh-CN.md"
BLOCK = re.compile(r"^```(console|diff|csv)[ ]?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str, str]]:
    """Kind, file and text of what there is to be done, in order."""
    return BLOCK.findall((folders.library() / HANDBOOK).read_text(encoding="utf-8"))


def test_the_handbook_works_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = 0
    for kind, file, text in blocks():
        if kind == "diff":
            change(Path(file), text)
        elif kind == "csv":
            Path(file).write_text(text, encoding="utf-8")
        else:
            for command, typed, shown in commands(text):
                said = given(command, typed, monkeypatch, capsys)
                assert in_order(shown, said), f"$ {command}\n{said}"
                done += 1
    assert done >= 15
    assert Path(HANDBOOK).is_file()  # the trainer has it in the workspace


def change(file: Path, text: str) -> None:
    """The lines with a minus are in the file and give way to those with a plus; of several alike the last."""
    old = "".join(f"{line[1:]}\n" for line in text.splitlines() if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in text.splitlines() if line.startswith("+"))
    before, found, after = file.read_text(encoding="utf-8").rpartition(old)
    assert found, f"{file} has no such line:\n{old}"
    file.write_text(before + new + after, encoding="utf-8")


def commands(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each command with what is typed while it runs and what it shows."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        typed = [line[1:].strip() for line in lines if line.startswith(">")]
        yield command, typed, [line.strip() for line in lines if not line.startswith(">")]


def given(
    command: str, typed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """The lines that the program writes."""
    program, *arguments = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return []
    assert program == "zongji"
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    with pytest.raises(SystemExit):
        main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return [
        re.sub(r"^(> )+", "", line).strip().removeprefix(f"{Path.cwd().parent}/") for line in (out + err).splitlines()
    ]


def in_order(shown: list[str], said: list[str]) -> bool:
    """Whether the handbook's lines are among the program's, in that order."""
    rest = iter(said)
    return all(line in rest for line in shown)
