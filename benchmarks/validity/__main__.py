"""Runs the whole benchmark: ``python -m benchmarks.validity`` in the checkout.

With the models installed it synthesizes and recognises, on all cores, what neither the checkout nor the user's cache
has: hours of computing for everything, minutes after a change of matcher or rulebook; a run that was interrupted goes
on where it was.  ``--cached`` needs no model: it judges the transcripts that there are.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from audio.ports import Speaker
from benchmarks.validity import run, sentences, transcripts
from benchmarks.validity.books import books
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.hearing import Archive, decoder_version
from benchmarks.validity.prepare import prepare
from benchmarks.validity.setting import Absent, Setting, cache
from benchmarks.validity.sounds import Sounds
from benchmarks.validity.transcripts import Kept
from simulator.model.problem import Problem
from simulator.runtime import folders
from simulator.runtime.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SPEECH = ROOT / "tests" / "data" / "speech"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of validity.md and validity/")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="folder of recordings with a transcripts.tsv")
    parser.add_argument("--ears", default="auto", help="auto, vosk or whisper")
    parser.add_argument("--misses", type=Path, help="file for what went wrong on the dev sentences")
    parser.add_argument(
        "--cached", action="store_true", help="only what was recognised before, here or in the checkout"
    )
    parser.add_argument("--keep", action="store_true", help="write the transcripts into the checkout, for others")
    options = parser.parse_args()
    try:
        _run(options)
    except Problem as problem:
        sys.exit(f"{problem.message.en} {problem.hint.en if problem.hint else ''}")


def _run(options: argparse.Namespace) -> None:
    setting, kept = Setting(options.ears, options.speech), transcripts.read(sentences.FOLDER)
    speaker, ears = _identities(setting, kept if options.cached else None)
    archive = Archive(cache() / "transcripts", ears, decoder_version(ears.partition(":")[0]), kept)
    workspace = Workspace(folders.library())
    sounds = setting.sounds(workspace, speaker)
    if not options.cached:
        prepare(sounds.samples, archive, setting.hearer, os.cpu_count() or 1)
    if options.keep:
        print(transcripts.write(sentences.FOLDER, _kept(sounds, speaker, archive)), file=sys.stderr)
    engine = f"{ears}, decoder {archive.decoder}"
    evidence = Evidence(sounds.samples, archive, books(workspace), sounds.calls, sounds.recordings, engine)
    run.write(evidence, options.out)
    if options.misses is not None:
        run.write_misses(evidence, options.misses)


def _identities(setting: Setting, kept: Kept | None) -> tuple[Speaker, str]:
    """The voice and the recogniser's name: the installed ones, else those whose transcripts were ``kept``."""
    try:
        speaker, opened = setting.speaker(), setting.ears()
    except Problem:
        if kept is None:
            raise
        return Absent(kept.speaker), kept.ears
    opened.close()
    return speaker, opened.identity


def _kept(sounds: Sounds, speaker: Speaker, archive: Archive) -> Kept:
    """Of all transcripts those of this run's sounds."""
    wanted = ((sample.digest, condition.name) for sample in sounds.samples for condition in sample.conditions)
    return Kept(speaker.identity, archive.identity, archive.decoder, archive.of(wanted))


if __name__ == "__main__":
    main()
