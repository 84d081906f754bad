"""The case before the checks: one call with its script, company, rules and everything derived from its log."""

from __future__ import annotations

from dataclasses import dataclass

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
from simulator.model.rulebook import Rulebook
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
    """What every check is given. ``windows`` are the opened windows by rule id; ``recited`` the utterances that do
    not count."""

    header: Header
    script: CallScript
    rulebook: Rulebook
    directory: Directory
    timeline: Timeline
    readings: Readings
    windows: dict[str, tuple[OpenWindow, ...]]
    recited: frozenset[int]

    @classmethod
    def of(cls, log: Log, script: CallScript, company: Company, rulebook: Rulebook, lexicon: Lexicon) -> Case:
        directory, readings = Directory(company), Readings(lexicon)
        timeline = Timeline.of(log, script)
        windows = {
            rule.id: opened(rule.check.window, timeline, directory)
            for rule in rulebook.rules
            if isinstance(rule.check, Said)
        }
        recited = recitals(rulebook.rules, windows, timeline, readings)
        case = cls(log.header, script, rulebook, directory, timeline, readings, windows, recited)
        _read_likely(case)
        return case

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


def _read_likely(case: Case) -> None:
    """Match every utterance in one go against what will surely be asked about it.

    These are the forbidden phrases and, of the windows it belongs to, the phrases by which the call understood it.
    """
    checks = [(rule.id, rule.check) for rule in case.rulebook.rules]
    forbidden = [phrase for _, check in checks if isinstance(check, NotSaid) for phrase in check.phrases]
    spoken = [words for words in case.timeline.words if words.to]
    likely: dict[int, list[str]] = {words.utterance.id: [*forbidden] for words in spoken}
    for rule, check in checks:
        for words in (words for window in case.windows.get(rule, ()) for words in window.of(case.timeline)):
            assert isinstance(check, Said)
            likely[words.utterance.id] += [phrase for phrase in check.phrases if phrase in (words.understood or ())]
    for words in spoken:
        case.readings.prepare(words.transcript.text, likely[words.utterance.id])
