"""What the product decides about a clip: scored as a call of one sentence, with a rule for every phrase.

The rule of a phrase asks for it at any time of the call, so no window narrows what can be accepted wrongly.  Undecided
comes about as in every call: another hypothesis has the phrase, the wording is close, the words are unclear, a pause
cut it in two; and what seems to hold forbidden words is always for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from benchmarks.validity.transcripts import Heard
from scoring import Scorer
from simulator.model.checks import Check, NotSaid, Said, Window
from simulator.model.events import Heard as HeardEvent
from simulator.model.log import LOG_FORMAT, Entry, Header, Log
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.rulebook import Basis, Dimension, Rule, Rulebook
from simulator.model.scorecard import Verdict
from simulator.model.script import CallScript
from simulator.model.speech import Source
from simulator.model.speech import Utterance as Spoken
from simulator.phrases import Hearing, Lexicon, Match, Recalling, Understanding

LEAD_MS = 1_000
"""When the first sample of a clip sounds after the call was answered."""
AFTER_MS = 2_000

HITS = frozenset({Verdict.PASS, Verdict.PARTIAL})

Verdicts = Mapping[str, Verdict]
"""For each phrase: PASS or PARTIAL (said), UNDECIDED, FAIL (not said)."""


def said_rules(rulebook: Rulebook) -> dict[str, tuple[tuple[str, ...], bool]]:
    """The rulebook's rules that rest on phrases: the phrases, and whether all of them are asked for."""
    return {
        rule.id: (rule.check.phrases, isinstance(rule.check, Said) and rule.check.every)
        for rule in rulebook.rules
        if isinstance(rule.check, Said | NotSaid)
    }


@dataclass(frozen=True, slots=True)
class Judge:
    """Scores clips; ``scorer`` holds one rule for each phrase."""

    scorer: Scorer
    script: CallScript

    @classmethod
    def of(cls, scorer: Scorer, script: CallScript, phrases: frozenset[str]) -> Judge:
        """A judge of some of the rulebook's phrases; those that it does not have are left out."""
        known = [phrase for id_, phrase in scorer.rulebook.phrases.items() if id_ in phrases]
        rules = tuple(_rule(phrase.id, phrase.forbidden) for phrase in known)
        rulebook = replace(scorer.rulebook, rules=rules)
        lexicon = Recalling(Only(scorer.lexicon, [phrase.id for phrase in known]))
        return cls(replace(scorer, rulebook=rulebook, lexicon=lexicon), script)

    def verdicts(self, heard: Heard) -> Verdicts:
        """What is decided about each phrase.  Of a forbidden one UNDECIDED means found, FAIL not found."""
        card = self.scorer.score(self._log(heard), self.script)
        found: dict[str, Verdict] = {}
        for finding in card.findings:
            verdict = finding.verdict
            if self.scorer.rulebook.phrases[finding.rule].forbidden:
                verdict = Verdict.UNDECIDED if verdict is Verdict.UNDECIDED else Verdict.FAIL
            if found.get(finding.rule) is not Verdict.UNDECIDED:
                found[finding.rule] = Verdict.FAIL if verdict is Verdict.NOT_APPLICABLE else verdict
        return found

    def _log(self, heard: Heard) -> Log:
        actor = next(iter(self.script.callers))
        bodies: list[tuple[int, HeardEvent | Fact]] = [
            (0, Fact(Moment.RINGING, "1", actor)),
            (0, Fact(Moment.ANSWERED, "1", actor, detail={"ring_ms": 0})),
        ]
        end = LEAD_MS
        for number, one in enumerate(heard, 1):
            start, end = LEAD_MS + one.start, LEAD_MS + one.end
            spoken = Spoken(number, start, end, Source.VOICE, 16 * start, 16 * end)
            understood = sorted(self._understood(one.transcript.text))
            detail: dict[str, object] = {"utterance": number, "to": [actor], "phrases": understood}
            detail["verdict"] = "yes" if understood else "no"
            bodies.append((end, HeardEvent(spoken, one.transcript)))
            bodies.append((end, Fact(Moment.UNDERSTOOD, "1", actor, detail=detail)))
        bodies.append((end + AFTER_MS, Fact(Moment.RELEASED, "1", actor)))
        bodies.append((end + AFTER_MS, Fact(Moment.ENDED, detail={"reason": "finished"})))
        entries = tuple(Entry(n, t, body) for n, (t, body) in enumerate(bodies, 1))
        return Log(_HEADER, entries, True, "0" * 64)

    def _understood(self, text: str) -> Iterable[str]:
        matches = self.scorer.lexicon.match(text)
        return (match.phrase for match in matches if match.understood is Understanding.YES)


class Only(Lexicon):
    """The same matcher, looking for some phrases only."""

    def __init__(self, lexicon: Lexicon, phrases: Iterable[str]) -> None:
        self._lexicon = lexicon
        self._phrases = tuple(phrases)

    def hear(self, text: str) -> Hearing:
        return _Only(self._lexicon.hear(text), self._phrases)


@dataclass(frozen=True, slots=True)
class _Only:
    hearing: Hearing
    phrases: tuple[str, ...]

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        return self.hearing.match(self.phrases if phrases is None else phrases)


_HEADER = Header(LOG_FORMAT, "0", "clip", "clip", "practice", 1, "2026-01-01T00:00:00+00:00", (), "", "none", "1", 720)


def _rule(phrase: str, forbidden: bool) -> Rule:
    check: Check = NotSaid((phrase,)) if forbidden else Said((phrase,), Window(MomentRef(Moment.ANSWERED)))
    return Rule(phrase, phrase, Dimension.PHRASING, 1, Basis.INTERPRETATION, (), check)
