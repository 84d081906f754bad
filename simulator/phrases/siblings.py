"""Proves of a rulebook's phrases that their wordings can be told apart: each says its own phrase and no sibling.

In: the phrases and a company's names.  Out: what is wrong, each pair of phrases once, with the clearest example.  Every
template is proved by a bounded sample (``coverage``) that takes every branch of its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    ALIKE = "alike"  # one sounds so much like another phrase that it says it
    NEEDLESS = "needless"  # what the phrase lets pass as short is no wording of it that is too short


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


@dataclass(frozen=True, slots=True)
class Proved:
    """What was found about one phrase: by itself, and for each phrase that it was held against."""

    alone: tuple[Finding, ...]
    against: Mapping[str, tuple[Finding, ...]]


class Prover:
    """Holds the phrases of a rulebook, with a company's names, against each other.

    Only what is said counts, not what is almost said: of two phrases of which one is said and the other almost, nobody
    takes the second.
    """

    def __init__(self, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> None:
        """Raises ``ValueError`` as ``Lexicon.build`` does."""
        self.spoken = {id_: phrase for id_, phrase in phrases.items() if not phrase.part}
        # almost = yes: little is left that has to be aligned, and what is in doubt for its names falls out by itself
        self._lexicon = Lexicon.build({id_: replace(one, almost=one.yes) for id_, one in phrases.items()}, slots)
        self._coverage = Coverage(phrases, slots)

    def prove(self, id_: str, others: Iterable[str]) -> Proved:
        """What is wrong with the templates of one phrase, by themselves and against others."""
        phrase, templates = self.spoken[id_], self._coverage.of(self.spoken[id_])
        concerned = {other: self.spoken[other] for other in others if _concerns(phrase, self.spoken[other])}
        alone = _short(phrase, templates)
        clearest: dict[tuple[Trouble, str], Finding] = {}
        for template in templates:
            mute, narrow = False, self._lexicon.narrowed(template.wordings, (id_, *concerned))
            for wording in template.wordings:
                found = narrow.match(wording, (id_, *concerned))
                matches = {match.phrase: match for match in found if match.understood is Understanding.YES}
                own = matches.pop(id_, None)
                if not mute and own is None:
                    mute = True
                    alone.append(Finding(Trouble.OWN, template.at, template.template, wording))
                for match in matches.values():
                    finding = _finding(phrase, concerned[match.phrase], template, wording, match)
                    if finding is not None:
                        known = clearest.setdefault((finding.trouble, finding.other), finding)
                        clearest[finding.trouble, finding.other] = min(known, finding, key=_clarity)
        return Proved(tuple(alone), {other: _about(other, clearest.values()) for other in concerned})


def _about(other: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.other == other)


def prove(
    phrases: Mapping[str, Phrase],
    slots: Mapping[str, tuple[SpokenName, ...]],
    told: Told = lambda done, total: None,
) -> tuple[Finding, ...]:
    """Everything that is wrong, in the order of the phrases.  Raises ``ValueError`` as ``Lexicon.build`` does."""
    prover = Prover(phrases, slots)
    proved: list[Proved] = []
    for done, id_ in enumerate(prover.spoken):
        told(done, len(prover.spoken))
        proved.append(prover.prove(id_, prover.spoken))
    told(len(prover.spoken), len(prover.spoken))
    return findings_of(proved)


def findings_of(proved: Iterable[Proved]) -> tuple[Finding, ...]:
    """Everything that was found, each pair of phrases once."""
    return tuple(_each_pair_once(one for part in proved for one in _all(part)))


def _all(part: Proved) -> Iterator[Finding]:
    yield from part.alone
    for found in part.against.values():
        yield from found


def _concerns(phrase: Phrase, other: Phrase) -> bool:
    """Whether a wording of the phrase may not say the other.  Nothing excuses a polite wording that is forbidden."""
    if other.id == phrase.id:
        return False
    return other.id not in phrase.also or (other.forbidden and not phrase.forbidden)


def _finding(phrase: Phrase, other: Phrase, template: Sampled, wording: str, match: Match) -> Finding | None:
    """What it means that a wording of the phrase says the other."""
    said = wording[match.start : match.end]
    if match.score >= CLEARLY or phrase.forbidden != other.forbidden:
        trouble = Trouble.SIBLING
        if phrase.forbidden != other.forbidden:
            trouble = Trouble.FORBIDDEN if other.forbidden else Trouble.POLITE
    elif phrase.id not in other.also:
        trouble = Trouble.ALIKE  # only by sound
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
    """The least of the wordings that are too short and not meant to be, and what is meant to be and is none of them."""
    short = [(one, text) for one in templates for text in one.brief if _is_short(text, phrase.forbidden)]
    meant, said = {normalise(text).text for text in phrase.short}, {normalise(text).text for _, text in short}
    rest = [(one, text) for one, text in short if normalise(text).text not in meant]
    least = min(rest, key=lambda one: (content_of(one[1]), len(one[1])), default=None)
    found = [Finding(Trouble.SHORT, least[0].at, least[0].template, least[1])] if least else []
    for index, text in enumerate(phrase.short):
        if normalise(text).text not in said:
            found.append(Finding(Trouble.NEEDLESS, Place(phrase.id, "short", index), text, text))
    return found


def _is_short(wording: str, exact: bool) -> bool:
    """One syllable that means something and two at most that do not, or two syllables in all: ``BRIEF`` at most.

    A negation is heard exactly or not at all, and so is every syllable of what is forbidden.  Forbidden phrases are
    heard by exact syllables and tones.
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
