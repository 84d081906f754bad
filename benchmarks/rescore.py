"""Scoring many logs again: how many a second on one core, by how much of what was found is remembered.

    python benchmarks/rescore.py [--calls 100] [--keep FOLDER]

Every plan of the shipped calls is rehearsed in text once and kept as a record; ``--keep`` keeps these for the next run.
Then all of them are scored again by one process:

alone          as one scores a single log: read, sources checked, scored with the compiled matcher, nothing remembered
anew           nothing remembered (wordings that several plans share are looked at once)
templates      every phrase of the rulebook changed: nothing that was matched is remembered
one template   one phrase that is asked for in nearly every call
windows        every rule about what is said listens from a second earlier, the phrases did not change: matches are
               remembered, the rules are judged again
rules          every rule about what is said gives another credit
one rule       the limit of one rule (of each of its kind) changed
weights        only weights, points and pass mark changed: what the checks found is remembered

What a process needs once, compiling above all, is reported apart.  Seconds of CPU of this process.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.model.checks import AnsweredWithin, Said
from simulator.model.log import Source
from simulator.model.rulebook import Rulebook
from simulator.model.units import Ms
from simulator.runtime.logfile import log_bytes
from simulator.runtime.notebook import Notebook
from simulator.runtime.performance import rehearse
from simulator.runtime.record_folder import RecordFolder, create
from simulator.runtime.rejudging import JUDGEMENTS, MATCHES, Rejudging
from simulator.runtime.results import read_record, score_with
from simulator.runtime.workspace import LoadedCall, Workspace, workspace_of

SCENARIOS = Path(__file__).parents[1] / "scenarios"


@dataclass(frozen=True)
class Record:
    """A record folder, with what its entry in the store would cite."""

    folder: RecordFolder
    sources: dict[str, str]
    rulebook: str


def records(workspace: Workspace, calls: Iterable[Path], root: Path) -> Iterator[Record]:
    for call in calls:
        loaded = workspace.load_call(call)
        sources = {one.name: one.described().sha256 for one in loaded.sources}
        for name in loaded.plans.plans if loaded.plans else ():
            yield Record(_made(loaded, name, root), sources, loaded.rulebook.id)


def _made(loaded: LoadedCall, plan: str, root: Path) -> RecordFolder:
    assert loaded.plans is not None
    name = f"{loaded.script.id}-{plan}"
    if (root / name / "log.jsonl").is_file():
        return RecordFolder(root / name)
    log = rehearse(loaded, loaded.plans.plans[plan])
    folder = create(root, name, loaded.sources)
    folder.log.write_bytes(log_bytes(log))
    return folder


def same_rules(rulebook: Rulebook) -> Rulebook:
    return rulebook


def changed_templates(rulebook: Rulebook) -> Rulebook:
    """Every phrase is another, if hardly."""
    phrases = {id_: replace(one, yes=one.yes - 0.001) for id_, one in rulebook.phrases.items()}
    return replace(rulebook, phrases=phrases)


def changed_template(rulebook: Rulebook) -> Rulebook:
    """The first phrase that a rule asks for: how one reports for duty."""
    (id_, *_) = (phrase for one in rulebook.rules if isinstance(one.check, Said) for phrase in one.check.phrases)
    phrase = rulebook.phrases[id_]
    return replace(rulebook, phrases={**rulebook.phrases, id_: replace(phrase, yes=phrase.yes - 0.001)})


def changed_windows(rulebook: Rulebook) -> Rulebook:
    """Whatever has to be said counts from a second earlier."""

    def earlier(check: Said) -> Said:
        return replace(check, window=replace(check.window, opens_early=Ms(check.window.opens_early + 1_000)))

    rules = (replace(one, check=earlier(one.check)) if isinstance(one.check, Said) else one for one in rulebook.rules)
    return replace(rulebook, rules=tuple(rules))


def changed_rules(rulebook: Rulebook) -> Rulebook:
    """Every rule about what is said gives less for other words."""
    rules = (
        replace(one, check=replace(one.check, paraphrase_credit=0.25)) if isinstance(one.check, Said) else one
        for one in rulebook.rules
    )
    return replace(rulebook, rules=tuple(rules))


def changed_rule(rulebook: Rulebook) -> Rulebook:
    """The operator has to answer a burst sooner."""
    rules = (
        replace(one, check=AnsweredWithin(one.check.rings - 1)) if isinstance(one.check, AnsweredWithin) else one
        for one in rulebook.rules
    )
    return replace(rulebook, rules=tuple(rules))


def changed_weights(rulebook: Rulebook) -> Rulebook:
    rules = (replace(one, points=one.points + number % 3) for number, one in enumerate(rulebook.rules))
    return replace(rulebook, rules=tuple(rules), pass_mark=rulebook.pass_mark + 1)


CHANGES: dict[str, Callable[[Rulebook], Rulebook]] = {
    "anew": same_rules,
    "templates": changed_templates,
    "one template": changed_template,
    "windows": changed_windows,
    "rules": changed_rules,
    "one rule": changed_rule,
    "weights": changed_weights,
}


def score_all(found: list[Record], rejudging: dict[str, Rejudging]) -> None:
    for number, one in enumerate(found, 1):
        rejudging[one.rulebook].score(one.folder, one.sources, one.rulebook)
        if number % 50 == 0:
            keep(rejudging)
    keep(rejudging)


def keep(rejudging: dict[str, Rejudging]) -> None:
    for one in rejudging.values():
        one.keep()


def measured(what: str, logs: int, work: Callable[[], None]) -> None:
    begun = time.process_time()
    work()
    used = time.process_time() - begun
    print(f"{what:26}{used:9.2f} s{1000 * used / logs:10.2f} ms a log{logs / used:10.0f} logs a second")


def main() -> None:
    parser = argparse.ArgumentParser(description="scoring many logs again")
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--keep", type=Path, default=None)
    arguments = parser.parse_args()
    workspace = workspace_of(SCENARIOS, SCENARIOS)
    with (
        nullcontext(str(arguments.keep)) if arguments.keep else tempfile.TemporaryDirectory() as root,
        tempfile.TemporaryDirectory() as cache,
    ):
        found = list(records(workspace, workspace.call_files()[: arguments.calls], Path(root)))
        names = {one.rulebook for one in found}
        print(f"{len(found)} logs of {len(names)} rulebooks")
        measure_alone(found)
        remembered: dict[str, bytes] = {}
        for what, change in CHANGES.items():
            made = {name: Rejudging(Path(cache), change(_rulebook(workspace, name))) for name in names}
            for line in (f"{what}, and compiling", what):
                restore(Path(cache), remembered)
                measured(line, len(found), lambda made=made: score_all(found, made))  # type: ignore[misc]
            remembered = remembered or {file.name: file.read_bytes() for file in Path(cache).iterdir()}


def measure_alone(found: list[Record]) -> None:
    compiled: dict[tuple[Source, ...], LoadedCall] = {}

    def alone() -> None:
        for one in found:
            score_with(read_record(one.folder, compiled), ())

    measured("alone, and compiling", len(found), alone)
    measured("alone", len(found), alone)


def restore(cache: Path, remembered: Mapping[str, bytes]) -> None:
    """The memories as they were when every log had been scored once."""
    for name in (JUDGEMENTS, MATCHES):
        Notebook(cache / name, 0).forget()
    for name, data in remembered.items():
        (cache / name).write_bytes(data)


def _rulebook(workspace: Workspace, name: str) -> Rulebook:
    rulebook = workspace.rulebook(name)
    assert rulebook is not None
    return rulebook


if __name__ == "__main__":
    main()
