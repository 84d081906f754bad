"""Which recogniser is taken, and that it says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.ears import choice as module
from audio.ears.choice import Engine, choose, open_ears
from simulator.model.problem import Exit, Problem

VOSK, LARGE, WHISPER = "vosk-small/am/final.mdl", "vosk-large/am/final.mdl", "whisper-base/model.bin"


@pytest.fixture(autouse=True)
def packages(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The engines' packages that can be imported."""
    installed = {"vosk", "ctranslate2"}
    monkeypatch.setattr(module, "find_spec", lambda name: name if name in installed else None)
    return installed


def install(models: Path, *marks: str) -> Path:
    for mark in marks:
        (models / mark).parent.mkdir(parents=True, exist_ok=True)
        (models / mark).touch()
    return models


@pytest.mark.parametrize(
    ("installed", "engine", "model"),
    [
        ((VOSK, WHISPER), Engine.VOSK, "vosk-small"),
        ((VOSK, LARGE), Engine.VOSK, "vosk-small"),
        ((LARGE, WHISPER), Engine.VOSK, "vosk-large"),
        ((WHISPER,), Engine.WHISPER, "whisper-base"),
    ],
)
def test_auto_prefers_vosk(tmp_path: Path, installed: tuple[str, ...], engine: Engine, model: str) -> None:
    choice = choose("auto", install(tmp_path, *installed))
    assert (choice.engine, choice.folder) == (engine, tmp_path / model)
    assert model in choice.why.zh
    assert model in choice.why.en


def test_auto_without_a_model_is_none_and_says_what_to_do(tmp_path: Path) -> None:
    choice = choose("auto", tmp_path)
    assert (choice.engine, choice.folder) == (Engine.NONE, None)
    assert "zongji models install" in choice.why.zh
    assert open_ears(choice) is None


def test_auto_passes_over_an_engine_that_cannot_be_imported(tmp_path: Path, packages: set[str]) -> None:
    packages.discard("vosk")
    assert choose("auto", install(tmp_path, VOSK, WHISPER)).engine is Engine.WHISPER


def test_an_engine_asked_for_by_name_is_taken(tmp_path: Path) -> None:
    models = install(tmp_path, VOSK, WHISPER)
    assert choose("whisper", models).folder == models / "whisper-base"
    assert choose("none", models).engine is Engine.NONE


@pytest.mark.parametrize("engine", ["vosk", "whisper"])
def test_an_engine_asked_for_without_its_model_is_a_problem(tmp_path: Path, engine: str) -> None:
    with pytest.raises(Problem) as caught:
        choose(engine, tmp_path)
    assert caught.value.exit is Exit.MISSING
    assert caught.value.hint is not None
    assert "zongji models install" in caught.value.hint.en


def test_an_engine_asked_for_without_its_package_is_a_problem(tmp_path: Path, packages: set[str]) -> None:
    packages.discard("vosk")
    with pytest.raises(Problem) as caught:
        choose("vosk", install(tmp_path, VOSK))
    assert caught.value.hint is not None
    assert "vosk" in caught.value.hint.zh


def test_an_unknown_engine_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        choose("sphinx", tmp_path)
    assert caught.value.exit is Exit.USAGE


@pytest.mark.parametrize("mark", [VOSK, WHISPER])
def test_a_chosen_model_that_is_damaged_is_a_problem(tmp_path: Path, mark: str) -> None:
    with pytest.raises(Problem) as caught:
        open_ears(choose("auto", install(tmp_path, mark)))
    assert caught.value.exit is Exit.MISSING


@pytest.mark.engine
def test_a_chosen_model_is_opened(whisper_folder: Path) -> None:
    ears = open_ears(choose("whisper", whisper_folder.parent))
    assert ears is not None
    assert ears.identity == "whisper:base:d01c3014881c"
    ears.close()
