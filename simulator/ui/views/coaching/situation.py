"""The call as the log so far tells it: where each caller is, which extensions take part, where the operator is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scoring.case import Case
from scoring.directory import Directory
from scoring.presence import STAFF, Presence, private
from scoring.readings import Readings
from scoring.timeline import Happening, Timeline
from simulator.model.company import Company
from simulator.model.events import KeyPressed
from simulator.model.log import LOG_FORMAT, Entry, Header, Log
from simulator.model.moments import CALLABLE_SITUATIONS, Moment
from simulator.model.rulebook import Rulebook
from simulator.model.script import Caller, CallScript, KeyName
from simulator.phrases import Lexicon

REFUSALS = (
    Moment.EXTENSION_BUSY,
    Moment.EXTENSION_NO_ANSWER,
    Moment.EXTENSION_ABSENT,
    Moment.EXTENSION_OUT_OF_ORDER,
)
_LEG_ENDS = frozenset({*REFUSALS, Moment.RETURNED})


@dataclass(frozen=True, slots=True)
class Leg:
    """An extension that takes part: the caller it is for, whether in private, whether it has answered."""

    extension: str
    call: str
    private: bool
    talking: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """The log so far, read.  ``case`` is what the checks are asked with; it has no windows of ``said`` rules."""

    case: Case
    rulebook: Rulebook
    t: int
    legs: tuple[Leg, ...]
    staying: frozenset[str]  # callers put through with whom the operator still is

    @classmethod
    def of(
        cls,
        entries: Sequence[Entry],
        script: CallScript,
        company: Company,
        rulebook: Rulebook,
        lexicon: Lexicon,
        t: int,
    ) -> Situation:
        header = Header(LOG_FORMAT, "", script.id, "", "practice", 0, "", (), "", "", "", 0)
        timeline = Timeline.of(Log(header, tuple(entries), complete=False, digest=""), script)
        timeline = replace(timeline, end=max(timeline.end, t))
        case = Case(header, script, rulebook, Directory(company), timeline, Readings(lexicon))
        legs, staying = _follow(entries, timeline)
        return cls(case, rulebook, t, legs, staying)

    @property
    def timeline(self) -> Timeline:
        return self.case.timeline

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return bool(self.timeline.by_moment.get(Moment.ENDED))

    def calls(self) -> Iterator[str]:
        """The callers who have rung so far."""
        return iter(dict.fromkeys(h.call for h in self.timeline.all(Moment.RINGING) if h.call))

    def caller(self, call: str) -> Caller:
        return self.case.script.callers[call]

    def where(self, call: str) -> Presence:
        """What the caller lives through now."""
        mine = [stretch for stretch in self.timeline.stretches if stretch.call == call]
        gone = self.timeline.gone.get(call, ())
        last = self._last(call)
        if not mine or (gone and last is not None and gone[-1].n >= last.n):
            return Presence.GONE
        return mine[-1].presence

    def _last(self, call: str) -> Happening | None:
        """When the caller was last seen to come in or to be taken up."""
        seen = self.timeline.all(Moment.RINGING, Moment.ANSWERED, Moment.CALLED_BACK, Moment.AUTO_ANSWERED, call=call)
        return next(reversed(tuple(seen)), None)

    def line(self, call: str) -> str:
        """The line the caller is or was last on."""
        lines = (h.fact.line for h in reversed(self.timeline.happenings) if h.call == call and h.fact.line)
        return next(lines, "")

    def leg_of(self, call: str) -> Leg | None:
        """The extension that has to do with the caller now."""
        return next((leg for leg in self.legs if leg.call == call), None)

    def hears(self, call: str) -> bool:
        """Whether the operator can speak to the caller."""
        return call in self.staying or self.where(call) in (
            Presence.TALKING,
            Presence.TRANSFERRING,
            Presence.CONFERENCE,
        )

    def here(self) -> str:
        """The caller with whom the operator is in talk; empty for none."""
        return next((call for call in self.calls() if self.where(call) is Presence.TALKING), "")

    def wants(self, call: str) -> tuple[Happening, ...]:
        """What the caller has come out with so far: requests, complaints, facts given."""
        return tuple(
            h for h in self.timeline.all(*CALLABLE_SITUATIONS, call=call) if not h.fact.actor.startswith(STAFF)
        )

    def refused(self, call: str) -> bool:
        """Whether the caller could not be put through: busy, away, nobody there, not willing."""
        return any(True for _ in self.timeline.all(*REFUSALS, Moment.DECLINES, call=call))

    def message_due(self, call: str) -> bool:
        """Whether things have come to a message: the script asks for one, and the caller cannot be put through."""
        due = any(caller.actor.id == call for caller in self.case.callers_with_record())
        return due and self.refused(call)

    def renamed(self, wording: str, extension: str) -> str:
        """A wording in which somebody of the directory is named, with the holder of ``extension`` in their place."""
        company = self.case.directory.company
        names = [person.name for person in company.people.values()]
        names += [department.name for department in company.departments.values()]
        forms = sorted((form for name in names for form in (name.text, *name.also)), key=len, reverse=True)
        named = next((form for form in forms if form in wording), "")
        holder = company.extensions[extension].holder if extension in company.extensions else ""
        if not named or not holder:
            return wording
        person = company.people.get(holder)
        called = person.name.also[0] if person is not None and person.name.also else company.holder_name(extension)
        return wording.replace(named, called)

    def given(self, call: str, fact: str) -> bool:
        """Whether the caller has given a fact: name, organisation, phone, matter."""
        return any(h.fact.about == fact for h in self.timeline.all(Moment.GIVES, call=call))


def _follow(entries: Sequence[Entry], timeline: Timeline) -> tuple[tuple[Leg, ...], frozenset[str]]:
    """The extensions that take part now, and the callers put through whom the operator has not left."""
    legs: dict[str, Leg] = {}
    staying: set[str] = set()
    facts = {happening.n: happening for happening in timeline.happenings}
    for entry in entries:
        if isinstance(entry.body, KeyPressed) and entry.body.key in (KeyName.RELEASE, KeyName.CANCEL):
            # the operator's own call to an extension ends without a fact
            legs = {number: leg for number, leg in legs.items() if not leg.private}
        happening = facts.get(entry.n)
        if happening is not None:
            _leg(legs, happening)
            _stays(staying, happening)
    return tuple(legs.values()), frozenset(staying)


def _leg(legs: dict[str, Leg], happening: Happening) -> None:
    fact, call = happening.fact, happening.call
    number = fact.extension
    match fact.moment:
        case Moment.DIALLED:
            legs[number] = Leg(number, call, private(fact), talking=False)
        case Moment.EXTENSION_ANSWERED if number in legs:
            legs[number] = replace(legs[number], talking=True)
        case Moment.CONNECTED | Moment.CONFERENCE:
            for one in [leg for leg in legs.values() if leg.call == call]:
                legs[one.extension] = replace(one, private=False, talking=True)
        case Moment.HUNG_UP if number or fact.actor.startswith(STAFF):
            legs.pop(number or fact.actor.removeprefix(STAFF), None)
        case Moment.HUNG_UP | Moment.RETRIEVED:
            # who goes back to a caller drops the extension asked in private; a caller who goes takes the rest along
            for one in [leg for leg in legs.values() if leg.private or leg.call == call]:
                if fact.moment is Moment.HUNG_UP and one.private:
                    legs[one.extension] = replace(one, call="" if one.call == call else one.call)
                elif one.private or fact.moment is Moment.HUNG_UP:
                    legs.pop(one.extension)
        case moment if moment in _LEG_ENDS:
            legs.pop(number, None)


def _stays(staying: set[str], happening: Happening) -> None:
    fact, call = happening.fact, happening.call
    match fact.moment:
        case Moment.CONNECTED if fact.detail.get("confirmed") is True and fact.detail.get("consulted") is not True:
            staying.add(call)
        case Moment.CONFERENCE:
            staying.add(call)
        case Moment.ANSWERED | Moment.RETRIEVED | Moment.SPARE_LINE | Moment.DIALLED_OUT:
            staying.intersection_update({call})
        case Moment.RELEASED | Moment.HUNG_UP | Moment.RETURNED | Moment.HELD:
            staying.discard(call)
