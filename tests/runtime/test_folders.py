"""Where things are kept."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest

from simulator.runtime import folders


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is set."""
    for variable in ("ZONGJI_HOME", "ZONGJI_MODELS"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def test_home_moves_everything(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("ZONGJI_HOME", str(tmp_path))
    for folder in (folders.models(), folders.records(), folders.cache(), folders.exports()):
        assert folder.is_relative_to(tmp_path)


def test_models_can_be_elsewhere(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("ZONGJI_HOME", str(tmp_path / "home"))
    bare.setenv("ZONGJI_MODELS", str(tmp_path / "shared"))
    assert folders.models() == tmp_path / "shared"
    assert folders.records() == tmp_path / "home/records"


def test_a_relative_folder_means_the_present_one(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.chdir(tmp_path)
    bare.setenv("ZONGJI_HOME", "here")
    assert folders.home() == tmp_path / "here"


def test_without_variables_the_platforms_own(bare: pytest.MonkeyPatch) -> None:
    assert folders.home().name == "zongji"
    assert folders.models() == folders.home() / "models"
    assert folders.cache() != folders.home()


def test_a_chinese_user_name_on_windows_gets_an_ascii_folder(bare: pytest.MonkeyPatch) -> None:
    """Vosk cannot open a model whose path is not ASCII there."""
    bare.setattr("sys.platform", "win32")
    bare.setenv("PROGRAMDATA", r"C:\ProgramData")
    chinese = PureWindowsPath(r"C:\Users\李敏\AppData\Local\zongji")
    bare.setattr(folders.platformdirs, "user_data_path", lambda *arguments, **settings: chinese)
    assert str(folders.models()).isascii()
    english = PureWindowsPath(r"C:\Users\limin\AppData\Local\zongji")
    bare.setattr(folders.platformdirs, "user_data_path", lambda *arguments, **settings: english)
    assert folders.home() == english


def test_the_library_is_there() -> None:
    assert (folders.library() / "companies").is_dir()
