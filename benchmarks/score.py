"""How long the score of one finished call takes, beside the matching alone that it cannot do without.

    python benchmarks/score.py [--repeats 9] [--json]

Every plan of the shipped calls is rehearsed in text, and its log scored again and again by one ``Scorer``: nothing
is remembered from one score to the next but the compiled phrases, whose making is reported by itself. ``bare`` is
one match of every utterance against the phrases that were found in it in the call. Milliseconds of processor time;
of the repeats the fastest counts, since the machine is never quiet.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from scoring import Scorer
from scoring.timeline import Timeline
from simulator.model.log import Log
from simulator.model.script import CallScript
from simulator.runtime.performance import rehearse
from simulator.runtime.workspace import Workspace, workspace_of

SCENARIOS = Path(__file__).parents[1] / "scenarios"
LIMIT_MS = 50.0


@dataclass(frozen=True)
class Measured:
    """One call.  Times in ms."""

    call: str
    plan: str
    entries: int
    utterances: int
    score: float
    bare: float


def fastest(repeats: int, work: Callable[[], object]) -> float:
    """The processor time of the fastest of several runs, in ms."""
    times = []
    for _ in range(repeats):
        begun = time.process_time_ns()
        work()
        times.append(time.process_time_ns() - begun)
    return min(times) / 1e6


def bare(scorer: Scorer, timeline: Timeline) -> None:
    known = scorer.rulebook.phrases
    for words in timeline.words:
        found = [phrase for phrase in words.understood or () if phrase in known]
        if found:
            scorer.lexicon.match(words.transcript.text, found)


def measure(scorer: Scorer, log: Log, script: CallScript, plan: str, repeats: int) -> Measured:
    timeline = Timeline.of(log, script)
    return Measured(
        script.id,
        plan,
        len(log.entries),
        len(timeline.words),
        round(fastest(repeats, lambda: scorer.score(log, script)), 1),
        round(fastest(repeats, lambda: bare(scorer, timeline)), 1),
    )


def measure_all(workspace: Workspace, repeats: int) -> tuple[float, list[Measured]]:
    """The time to compile the phrases, and every plan of every call."""
    found: list[Measured] = []
    compiling = 0.0
    scorer: Scorer | None = None
    for file in workspace.call_files():
        loaded = workspace.load_call(file)
        if scorer is None or scorer.rulebook.id != loaded.rulebook.id:
            begun = time.process_time_ns()
            scorer = Scorer.of(loaded.company, loaded.rulebook)
            compiling += (time.process_time_ns() - begun) / 1e6
        for plan in loaded.plans.plans.values() if loaded.plans is not None else ():
            found.append(measure(scorer, rehearse(loaded, plan), loaded.script, plan.id, repeats))
    return round(compiling, 1), found


def main() -> None:
    parser = argparse.ArgumentParser(description="time of one score")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    compiling, found = measure_all(workspace_of(SCENARIOS, SCENARIOS), arguments.repeats)
    if arguments.json:
        print(json.dumps({"compiling_ms": compiling, "limit_ms": LIMIT_MS, "calls": [asdict(one) for one in found]}))
        return
    print(f"{'call':<14}{'plan':<16}{'entries':>8}{'utterances':>12}{'bare ms':>10}{'score ms':>10}")
    for one in found:
        print(f"{one.call:<14}{one.plan:<16}{one.entries:>8}{one.utterances:>12}{one.bare:>10}{one.score:>10}")
    slowest = max(one.score for one in found)
    print(f"slowest {slowest} ms of {LIMIT_MS} ms allowed; compiling the phrases once took {compiling} ms")


if __name__ == "__main__":
    main()
