"""Model folders: are they whole, and which model is it?"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from platformdirs import user_cache_path

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text, same

DIGEST_CHARACTERS = 12


def require(folder: Path, files: Iterable[str]) -> None:
    """Raise ``Problem`` unless the folder holds all the files, none of them empty."""
    missing = [name for name in files if not (folder / name).is_file() or not (folder / name).stat().st_size]
    if missing:
        raise damaged(folder, same(", ".join(missing)))


def damaged(folder: Path, detail: Text) -> Problem:
    """The problem that every engine reports for a model it cannot load."""
    return Problem(
        Exit.MISSING,
        Text(
            "识别模型不完整或已损坏：{folder}（{zh}）",
            "The recogniser's model is incomplete or damaged: {folder} ({en})",
        ).fill(folder=folder, zh=detail.zh, en=detail.en),
        Text(
            "运行 zongji models verify 检查，再用 zongji models install 重新安装。",
            "Run zongji models verify, then zongji models install.",
        ),
    )


def stopped(engine: str, detail: Text) -> Problem:
    """The problem that a transcript ends in when its engine stopped working."""
    return Problem(
        Exit.MISSING,
        Text("识别引擎 {engine} 停止工作：{zh}", "The recogniser {engine} stopped working: {en}").fill(
            engine=engine, zh=detail.zh, en=detail.en
        ),
        Text(
            "内存可能不足；请关闭其他程序后重试。",
            "There may be too little memory; close other programs and try again.",
        ),
    )


def identity(engine: str, folder: Path, files: Iterable[Path], cache: Path | None = None) -> str:
    """``engine:model:hash``, the model named by its folder without the engine's name: ``whisper:base:d01c3014881c``."""
    model = folder.resolve().name.removeprefix(f"{engine}-")
    return f"{engine}:{model}:{digest(folder, files, cache)[:DIGEST_CHARACTERS]}"


def digest(folder: Path, files: Iterable[Path], cache: Path | None = None) -> str:
    """The sha256 of one file, or of the list of names and hashes of several, as 64 hex digits.

    Hashing a large model takes seconds, so hashes are remembered by path, size and time of change, in ``cache`` (a
    JSON file; by default in the user's cache folder).  A cache that cannot be read or written only costs time.
    """
    cache = cache or user_cache_path("zongji") / "model-hashes.json"
    known = _read(cache)
    paths = sorted(path.resolve() for path in files)
    hashes = {path: known.get(_key(path)) or _sha256(path) for path in paths}
    fresh = {_key(path): value for path, value in hashes.items()}
    if not fresh.items() <= known.items():
        _write(cache, {**known, **fresh})
    if len(paths) == 1:
        return hashes[paths[0]]
    root = folder.resolve()
    listing = "".join(f"{hashes[path]}  {path.relative_to(root).as_posix()}\n" for path in paths)
    return hashlib.sha256(listing.encode()).hexdigest()


def _key(path: Path) -> str:
    stat = path.stat()
    return f"{path}|{stat.st_size}|{stat.st_mtime_ns}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(cache: Path) -> dict[str, str]:
    try:
        content = json.loads(cache.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in content.items()} if isinstance(content, dict) else {}


def _write(cache: Path, hashes: Mapping[str, str]) -> None:
    beside = cache.with_name(f"{cache.name}.{os.getpid()}")
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(hashes, indent=1), encoding="utf-8")
        beside.replace(cache)
