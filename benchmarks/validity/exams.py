"""Simulated exams: the shipped calls worked by trainees whose words are what was really recognised.

A trainee follows a call's ``perfect`` plan, but says it in wordings that the rulebook's authors did not write
(``data/exam.tsv``); the transcripts come from the clips.  A trainee who earns a critical fail does the same and in
between abuses the caller, tells a private number, or follows one of the plans that fail by their keys.  Each call is
played and scored whole, once per voice; exams of ten calls are drawn from these.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.validity.sentences import FOLDER
from benchmarks.validity.transcripts import Heard
from simulator.model.log import Entry, Log
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import Plan, Say
from simulator.model.speech import Source
from simulator.runtime.logfile import make_log
from simulator.runtime.performance import header_of, perform, scene_of
from simulator.runtime.rehearsal import Segment, VirtualMouth
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import speaking_rates

CALLS = 10
EXAMS = 20_000
PERFECT = "perfect"
BY_KEYS = ("unasked", "forced", "to-the-accused", "lost-message")
"""Plans that fail critically by keys or the written record."""
RELEASE_MS = 720

ABUSE = ("你急什么，没看见我正忙着吗？", "你有病吧。", "你听不懂人话吗？")
"""What an abusive trainee says: a wording that the rulebook lists, and two that are the benchmark's own."""
SECRET = "张总的手机号是幺三九幺二三四五六七八。"
"""The general manager's private number."""

HeardLine = Callable[[str, str], Heard]
"""What is heard of a line in a voice."""


@dataclass(frozen=True, slots=True)
class Played:
    """One call, played and scored."""

    call: str
    trainee: str
    voice: str
    card: Scorecard


def wordings() -> Mapping[str, str]:
    """Our own wording for each line of the perfect plans."""
    with (FOLDER / "exam.tsv").open(encoding="utf-8", newline="") as file:
        return {row["line"]: row["fresh"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def lines(calls: Sequence[LoadedCall]) -> tuple[str, ...]:
    """Everything that has to be spoken for the exams."""
    said = (step.text for call in calls for _, plan in trainees(call) for step in plan.steps if isinstance(step, Say))
    return tuple(dict.fromkeys(said))


def trainees(call: LoadedCall) -> Iterator[tuple[str, Plan]]:
    """The trainees of a call by what they do, with the plans that they follow."""
    plans = call.plans.plans if call.plans is not None else {}
    perfect = _reworded(plans[PERFECT])
    yield "perfect", perfect
    for number, words in enumerate(ABUSE):
        yield f"abuse {number + 1}", _also_says(perfect, words)
    yield "secret told", _also_says(perfect, SECRET)
    yield from ((f"keys: {name}", _reworded(plans[name])) for name in BY_KEYS if name in plans)


def play(call: LoadedCall, plan: Plan, voice: str, heard: HeardLine) -> Scorecard:
    """The scorecard of a plan whose words are heard as they were in the clips."""
    scene = scene_of(call, seed=1)
    entries: list[Entry] = []
    perform(
        scene,
        plan,
        FromClips(voice, heard),
        lambda inbox: VirtualMouth(inbox, speaking_rates(scene)),
        entries.append,
    )
    return call.scorer.score(_log(call, plan, entries), call.script)


@dataclass(frozen=True, slots=True)
class FromClips:
    """A ``Delivery`` that says every line in one voice and was heard before."""

    voice: str
    heard: HeardLine
    source: Source = Source.VOICE
    endpoint_ms: int = RELEASE_MS

    def deliver(self, t: int, step: Say) -> tuple[Segment, ...]:
        """The clip without the silence before it: a step begins when its words do."""
        heard = self.heard(step.text, self.voice)
        lead = heard[0].start if heard else 0
        spans = ((one.start - lead, one.end - lead, one.transcript) for one in heard)
        return tuple(Segment(start, end, words, None, 16 * (t + start), 16 * (t + end)) for start, end, words in spans)


@dataclass(frozen=True, slots=True)
class Exam:
    """What becomes of exams: shares of those with a failed call, and of those passed without a person."""

    failed: float
    passed: float


def exams(played: Sequence[Played], others: Sequence[Played] = ()) -> Exam:
    """Exams of ten calls drawn from those played, all in one voice; where there are ``others``, one of them among the
    calls, and only voices that have one.

    An exam is failed when a call is failed, and passed when every call is passed; otherwise a person decides.
    """
    random = np.random.default_rng(1)
    failed = passed = 0
    voices = sorted({one.voice for one in played} & {one.voice for one in others or played})
    pools = {voice: [one.card.verdict for one in played if one.voice == voice] for voice in voices}
    extra = {voice: [one.card.verdict for one in others if one.voice == voice] for voice in voices}
    for _ in range(EXAMS):
        voice = voices[random.integers(len(voices))]
        verdicts = [pools[voice][at] for at in random.integers(len(pools[voice]), size=CALLS)]
        if extra[voice]:
            verdicts[0] = extra[voice][random.integers(len(extra[voice]))]
        failed += Verdict.FAIL in verdicts
        passed += all(verdict is Verdict.PASS for verdict in verdicts)
    return Exam(failed / EXAMS, passed / EXAMS)


def _reworded(plan: Plan) -> Plan:
    ours = wordings()
    steps = (
        replace(step, text=ours.get(step.text, step.text), recording="") if isinstance(step, Say) else step
        for step in plan.steps
    )
    return replace(plan, steps=tuple(steps))


def _also_says(plan: Plan, words: str) -> Plan:
    """The plan with one more sentence, after the second."""
    at = [number for number, step in enumerate(plan.steps) if isinstance(step, Say)][1]
    return replace(plan, steps=(*plan.steps[: at + 1], Say(words), *plan.steps[at + 1 :]))


def _log(call: LoadedCall, plan: Plan, entries: Sequence[Entry]) -> Log:
    header = header_of(call, seed=1, trainee=plan.id, mode="exam", ears="clips", voice="none")
    return make_log(header, entries)
