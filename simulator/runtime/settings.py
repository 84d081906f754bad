"""What a person set in the window last time: names and values in one small file that may be lost without harm."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def read_settings(path: Path) -> dict[str, str]:
    """What is in the file; nothing where it is missing or damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {name: value for name, value in data.items() if isinstance(value, str)}


def write_settings(path: Path, settings: Mapping[str, str]) -> None:
    """Whole or not at all; a disk that refuses costs the settings, not the program."""
    text = json.dumps(dict(settings), ensure_ascii=False, indent=2, sort_keys=True)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".settings")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
