"""Rehearses the plans of a call, in text or through the real recogniser, and compares what they got with what they
claim."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audio.ports import Ears, Pcm, Speaker
from scoring.explain import syllables
from simulator.model.effects import Effect
from simulator.model.events import Event, Heard
from simulator.model.scorecard import Scorecard
from simulator.model.script import Plan
from simulator.model.script import Say as SayStep
from simulator.model.text import Text
from simulator.phrases import laid_beside
from simulator.runtime.call import Call
from simulator.runtime.cast import cast_of
from simulator.runtime.claims import unmet
from simulator.runtime.performance import plan_of, rehearse, rehearse_by_voice
from simulator.runtime.results import read_record, score_log, score_record
from simulator.runtime.voiced_rehearsal import Clip
from simulator.runtime.workspace import LoadedCall

NEAR = 0.25
"""Costs up to this are sounds that the matcher, too, takes for nearly the same (z and zh, n and l)."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """A sentence of the plan that came through otherwise; ``beside`` lays both out syllable by syllable."""

    said: str
    heard: str
    beside: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One plan: its verdict and total (hundredths of a point), and every claim that was not borne out."""

    call: str
    plan: str
    title: str
    claimed: str
    verdict: str
    lowest: int
    highest: int
    missed: tuple[Text, ...]
    misheard: tuple[Misheard, ...] = ()


def in_text(loaded: LoadedCall, plan: str, seed: int) -> tuple[Rehearsed, ...]:
    """The plans of the call (or the one that is named) under the virtual clock, every word understood as written."""
    return tuple(
        _result(loaded, one, score_log(rehearse(loaded, one, seed), loaded), ()) for one in _plans(loaded, plan)
    )


def by_voice(loaded: LoadedCall, plan: str, seed: int, ears: Ears, speaker: Speaker) -> Iterator[Rehearsed]:
    """The same, spoken: recordings where the plan names some, else a synthesized voice, through the recogniser."""
    for one in _plans(loaded, plan):
        ear = _Ear()
        cast = cast_of(loaded, seed, ears, speaker)
        with tempfile.TemporaryDirectory() as folder:
            noted = replace(cast, clip=ear.noting(cast.clip))
            record = rehearse_by_voice(loaded, one, Path(folder), seed, noted, [ear])
            card = score_record(read_record(record))
        yield _result(loaded, one, card, ear.misheard())


def _plans(loaded: LoadedCall, plan: str) -> tuple[Plan, ...]:
    """Raises ``Problem`` where the call has no plan of the name."""
    if plan:
        return (plan_of(loaded, plan),)
    return tuple(loaded.plans.plans.values()) if loaded.plans is not None else ()


def _result(loaded: LoadedCall, plan: Plan, card: Scorecard, misheard: tuple[Misheard, ...]) -> Rehearsed:
    claimed, missed = plan.claim.verdict.value, unmet(plan, card)
    return Rehearsed(
        loaded.script.id,
        plan.id,
        plan.title,
        claimed,
        card.verdict.value,
        card.lowest,
        card.highest,
        missed,
        misheard,
    )


class _Ear:
    """Keeps what the plan said beside what was heard of it; a ``Watcher``."""

    def __init__(self) -> None:
        self._sentences: list[tuple[str, str]] = []

    def noting(self, clip: Clip) -> Clip:
        """The clips, with what each says kept."""

        def noted(step: SayStep) -> Pcm:
            self._sentences.append((step.text, ""))
            return clip(step)

        return noted

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        if isinstance(event, Heard) and self._sentences:
            said, heard = self._sentences[-1]
            self._sentences[-1] = said, heard + event.transcript.text

    def misheard(self) -> tuple[Misheard, ...]:
        found = ((said, heard, laid_beside(_you(said), _you(heard))) for said, heard in self._sentences)
        return tuple(
            Misheard(said, heard, syllables(steps)) for said, heard, steps in found if any(s.cost > NEAR for s in steps)
        )


def _you(text: str) -> str:
    """您 and 你 decide nothing, as for the matcher."""
    return text.replace("您", "你")
