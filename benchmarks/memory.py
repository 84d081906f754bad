"""Resident memory of everything together in a call by voice: the program, the recogniser's process, the voice's.

    python benchmarks/memory.py whisper|vosk [--model FOLDER] [--json]

``zongji run gm-accepts --trainee mic`` is started with an empty cache, but with a virtual sound card that plays half a
minute of clips; lines are rendered by pyttsx3 in its processes, the recogniser really recognises, the scorecard and its
page are written.  Every 50 ms the resident sets of the program and of all its processes are added up (VmRSS: what two
processes share counts twice); PSS, which divides what is shared, is told as well.

The bare competitor is a Python process with nothing but the engine (``faster_whisper``, ``vosk``) and the same sound in
six pieces.  Linux only: other systems have no ``/proc``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from measuring import Figure, add_model, arguments, machine, model_folder, report

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "data" / "speech"
TARGET_MB = {"whisper": 450, "vosk": 350}
MODEL_NAMES = {"whisper": "whisper-base", "vosk": "vosk-small"}
SECONDS = 30
EVERY = 0.05

PROGRAM = """
import sys, threading, time
from pathlib import Path
import numpy as np
from audio import soundcard
from audio.ports import BLOCK, SAMPLE_RATE

class Card(soundcard.VirtualSoundCard):
    def start(self, *callbacks):
        super().start(*callbacks)
        threading.Thread(target=self.perform, args=(self._callbacks,), daemon=True).start()

    def perform(self, mine):
        sound = np.load(sys.argv[1], mmap_mode="r")
        began = time.monotonic()
        for at in range(0, sound.size - BLOCK, BLOCK):
            time.sleep(max(0.0, began + (at + BLOCK) / SAMPLE_RATE - time.monotonic()))
            if self._callbacks is not mine:  # it was only tried out
                return
            self.advance(np.array(sound[at : at + BLOCK]))
            if at > SAMPLE_RATE:
                Path(sys.argv[2]).touch()
        Path(sys.argv[3]).touch()

soundcard.MiniaudioCard = Card
from simulator.cli import main
main(sys.argv[4:])
"""

BARE = {
    "whisper": """
import sys, numpy as np
from faster_whisper import WhisperModel
model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=1)
for part in np.array_split(np.load(sys.argv[2]), 6):
    sound = part.astype(np.float32) / 32768
    list(model.transcribe(sound, language="zh", beam_size=5, temperature=0.0)[0])
""",
    "vosk": """
import sys, numpy as np, vosk
vosk.SetLogLevel(-1)
model = vosk.Model(sys.argv[1])
for part in np.array_split(np.load(sys.argv[2]), 6):
    recogniser = vosk.KaldiRecognizer(model, 16_000)
    recogniser.AcceptWaveform(part.tobytes())
    recogniser.FinalResult()
""",
    "python with numpy": "import sys, numpy",
}
WAIT_TO_BE_MEASURED = "\nprint(flush=True)\nsys.stdin.read()\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """What everything held at one moment, in MB: the program, its children, and all of them by PSS."""

    program: float
    children: float
    proportional: float

    @property
    def together(self) -> float:
        return self.program + self.children


@dataclass(slots=True)
class Held:
    """The most that was held while lines were rendered and the recogniser loaded, during the call, and after it."""

    before: list[Sample] = field(default_factory=list)
    call: list[Sample] = field(default_factory=list)
    after: list[Sample] = field(default_factory=list)


def status(process: int, file: str, key: str) -> float:
    """A field of the process's memory in MB; 0 where it has just gone."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(key)), 0.0)


def descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="utf-8").split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from descendants(child)


def command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def sample(process: int) -> Sample:
    """A child that has not begun its own program yet still has its parent's memory, and its name."""
    children = [child for child in descendants(process) if command_of(child) != command_of(process)]
    return Sample(
        status(process, "status", "VmRSS"),
        sum(status(child, "status", "VmRSS") for child in children),
        sum(status(one, "smaps_rollup", "Pss:") for one in (process, *children)),
    )


def call_by_voice(engine: str, folder: Path, temporary: Path) -> Held:
    """Run the program on the clips and watch it."""
    began, ended = temporary / "began", temporary / "ended"
    (temporary / "models").mkdir()
    (temporary / "models" / MODEL_NAMES[engine]).symlink_to(folder)
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "ZONGJI_HOME": str(temporary / "home"),
        "ZONGJI_MODELS": str(temporary / "models"),
    }
    command = [sys.executable, "-c", PROGRAM, str(temporary / "sound.npy"), str(began), str(ended)]
    options = ["--ears", engine, "--speaker", "pyttsx3", "--seed", "1", "--records", str(temporary / "records")]
    held = Held()
    with (
        (temporary / "output").open("wb") as output,
        subprocess.Popen(
            [*command, "run", "gm-accepts", "--trainee", "mic", *options],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as program,
    ):
        assert program.stdin is not None
        program.stdin.write("/应答 1\n".encode())
        program.stdin.flush()
        while program.poll() is None:
            phase = held.after if ended.exists() else held.call if began.exists() else held.before
            phase.append(sample(program.pid))
            if phase is held.after and not program.stdin.closed:
                program.stdin.close()
            time.sleep(EVERY)
    if not held.call or program.returncode:
        sys.exit(f"the call failed:\n{(temporary / 'output').read_text(encoding='utf-8')}")
    return held


def alone(script: str, *words: str) -> float:
    """The resident memory of a Python process that has run the script."""
    command = [sys.executable, "-c", script + WAIT_TO_BE_MEASURED, *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        resident = status(process.pid, "status", "VmRSS")
        process.communicate()
    return resident


def half_a_minute(path: Path) -> None:
    """Clips with a second of silence after each, as a file that the program's sound card plays."""
    from audio.wav import read_sound

    silence = np.zeros(16_000, np.int16)
    pieces = [piece for clip in sorted(TESTS.glob("*.flac")) for piece in (read_sound(clip), silence)]
    np.save(path, np.concatenate(pieces)[: SECONDS * 16_000])


def figures_of(engine: str, held: Held, bare: float) -> list[Figure]:
    call = max(held.call, key=lambda one: one.together)
    lasting = held.call[-1]
    return [
        Figure(f"{engine}: everything in a call, most", call.together, "MB", TARGET_MB[engine], bare),
        Figure(f"{engine}: everything at the end of the call", lasting.together, "MB"),
        Figure(f"{engine}: the same by PSS, most", max(one.proportional for one in held.call), "MB"),
        Figure(f"{engine}: the program by itself, most", max(one.program for one in held.call), "MB"),
        Figure(f"{engine}: its processes, most", max(one.children for one in held.call), "MB"),
        Figure(f"{engine}: while loading and rendering, most", max(one.together for one in held.before), "MB"),
        Figure(f"{engine}: while scoring and writing the page", max(one.together for one in held.after), "MB"),
        Figure("a Python process with numpy", alone(BARE["python with numpy"]), "MB"),
    ]


def main() -> None:
    parser = arguments(__doc__)
    add_model(parser, list(TARGET_MB))
    options = parser.parse_args()
    folder, before = model_folder(options.engine, options.model), machine()
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        half_a_minute(temporary / "sound.npy")
        held = call_by_voice(options.engine, folder, temporary)
        bare = alone(BARE[options.engine], str(folder), str(temporary / "sound.npy"))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
    notes = [f"the model's files: {size:.0f} MB", f"{len(held.call)} samples in the call"]
    report(figures_of(options.engine, held, bare), notes, before, options.json)


if __name__ == "__main__":
    main()
