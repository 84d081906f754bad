"""The case before the checks: one call with its script, company, rules and everything derived from its log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from scoring.directory import Directory
from scoring.outcome import Grounds
from scoring.presence import STAFF
from scoring.readings import Readings
from scoring.recital import recitals
from scoring.timeline import Happening, Timeline
from scoring.windows import OpenWindow, opened
from simulator.model.checks import NotSaid, Said
from simulator.model.company import Company
from simulator.model.log import Header, Log
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.script import Caller, CallScript
from simulator.model.text import Text
from simulator.phrases import Lexicon

NOT_MEASURED = Text("打字回答，说话的时间没有量", "typed, so the times of speech were not measured")
"""Why a finding about the times of speech does not apply."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A caller put through to an extension."""

    happening: Happening
    extension: str


@dataclass(frozen=True, slots=True)
class Case:
    """What every check is given. ``recited`` are the utterances that do not count."""

    header: Header
    script: CallScript
    rulebook: Rulebook
    directory: Directory
    timeline: Timeline
    readings: Readings
    recited: frozenset[int] = frozenset()
    _opened: dict[str, tuple[OpenWindow, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        log: Log,
        script: CallScript,
        directory: Directory,
        rulebook: Rulebook,
        lexicon: Lexicon,
        recited: frozenset[int] | None = None,
    ) -> Case:
        """``recited``: what does not count, where it is known from before."""
        case = cls(log.header, script, rulebook, directory, Timeline.of(log, script), Readings(lexicon))
        if recited is None:
            recited = recitals(rulebook.rules, case.windows, case.timeline, case.readings)
        return replace(case, recited=recited)

    def windows(self, rule: Rule) -> tuple[OpenWindow, ...]:
        """The windows that a rule about what is said opened in the call."""
        assert isinstance(rule.check, Said)
        if rule.id not in self._opened:
            self._opened[rule.id] = opened(rule.check.window, self.timeline, self.directory)
        return self._opened[rule.id]

    def read_likely(self, rules: Iterable[Rule]) -> None:
        """Match every utterance in one go against what these rules will surely ask about it.

        These are the forbidden phrases and, of the windows it belongs to, the phrases by which the call understood it.
        """
        likely: dict[int, list[str]] = {words.utterance.id: [] for words in self.timeline.words if words.to}
        for rule in rules:
            if isinstance(rule.check, NotSaid):
                for phrases in likely.values():
                    phrases += rule.check.phrases
            elif isinstance(rule.check, Said):
                for words in (words for window in self.windows(rule) for words in window.of(self.timeline)):
                    understood = words.understood or ()
                    likely[words.utterance.id] += [phrase for phrase in rule.check.phrases if phrase in understood]
        for words in self.timeline.words:
            if words.to:
                self.readings.prepare(words.transcript.text, likely[words.utterance.id])

    def fill(self, text: str) -> str:
        """A trainer's sentence with the company's own data in its slots."""
        return filled(self.directory.company, text)

    def open_at_end(self, start: Happening) -> bool:
        """Whether the log breaks off while what began with the happening could still have been done."""
        gone = self.timeline.gone_after(start.call, start.n) if start.call else None
        return not self.timeline.complete and gone is None

    def grounds(self, call: str, failure: Grounds) -> Grounds:
        """What a failure rests on that has to do with a caller: words, if they drove the caller away (DESIGN 4)."""
        gone = self.timeline.all(Moment.HUNG_UP, call=call)
        angry = any(h.fact.actor == call and h.fact.detail.get("reason") == "temper" for h in gone)
        return Grounds.WORDS if angry else failure

    def caller_name(self, call: str) -> str:
        """The written name of an outside caller, for people."""
        caller = self.script.callers.get(call)
        return caller.actor.name.text if caller is not None else call

    def callers_with_record(self) -> tuple[Caller, ...]:
        """The callers about whom a message is due.

        Those whom the operator talked to and for whom the script freezes facts; where a message is one of two good
        ends, a caller put through to the other needs none.
        """
        due = (self.script.callers[call] for call in self.timeline.callers() if call in self.script.callers)
        return tuple(caller for caller in due if caller.record is not None and not self._settled(caller))

    def connections(self, call: str) -> tuple[Connection, ...]:
        """With whom a caller was put through or joined, in order."""
        found = []
        for happening in self.timeline.all(Moment.CONNECTED, Moment.CONFERENCE, call=call):
            parties = happening.fact.detail.get("parties")
            joined = [str(p) for p in parties] if isinstance(parties, list | tuple) else []
            staff = [p.removeprefix(STAFF) for p in joined if p.startswith(STAFF)]
            found += [Connection(happening, number) for number in (happening.fact.extension, *staff) if number]
        return tuple(found)

    def _settled(self, caller: Caller) -> bool:
        wanted = {goal.connected for goal in caller.goals if goal.connected}
        alternative = any(goal.message_for for goal in caller.goals)
        return alternative and any(c.extension in wanted for c in self.connections(caller.actor.id))


def filled(company: Company, text: str) -> str:
    """A trainer's sentence with the company's own data in its slots."""
    if "{" not in text:
        return text
    slots = {
        "{company}": company.name.text,
        "{operator_name}": company.operator_name.text,
        "{operator_no}": company.operator_no,
    }
    for slot, value in slots.items():
        text = text.replace(slot, value)
    return text
