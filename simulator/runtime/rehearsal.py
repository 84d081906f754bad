"""Automatic trainees: a plan works a call by itself, in text or by voice, on a clock that jumps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from simulator.model import script as plans
from simulator.model.checks import RecordField
from simulator.model.effects import Effect, Record, Say
from simulator.model.events import (
    Event,
    FaultReported,
    Heard,
    KeyPressed,
    MessageRelayed,
    MessageSaved,
    SpeechBegan,
    SpeechDropped,
    SpeechPaused,
    Stop,
    VoiceEnded,
)
from simulator.model.moments import Fact, MomentRef
from simulator.model.ring import Tone
from simulator.model.script import LineFault, Plan
from simulator.model.speech import Source, Transcript, Utterance
from simulator.phrases import character_count
from simulator.runtime.call import Call
from simulator.runtime.clock import SessionClock
from simulator.runtime.inbox import Happened, Inbox, Item, Recognised, Recognising, VirtualInbox
from simulator.runtime.sound import speed_of
from simulator.session.calendar import time_of_day

THINKING_MS = 500
"""From the end of what was said to the trainee until the trainee speaks."""
REACHING_MS = 400
"""... until the trainee presses a key or saves a form."""
CUTTING_IN_MS = 300
"""How far into a caller's line an interrupting trainee begins."""
TEXT_RATE = 200
"""Characters a minute of a trainee whose words are only text: in the middle of the usual band."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a trainee's speech, and what the recogniser made of it (None: no speech).

    ``start`` and ``end`` are ms from the beginning of the clip; the samples are positions in the trainee's track.
    ``lag`` is what the recogniser needed, for the log; ``delay`` how late its result arrives on the virtual clock.
    """

    start: int
    end: int
    transcript: Transcript | None
    witness: Transcript | None = None
    first_sample: int = -1
    end_sample: int = -1
    lag: int = 0
    delay: int = 0


class Delivery(Protocol):
    """How a plan's words reach the recogniser.  ``endpoint_ms`` is the silence after which an utterance has ended."""

    @property
    def source(self) -> Source: ...

    @property
    def endpoint_ms(self) -> int: ...

    def deliver(self, t: int, step: plans.Say) -> tuple[Segment, ...]:
        """The segments of one step that begins at session ms ``t``."""
        ...


@dataclass(frozen=True, slots=True)
class AsText:
    """The words go in as text, at ``rate`` characters a minute.  ``recognition_ms`` imitates a slow recogniser."""

    endpoint_ms: int = 720
    recognition_ms: int = 0
    source: Source = Source.TYPED
    rate: int = TEXT_RATE

    @classmethod
    def of(cls, plan: Plan, recognition_ms: int = 0) -> AsText:
        """As the plan wants it: typed, or as if it were spoken."""
        if not plan.rate:
            return cls(recognition_ms=recognition_ms)
        return cls(recognition_ms=recognition_ms, source=Source.VOICE, rate=plan.rate)

    def deliver(self, t: int, step: plans.Say) -> tuple[Segment, ...]:
        duration = max(300, character_count(step.text) * 60_000 // self.rate)
        return (Segment(0, duration, Transcript(step.text), lag=self.recognition_ms, delay=self.recognition_ms),)


class VirtualMouth:
    """Callers' lines that take the time they would take; nothing sounds."""

    def __init__(self, inbox: Inbox, rates: Mapping[str, int]) -> None:
        self._inbox = inbox
        self._rates = rates
        self._started: dict[int, tuple[int, int]] = {}  # speech -> (wall, duration)

    def duration(self, effect: Say) -> int:
        rate = self._rates.get(effect.actor, TEXT_RATE)
        usual = max(300, character_count(effect.line.text) * 60_000 // rate)
        return round(usual / speed_of(effect))

    def first_sample(self, effect: Say, wall: int) -> int:
        return -1

    def say(self, t: int, effect: Say) -> None:
        wall = self._inbox.now()
        duration = self.duration(effect)
        self._started[effect.speech] = (wall, duration)
        ended = VoiceEnded(effect.speech, duration, complete=True, first_sample=self.first_sample(effect, wall))
        self._inbox.put(Happened(wall + duration, ended))

    def stop_saying(self, t: int, speech: int) -> None:
        wall, duration = self._started.pop(speech)
        played = min(duration, self._inbox.now() - wall)
        self._inbox.drop_voice(speech)
        self._inbox.put(Happened(self._inbox.now(), VoiceEnded(speech, played, complete=played == duration)))

    def tone(self, channel: str, tone: Tone) -> None:
        pass

    def stop_tone(self, channel: str) -> None:
        pass

    def noise(self, fault: LineFault | None) -> None:
        pass


class PlanTrainee:
    """Works through a plan's steps; each is taken when it is the trainee's turn."""

    def __init__(self, plan: Plan, delivery: Delivery) -> None:
        self._steps = list(plan.steps)
        self._delivery = delivery
        self._next = 0
        self._since_last: list[Fact] = []
        self._last_done = 0  # session ms
        self._utterances = 0
        self._call: Call | None = None

    @property
    def step(self) -> plans.Step | None:
        """The step that is due or waited for; None when the plan is done."""
        return self._steps[self._next] if self._next < len(self._steps) else None

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        self._call = call
        self._since_last += [effect.fact for effect in effects if isinstance(effect, Record)]
        if isinstance(event, Heard | SpeechDropped):
            self._last_done = t

    def due(self) -> int | None:
        """Session time of the next action as things stand now; None while it has to wait for something."""
        call, step = self._call, self.step
        if call is None or call.finished:
            return None
        quiet = max(call.quiet_since, self._last_done) if call.state.quiet() else None
        match step:
            case None:
                over = not any(line.actor for line in call.state.lines.values()) and not call.state.ringing_due
                return quiet + REACHING_MS if quiet is not None and over else None
            case plans.Wait(time=int() as time):
                return self._last_done + time
            case plans.Wait(until=MomentRef() as until):
                return call.t if any(_is(until, fact) for fact in self._since_last) else None
            case plans.Say(over=True):
                return call.t + CUTTING_IN_MS if call.state.speaking else None
            case plans.Say():
                return quiet + THINKING_MS if quiet is not None else None
            case _:
                return quiet + REACHING_MS if quiet is not None else None

    def act(self, clock: SessionClock, inbox: VirtualInbox) -> None:
        """Take the step that is due now."""
        assert self._call is not None
        call, step, wall = self._call, self.step, inbox.now()
        t = clock.session(wall)
        self._next += 1
        self._last_done = t
        self._since_last.clear()
        if isinstance(step, plans.Say):
            self._speak(step, t, wall, inbox)
        elif step is None:
            inbox.put(Happened(wall, Stop("finished")))
        elif not isinstance(step, plans.Wait):
            inbox.put(Happened(wall, _event_of(step, call, t)))

    def _speak(self, step: plans.Say, t: int, wall: int, inbox: VirtualInbox) -> None:
        for segment in self._delivery.deliver(t, step):
            self._utterances += 1
            for item in items_of(self._utterances, segment, wall, self._delivery):
                inbox.put(item)


class Trainee(Protocol):
    """Who works the call on a clock that jumps."""

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None: ...

    def due(self) -> int | None:
        """Session time of the next action as things stand now; None while it has to wait for something."""
        ...

    def act(self, clock: SessionClock, inbox: VirtualInbox) -> None:
        """Take the action that is due now."""
        ...


class RehearsalInbox(VirtualInbox):
    """A virtual inbox in which the trainee acts whenever nothing earlier is due."""

    def __init__(self, trainee: Trainee) -> None:
        super().__init__()
        self._trainee = trainee
        self.clock: SessionClock | None = None

    def get(self, deadline: int | None) -> Item | None:
        while self.clock is not None and not self.clock.holding and (due := self._trainee.due()) is not None:
            wall = max(self.clock.wall(due), self._now)
            if any(earlier is not None and earlier <= wall for earlier in (deadline, self.next_item())):
                break
            self._now = wall
            self._trainee.act(self.clock, self)
        return super().get(deadline)


def items_of(utterance: int, segment: Segment, wall: int, delivery: Delivery) -> tuple[Item, ...]:
    """What an edge would report of one segment, in order; the times of an utterance are on the wall clock."""
    end = wall + segment.end
    ended = end + delivery.endpoint_ms
    known = Utterance(
        utterance, wall + segment.start, wall + segment.end, delivery.source, segment.first_sample, segment.end_sample
    )
    result: Event = (
        Heard(known, segment.transcript, segment.witness, segment.lag)
        if segment.transcript is not None
        else SpeechDropped(utterance)
    )
    return (
        Happened(wall + segment.start, SpeechBegan(utterance)),
        Happened(end, SpeechPaused(utterance)),
        Recognising(ended, utterance),
        Recognised(ended + segment.delay, utterance, result),
    )


def _event_of(step: plans.Step, call: Call, t: int) -> Event:
    """The event of a step that is neither speech nor waiting."""
    match step:
        case plans.Press(key, argument):
            return KeyPressed(key, argument)
        case plans.Write(fields, about):
            line = next((n for n, actor in call.state.last_actor.items() if actor == about), "") if about else ""
            time = {RecordField.TIME: time_of_day(call.scene.script.clock, t)}
            return MessageSaved({**time, **fields}, line=line)
        case plans.Relay(to):
            return MessageRelayed(len(call.state.messages), to)
        case plans.Report(line, fault, to):
            return FaultReported(line, fault, to)
        case _:
            raise AssertionError(step)


def _is(ref: MomentRef, fact: Fact) -> bool:
    return ref.moment is fact.moment and ref.about in ("", fact.about)
