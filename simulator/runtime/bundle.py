"""Makes a folder for a stick that installs the program on a machine that never had internet.

BUNDLE/
    install.py, install.sh | install.bat | install.command    one command on the other machine
    bundle.json       platform, Python, and the sha256 of every file
    wheels/           the pinned requirements for that platform, pip, and the program itself
    models/           the models installed here
    scenarios/        a workspace for the trainer
    LICENCES.txt      what is in it and under which terms
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from audio.models import catalogue, is_installed, open_model
from audio.models.digest import sha256_of
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.new_workspace import make_workspace

FORMAT = 1
INSTALLER = Path(__file__).with_name("bundle_installer.py")
LICENCES = Path(__file__).with_name("bundle_licences.txt")
PACKAGES = ("simulator", "scoring", "audio", "scenarios")
NEWEST_GLIBC = 35
"""Minor version: wheels up to manylinux_2_35 run on Debian 12, Ubuntu 22.04 and newer."""
PLATFORMS = ("linux_x86_64", "linux_aarch64", "win_amd64", "macosx_14_0_arm64", "macosx_14_0_x86_64")
_MACOS = re.compile(r"macosx_(\d+)_(\d+)_(arm64|x86_64)")

Told = Callable[[Text], None]


@dataclass(frozen=True, slots=True)
class Target:
    """The machine that a bundle is for: its name, the wheel tags it takes, and what markers see there."""

    name: str
    python: str
    tags: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished bundle: its size in bytes and what it holds."""

    folder: Path
    wheels: int
    models: tuple[str, ...]
    size: int


def make_bundle(folder: Path, target: Target, *, models: Path, library: Path, told: Told) -> Bundle:
    """Fill an empty ``folder``.  Needs the checkout that the program was installed from, and pip's access to its index.

    Raises ``Problem``: MISSING where a wheel cannot be had, STORAGE where the folder cannot be written.
    """
    root = _checkout(library)
    try:
        _require_empty(folder)
        names = tuple(name for name in catalogue().models if is_installed(models, name))
        _copy_models(names, models, folder / "models", told)
        make_workspace(folder / "scenarios", library)
        _collect_wheels(root, target, folder / "wheels", "kokoro" in names, told)
        _write_installer(folder, target)
        _write_manifest(folder, target, names)
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"无法写入 {folder}：{error}", f"Cannot write to {folder}: {error}"),
            Text("检查 U 盘的剩余空间和写保护。", "Check the stick's free space and write protection."),
        ) from error
    files = list(_files(folder))
    wheels = sum(file.suffix == ".whl" for file in files)
    return Bundle(folder, wheels, names, sum(file.stat().st_size for file in files))


def target_for(name: str, python: str) -> Target:
    """The target of that platform name and Python version (``3.11``).  ``Problem`` where there is no such platform."""
    macos = _MACOS.fullmatch(name)
    if name in ("linux_x86_64", "linux_aarch64"):
        machine = name.removeprefix("linux_")
        return Target(name, python, _linux_tags(machine), _environment("linux", "Linux", "posix", machine, python))
    if name == "win_amd64":
        return Target(name, python, (name,), _environment("win32", "Windows", "nt", "AMD64", python))
    if macos:
        return Target(name, python, (name,), _environment("darwin", "Darwin", "posix", macos[3], python))
    raise Problem(
        Exit.USAGE,
        Text(f"没有名为“{name}”的平台。", f"There is no platform named {name!r}."),
        Text(f"可用：{'、'.join(PLATFORMS)}", f"Known: {', '.join(PLATFORMS)}"),
    )


def this_platform() -> str:
    """The platform name of the machine this runs on."""
    import platform

    machine = platform.machine().lower()
    if sys.platform == "win32":
        return "win_amd64"
    if sys.platform == "darwin":
        return f"macosx_14_0_{machine}"
    return f"linux_{machine}"


# --- wheels ---


def _collect_wheels(root: Path, target: Target, wheels: Path, with_kokoro: bool, told: Told) -> None:
    wheels.mkdir()
    locks = [root / "requirements" / name for name in ("build.txt", "kokoro.txt" if with_kokoro else "runtime.txt")]
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text("\n".join(_wanted(locks, target)), encoding="utf-8")
        told(Text(f"下载 {target.name} 的依赖", f"Downloading the requirements for {target.name}"))
        tags = [option for tag in target.tags for option in ("--platform", tag)]
        arguments = ["--no-deps", "--no-build-isolation", "--require-hashes", "--python-version", target.python]
        _pip("download", *arguments, "--implementation", "cp", *tags, "--dest", str(wheels), "-r", str(wanted))
        told(Text("打包程序", "Building the program"))
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(_copy_of(root, scratch)))
    for source in sorted(path for path in wheels.iterdir() if path.suffix != ".whl"):
        _build(source, wheels)


def _wanted(locks: Iterable[Path], target: Target) -> Iterator[str]:
    """The locked requirements that apply to the target, with their hashes, without markers."""
    for lock in locks:
        for entry in lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            text, *hashes = entry.split(" --hash=")
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(dict(target.environment)):
                yield " --hash=".join([f"{requirement.name}{requirement.specifier}", *(one.strip() for one in hashes)])


def _build(source: Path, wheels: Path) -> None:
    """Make a wheel of what exists as source only; only pure Python runs on another platform."""
    before = set(wheels.iterdir())
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(source))
    source.unlink()
    made = set(wheels.iterdir()) - before
    if not all(wheel.name.endswith("-none-any.whl") for wheel in made):
        raise Problem(
            Exit.MISSING,
            Text(f"{source.name} 没有适合该平台的 wheel。", f"There is no wheel of {source.name} for this platform."),
        )


def _copy_of(root: Path, scratch: str) -> Path:
    """The sources alone, so that nothing left over from another build gets in."""
    copy = Path(scratch) / "source"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(root / name, copy / name)
    for name in PACKAGES:
        shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    if run.returncode != 0:
        errors = [line for line in run.stderr.splitlines() if line.startswith("ERROR")] or run.stderr.splitlines()[-1:]
        reason = "\n".join(errors)
        raise Problem(
            Exit.MISSING,
            Text(f"pip 没有成功：\n{reason}", f"pip failed:\n{reason}"),
            Text(
                "制作安装包时需要联网；请检查网络和平台名称。",
                "Making a bundle needs the network; check it, and the platform.",
            ),
        )


# --- the rest ---


def _copy_models(names: Iterable[str], models: Path, into: Path, told: Told) -> None:
    into.mkdir(parents=True)
    for name in names:
        told(Text(f"复制模型 {name}", f"Copying the model {name}"))
        shutil.copytree(open_model(models, name).path, into / name)


def _write_installer(folder: Path, target: Target) -> None:
    shutil.copyfile(INSTALLER, folder / "install.py")
    shutil.copyfile(LICENCES, folder / "LICENCES.txt")
    if target.name.startswith("win"):
        starter = (
            f'@echo off\r\ncd /d "%~dp0"\r\npy -{target.python} install.py %* || python install.py %*\r\npause\r\n'
        )
        (folder / "install.bat").write_text(starter, encoding="ascii", newline="")
        return
    starter = '#!/bin/sh\ncd "$(dirname "$0")" && exec python3 install.py "$@"\n'
    script = folder / ("install.command" if target.name.startswith("macosx") else "install.sh")
    script.write_text(starter, encoding="ascii", newline="")
    script.chmod(0o755)


def _write_manifest(folder: Path, target: Target, models: tuple[str, ...]) -> None:
    files = {file.relative_to(folder).as_posix(): sha256_of(file) for file in sorted(_files(folder))}
    manifest = {
        "format": FORMAT,
        "platform": target.name,
        "system": target.environment["platform_system"],
        "machine": target.environment["platform_machine"],
        "python": target.python,
        "models": list(models),
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / "bundle.json").write_text(text, encoding="utf-8", newline="\n")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            Exit.STORAGE,
            Text(f"{folder} 不是空文件夹。", f"{folder} is not an empty folder."),
            Text("请指定 U 盘上的新文件夹。", "Name a new folder on the stick."),
        )


def _checkout(library: Path) -> Path:
    root = library.parent
    if not ((root / "pyproject.toml").is_file() and (root / "requirements").is_dir()):
        raise Problem(
            Exit.MISSING,
            Text("制作安装包需要源代码文件夹。", "A bundle is made from the checkout of the program."),
            Text(
                "请在源代码文件夹中用 bootstrap.py 安装后再运行。",
                "Set the program up with bootstrap.py in a checkout first.",
            ),
        )
    return root


def _linux_tags(machine: str) -> tuple[str, ...]:
    numbered = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, 4, -1)]
    return (
        *numbered,
        f"manylinux2014_{machine}",
        f"manylinux2010_{machine}",
        f"manylinux1_{machine}",
        f"linux_{machine}",
    )


def _environment(sys_platform: str, system: str, os_name: str, machine: str, python: str) -> dict[str, str]:
    """What environment markers see on the target."""
    return {
        "sys_platform": sys_platform,
        "platform_system": system,
        "platform_machine": machine,
        "platform_release": "23.0.0" if system == "Darwin" else "",
        "os_name": os_name,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
