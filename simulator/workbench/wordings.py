"""What a template or a phrase accepts: wordings of it, and how a sentence stands to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.inquiry import Inquiry, PhraseReading
from simulator.model.company import Company
from simulator.model.rulebook import Phrase, Rulebook, Status
from simulator.model.speech import Transcript
from simulator.phrases import PhraseProblem, Template, parse_template, phrase_problems, sample, slots_of
from simulator.session.choice import choose

TEMPLATE = "*"
"""The id of a phrase that is only a template."""
MIXED = 40
"""Wordings to choose from for each one wanted, where a seed asks for others than the first."""
_NO_RULES = Rulebook("", "", "", Status.DRAFT, 0, {}, {}, {}, ())


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase, with the names and the other phrases that its templates may refer to."""

    phrase: Phrase
    company: Company
    rulebook: Rulebook

    @property
    def phrases(self) -> Mapping[str, Phrase]:
        return {**self.rulebook.phrases, self.phrase.id: self.phrase}


def asked(text: str, company: Company, rulebook: Rulebook | None) -> Asked:
    """What a person names: a phrase of the rulebook by its id, else a template."""
    rules = rulebook or _NO_RULES
    return Asked(rules.phrases.get(text) or Phrase(TEMPLATE, full=(text,)), company, rules)


def problem_of(one: Asked) -> PhraseProblem | None:
    """What is wrong with the template, if anything."""
    return next((found for found in phrase_problems(one.phrases) if found.phrase == one.phrase.id), None)


def wordings(one: Asked, count: int, seed: int | None) -> tuple[str, ...]:
    """Up to ``count`` wordings: the first ones take every branch of every choice; with a seed, a draw from many."""
    many = sample(one.phrase, slots_of(one.company), count if seed is None else count * MIXED, one.phrases)
    left, drawn = list(many), list[str]()
    while left and len(drawn) < count:
        text = left[0] if seed is None else choose(left, seed, len(drawn))
        left.remove(text)
        drawn.append(text)
    return tuple(drawn)


def reading(one: Asked, sentence: str) -> PhraseReading:
    """Whether the sentence says the phrase, where and how nearly."""
    phrases = {id_: replace(one.phrases[id_], part=id_ != one.phrase.id) for id_ in _needed(one)}
    inquiry = Inquiry(one.company, replace(one.rulebook, phrases=phrases, rules=()))
    return inquiry.phrase(Transcript(sentence), one.phrase.id)


def _needed(one: Asked) -> set[str]:
    """The phrase and those that it refers to, however far off."""
    needed: set[str] = set()
    waiting = [one.phrase.id]
    while waiting:
        id_ = waiting.pop()
        if id_ not in needed and id_ in one.phrases:
            needed.add(id_)
            phrase = one.phrases[id_]
            texts = (*phrase.full, *phrase.accepted, *phrase.paraphrase, *phrase.unless)
            parsed = (parse_template(text) for text in texts)
            waiting += [name for found in parsed if isinstance(found, Template) for name in found.references]
    return needed
