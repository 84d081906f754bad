"""Synthesizes the sample recordings that calls and plans name, with the Kokoro voices.

    python benchmarks/render_samples.py MODEL_FOLDER [CALLS_FOLDER] [--again]

Every ``{text: ..., recording: ...}`` of the calls and plans below ``CALLS_FOLDER`` (default: the shipped switchboard
calls) that has no file yet (with ``--again``: all of them) becomes an Ogg Opus file, 16 kHz mono, leading and trailing
silence trimmed, peaks at -3 dB.  One file named with two texts is an error: one recording, one sentence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from audio.ports import SAMPLE_RATE, Pcm
from audio.voice.kokoro_speaker import KokoroSpeaker
from simulator.model.script import Say, Voice
from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall, Workspace, workspace_of
from simulator.session.scene import spoken_lines

LIBRARY = Path(__file__).resolve().parent.parent / "scenarios"

OPERATOR = Voice(gender="female", name="zf_xiaobei", rate=240)
"""It speaks 235 to 250 characters a minute at its natural speed; the others, slowed down, slur their first sounds."""

ACTORS = {"wang": "zm_yunjian", "ext:8001": "zm_yunyang"}
"""Voices of the actors, so that two men in one call do not sound alike."""

SILENCE = 10 ** (-45 / 20)
"""Quieter than this before the first and after the last word is trimmed."""
MARGIN_MS = 60
PEAK = 10 ** (-3 / 20)
COMPRESSION = 0.95
"""Of 0 to 1 (libsndfile): 2 KB a second, which costs the recognisers nothing that the benchmark shows."""


def wanted(workspace: Workspace, folder: Path) -> dict[Path, tuple[str, Voice]]:
    """Every recording named below the folder: its file, what it says and in which voice."""
    found: dict[Path, tuple[str, Voice]] = {}
    for call in workspace.call_files():
        if not call.is_relative_to(folder):
            continue
        loaded = workspace.load_call(call)
        for text, recording, voice in (*spoken(loaded), *trained(loaded)):
            file = call.parent / recording
            if found.setdefault(file, (text, voice))[0] != text:
                sys.exit(f"{file} is named with two texts: {found[file][0]} / {text}")
    return found


def spoken(loaded: LoadedCall) -> Iterator[tuple[str, str, Voice]]:
    """The actors' lines that have a recording."""
    for actor, line, voice in spoken_lines(scene_of(loaded, seed=0)):
        if line.recording:
            yield line.text, line.recording, replace(voice, name=ACTORS.get(actor, voice.name))


def trained(loaded: LoadedCall) -> Iterator[tuple[str, str, Voice]]:
    """The sentences of automatic trainees that have a recording."""
    for plan in loaded.plans.plans.values() if loaded.plans else ():
        for step in plan.steps:
            if isinstance(step, Say) and step.recording:
                yield step.text, step.recording, OPERATOR


def finished(pcm: Pcm) -> NDArray[np.float32]:
    """Trimmed and levelled, as floats."""
    sound = pcm.astype(np.float32) / np.float32(32_768)
    loud = np.flatnonzero(np.abs(sound) > SILENCE * np.abs(sound).max())
    margin = SAMPLE_RATE * MARGIN_MS // 1000
    trimmed = sound[max(0, loud[0] - margin) : loud[-1] + margin]
    levelled: NDArray[np.float32] = trimmed * np.float32(PEAK / np.abs(trimmed).max())
    return levelled


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder of the Kokoro model")
    parser.add_argument("calls", type=Path, nargs="?", default=LIBRARY / "calls" / "switchboard")
    parser.add_argument("--again", action="store_true", help="render files that exist, too")
    options = parser.parse_args()
    folder = options.calls.resolve()
    speaker = KokoroSpeaker(options.model)
    for file, (text, voice) in sorted(wanted(workspace_of(folder, LIBRARY), folder).items()):
        if file.exists() and not options.again:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        sound = finished(speaker.speak(text, voice))
        soundfile.write(file, sound, SAMPLE_RATE, format="OGG", subtype="OPUS", compression_level=COMPRESSION)
        print(f"{file.name:28} {file.stat().st_size:6} bytes  {voice.name:12} {text}")


if __name__ == "__main__":
    main()
