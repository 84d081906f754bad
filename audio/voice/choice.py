"""Which voice speaks: by name, or the best that is there."""

from __future__ import annotations

from pathlib import Path

from audio.ports import Speaker
from audio.voice.kokoro_speaker import KokoroSpeaker
from audio.voice.pyttsx3_speaker import Pyttsx3Speaker
from audio.voice.silent import SilentSpeaker
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

ENGINES = ("auto", "pyttsx3", "kokoro", "silent")


def open_speaker(engine: str = "auto", kokoro: Path | None = None) -> Speaker:
    """The voice with this name; ``kokoro`` is the folder of its model where that is installed.

    ``auto`` takes kokoro where its folder is given and works, else the system's voices.  Raises ``Problem``.
    """
    match engine:
        case "auto":
            try:
                return open_speaker("kokoro", kokoro)
            except Problem:
                return Pyttsx3Speaker()
        case "kokoro":
            if kokoro is None:
                raise _not_installed()
            return KokoroSpeaker(kokoro)
        case "pyttsx3":
            return Pyttsx3Speaker()
        case "silent":
            return SilentSpeaker()
        case _:
            raise Problem(
                Exit.USAGE,
                Text(f"没有名为 {engine} 的语音引擎。", f"There is no voice engine named {engine}."),
                Text(f"可选：{'、'.join(ENGINES)}。", f"Choose from {', '.join(ENGINES)}."),
            )


def _not_installed() -> Problem:
    return Problem(
        Exit.MISSING,
        Text("没有安装 kokoro 语音。", "The kokoro voices are not installed."),
        Text("请运行 zongji models install kokoro。", "Run zongji models install kokoro."),
    )
