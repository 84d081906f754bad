"""``zongji records rescore`` from end to end: a store with 10,000 sealed records, scored again by the real command.

    python benchmarks/rescore_library.py [--logs 10000]

Every plan of the shipped calls of one rulebook is rehearsed in text once.  Copies of its log, each of another trainee,
with another salt and in other words (fillers before what is said, so that no text is remembered of another copy), are
sealed and entered with the score that the plan's log gives.  Then the command runs, as a process of its own with as
many workers as there are cores: with nothing remembered, with everything remembered, and by rulebooks in which
something changed.  Seconds of the clock, of CPU with those of all processes, and records for each of the latter.
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
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from simulator.model.events import Heard
from simulator.model.ledger import Scored
from simulator.model.log import Entry, Log
from simulator.model.parts import Part
from simulator.model.scorecard import Scorecard
from simulator.phrases.thresholds import YES
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
RULEBOOK, COMMON = "switchboard", "general"
ASKED = "greeting"
"""A phrase that is asked for in nearly every call."""
FILLERS = "嗯呃啊哦唉诶哎"
"""Without 呀, with which half a wording may count as nearly said."""


def rehearsed(workspace: Workspace) -> list[tuple[LoadedCall, Log, Scorecard]]:
    """Every plan's log, as if a person had worked it, and its score."""
    found = []
    for loaded in map(workspace.load_call, workspace.call_files()):
        for plan in loaded.plans.plans.values() if loaded.plans and loaded.rulebook.id == RULEBOOK else ():
            log = rehearse(loaded, plan)
            log = make_log(replace(log.header, mode="practice", trainee="0000"), log.entries)
            found.append((loaded, log, score_log(log, loaded)))
    return found


def in_other_words(entry: Entry, fillers: str) -> Entry:
    heard = entry.body
    if not isinstance(heard, Heard):
        return entry
    return replace(
        entry, body=replace(heard, transcript=replace(heard.transcript, text=fillers + heard.transcript.text))
    )


def fill(store: Store, logs: int) -> None:
    people = [Person(f"{number:04}", f"学员{number}", "总机") for number in range(TRAINEES)]
    enrolment = enrol(people, {}, {}, store.vault)
    ledger = store.workstation()
    ledger.append(*enrolment.bodies, keys=enrolment.keys)
    names = [body.trainee for body in enrolment.bodies]
    seals = store.seals
    made = rehearsed(Workspace(folders.library()))
    copies = ["".join(fillers) for fillers in itertools.product(FILLERS, repeat=3)]
    for number in range(logs):
        loaded, one, card = made[number % len(made)]
        who = number % TRAINEES
        entries = tuple(in_other_words(entry, copies[number // len(made)]) for entry in one.entries)
        log = make_log(replace(one.header, trainee=people[who].number, salt=f"{number:032x}"), entries)
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


def changed(home: Path, name: str, file: str, change: Callable[[str], str]) -> Path:
    """The rulebook after a change of one of its files, or of that in the common part; in a workspace of its own."""
    root = home / name
    shutil.copytree(folders.library() / "rulebooks", root / "rulebooks")
    shutil.copy(folders.library() / "locators.txt", root)
    before = (root / "rulebooks" / file).read_text(encoding="utf-8")
    after = change(before)
    assert after != before, name
    (root / "rulebooks" / file).write_text(after, encoding="utf-8")
    return root / "rulebooks" / RULEBOOK


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def stricter(*phrases: str) -> Callable[[str], str]:
    """Another threshold for these phrases, or for all; hardly another, but what was matched counts no more."""

    def change(text: str) -> str:
        return re.sub(r"(?m)^  (\w+):\n((?:    .*\n|\n)+)", phrase, text)

    def phrase(found: re.Match[str]) -> str:
        name, body = found.groups()
        if (phrases and name not in phrases) or "    part: true" in body:
            return found[0]
        known = re.search(r"(?m)^    yes: (.+)\n", body)
        yes = float(known[1]) if known else YES
        return f"  {name}:\n    yes: {yes - 0.001}\n{body.replace(known[0], '') if known else body}"

    return change


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "every template": (f"{COMMON}/phrases.yaml", stricter()),
    "one template": (f"{COMMON}/phrases.yaml", stricter(ASKED)),
    "a window": (
        f"{RULEBOOK}/rules.yaml",
        replaced("opens: answered, first", "opens: answered, opens_early: 1s, first"),
    ),
    "a limit": (f"{RULEBOOK}/rules.yaml", replaced("answered_within: {rings: 3}", "answered_within: {rings: 2}")),
    "the pass mark": (f"{RULEBOOK}/rules.yaml", replaced("pass_mark: 80", "pass_mark: 97")),
}


def command(what: str, logs: int, *arguments: str) -> None:
    before, start = os.times(), time.perf_counter()
    program = [sys.executable, "-c", "from simulator.cli import main; main()", "records", "rescore", *arguments]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    seconds, after = time.perf_counter() - start, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    said = (done.stdout.strip() or done.stderr.strip()).splitlines()[0]
    print(f"{what:24}{seconds:8.1f} s{used:8.1f} s CPU{logs / used:8.0f} a second   {said} (exit {done.returncode})")


def main() -> None:
    parser = argparse.ArgumentParser(description="records rescore from end to end")
    parser.add_argument("--logs", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ |= {"ZONGJI_HOME": name, "ZONGJI_LANG": "en"}
        fill(Store(), arguments.logs)
        print(f"{arguments.logs} records")
        for what in ("nothing remembered", "everything remembered"):
            command(what, arguments.logs)
        for what, change in CHANGES.items():
            command(what, arguments.logs, "--rulebook", str(changed(Path(name), what, *change)))


if __name__ == "__main__":
    main()
