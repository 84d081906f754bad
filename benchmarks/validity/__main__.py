"""Runs the whole benchmark: ``python -m benchmarks.validity`` in the checkout, with the models installed.

The first run synthesizes and recognises everything, which takes hours of computing on two cores; sounds and transcripts
are kept in the user's cache, so that a run after a change of matcher or rulebook takes minutes, and one that was
interrupted goes on where it was.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from audio.ears.choice import choose, open_ears
from audio.ports import Ears
from audio.voice.kokoro_speaker import KokoroSpeaker
from benchmarks.validity.clips import Booth
from benchmarks.validity.hearing import Archive, decoder_version
from benchmarks.validity.run import Bench
from simulator.model.problem import Problem
from simulator.runtime import folders
from simulator.runtime.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
SPEECH = ROOT / "tests" / "data" / "speech"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of validity.md and validity/")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="folder of recordings with a transcripts.tsv")
    parser.add_argument("--rulebook", default="switchboard")
    parser.add_argument("--ears", default="auto", help="auto, vosk or whisper")
    parser.add_argument("--misses", type=Path, help="file for what went wrong on the dev sentences")
    parser.add_argument("--cached", action="store_true", help="only what was synthesized and recognised before")
    options = parser.parse_args()
    try:
        bench = _bench(options.rulebook, options.ears, options.cached, options.speech)
        bench.prepare()
        bench.report(options.out, options.misses)
    except Problem as problem:
        sys.exit(f"{problem.message.en} {problem.hint.en if problem.hint else ''}")


def _bench(rulebook: str, engine: str, cached: bool, speech: Path) -> Bench:
    workspace = Workspace(folders.library())
    calls = [workspace.load_call(file) for file in workspace.call_files() if file.parent.name == rulebook]
    cache = folders.cache() / "validity"
    names = [person.name for person in calls[0].company.people.values()]
    booth = Booth(KokoroSpeaker(folders.models() / "kokoro"), cache / "clips", names)
    choice = choose(engine, folders.models())
    ears = open_ears(choice)
    if ears is None:
        sys.exit(choice.why.en)
    opened: Ears = ears
    decoder = decoder_version(opened.identity.partition(":")[0])
    archive = Archive(cache / "transcripts", opened.identity, decoder, lambda: opened)
    return Bench(calls, booth, archive, f"{opened.identity}, decoder {decoder}", speech, cached)


if __name__ == "__main__":
    main()
