"""What must not be said: forbidden words, private numbers, secrets. Forbidden words are for a person to rule,
always."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring import evidence
from scoring.case import Case
from scoring.doubts import hypotheses
from scoring.outcome import Grounds, Outcome, judged, not_applicable, undecided
from scoring.timeline import Words
from simulator.model.checks import NotDisclosed, NotSaid
from simulator.model.company import SpokenName
from simulator.model.rulebook import Rule
from simulator.model.text import Text, same
from simulator.phrases import DigitRun, Match, compare_digits, contains_name, spoken_digits

LONG_NUMBER = 7
"""From this many digits on a number is recognised inside a longer run of digits; shorter ones (extensions) only
alone."""
MOBILE_NUMBER = 11


def not_said(case: Case, rule: Rule, check: NotSaid) -> Iterator[Outcome]:
    """One outcome for each utterance that seems to hold a forbidden phrase, else one pass for the whole call."""
    required = same(rule.title)
    spoken = [words for words in case.timeline.words if words.to]
    if not spoken:
        yield not_applicable(0, required, Text("没有对任何人说话", "nothing was said to anybody"))
        return
    suspects = [(words, hit) for words in spoken for hit in [_forbidden(case, check, words)] if hit is not None]
    for words, (text, match) in suspects:
        why = Text("禁用语须由人裁定", "forbidden words are for a person to rule")
        proof = evidence.of_words(words, match, quote=text)
        measured = Text(f"听到“{text[match.start : match.end]}”", f"heard “{text[match.start : match.end]}”")
        yield undecided(words.start, required, measured, Grounds.WORDS, why, (proof,))
    if not suspects:
        yield judged(True, 0, required, Text("没有听到", "not heard"), Grounds.WORDS)


def _forbidden(case: Case, check: NotSaid, words: Words) -> tuple[str, Match] | None:
    for text in hypotheses(words):
        for phrase in check.phrases:
            match = case.readings.of(text, phrase)
            if match is not None:
                return text, match
    return None


@dataclass(frozen=True, slots=True)
class _Secret:
    """Something that a caller must not be told, and what it is, for people."""

    words: str
    digits: bool

    @classmethod
    def of(cls, words: str) -> _Secret:
        compact = "".join(c for c in words if c.isalnum())
        return cls(compact if compact.isdigit() else words, compact.isdigit())

    def found_in(self, text: str, runs: tuple[DigitRun, ...]) -> tuple[int, int] | None:
        """Where the text tells it, in characters; ``runs`` are the numbers that the text says."""
        if not self.digits:
            return contains_name(SpokenName(self.words), text)
        for run in runs:
            inside = self.words in run.digits if len(self.words) >= LONG_NUMBER else self.words == run.digits
            if inside:
                return run.start, run.end
        return None

    def nearly_in(self, runs: tuple[DigitRun, ...], known: frozenset[str]) -> tuple[int, int] | None:
        """Where a long number is said but for what a recogniser may miss: a digit in seven, two in eleven.

        ``known``: the numbers that the caller has said; what is as near to one of them is that one.
        """
        allowed = len(self.words) * 2 // MOBILE_NUMBER
        for run in runs if self.digits and len(self.words) >= LONG_NUMBER else ():
            if len(run.digits) < LONG_NUMBER or abs(len(run.digits) - len(self.words)) > allowed:
                continue
            off = _differing(self.words, run.digits)
            if off <= allowed and all(off < _differing(number, run.digits) for number in known):
                return run.start, run.end
        return None


def _differing(expected: str, said: str) -> int:
    return sum(not place.same for place in compare_digits(expected, said))


def not_disclosed(case: Case, rule: Rule, check: NotDisclosed) -> Iterator[Outcome]:
    """One outcome for each utterance that tells an outside caller something secret, else one pass.

    What the caller said first is no secret from that caller.
    """
    required = Text("不向来电者透露不公开的号码和内部情况", "no private number and nothing secret is told to a caller")
    spoken = [(words, call) for words in case.timeline.words for call in sorted(words.to & set(case.script.callers))]
    if not spoken:
        yield not_applicable(0, required, Text("没有和来电者说话", "nothing was said to a caller"))
        return
    private = tuple(_Secret.of(number) for number in case.directory.private_numbers())
    told = 0
    for words, call in spoken:
        secrets = (*private, *(_Secret.of(secret) for secret in case.script.callers[call].secrets))
        outcome = _telling(case, words, call, secrets, required)
        if outcome is not None:
            told += 1
            yield outcome
    if not told:
        yield judged(True, 0, required, Text("没有透露", "nothing was told"), Grounds.WORDS)


def _telling(case: Case, words: Words, call: str, secrets: tuple[_Secret, ...], required: Text) -> Outcome | None:
    known = _numbers_of(case, call, words.start)
    for text, secret, span, near in _suspicions(words, secrets, known):
        if _caller_said(case, call, secret, words.start):
            continue
        heard = text[span[0] : span[1]]
        measured = Text(f"说出了“{heard}”", f"told “{heard}”")
        if text == words.transcript.text and not near:
            return judged(False, words.start, required, measured, Grounds.WORDS, (evidence.of_span(words, span),))
        why = (
            Text("与不公开的号码只差一两位", "a digit or two off a private number")
            if near
            else Text("只有另一种识别结果里有这句话", "only another hypothesis of the recognition has it")
        )
        return undecided(words.start, required, measured, Grounds.WORDS, why, (evidence.of_words(words, quote=text),))
    return None


def _suspicions(
    words: Words, secrets: tuple[_Secret, ...], known: frozenset[str]
) -> Iterator[tuple[str, _Secret, tuple[int, int], bool]]:
    """Hypothesis, secret, where in the hypothesis, and whether only nearly: those to the letter first."""
    numbers = {text: spoken_digits(text) for text in hypotheses(words)}
    for near in (False, True):
        for text, runs in numbers.items():
            for secret in secrets:
                span = secret.nearly_in(runs, known) if near else secret.found_in(text, runs)
                if span is not None:
                    yield text, secret, span, near


def _caller_said(case: Case, call: str, secret: _Secret, before: int) -> bool:
    lines = (line for line in case.timeline.lines if line.actor == call and line.start < before)
    return any(secret.found_in(line.text, spoken_digits(line.text)) is not None for line in lines)


def _numbers_of(case: Case, call: str, before: int) -> frozenset[str]:
    lines = (line for line in case.timeline.lines if line.actor == call and line.start < before)
    return frozenset(run.digits for line in lines for run in spoken_digits("".join(filter(str.isalnum, line.text))))
