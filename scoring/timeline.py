"""One pass over a log: who was on which line when, what the trainee said to whom, what the callers said, what was
written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scoring.presence import STAFF, Presence, PresenceTracker, Stretch, Tone
from simulator.model.checks import RecordField
from simulator.model.events import Event, Heard, MessageSaved
from simulator.model.log import Log
from simulator.model.moments import Fact, Moment
from simulator.model.script import Caller, CallScript
from simulator.model.speech import Source, Transcript, Utterance

INPUTS: tuple[type[Event], ...] = (Heard, MessageSaved)
"""The inputs that a timeline is made from, besides all facts."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact in its place.  ``call`` is the id of the outside caller it concerns, empty where it concerns none."""

    n: int
    t: int
    fact: Fact
    call: str


@dataclass(frozen=True, slots=True)
class Words:
    """An utterance of the trainee.

    ``to`` are the parties who were listening when it began, ``calls`` the callers on whose business it was said;
    ``understood`` are the phrases by which they reacted (None where the log does not say).
    """

    entries: tuple[int, ...]
    utterance: Utterance
    transcript: Transcript
    witness: Transcript | None
    to: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    understood: frozenset[str] | None = None

    @property
    def start(self) -> int:
        return self.utterance.start

    @property
    def end(self) -> int:
        return self.utterance.end

    @property
    def typed(self) -> bool:
        return self.utterance.source is Source.TYPED


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a caller or a member of staff said."""

    n: int
    actor: str
    call: str
    text: str
    start: int
    end: int
    audible: bool
    first_sample: int


@dataclass(frozen=True, slots=True)
class Note:
    """One version of a message, as saved."""

    entries: tuple[int, ...]
    t: int
    message: int
    version: int
    call: str
    fields: Mapping[RecordField, str]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that happened, ready for the checks.  All sequences are in the order of the log.

    ``gone`` says for each caller when (entry and ms) they were off the line for good; a caller who is called back
    can be gone more than once.
    """

    happenings: tuple[Happening, ...]
    words: tuple[Words, ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    stretches: tuple[Stretch, ...]
    tones: tuple[Tone, ...]
    gone: Mapping[str, tuple[Happening, ...]]
    by_moment: Mapping[Moment, tuple[Happening, ...]]
    end: int
    complete: bool

    @classmethod
    def of(cls, log: Log, script: CallScript) -> Timeline:
        """Read a log.  Linear in its length; entries that belong to nothing known are kept and concern nobody."""
        reading = _Reading(script)
        for entry in log.entries:
            match entry.body:
                case Fact():
                    reading.fact(entry.n, entry.t, entry.body)
                case Heard():
                    reading.heard(entry.n, entry.body)
                case MessageSaved():
                    reading.saved(entry.n, entry.body)
                case _:
                    pass
        return reading.timeline(log.entries[-1].t if log.entries else 0, log.complete)

    def all(self, *moments: Moment, call: str | None = None) -> Iterator[Happening]:
        """The happenings of these moments, of one caller if named, in order."""
        found = [h for moment in moments for h in self.by_moment.get(moment, ()) if call is None or h.call == call]
        return iter(sorted(found, key=lambda h: h.n)) if len(moments) > 1 else iter(found)

    def gone_after(self, call: str, n: int) -> Happening | None:
        """When the caller was next off the line for good after entry ``n``."""
        return next((h for h in self.gone.get(call, ()) if h.n > n), None)

    def last_gone(self, call: str) -> int:
        """When (session ms) the caller was finally off the line; the end of the log for one who never was."""
        gone = self.gone.get(call, ())
        return gone[-1].t if gone else self.end

    def talking(self, call: str) -> Iterator[Stretch]:
        """The stretches in which the caller and the operator were on the line together."""
        return (s for s in self.stretches if s.call == call and s.presence is Presence.TALKING)

    def last_note(self, call: str) -> Note | None:
        """The message about a caller as last saved."""
        return next((note for note in reversed(self.notes) if note.call == call), None)

    def callers(self) -> tuple[str, ...]:
        """The callers whom the operator talked to, in the order in which they were first answered."""
        met = (h.call for h in self.all(Moment.ANSWERED, Moment.CALLED_BACK) if h.call)
        return tuple(dict.fromkeys(met))


@dataclass(slots=True)
class _Reading:
    """The state of the pass."""

    script: CallScript
    presence: PresenceTracker = field(default_factory=PresenceTracker)
    happenings: list[Happening] = field(default_factory=list)
    words: dict[int, Words] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    gone: dict[str, list[Happening]] = field(default_factory=dict)
    on_line: dict[str, str] = field(default_factory=dict)
    legs: dict[str, str] = field(default_factory=dict)  # extension -> the caller it was dialled for
    pad: tuple[int, MessageSaved] | None = None  # a saved message whose fact is still to come

    def heard(self, n: int, event: Heard) -> None:
        self.words[event.utterance.id] = Words((n,), event.utterance, event.transcript, event.witness)

    def saved(self, n: int, event: MessageSaved) -> None:
        self.pad = (n, event)

    def fact(self, n: int, t: int, fact: Fact) -> None:
        call = self._call_of(fact)
        happening = Happening(n, t, fact, call)
        self.happenings.append(happening)
        if call and self.presence.fact(t, fact, call):
            self.gone.setdefault(call, []).append(happening)
        if fact.moment is Moment.SAID:
            self.lines.append(_line(happening))
        elif fact.moment is Moment.UNDERSTOOD:
            self._understood(happening)
        elif fact.moment is Moment.MESSAGE_SAVED:
            self._noted(happening)

    def _call_of(self, fact: Fact) -> str:
        """The outside caller whom a fact concerns."""
        if fact.moment is Moment.SPARE_LINE:
            self.on_line.pop(fact.line, None)
            return ""
        if fact.moment is Moment.DIALLED_OUT:
            self.on_line.pop(fact.line, None)
            return _caller_with(self.script.callers, str(fact.detail.get("number", "")))
        if fact.actor in self.script.callers:
            if fact.line:
                self.on_line[fact.line] = fact.actor
            call = fact.actor
        else:
            call = self.on_line.get(fact.line, "") if fact.line else self.legs.get(fact.extension, "")
        if fact.moment is Moment.DIALLED:
            self.legs[fact.extension] = call
        return call

    def _understood(self, happening: Happening) -> None:
        detail = happening.fact.detail
        words = self.words.get(_int(detail.get("utterance")))
        if words is None:
            return
        to = _names(detail.get("to"))
        calls = {actor for actor in to if actor in self.script.callers}
        calls |= {self.legs[actor.removeprefix(STAFF)] for actor in to if actor.removeprefix(STAFF) in self.legs}
        self.words[words.utterance.id] = replace(
            words,
            entries=(*words.entries, happening.n),
            to=words.to | to,
            calls=words.calls | (calls - {""}),
            understood=(words.understood or frozenset()) | _names(detail.get("phrases")),
        )

    def _noted(self, happening: Happening) -> None:
        if self.pad is None:
            return
        n, event = self.pad
        self.pad = None
        detail = happening.fact.detail
        message, version = _int(detail.get("message")), _int(detail.get("version"))
        self.notes.append(Note((n, happening.n), happening.t, message, version, happening.call, event.fields))

    def timeline(self, end: int, complete: bool) -> Timeline:
        self.presence.finish(end)
        by_moment: dict[Moment, list[Happening]] = {}
        for happening in self.happenings:
            by_moment.setdefault(happening.fact.moment, []).append(happening)
        return Timeline(
            happenings=tuple(self.happenings),
            words=tuple(sorted(self.words.values(), key=lambda words: (words.start, words.entries))),
            lines=tuple(self.lines),
            notes=tuple(self.notes),
            stretches=tuple(sorted(self.presence.stretches, key=lambda s: (s.start, s.end))),
            tones=tuple(self.presence.tones),
            gone={call: tuple(found) for call, found in self.gone.items()},
            by_moment={moment: tuple(found) for moment, found in by_moment.items()},
            end=end,
            complete=complete,
        )


def _caller_with(callers: Mapping[str, Caller], number: str) -> str:
    return next((actor for actor, caller in callers.items() if number and caller.phone == number), "")


def _line(happening: Happening) -> Line:
    fact, detail = happening.fact, happening.fact.detail
    return Line(
        happening.n,
        fact.actor,
        happening.call,
        str(detail.get("text", "")),
        _int(detail.get("start")),
        _int(detail.get("end")),
        detail.get("audible") is not False,
        _int(detail.get("first_sample"), -1),
    )


def _int(value: object, default: int = 0) -> int:
    return value if isinstance(value, int) else default


def _names(value: object) -> frozenset[str]:
    return frozenset(str(name) for name in value) if isinstance(value, list | tuple) else frozenset()
