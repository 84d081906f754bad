"""Lines that somebody recorded: sound files beside the call file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from audio.ports import Pcm
from audio.wav import read_sound
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

LONGEST_MS = 60_000


def recorded_line(folder: Path, recording: str) -> Pcm:
    """The sound file with this path, relative to the folder of the call file and inside it.

    Raises ``Problem`` with ``AUDIO_FORMAT`` when it leaves the folder or cannot be used.
    """
    path = folder.joinpath(*PurePosixPath(recording).parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise Problem(
            Exit.AUDIO_FORMAT,
            Text(
                f"录音 {recording} 不在脚本所在的文件夹里。",
                f"The recording {recording} is outside of the call's folder.",
            ),
            Text("请把录音放在脚本旁边的 recordings 文件夹。", "Put it into the folder recordings beside the call."),
        )
    return read_sound(path, LONGEST_MS)
