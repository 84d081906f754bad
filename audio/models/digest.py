"""Hashes of files."""

from __future__ import annotations

import hashlib
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def holds(path: Path, size: int, sha256: str) -> bool:
    """Whether the file exists with exactly these bytes.  The size is looked at first because it is cheap; 0 is any."""
    return path.is_file() and size in (0, path.stat().st_size) and sha256_of(path) == sha256
