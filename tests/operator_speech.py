"""What the operator says in the tests by voice: the sentences of the perfect plans, spoken by a Kokoro voice.

    python -m tests.operator_speech MODEL_FOLDER

renders those that have no clip in ``tests/data/operator`` yet, as Ogg Opus of 16 kHz; ``texts.tsv`` there has each file
with what it says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.render_samples import OPERATOR
from simulator.model.script import Say, Voice
from simulator.runtime import folders
from simulator.runtime.performance import plan_of
from simulator.runtime.workspace import Workspace

SECOND = "-again.ogg"
FOLDER = Path(__file__).resolve().parent / "data" / "operator"
WINDOW = ("complaint", "busy", "fault")
"""Calls of the switchboard that are worked in the real window."""
RULEBOOKS = {
    "office-phone": "whereabouts",
    "service-centre": "complaint-noise",
    "enrolment-hotline": "fees-and-dates",
    "gas-hotline": "dug-up-pipe",
}
"""A call of each other rulebook."""
AGAIN = {"dug-up-pipe": Voice(gender="male", name="zm_yunxi", rate=200)}
"""Calls that are spoken a second time, by another voice: what Whisper makes of a name that it does not know (蓝岭燃气)
differs with the processor, whose arithmetic of small integers rounds differently."""


def clips(again: bool = False) -> dict[str, Path]:
    """The clip of each sentence; ``again``: by the other voice, where there is one."""
    rows = [row.split("\t") for row in (FOLDER / "texts.tsv").read_text(encoding="utf-8").splitlines()]
    return {text: FOLDER / file for file, text in sorted(rows, key=lambda row: row[0].endswith(SECOND) is again)}


def sentences() -> Iterator[tuple[str, str, Voice]]:
    """File, text and voice of whatever the perfect plans say, each text once by each voice."""
    workspace = Workspace(folders.library())
    known: set[str] = set()
    for call in (*WINDOW, *RULEBOOKS.values()):
        plan = plan_of(workspace.load_call(workspace.find_call(call)), "perfect")
        for n, step in enumerate(plan.steps):
            if isinstance(step, Say) and step.text not in known:
                known.add(step.text)
                yield f"{call}-{n:02}.ogg", step.text, OPERATOR
                if call in AGAIN:
                    yield f"{call}-{n:02}{SECOND}", step.text, AGAIN[call]


def main(model: Path) -> None:
    import soundfile

    from audio.ports import SAMPLE_RATE
    from audio.voice.kokoro_speaker import KokoroSpeaker
    from benchmarks.render_samples import COMPRESSION, finished

    speaker, rows = KokoroSpeaker(model), []
    for file, text, voice in sentences():
        if not (FOLDER / file).exists():
            sound = finished(speaker.speak(text, voice))
            soundfile.write(
                FOLDER / file, sound, SAMPLE_RATE, format="OGG", subtype="OPUS", compression_level=COMPRESSION
            )
        rows.append(f"{file}\t{text}\n")
    (FOLDER / "texts.tsv").write_text("".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
