"""The catalogue that ships: complete, several sources each, and every hash well-formed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from audio.models.catalogue import HERE, catalogue
from audio.models.install import install

NAMES = ["vosk-small", "vosk-large", "whisper-base", "kokoro"]
HASH = re.compile(r"[0-9a-f]{64}")


def test_holds_the_models_of_the_design() -> None:
    assert list(catalogue().models) == NAMES


def test_every_hash_is_one_and_only_the_large_vosk_model_has_none() -> None:
    assert [name for name, model in catalogue().models.items() if not model.verifiable] == ["vosk-large"]
    for model in catalogue().models.values():
        hashes = [file.sha256 for file in model.files]
        hashes += [model.archive.sha256] if model.archive and model.archive.sha256 else []
        assert all(HASH.fullmatch(value) for value in hashes)
        assert all(file.size > 0 for file in model.files)
    assert all(HASH.fullmatch(package.sha256) for package in catalogue().packages.values())


def test_the_hashes_of_the_design() -> None:
    vosk = catalogue().model("vosk-small").archive
    assert vosk
    assert vosk.size == 43_898_754
    assert vosk.sha256 == "3af8b0e7e0f835ae9d414ce5df580237a3cfb08d586c9fbbb0f7ff29ad5b14ba"
    weights = {file.name: file.sha256 for name in ("whisper-base", "kokoro") for file in catalogue().model(name).files}
    assert weights["model.bin"] == "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
    assert weights["model.onnx"] == "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_several_sources_or_ships(name: str) -> None:
    model = catalogue().model(name)
    if model.archive:
        assert len({urlsplit(url).netloc for url in model.archive.urls}) >= 2
    for file in model.files:
        assert file.shipped or (file.urls and file.parts)
        assert all(part.package in catalogue().packages for part in file.parts)
    urls = [url for file in model.files for url in file.urls] + list(model.archive.urls if model.archive else ())
    assert all(urlsplit(url).scheme == "https" for url in urls)


def test_shipped_files_are_what_the_catalogue_says() -> None:
    shipped = [file for model in catalogue().models.values() for file in model.files if file.shipped]
    assert shipped
    for file in shipped:
        data = HERE.joinpath(file.shipped).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)


@pytest.mark.engine
def test_the_whisper_packages_really_hold_the_model(tmp_path: Path, own_home: Path) -> None:
    """Installs again from the copy that the set-up fetched, every file checked against the catalogue."""
    from simulator.runtime import folders

    if not (folders.models() / "whisper-base").is_dir():
        pytest.skip("the model whisper-base is not installed")
    installed = install(tmp_path, "whisper-base", carried=folders.models() / "whisper-base")
    assert installed.digest.startswith("d01c3014881c")
