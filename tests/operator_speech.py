"""What the operator says in the tests by voice: the sentences of the perfect plans, spoken by a Kokoro voice.

    python -m tests.operator_speech MODEL_FOLDER

renders those that have no clip in ``tests/data/operator`` yet, as Ogg Opus of 16 kHz; ``texts.tsv`` there has each file
with what it says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from simulator.model.script import Say
from simulator.runtime import folders
from simulator.runtime.performance import plan_of
from simulator.runtime.workspace import Workspace

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


def clips() -> dict[str, Path]:
    """The clip of each sentence."""
    rows = (FOLDER / "texts.tsv").read_text(encoding="utf-8").splitlines()
    return {text: FOLDER / file for file, text in (row.split("\t") for row in rows)}


def sentences() -> Iterator[tuple[str, str]]:
    """File and text of whatever the perfect plans say, each text once."""
    workspace = Workspace(folders.library())
    known: set[str] = set()
    for call in (*WINDOW, *RULEBOOKS.values()):
        plan = plan_of(workspace.load_call(workspace.find_call(call)), "perfect")
        for n, step in enumerate(plan.steps):
            if isinstance(step, Say) and step.text not in known:
                known.add(step.text)
                yield f"{call}-{n:02}.ogg", step.text


def main(model: Path) -> None:
    import soundfile

    from audio.ports import SAMPLE_RATE
    from audio.voice.kokoro_speaker import KokoroSpeaker
    from benchmarks.render_samples import COMPRESSION, OPERATOR, finished

    speaker, rows = KokoroSpeaker(model), []
    for file, text in sentences():
        if not (FOLDER / file).exists():
            sound = finished(speaker.speak(text, OPERATOR))
            soundfile.write(
                FOLDER / file, sound, SAMPLE_RATE, format="OGG", subtype="OPUS", compression_level=COMPRESSION
            )
        rows.append(f"{file}\t{text}\n")
    (FOLDER / "texts.tsv").write_text("".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
