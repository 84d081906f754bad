"""``zongji records rescore`` from end to end: a store with 10,000 sealed records, scored again by the real command.

    python benchmarks/rescore_library.py [--logs 10000]

Every plan of the shipped calls is rehearsed in text once; copies of its log, each of another trainee and with another
salt, are sealed and entered with the score that the log gives.  Then the command runs, as a process of its own with as
many workers as there are cores: with nothing remembered, with everything remembered, by a rulebook whose pass mark
changed, and by one with a changed limit.  Seconds of the clock, and of CPU with those of all processes.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from simulator.model.ledger import Scored
from simulator.model.log import Log
from simulator.model.parts import Part
from simulator.model.scorecard import Scorecard
from simulator.records.store.people import Person, enrol
from simulator.records.store.results import attempt_made, scored
from simulator.runtime import folders
from simulator.runtime.entering import in_utc
from simulator.runtime.logfile import log_bytes, make_log
from simulator.runtime.performance import rehearse
from simulator.runtime.record_folder import create
from simulator.runtime.results import score_log
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall, Workspace

ROOT = Path(__file__).parents[1]
TRAINEES = 100
CHANGED = "switchboard"
PASS_MARK = (r"pass_mark: \d+", "pass_mark: 97")
LIMIT = (r"answered_within: \{rings: 3\}", "answered_within: {rings: 2}")


def rehearsed(workspace: Workspace) -> list[tuple[LoadedCall, Log, Scorecard]]:
    """Every plan's log, as if a person had worked it, and its score."""
    found = []
    for path in workspace.call_files():
        loaded = workspace.load_call(path)
        for plan in loaded.plans.plans.values() if loaded.plans else ():
            log = rehearse(loaded, plan)
            log = make_log(replace(log.header, mode="practice", trainee="0000"), log.entries)
            found.append((loaded, log, score_log(log, loaded)))
    return found


def fill(store: Store, logs: int) -> None:
    people = [Person(f"{number:04}", f"学员{number}", "总机") for number in range(TRAINEES)]
    enrolment = enrol(people, {}, {}, store.vault)
    ledger = store.workstation()
    ledger.append(*enrolment.bodies, keys=enrolment.keys)
    names = [body.trainee for body in enrolment.bodies]
    seals = store.seals
    made = rehearsed(Workspace(folders.library()))
    for number in range(logs):
        loaded, one, card = made[number % len(made)]
        who = number % TRAINEES
        log = make_log(replace(one.header, trainee=people[who].number, salt=f"{number:032x}"), one.entries)
        folder = replace(create(folders.records(), f"{number:05}", loaded.sources), seals=seals)
        folder.keep(Part.LOG, log_bytes(log))
        folder.seal(names[who])
        file = _sha256(folder.stored(Part.LOG))
        attempt = attempt_made(log, loaded.script, names[who], folder.path.name, file, "", in_utc(log.header))

        def score(id: str, card: Scorecard = card, log: Log = log) -> Scored:
            return scored(id, card, log)

        ledger.append(attempt, score)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def changed(home: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The rulebook with these changes, in a workspace of its own."""
    root = home / name
    shutil.copytree(folders.library() / "rulebooks", root / "rulebooks")
    shutil.copy(folders.library() / "locators.txt", root)
    rules = root / "rulebooks" / CHANGED / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    for pattern, new in changes:
        text = re.sub(pattern, new, text)
    rules.write_text(text, encoding="utf-8")
    return rules.parent


def command(what: str, *arguments: str) -> None:
    before, start = os.times(), time.perf_counter()
    program = [sys.executable, "-c", "from simulator.cli import main; main()", "records", "rescore", *arguments]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    print(
        f"{what:28}{seconds:9.1f} s{used:9.1f} s CPU   {done.stdout.strip().splitlines()[0]} (exit {done.returncode})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="records rescore from end to end")
    parser.add_argument("--logs", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"ZONGJI_HOME": name, "ZONGJI_LANG": "en"}
        fill(Store(), arguments.logs)
        print(f"{arguments.logs} records")
        for what, given in itertools.chain(
            [("nothing remembered", ()), ("everything remembered", ())],
            [("pass mark", ("--rulebook", str(changed(Path(name), "mark", PASS_MARK))))],
            [("a limit", ("--rulebook", str(changed(Path(name), "limit", LIMIT))))],
        ):
            command(what, *given)


if __name__ == "__main__":
    main()
