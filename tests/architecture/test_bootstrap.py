"""The set-up script: readable by an old Python, and clear about what is missing."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, with its virtual environment in a fresh folder; every command that it would run is recorded."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec
    assert spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.VENV = str(tmp_path / "venv")
    module.STAMP = str(tmp_path / "stamp.json")
    module.called = []

    def call(command: list[str]) -> int:
        module.called.append(command)
        return 0

    monkeypatch.setattr(module, "_call", call)
    monkeypatch.setattr(module, "_works", lambda *command: False)
    return module


@pytest.mark.parametrize("script", ["bootstrap.py", "simulator/runtime/bundle_installer.py"])
def test_an_old_python_can_read_it(script: str) -> None:
    source = (ROOT / script).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 5))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.NamedExpr | ast.Match)]
    imported = {
        (node.names[0].name if isinstance(node, ast.Import) else str(node.module)).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= set(sys.stdlib_module_names)


def test_a_python_that_is_too_old_is_told_in_words(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "demo"])
    assert bootstrap.main() == 1
    assert "3.11" in capsys.readouterr().err
    assert bootstrap.called == []


def test_a_newer_python_on_the_machine_takes_over(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/bin/" + name if name == "python3.12" else None)
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "test", "-q"])
    with pytest.raises(SystemExit) as left:
        bootstrap.main()
    assert left.value.code == 0
    assert bootstrap.called == [["/bin/python3.12", str(ROOT / "bootstrap.py"), "test", "-q"]]


def test_a_python_without_ensurepip_and_no_way_to_install_it(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py"])
    assert bootstrap.main() == 1
    assert "sudo apt-get install python3." in capsys.readouterr().err


def test_an_unknown_task_shows_the_tasks(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bootstrap.py", "dmeo"])
    assert bootstrap.main() == 2
    assert "bootstrap.py demo" in capsys.readouterr().out


def test_what_is_done_is_not_done_again(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap._install_packages(True)
    assert [command[-2] for command in bootstrap.called] == ["-r", "-r", "--editable"]
    assert all("--require-hashes" in command for command in bootstrap.called[:2])
    bootstrap.called.clear()
    bootstrap._install_packages(True)
    bootstrap._install_packages(False)  # what the tests need includes what the program needs
    assert bootstrap.called == []


def test_a_changed_lock_is_installed(bootstrap: ModuleType) -> None:
    Path(bootstrap.STAMP).write_text(json.dumps({"packages": "an older one"}), encoding="utf-8")
    bootstrap._install_packages(False)
    assert len(bootstrap.called) == 3


def test_a_failed_step_says_which(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_call", lambda command: 1)
    with pytest.raises(bootstrap.SetupFailed, match=r"build\.txt"):
        bootstrap._install_packages(False)
    assert bootstrap._stamp() == {}
