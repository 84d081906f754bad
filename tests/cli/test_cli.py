"""The command line as a person meets it: languages, exit codes, and never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.cli import COMMANDS, main
from simulator.model.problem import Exit

PROGRAM = [sys.executable, "-c", "from simulator.cli import main; main()"]


class Ran:
    """What a run left: exit code, standard output and standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> None:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        self.code = left.value.code
        self.out, self.err = capsys.readouterr()
        assert "Traceback" not in self.out + self.err


@pytest.fixture
def zongji(capsys: pytest.CaptureFixture[str]):
    return lambda *arguments: Ran(capsys, *arguments)


def test_help_is_chinese_and_english_on_request(zongji, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "用法：zongji" in zongji("--help").out
    assert "Usage: zongji" in zongji("--lang", "en", "--help").out
    assert "识别和语音模型" in zongji("--help").out
    monkeypatch.setenv("ZONGJI_LANG", "en")
    assert "Usage: zongji models" in zongji("models", "install", "--help").out


def test_every_command_explains_itself_in_both_languages(zongji) -> None:
    for name in COMMANDS:
        assert "用法：" in zongji(name, "--help").out
        english = zongji("--lang", "en", name, "--help").out
        assert english.isascii(), english


@pytest.mark.parametrize(
    ("arguments", "chinese"),
    [
        (["nonsense"], "没有这个命令"),
        (["models", "install"], "缺少参数"),
        (["models", "list", "--jso"], "没有选项"),
        (["--lang", "fr", "models"], "值不对"),
        (["models", "install", "whisper-bass"], "没有名为"),
    ],
)
def test_a_wrong_command_line_is_2(zongji, arguments: list[str], chinese: str) -> None:
    ran = zongji(*arguments)
    assert ran.code == Exit.USAGE
    assert chinese in ran.err
    assert ran.out == ""


def test_a_mistake_of_ours_is_told_without_traceback(zongji, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.commands.models.catalogue", lambda: 1 / 0)
    ran = zongji("models", "list")
    assert ran.code == 70
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" in (own_home / "crash.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_control_c_is_130(tmp_path: Path) -> None:
    """Interrupted while it waits for a file that never comes."""
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*PROGRAM, "check", str(pipe)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    with open(pipe, "wb"):  # opens once the program reads
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_output_into_an_old_encoding() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = subprocess.run([*PROGRAM, "--help"], capture_output=True, env=environment)
    assert run.returncode == 0
    assert "用法".encode() in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"'{sys.executable}' -c 'from simulator.cli import main; main()' models list --json | true"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert run.stderr == ""


# --- models ---


def test_models_list_names_the_catalogue(zongji, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path))
    ran = zongji("models", "list")
    assert "whisper-base" in ran.out
    assert "未安装" in ran.out
    listed = json.loads(zongji("models", "list", "--json").out)
    assert {one["name"]: one["state"] for one in listed} == dict.fromkeys(
        ["vosk-small", "vosk-large", "whisper-base", "kokoro"], "absent"
    )


def test_models_verify(zongji, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path))
    assert zongji("models", "verify").code == Exit.OK
    ran = zongji("models", "verify", "kokoro")
    assert ran.code == Exit.MISSING
    (tmp_path / "kokoro").mkdir()
    ran = zongji("models", "verify", "kokoro", "--json")
    assert json.loads(ran.out)[0]["state"] == "corrupt"
    assert ran.code == Exit.MISSING


def test_models_install_from_a_stick_without_the_model(zongji, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path / "models"))
    (tmp_path / "stick").mkdir()
    ran = zongji("--lang", "en", "models", "install", "vosk-small", "--from", str(tmp_path / "stick"))
    assert ran.code == Exit.MISSING
    assert "vosk-model-small-cn-0.22.zip" in ran.err
    assert "https://" in ran.err


# --- init and check ---


def test_init_never_overwrites(zongji, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    ran = zongji("init", str(tmp_path))
    assert ran.code == Exit.STORAGE
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_check_says_where_what_and_what_to_do(zongji, tmp_path: Path) -> None:
    zongji("init", str(tmp_path / "w"))
    company = tmp_path / "w/companies/hengcheng.yaml"
    text = company.read_text(encoding="utf-8")
    company.write_text(text.replace("outside_lines:", "outside_line:"), encoding="utf-8")
    ran = zongji("check", str(company))
    assert ran.code == Exit.FILES
    line = next(n for n, written in enumerate(text.splitlines(), 1) if written.startswith("outside_lines:"))
    assert f"companies/hengcheng.yaml:{line}:1: " in ran.out
    assert "outside_lines" in ran.out.split(f":{line}:1: ")[1]
    data = json.loads(zongji("check", str(company), "--format", "json").out)
    assert (data["companies"], data["calls"]) == (1, 0)
    assert data["errors"] >= 1
    assert data["diagnostics"][0]["message"]["zh"] != data["diagnostics"][0]["message"]["en"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"a: &a [*a, *a]",
        b"zongji: call/1\n",
        b"zongji: nonsense/9\n",
        b"\t- x: [",
    ],
)
def test_check_of_broken_and_hostile_files(zongji, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "call.yaml"
    file.write_bytes(content)
    ran = zongji("check", str(file))
    assert ran.code == Exit.FILES
    assert "call.yaml:" in ran.out


def test_check_of_nothing(zongji, tmp_path: Path) -> None:
    assert zongji("check", str(tmp_path / "no")).code == Exit.FILES
    assert zongji("check", str(tmp_path)).code == Exit.FILES
