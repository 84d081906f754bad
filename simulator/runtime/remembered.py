"""What took long to find out and holds for as long as what it was found out about: small JSON files among the caches.

A file that cannot be read, holds something else or cannot be written only costs time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def recall(file: Path) -> Mapping[str, Any]:
    """What the file holds; nothing where there is none, or none that makes sense."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def remember(file: Path, content: Mapping[str, Any], most: int) -> None:
    """Write it, whole or not at all; of more than ``most`` entries the first are forgotten."""
    kept = dict(list(content.items())[-most:])
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        beside.replace(file)
