"""LibreOffice without a window: opens a file as HR's would, and writes what it saw as another kind of file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def opened_and_written(file: Path, kind: str, *reading: str, part: str) -> bytes:
    """``file`` as a file of that ``kind`` (a name ending, or one with filter and options).

    ``part`` is the program of LibreOffice that opens it: its Debian package is missing where the test is skipped.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    libraries = {"calc": "libsclo", "draw": "libsdlo"}
    if found is None or not any(Path(found).resolve().parent.glob(f"{libraries[part]}.*")):
        pytest.skip(f"LibreOffice is missing (Debian package libreoffice-{part}-nogui)")
    out = file.parent / "office"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [found, profile, "--headless", *reading, "--convert-to", kind, "--outdir", str(out), str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    written = out / f"{file.stem}.{kind.partition(':')[0]}"
    assert written.is_file(), done.stderr
    return written.read_bytes()
