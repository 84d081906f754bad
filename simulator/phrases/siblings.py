"""Proves of a rulebook's phrases that their wordings can be told apart: each says its own phrase and no sibling.

In: the phrases and a company's names.  Out: what is wrong, each pair of phrases once, with the clearest example.  Every
template is proved by a bounded sample (``coverage``) that takes every branch of its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import Coverage, Place, Sampled, content_of
from simulator.phrases.lexicon import Lexicon, Match, Understanding
from simulator.phrases.normal import normalise
from simulator.phrases.required import NEGATIONS

CLEARLY = 0.95
"""From this score on a sibling is said word for word; below, it is a matter of sounds that are alike."""

Told = Callable[[int, int], None]
"""Is told how many phrases are done, and of how many."""


class Trouble(StrEnum):
    """What can be wrong with a template."""

    OWN = "own"  # a wording of it does not say its own phrase
    SIBLING = "sibling"  # one says another phrase as well
    FORBIDDEN = "forbidden"  # a polite one is forbidden
    POLITE = "polite"  # a forbidden one is something polite
    SHORT = "short"  # it may be so short that much else sounds like it
    ALIKE = "alike"  # one is almost another phrase, and nothing else


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with the ``template`` at a place.

    ``wording`` is what it accepts; ``said`` the part of it that says the phrase ``other``, whose template
    ``other_template`` and nearest wording ``other_wording`` are, as well as ``score``.
    """

    trouble: Trouble
    at: Place
    template: str
    wording: str
    other: str = ""
    other_template: str = ""
    other_wording: str = ""
    said: str = ""
    score: float = 0.0


def prove(
    phrases: Mapping[str, Phrase],
    slots: Mapping[str, tuple[SpokenName, ...]],
    told: Told = lambda done, total: None,
) -> tuple[Finding, ...]:
    """Everything that is wrong, in the order of the phrases.  Raises ``ValueError`` as ``Lexicon.build`` does."""
    lexicon, coverage = Lexicon.build(phrases, slots), Coverage(phrases, slots)
    spoken = [phrase for phrase in phrases.values() if not phrase.part]
    found: list[Finding] = []
    for done, phrase in enumerate(spoken):
        told(done, len(spoken))
        found += _findings(phrase, coverage.of(phrase), spoken, lexicon)
    told(len(spoken), len(spoken))
    return tuple(_each_pair_once(found))


def _findings(
    phrase: Phrase, templates: Iterable[Sampled], spoken: Iterable[Phrase], lexicon: Lexicon
) -> list[Finding]:
    """What is wrong with the templates of one phrase."""
    templates = tuple(templates)
    others = {other.id: other for other in spoken if _concerns(phrase, other)}
    found = _short(phrase, templates)
    clearest: dict[tuple[Trouble, str], Finding] = {}
    for template in templates:
        mute, narrow = False, lexicon.narrowed(template.wordings)
        for wording in template.wordings:
            matches = {match.phrase: match for match in narrow.match(wording, (phrase.id, *others))}
            own = matches.pop(phrase.id, None)
            if not mute and not _is_said(own):
                mute = True
                found.append(
                    Finding(Trouble.OWN, template.at, template.template, wording, score=own.score if own else 0.0)
                )
            for match in matches.values():
                finding = _finding(phrase, others[match.phrase], template, wording, match)
                if finding is not None:
                    known = clearest.setdefault((finding.trouble, finding.other), finding)
                    clearest[finding.trouble, finding.other] = min(known, finding, key=_clarity)
    return found + list(clearest.values())


def _concerns(phrase: Phrase, other: Phrase) -> bool:
    """Whether a wording of the phrase may not say the other.  Nothing excuses a polite wording that is forbidden."""
    if other.id == phrase.id:
        return False
    return other.id not in phrase.also or (other.forbidden and not phrase.forbidden)


def _is_said(match: Match | None) -> bool:
    return match is not None and match.understood is Understanding.YES


def _finding(phrase: Phrase, other: Phrase, template: Sampled, wording: str, match: Match) -> Finding | None:
    """What it means that a wording of the phrase says the other, or almost says it."""
    said = wording[match.start : match.end]
    clearly = _is_said(match) and match.score >= CLEARLY
    if clearly or (_is_said(match) and phrase.forbidden != other.forbidden):
        trouble = Trouble.SIBLING
        if phrase.forbidden != other.forbidden:
            trouble = Trouble.FORBIDDEN if other.forbidden else Trouble.POLITE
    elif phrase.id not in other.also and (_is_said(match) or normalise(said).text == normalise(wording).text):
        trouble = Trouble.ALIKE  # only by sound; of what is almost said, more around it would tell the two apart
    else:
        return None
    required = (syllable.required.split(" ")[0] for syllable in match.alignment)
    said_as = "".join(required)
    return Finding(
        trouble, template.at, template.template, wording, other.id, match.template, said_as, said, match.score
    )


def _clarity(finding: Finding) -> tuple[float, int, str]:
    """Less is clearer: said well, with little around it."""
    return -finding.score, len(finding.wording), finding.wording


def _short(phrase: Phrase, templates: Iterable[Sampled]) -> list[Finding]:
    """The shortest of the templates that are too short; forbidden phrases are heard by exact syllables and tones."""
    short = [one for one in templates if one.shortest and _is_short(one.shortest, phrase.forbidden)]
    least = min(short, key=lambda one: (one.content, len(one.shortest)), default=None)
    return [Finding(Trouble.SHORT, least.at, least.template, least.shortest)] if least else []


def _is_short(wording: str, exact: bool) -> bool:
    """One syllable that means something and two at most that do not, or two syllables in all.

    A negation is heard exactly or not at all, and so is every syllable of what is forbidden.
    """
    spoken = normalise(wording).text
    if exact:
        return len(spoken) < 2
    if not NEGATIONS.isdisjoint(spoken) or any(char.isascii() for char in spoken):
        return False
    return len(spoken) <= 2 or (len(spoken) == 3 and content_of(spoken) <= 1)


def _each_pair_once(found: Iterable[Finding]) -> Iterator[Finding]:
    """Without the second of two phrases that are alike, and without those of a pair of which more was found."""
    found = tuple(found)
    said = {frozenset((one.at.phrase, one.other)) for one in found if one.other and one.trouble is not Trouble.ALIKE}
    closest: dict[frozenset[str], Finding] = {}
    for one in found:
        if one.trouble is Trouble.ALIKE:
            pair = frozenset((one.at.phrase, one.other))
            closest[pair] = min(closest.get(pair, one), one, key=_clarity)
    for one in found:
        pair = frozenset((one.at.phrase, one.other))
        if one.trouble is not Trouble.ALIKE or (pair not in said and closest[pair] is one):
            yield one
