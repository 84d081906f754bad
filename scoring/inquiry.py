"""Why words count, or do not: every phrase rule of a rulebook against what was heard, outside of any call.

``said`` is what earns the points if it comes in the window of the rule; ``almost`` is what a person would have to rule
on; for the rest the nearest wording is shown, as far as anything resembles one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from simulator.model.checks import NotSaid, Said
from simulator.model.company import Company, SpokenName
from simulator.model.rulebook import Phrase, Rule, Rulebook
from simulator.model.speech import Transcript
from simulator.model.text import Text
from simulator.phrases import Lexicon, Match, Understanding, slots_of

NEAREST = 0.30
"""Below this score nothing resembles the wording."""
SPELT_OUT = ("company", "operator_name")
"""Slots of few names, which the search for what is nearest takes as words: a slot is filled or not, and shows nothing
of a name that was heard as quite another."""
_SYNTAX = frozenset("()[]{}<>|")

CLOSE = Text("措辞接近，但不完全符合", "close to the wording, but not quite")
OTHER = Text("识别的另一种结果符合", "another hypothesis of the recogniser has it")
CUT = Text("这句话被停顿分成了两段", "a pause cut the sentence in two")
EXACT = Text(
    "禁用的话要逐个音节相同才算，且不能在例外的说法里",
    "forbidden words count by their very syllables only, and not inside the wordings that excuse them",
)
EXCUSED = Text("在例外的说法里，不算", "inside a wording that excuses it")
MISNAMED = Text("其中的名称或号码没有听对", "the name or number in it was heard as another")


class Standing(StrEnum):
    """How a phrase stands to what was heard."""

    SAID = "said"
    ALMOST = "almost"
    NOT = "not"


_ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """One phrase: the best place where it was heard.

    ``first`` and ``last`` count the utterances from 0 (two where a pause cut the sentence); ``text`` is what ``match``
    has its characters in, ``hypothesis`` tells that it is not what was recognised first.  Without a match nothing was
    near.
    """

    phrase: str
    standing: Standing
    match: Match | None = None
    text: str = ""
    first: int = -1
    last: int = -1
    hypothesis: bool = False
    why: Text | None = None

    @property
    def score(self) -> float:
        return self.match.score if self.match is not None else 0.0

    def worth(self) -> tuple[int, float]:
        """What to choose the best of several by."""
        return -_ORDER.index(self.standing), self.score


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One rule: its phrases, the best first.  A rule that demands every phrase stands as its worst does."""

    rule: Rule
    standing: Standing
    phrases: tuple[PhraseReading, ...]

    def nearness(self) -> tuple[int, float]:
        """What to order rules by."""
        return -_ORDER.index(self.standing), self.phrases[0].score


class Inquiry:
    """A company and a rulebook made ready to be asked about any words."""

    def __init__(self, company: Company, rulebook: Rulebook) -> None:
        self.company, self.rulebook = company, rulebook
        slots = slots_of(company)
        self._lexicon = Lexicon.ready(rulebook.phrases, slots)
        names = {f"{{{slot}}}": _alternatives(slots.get(slot, ())) for slot in SPELT_OUT}
        self._lenient = Lexicon.build({id_: _lenient(phrase, names) for id_, phrase in rulebook.phrases.items()}, slots)

    def rules(self, heard: Sequence[Transcript]) -> tuple[RuleReading, ...]:
        """Every rule about phrases against utterances that followed each other, what came nearest first."""
        checks = [(rule, rule.check) for rule in self.rulebook.rules if isinstance(rule.check, Said | NotSaid)]
        asked = tuple(dict.fromkeys(phrase for _, check in checks for phrase in check.phrases))
        read = self._read(heard, asked)
        found = [_of_rule(rule, check, [read[phrase] for phrase in check.phrases]) for rule, check in checks]
        return tuple(sorted(found, key=RuleReading.nearness, reverse=True))

    def phrase(self, heard: Transcript, phrase: str) -> PhraseReading:
        """One phrase against one utterance."""
        return self._read((heard,), (phrase,))[phrase]

    def _read(self, heard: Sequence[Transcript], phrases: Sequence[str]) -> dict[str, PhraseReading]:
        best = {phrase: PhraseReading(phrase, Standing.NOT) for phrase in phrases}
        for reading in (*self._satisfied(heard, phrases), *self._resembling(heard, phrases)):
            best[reading.phrase] = max(best[reading.phrase], reading, key=PhraseReading.worth)
        return best

    def _satisfied(self, heard: Sequence[Transcript], phrases: Sequence[str]) -> Iterator[PhraseReading]:
        """What the matcher of the calls says of the words, the other hypotheses, and of two pieces put together."""
        for at, transcript in enumerate(heard):
            for match in self._lexicon.match(transcript.text, phrases):
                said = match.understood is Understanding.YES
                standing, why = (Standing.SAID, None) if said else (Standing.ALMOST, CLOSE)
                yield PhraseReading(match.phrase, standing, match, transcript.text, at, at, why=why)
            for text in transcript.alternatives:
                for match in _sure(self._lexicon.match(text, phrases)):
                    yield PhraseReading(match.phrase, Standing.ALMOST, match, text, at, at, hypothesis=True, why=OTHER)
        for at, (one, other) in enumerate(pairwise(heard)):
            text = one.text + other.text
            for match in _sure(self._lexicon.match(text, phrases)):
                if match.start < len(one.text) < match.end:
                    yield PhraseReading(match.phrase, Standing.ALMOST, match, text, at, at + 1, why=CUT)

    def _resembling(self, heard: Sequence[Transcript], phrases: Sequence[str]) -> Iterator[PhraseReading]:
        """The nearest that was heard of each phrase, however far off."""
        for at, transcript in enumerate(heard):
            for match in self._lenient.match(transcript.text, phrases):
                why = self._why_not(match)
                yield PhraseReading(match.phrase, Standing.NOT, match, transcript.text, at, at, why=why)

    def _why_not(self, match: Match) -> Text | None:
        """Why a phrase that sounds right does not count; None where it does not sound right."""
        if match.understood is not Understanding.YES:
            return None
        phrase = self.rulebook.phrases[match.phrase]
        return EXACT if phrase.forbidden else EXCUSED if phrase.unless else MISNAMED


_READY: list[Inquiry] = []
_KEPT = 2


def inquiry(company: Company, rulebook: Rulebook) -> Inquiry:
    """An inquiry into this company and rulebook: one of the last few if it was made of equal ones, else a new one."""
    equal = (kept for kept in tuple(_READY) if kept.company == company and kept.rulebook == rulebook)
    found = next(equal, None) or Inquiry(company, rulebook)
    _READY[:] = [*(kept for kept in _READY if kept is not found), found][-_KEPT:]
    return found


def _lenient(phrase: Phrase, names: Mapping[str, str]) -> Phrase:
    """The phrase as anything like it satisfies it almost, without excuses."""

    def spelt_out(template: str) -> str:
        for slot, written in names.items():
            template = template.replace(slot, written or slot)
        return template

    return replace(
        phrase,
        full=tuple(map(spelt_out, phrase.full)),
        accepted=tuple(map(spelt_out, phrase.accepted)),
        paraphrase=tuple(map(spelt_out, phrase.paraphrase)),
        unless=(),
        forbidden=False,
        almost=NEAREST,
    )


def _alternatives(names: Iterable[SpokenName]) -> str:
    """The names as a template; empty where one could be taken for its grammar."""
    written = [text for name in names for text in (name.text, *name.also) if text]
    return f"({'|'.join(written)})" if written and not _SYNTAX & set("".join(written)) else ""


def _sure(matches: Iterable[Match]) -> Iterator[Match]:
    return (match for match in matches if match.understood is Understanding.YES)


def _of_rule(rule: Rule, check: Said | NotSaid, readings: Sequence[PhraseReading]) -> RuleReading:
    phrases = tuple(sorted(readings, key=PhraseReading.worth, reverse=True))
    every = isinstance(check, Said) and check.every
    return RuleReading(rule, phrases[-1 if every else 0].standing, phrases)
