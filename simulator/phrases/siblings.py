"""Proves of a rulebook's phrases that their wordings can be told apart: each says its own phrase and no sibling.

In: the phrases and a company's names.  Out: what is wrong, each pair of phrases once, with the clearest example.  Every
template is proved by a bounded sample (``coverage``) that takes every branch of its choices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import Coverage, Place, Sampled, content_of
from simulator.phrases.lexicon import Lexicon
from simulator.phrases.match import Match, Understanding
from simulator.phrases.names import Names
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

    def __or__(self, more: Proved) -> Proved:
        """This and what was found about the same phrase against others."""
        return Proved((*self.alone, *more.alone), {**self.against, **more.against})


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
        self._nameless = self._lexicon.nameless()
        self._coverage = Coverage(phrases, slots)
        self._sampled: dict[str, tuple[Sampled, ...]] = {}
        self._names = Names(slots)

    def prove_nameless(self, id_: str, others: Iterable[str]) -> Proved:
        """As ``prove``, of the templates without a slot for a name, and as if nobody knew any name.

        That is what all companies have in common: a wording in which no name is heard says the same for each of them.
        """
        templates = [one for one in self._templates(id_) if not one.named]
        held = self._held(id_, others)
        return _proved(held, templates, (self._found(held, one, self._nameless) for one in templates))

    def prove(self, id_: str, others: Iterable[str], nameless: Proved | None = None) -> Proved:
        """What is wrong with the templates of one phrase against others and, if it is one of these, by themselves.

        Where ``nameless`` is what ``prove_nameless`` found of it and these others, the rest is proved.
        """
        templates = self._templates(id_)
        held = self._held(id_, others)
        found = (
            _of_template(nameless, one.at, held)
            if nameless and not self._names_something(one)
            else self._found(held, one, self._lexicon)
            for one in templates
        )
        return _proved(held, templates, found)

    def _templates(self, id_: str) -> tuple[Sampled, ...]:
        if id_ not in self._sampled:
            self._sampled[id_] = self._coverage.of(self.spoken[id_])
        return self._sampled[id_]

    def _names_something(self, template: Sampled) -> bool:
        return template.named or any(map(self._names.said_in, template.wordings))

    def _held(self, id_: str, others: Iterable[str]) -> _Held:
        phrase, wanted = self.spoken[id_], dict.fromkeys(others)
        concerned = {other: self.spoken[other] for other in wanted if _concerns(phrase, self.spoken[other])}
        return _Held(phrase, id_ in wanted, concerned)

    def _found(self, held: _Held, template: Sampled, lexicon: Lexicon) -> Iterator[Finding]:
        """What is wrong with one template: that it does not say its own phrase, and the clearest of each trouble."""
        id_, mute = held.phrase.id, not held.alone
        clearest: dict[tuple[Trouble, str], Finding] = {}
        narrow = lexicon.narrowed(template.wordings, (id_, *held.others))
        others = [other for other in narrow.sayable if other != id_]
        for wording in template.wordings if others or not mute else ():
            heard = narrow.search(wording)
            if not mute and not heard.says(id_, template.template):
                mute = True
                yield Finding(Trouble.OWN, template.at, template.template, wording)
            for match in heard.match(others):
                if match.understood is Understanding.YES:
                    finding = _finding(held.phrase, held.others[match.phrase], template, wording, match)
                    if finding is not None:
                        known = clearest.setdefault((finding.trouble, finding.other), finding)
                        clearest[finding.trouble, finding.other] = min(known, finding, key=_clarity)
        yield from clearest.values()


@dataclass(frozen=True, slots=True)
class _Held:
    """A phrase that is held against others, whose ids are the keys, and if it is to be, looked at ``alone``."""

    phrase: Phrase
    alone: bool
    others: Mapping[str, Phrase]


def _proved(held: _Held, templates: Iterable[Sampled], found: Iterable[Iterable[Finding]]) -> Proved:
    """What was found about each of the templates, sorted by what it was found against."""
    alone = _short(held.phrase, templates) if held.alone else []
    against: dict[str, list[Finding]] = {other: [] for other in held.others}
    for one in chain.from_iterable(found):
        (against[one.other] if one.other else alone).append(one)
    return Proved(tuple(alone), {other: tuple(findings) for other, findings in against.items()})


def _of_template(proved: Proved, at: Place, held: _Held) -> Iterator[Finding]:
    """What was found about one template by having it heard, as far as it concerns what it is held against."""
    if held.alone:
        yield from (one for one in proved.alone if one.at == at and one.trouble is Trouble.OWN)
    for other in held.others:
        yield from (one for one in proved.against[other] if one.at == at)


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
    """What was found alone, and against each other phrase the clearest of each trouble."""
    yield from part.alone
    for found in part.against.values():
        clearest: dict[Trouble, Finding] = {}
        for one in found:
            clearest[one.trouble] = min(clearest.get(one.trouble, one), one, key=_clarity)
        yield from clearest.values()


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
