"""Bundles: what is chosen for a platform, what the installer refuses, and an installation without any network."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.tags import sys_tags
from packaging.utils import parse_wheel_filename

from simulator.model.problem import Exit, Problem
from simulator.runtime import bundle, folders
from simulator.runtime.bundle import make_bundle, target_for, this_platform

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [ROOT / "requirements/build.txt", ROOT / "requirements/runtime.txt"]
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def chosen(name: str, python: str = "3.11") -> dict[str, str]:
    """Package and version of everything that a bundle for that platform holds."""
    lines = list(bundle._wanted(LOCKS, target_for(name, python)))
    assert all(re.search(r" --hash=sha256:[0-9a-f]{64}$", line) for line in lines)
    assert not any(";" in line for line in lines)
    return dict(line.split(" ")[0].split("==") for line in lines)


# --- what is chosen ---


def test_linux_gets_espeak_and_the_font_and_no_windows_packages() -> None:
    linux = chosen("linux_x86_64")
    assert {"espeakng-loader", "pylopdf-fonts-zh-cn", "pip", "vosk", "hf-xet"} <= set(linux)
    assert not {"pywin32", "comtypes", "pyobjc-core"} & set(linux)
    assert linux["vosk"] == "0.3.45"


def test_windows_gets_its_own_packages_wherever_the_bundle_is_made() -> None:
    windows = chosen("win_amd64")
    assert {"pywin32", "comtypes", "colorama"} <= set(windows)
    assert not {"espeakng-loader", "pyobjc-core"} & set(windows)


def test_macos_gets_the_last_vosk_with_a_wheel() -> None:
    macos = chosen("macosx_14_0_arm64")
    assert macos["vosk"] == "0.3.44"
    assert "pyobjc-core" in macos
    assert "pywin32" not in macos


def test_the_python_of_the_target_decides_versions() -> None:
    assert chosen("linux_x86_64", "3.11")["numpy"] != chosen("linux_x86_64", "3.12")["numpy"]


@pytest.mark.parametrize("name", ["linux_riscv64", "windows", "", "macosx_arm64"])
def test_an_unknown_platform(name: str) -> None:
    with pytest.raises(Problem) as problem:
        target_for(name, "3.11")
    assert problem.value.exit is Exit.USAGE


def test_this_machine_is_a_known_platform() -> None:
    assert target_for(this_platform(), HERE).environment["platform_machine"] == platform.machine()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"")
    with pytest.raises(Problem) as problem:
        make_bundle(tmp_path, target_for("win_amd64", "3.12"), models=tmp_path, library=folders.library(), told=print)
    assert problem.value.exit is Exit.STORAGE
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_without_a_checkout_it_says_so(tmp_path: Path) -> None:
    library = tmp_path / "site-packages/scenarios"
    library.mkdir(parents=True)
    with pytest.raises(Problem, match="checkout"):
        make_bundle(tmp_path / "b", target_for("win_amd64", "3.12"), models=tmp_path, library=library, told=print)


# --- the installer ---


@pytest.fixture
def small_bundle(tmp_path: Path) -> Path:
    """A bundle with one file, for this machine."""
    folder = tmp_path / "bundle"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels/one.whl").write_bytes(b"wheel")
    (folder / "install.py").write_bytes(bundle.INSTALLER.read_bytes())
    manifest = {
        "platform": this_platform(),
        "system": platform.system(),
        "machine": platform.machine(),
        "python": HERE,
        "models": [],
        "files": {"wheels/one.whl": hashlib.sha256(b"wheel").hexdigest()},
    }
    (folder / "bundle.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def run_installer(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [sys.executable, str(folder / "install.py"), str(target)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)


def change(folder: Path, **values: str) -> None:
    manifest = json.loads((folder / "bundle.json").read_text(encoding="utf-8"))
    (folder / "bundle.json").write_text(json.dumps({**manifest, **values}), encoding="utf-8")


def test_a_damaged_file_is_named_and_nothing_is_installed(small_bundle: Path, tmp_path: Path) -> None:
    (small_bundle / "wheels/one.whl").write_bytes(b"whee!")
    run = run_installer(small_bundle, tmp_path / "target")
    assert run.returncode == 1
    assert "wheels/one.whl" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [({"python": "3.99"}, "3.99"), ({"system": "Plan9", "platform": "plan9_vax"}, "plan9_vax")],
)
def test_another_python_or_platform_is_refused_in_words(
    small_bundle: Path, tmp_path: Path, values: dict[str, str], said: str
) -> None:
    change(small_bundle, **values)
    run = run_installer(small_bundle, tmp_path / "target")
    assert run.returncode == 1
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "target").exists()


# --- for real ---


def require_registry() -> None:
    """pip must reach a package index to collect wheels."""
    probe = subprocess.run([sys.executable, "-m", "pip", "index", "versions", "srt"], capture_output=True)
    if probe.returncode != 0:
        pytest.skip("pip reaches no package index")


@pytest.mark.registry
def test_a_bundle_for_windows_has_a_wheel_of_everything_for_windows(tmp_path: Path) -> None:
    require_registry()
    target = target_for("win_amd64", "3.12")
    bundle._collect_wheels(ROOT, target, tmp_path / "wheels", with_kokoro=False, told=lambda text: None)
    wheels = [path.name for path in (tmp_path / "wheels").iterdir()]
    names = {str(parse_wheel_filename(name)[0]) for name in wheels}
    assert {name.lower() for name in chosen("win_amd64", "3.12")} <= names
    assert "zongji-trainer" in names
    for name in wheels:
        tags = parse_wheel_filename(name)[3]
        assert any(tag.platform in ("any", "win_amd64") for tag in tags), name


@pytest.mark.registry
@pytest.mark.offline
def test_a_bundle_installs_and_runs_on_a_machine_without_network(tmp_path: Path, without_network: list[str]) -> None:
    """Made here, then installed and used with networking removed, by a Python without pip, in an empty home."""
    require_registry()
    folder = tmp_path / "stick"
    made = make_bundle(
        folder,
        target_for(this_platform(), HERE),
        models=folders.models(),
        library=folders.library(),
        told=lambda text: None,
    )
    ours = {str(tag) for tag in sys_tags()}
    for wheel in (folder / "wheels").iterdir():
        assert any(str(tag) in ours for tag in parse_wheel_filename(wheel.name)[3]), wheel.name

    home = tmp_path / "home"
    home.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    install = subprocess.run(
        [*without_network, sys.executable, str(folder / "install.py")], capture_output=True, text=True, env=environment
    )
    assert install.returncode == 0, install.stdout + install.stderr
    program = home / "zongji/program/bin/zongji"
    assert (home / "zongji/scenarios/companies").is_dir()
    call = home / "zongji/scenarios/calls/switchboard/gm-accepts.yaml"
    graph = ["graph", "gm-accepts", "--out", str(tmp_path / "call.svg")]
    for arguments in (["models", "verify", *made.models], graph, ["check", str(call)]):
        run = subprocess.run([*without_network, program, *arguments], capture_output=True, text=True, env=environment)
        assert run.returncode == 0, run.stdout + run.stderr
