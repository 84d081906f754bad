"""What becomes of simulated exams in which the words are what was recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.validity import exams
from benchmarks.validity.conditions import CLEAN, TELEPHONE
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.report import Section, percent, table
from benchmarks.validity.transcripts import Heard
from simulator.model.script import Say
from simulator.runtime.workspace import LoadedCall

HEADS = ("trainee", "calls played", "exams with a failed call", "exams passed without a person")


def section(evidence: Evidence) -> Section:
    """A row for each trainee, clean and by telephone."""
    rows: list[tuple[str, ...]] = []
    numbers: dict[str, Any] = {}
    for condition in (CLEAN, TELEPHONE):
        known = {(sample.key, sample.voice): heard for sample, heard in evidence.heard(["exam"], condition)}
        played = [one for call in evidence.calls for one in _played(call, known)]
        perfect = [one for one in played if one.trainee == "perfect"]
        voices = {one.voice for one in perfect}
        for trainee in sorted({one.trainee for one in played if one.voice in voices}):
            own = [one for one in played if one.trainee == trainee]
            result = exams.exams(perfect, [] if trainee == "perfect" else own)
            verdicts = Counter(one.card.verdict.value for one in own)
            counts = ", ".join(f"{verdicts[v]} {v}" for v in ("pass", "undecided", "fail") if verdicts[v])
            name = f"{trainee}, {condition.name}"
            rows.append((name, counts, percent(result.failed), percent(result.passed)))
            numbers[f"exam {trainee} {condition.name}"] = {
                "calls": dict(verdicts),
                "failed": result.failed,
                "passed": result.passed,
            }
    return Section(("### Simulated exams", table(HEADS, rows)), numbers)


def _played(call: LoadedCall, known: Mapping[tuple[str, str], Heard]) -> Iterator[exams.Played]:
    """Each trainee of a call in each voice in which every line was heard."""
    for name, plan in exams.trainees(call):
        said = [step.text for step in plan.steps if isinstance(step, Say)]
        for voice in sorted({voice for _, voice in known}):
            if all((line, voice) in known for line in said):
                card = exams.play(call, plan, voice, lambda line, voice: known[line, voice])
                yield exams.Played(call.script.id, name, voice, card)
