"""The search for phrases in one utterance: the best of all the ways in which each may be said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from simulator.model.rulebook import Phrase, Wording
from simulator.phrases.align import Alignment, Ground, all_alignments, best_alignment, explained, is_within
from simulator.phrases.automaton import Automaton, Slot
from simulator.phrases.compiled import CompiledPhrase, CompiledTemplate, excusing_score, least_score
from simulator.phrases.heard import Heard
from simulator.phrases.match import Match, Understanding
from simulator.phrases.mentions import Mentions
from simulator.phrases.outline import Outlines, estimator
from simulator.phrases.reach import Jumps, allowance_of
from simulator.phrases.thresholds import reaches, thresholds
from simulator.phrases.weighing import Weighed


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A template's alignment with its standing: understood, whether it earns the full points, score, earliest."""

    compiled: CompiledTemplate
    alignment: Alignment
    yes: bool

    def standing(self) -> tuple[bool, bool, float, int, int]:
        wording = self.compiled.wording
        return (
            self.yes,
            wording is not Wording.PARAPHRASE,
            self.alignment.score,
            self.alignment.length,
            -self.alignment.start,
        )


_Find = Callable[[Automaton, Ground, Jumps, float], tuple[Alignment, ...]]


def _one(automaton: Automaton, ground: Ground, slots: Jumps, floor: float) -> tuple[Alignment, ...]:
    best = best_alignment(automaton, ground, slots, floor)
    return (best,) if best else ()


MANY = 150
"""Templates from which on it is quicker to weigh all nodes at once than those that are needed."""


class Search:
    """What one utterance says of compiled phrases."""

    def __init__(self, heard: Heard, slots: Mentions, outlines: Outlines, widest: int) -> None:
        self.heard = heard
        self.slots = slots
        self.outlines = outlines
        self.widest = widest
        self._grounds = {exact: Ground(heard, exact) for exact in (False, True)}
        self._estimates: dict[tuple[int, bool], Callable[[int], int]] = {}
        self._at_once = False
        self._weighed_nodes: dict[bool, Weighed] = {}

    def expect(self, templates: int) -> None:
        """So many templates are about to be asked for; of many, all nodes are weighed at once."""
        self._at_once = self._at_once or templates >= MANY

    def best(self, entry: CompiledPhrase) -> Match | None:
        """The best match of a phrase."""
        phrase = entry.phrase
        best = self._best_of_all(entry)
        if best is not None and (excused := self._excused(entry)):
            best = self._not_excused(excused, entry)
        if best is None:
            return None
        start, end = self.heard.normal.span(best.alignment.start, best.alignment.end)
        return Match(
            phrase.id,
            best.compiled.text,
            best.compiled.wording,
            Understanding.YES if best.yes else Understanding.ALMOST,
            best.alignment.score,
            start,
            end,
            MappingProxyType(_slots_said(best.alignment)),
            explained(best.alignment, self.heard),
        )

    def says(self, entry: CompiledPhrase, template: str) -> bool:
        """Whether a phrase is said for certain; by which of its templates it most likely is."""
        likely = replace(entry, templates=tuple(one for one in entry.templates if one.text == template))
        best = self._best_of_all(likely)
        if best is not None and best.yes and not self._excused(entry):
            return True
        match = self.best(entry)
        return match is not None and match.understood is Understanding.YES

    def may_be_said(self, compiled: CompiledTemplate) -> bool:
        """Whether a template could be said with the syllables of the utterance in whatever order."""
        too_much = self._too_much()[compiled.outline] and not compiled.slots
        if too_much or self._hopeless(compiled, compiled.allowance):
            return False
        if self._estimate(compiled, compiled.allowance, sure=True) <= 0:
            return True
        doubtful = self.slots.in_doubt(compiled.slots)
        return doubtful and self._estimate(compiled, compiled.allowance, sure=False) <= 0

    def _best_of_all(self, entry: CompiledPhrase) -> _Candidate | None:
        """The best candidate of any template, the first of equals; templates that cannot be better are left out.

        The most promising are tried first, so that most of the others are.
        """
        best: _Candidate | None = None
        first = 0
        for _, number in sorted(self._likely(entry)):
            compiled = entry.templates[number]
            if best is not None and not self._may_be_better(compiled, entry.phrase, best):
                continue
            for one in self._candidates(compiled, entry.phrase, _one):
                if best is None or (one.standing(), -number) > (best.standing(), -first):
                    best, first = one, number
        return best

    def _likely(self, entry: CompiledPhrase) -> Iterator[tuple[int, int]]:
        """The templates that may be said, by number, with the least that each can cost."""
        above = self._too_much()
        for number, compiled in enumerate(entry.templates):
            if above[compiled.outline] and not compiled.slots:  # as nearly always
                continue
            if not self._hopeless(compiled, compiled.allowance):
                least = self._estimate(compiled, compiled.allowance, sure=True)
                if least <= 0 or self._doubtful(compiled, entry.phrase):
                    yield least, number

    def _doubtful(self, compiled: CompiledTemplate, phrase: Phrase) -> bool:
        """Whether a template may be said if what is only almost a name is taken for one."""
        if phrase.forbidden or not self.slots.in_doubt(compiled.slots):
            return False
        return self._estimate(compiled, compiled.allowance, sure=False) <= 0

    def _may_be_better(self, compiled: CompiledTemplate, phrase: Phrase, best: _Candidate) -> bool:
        """Whether a template may be said so well that it goes before the best so far."""
        if not best.yes or (best.compiled.wording is Wording.PARAPHRASE and compiled.wording is not Wording.PARAPHRASE):
            return True
        if compiled.wording is Wording.PARAPHRASE and best.compiled.wording is not Wording.PARAPHRASE:
            return False
        allowance = allowance_of(best.alignment.score) + 1  # the score is no round number
        if self._hopeless(compiled, allowance):
            return False
        ground, slots = self._grounds[phrase.forbidden], self.slots.sure
        return self._estimate(compiled, allowance, sure=True) <= 0 and any(
            is_within(automaton, ground, slots, allowance) for automaton in compiled.automata
        )

    def _hopeless(self, compiled: CompiledTemplate, allowance: int) -> bool:
        return self.outlines.hopeless(compiled.outline, self.heard, allowance)

    def _estimate(self, compiled: CompiledTemplate, allowance: int, sure: bool) -> int:
        """The least that the template can cost beyond the allowance; with slots for sure, or almost.

        Most templates are too much even with the widest allowance of any, and equal parts of all of them are then
        estimated once.
        """
        if self._at_once:
            weighed = self._weighed(sure)
            if allowance >= self.widest or weighed.above[compiled.outline]:
                return int(weighed.costs[compiled.outline])
        elif allowance < self.widest and (least := self._estimator(self.widest, sure)(compiled.outline)) > 0:
            return least
        return self._estimator(allowance, sure)(compiled.outline)

    def _too_much(self) -> bytes:
        """Of each node, whether it is known at once to be too much without names that are in doubt."""
        return self._weighed(sure=True).above if self._at_once else self.outlines.nothing_known

    def _weighed(self, sure: bool) -> Weighed:
        found = self._weighed_nodes.get(sure)
        if found is None:
            slots = self.slots.sure if sure else self.slots.almost
            found = self._weighed_nodes[sure] = self.outlines.weighed(self.heard, slots, self.widest)
        return found

    def _estimator(self, allowance: int, sure: bool) -> Callable[[int], int]:
        found = self._estimates.get((allowance, sure))
        if found is None:
            slots = self.slots.sure if sure else self.slots.almost
            found = self._estimates[allowance, sure] = estimator(self.outlines, self.heard, slots, allowance)
        return found

    def _candidates(self, compiled: CompiledTemplate, phrase: Phrase, find: _Find) -> list[_Candidate]:
        """The ways a template is said; where a slot is only almost said, the phrase is understood almost at best."""
        slots, ground = self.slots, self._grounds[phrase.forbidden]
        found: list[_Candidate] = []
        surely = self._estimate(compiled, compiled.allowance, sure=True) <= 0
        doubtful = self._doubtful(compiled, phrase)
        if not surely and not doubtful:
            return found
        for automaton in compiled.automata:
            yes, floor = (
                thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[0],
                least_score(phrase, automaton),
            )
            if surely:
                for one in find(automaton, ground, slots.sure, floor):
                    found.append(_Candidate(compiled, one, reaches(one.score, yes)))
            if doubtful and not any(one.yes for one in found):
                found += [_Candidate(compiled, one, False) for one in find(automaton, ground, slots.almost, floor)]
        return found

    def _excused(self, entry: CompiledPhrase) -> list[Alignment]:
        """Where a wording is said that excuses the phrase."""
        above = self._too_much()
        return [
            one
            for compiled in entry.unless
            if not above[compiled.outline]
            and not self._hopeless(compiled, compiled.allowance)
            and self._estimate(compiled, compiled.allowance, sure=True) <= 0
            for automaton in compiled.automata
            for one in all_alignments(
                automaton, self._grounds[False], self.slots.sure, excusing_score(entry.phrase, automaton)
            )
        ]

    def _not_excused(self, excused: list[Alignment], entry: CompiledPhrase) -> _Candidate | None:
        """The best candidate outside the wordings that excuse the phrase.

        Each template has one candidate, but where any of these is excused, one for every place where it is said.
        """

        def candidates(find: _Find) -> list[_Candidate]:
            return [one for compiled in entry.templates for one in self._candidates(compiled, entry.phrase, find)]

        def outside(found: list[_Candidate]) -> list[_Candidate]:
            return [one for one in found if not any(_inside(one.alignment, guard) for guard in excused)]

        found = candidates(_one)
        left = outside(found)
        if len(left) < len(found):
            left = outside(candidates(all_alignments))
        return max(left, key=_Candidate.standing, default=None)


def _inside(alignment: Alignment, guard: Alignment) -> bool:
    return guard.start <= alignment.start and alignment.end <= guard.end


def _slots_said(alignment: Alignment) -> dict[str, str]:
    said: dict[str, str] = {}
    for step in alignment.steps:
        if step.jump is not None and isinstance(step.label, Slot):
            said.setdefault(step.label.name, step.jump.text)
    return said
