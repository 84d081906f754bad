"""What holds for the repository as a whole: its requirements, its files, its packages."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("build.txt", "dev.txt", "kokoro.txt", "runtime.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Written apart so that this file does not find itself.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry.npm" + "js.org",
    "deb.deb" + "ian.org",
    "pypi.t" + "una",
)
MACHINE_PATHS = ("/work" + "/", "/tmp" + "/lab", "/root" + "/", "/opt/py" + "pi", "/opt/whe" + "els", "/home" + "/")


def entries(lock: str) -> list[tuple[str, list[str]]]:
    """Each locked requirement and its hashes."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        (line.split(" --hash=")[0].strip(), line.split(" --hash=")[1:]) for line in text.splitlines() if line.strip()
    ]


def tracked_files() -> list[Path]:
    """The files of the repository: what git knows, or everything where the tree came without git."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]
    folders = ("simulator", "scoring", "audio", "scenarios", "tests", "docs", "benchmarks", "requirements")
    return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((path, data.decode("utf-8", errors="replace")))
    assert len(found) > 100
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    assert entries(lock)
    for text, hashes in entries(lock):
        requirement = Requirement(text)
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], text
        assert requirement.url is None
        assert hashes, text
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", value) for value in hashes)


@pytest.mark.parametrize("lock", LOCKS)
def test_requirements_name_no_address_and_no_path(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    assert "/" not in text


def test_the_lock_satisfies_the_project() -> None:
    """Every direct dependency is locked to a version that its range allows."""
    extras = PROJECT["project"]["optional-dependencies"]
    for lock, wanted in (
        ("runtime.txt", PROJECT["project"]["dependencies"]),
        ("kokoro.txt", extras["kokoro"]),
        ("dev.txt", extras["dev"]),
        ("build.txt", PROJECT["build-system"]["requires"]),
    ):
        locked = [Requirement(text) for text, _ in entries(lock)]
        for text in wanted:
            asked = Requirement(text)
            found = [one for one in locked if one.name.replace("_", "-").lower() == asked.name.lower()]
            assert found, f"{text} is not in {lock}"
            versions = [str(one.specifier).removeprefix("==") for one in found]
            assert any(version in asked.specifier for version in versions), f"{text}: locked {versions}"


def test_no_registry_and_no_path_of_a_machine_in_any_file() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {needle}"
        for path, text in texts()
        for needle in (*REGISTRY_HOSTS, *MACHINE_PATHS)
        if needle in text
    ]
    assert found == []


def test_the_installed_packages_are_the_four_and_no_tests() -> None:
    assert PROJECT["tool"]["setuptools"]["packages"]["find"]["include"] == [
        "simulator*",
        "scoring*",
        "audio*",
        "scenarios*",
    ]


def test_the_licence_is_the_one_that_is_declared() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert "espeak-ng" in (ROOT / "docs/decisions.md").read_text(encoding="utf-8")


def test_both_readmes_name_the_same_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "python3 bootstrap.py demo" in text
        assert "python3 bootstrap.py test" in text


def test_every_document_that_is_linked_exists() -> None:
    for path, text in texts():
        if path.suffix == ".md":
            for target in re.findall(r"\]\(([^)#]+)\)", text):
                if "://" not in target:
                    assert (path.parent / target).exists(), f"{path.name} links {target}"


def test_the_repository_stays_small() -> None:
    heavy = {
        str(path.relative_to(ROOT)): path.stat().st_size for path in tracked_files() if path.stat().st_size > 1_000_000
    }
    assert heavy == {}
