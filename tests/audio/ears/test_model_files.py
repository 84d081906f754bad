"""Which model it is, by its bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from audio.ears import model_files
from audio.ears.model_files import digest, identity, require
from simulator.model.problem import Problem


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "whisper-base"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    (folder / "config.json").write_bytes(b"{}")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "hashes.json"


def test_one_file_is_its_own_sha256(model: Path, cache: Path) -> None:
    assert digest(model, [model / "model.bin"], cache) == hashlib.sha256(b"weights").hexdigest()


def test_several_files_are_told_apart_by_name_and_content(model: Path, cache: Path) -> None:
    files = [model / "model.bin", model / "config.json"]
    before = digest(model, files, cache)
    assert digest(model, files[::-1], cache) == before
    (model / "config.json").write_bytes(b"[]")
    os.utime(model / "config.json", ns=(1, 1))
    assert digest(model, files, cache) != before
    (model / "config.json").rename(model / "other.json")
    assert digest(model, [model / "model.bin", model / "other.json"], cache) != before


def test_the_same_model_elsewhere_has_the_same_hash(model: Path, cache: Path, tmp_path: Path) -> None:
    files = ["model.bin", "config.json"]
    before = digest(model, [model / name for name in files], cache)
    moved = model.rename(tmp_path / "moved")
    assert digest(moved, [moved / name for name in files], cache) == before


def test_the_identity_names_engine_and_model(model: Path, cache: Path) -> None:
    expected = hashlib.sha256(b"weights").hexdigest()[:12]
    assert identity("whisper", model, [model / "model.bin"], cache) == f"whisper:base:{expected}"


def test_an_unchanged_file_is_not_read_again(model: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = digest(model, [model / "model.bin"], cache)

    def unread(path: Path) -> str:
        raise AssertionError(f"{path} was read again")

    monkeypatch.setattr(model_files, "_sha256", unread)
    assert digest(model, [model / "model.bin"], cache) == first


def test_a_changed_file_is_read_again(model: Path, cache: Path) -> None:
    digest(model, [model / "model.bin"], cache)
    (model / "model.bin").write_bytes(b"WEIGHTS")
    os.utime(model / "model.bin", ns=(1, 1))
    assert digest(model, [model / "model.bin"], cache) == hashlib.sha256(b"WEIGHTS").hexdigest()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 1}', "\x00"])
def test_a_broken_cache_is_no_error(model: Path, cache: Path, content: str) -> None:
    cache.parent.mkdir()
    cache.write_text(content, encoding="utf-8")
    assert digest(model, [model / "model.bin"], cache) == hashlib.sha256(b"weights").hexdigest()


def test_a_cache_that_cannot_be_written_is_no_error(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert (
        digest(model, [model / "model.bin"], tmp_path / "file" / "hashes.json")
        == hashlib.sha256(b"weights").hexdigest()
    )


def test_missing_and_empty_files_are_named(model: Path) -> None:
    (model / "config.json").write_bytes(b"")
    with pytest.raises(Problem) as caught:
        require(model, ["model.bin", "config.json", "tokenizer.json"])
    assert "config.json, tokenizer.json" in caught.value.message.zh
    assert "model.bin" not in caught.value.message.zh
