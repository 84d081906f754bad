"""The process in which pyttsx3 runs: one request on stdin, one answer on the last line of stdout, one utterance.

A script of its own that imports nothing of the project: the engines crash, hang, print, and cannot be started twice in
a process, so each utterance gets a fresh one.  The only module that imports pyttsx3 and espeakng_loader.

Requests: ``{"driver": D}`` lists the voices; with ``"voice"``, ``"rate"``, ``"text"`` and ``"path"`` it renders a file.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.metadata
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

FILE_WAIT_S = 10.0
POLL_S = 0.01


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Carry out a request."""
    if request["driver"] == "espeak":
        lend_espeak()
        let_espeak_finish()
    engine = importlib.import_module("pyttsx3").init(request["driver"])
    if "text" not in request:
        return {"version": version(request["driver"]), "voices": [describe(v) for v in engine.getProperty("voices")]}
    path = Path(request["path"])
    failures: list[str] = []
    engine.connect("error", lambda name=None, exception=None: failures.append(repr(exception)))
    engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["rate"])
    engine.save_to_file(request["text"], str(path))
    engine.runAndWait()
    wait_for(path)
    return {"voice": str(engine.getProperty("voice")), "failures": failures}


def describe(voice: Any) -> dict[str, str]:
    """What tells a voice's language, as text."""
    languages = [tag.decode(errors="replace") if isinstance(tag, bytes) else str(tag) for tag in voice.languages or []]
    return {
        "id": str(voice.id),
        "name": str(voice.name),
        "languages": " ".join(languages),
        "gender": str(voice.gender or ""),
    }


def lend_espeak() -> None:
    """Let pyttsx3 find the espeak-ng of the espeakng-loader package, where that is installed; else the system's.

    pyttsx3 only asks for fixed names and paths.  On Linux the library's soname is one of them once it has been loaded;
    for the other systems the loading call is answered with it.
    """
    try:
        loader = importlib.import_module("espeakng_loader")
    except ImportError:
        return
    os.environ["ESPEAK_DATA_PATH"] = str(Path(loader.get_data_path()).parent)
    library = ctypes.CDLL(loader.get_library_path())
    load = ctypes.cdll.LoadLibrary

    def answer_with_ours(name: str) -> ctypes.CDLL:
        return library if "espeak" in str(name) else load(name)

    ctypes.cdll.LoadLibrary = answer_with_ours  # type: ignore[method-assign]


def let_espeak_finish() -> None:
    """Nothing is to be cancelled in a process with one utterance.

    pyttsx3 cancels when its loop ends; on a busy machine that comes now and then after the rate has been queued and
    before it is set, and the line is spoken at the default rate (measured: 1 in 120).
    """
    espeak: Any = importlib.import_module("pyttsx3.drivers._espeak")
    espeak.Cancel = lambda: None


def version(driver: str) -> str:
    """Engine and version, part of the key of the cache."""
    if driver != "espeak":
        return f"{driver}-{importlib.metadata.version('pyttsx3')}"
    info = importlib.import_module("pyttsx3.drivers._espeak").dll.espeak_Info
    info.restype = ctypes.c_char_p
    info.argtypes = [ctypes.c_void_p]
    return "espeak-ng-" + str(info(None).decode().split()[0])


def wait_for(path: Path) -> None:
    """``runAndWait`` may return before the file exists, or before it is complete: wait until it has stopped growing."""
    deadline = time.monotonic() + FILE_WAIT_S
    size, since = -1, time.monotonic()
    while time.monotonic() < deadline:
        now = path.stat().st_size if path.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        elif size > 44 and (complete(path) or time.monotonic() - since > 0.5):
            return
        time.sleep(POLL_S)


def complete(path: Path) -> bool:
    """Whether the size in a WAV or AIFF header is the file's own."""
    head = path.open("rb").read(8)
    order = "little" if head[:4] == b"RIFF" else "big"
    return int.from_bytes(head[4:8], order) + 8 == path.stat().st_size  # type: ignore[arg-type]


def main() -> None:
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    with contextlib.redirect_stdout(io.StringIO()):  # the drivers print
        reply = answer(request)
    sys.stdout.buffer.write(b"\n" + json.dumps(reply).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()
    os._exit(0)  # espeak fails assertions when it is taken down


if __name__ == "__main__":
    main()
