"""A switchboard under a clock that the test moves: keys are pressed, timers fire, people speak their lines at once."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from simulator.model.checks import RecordField
from simulator.model.effects import CancelTimer, Effect, Record, Say, StartTimer
from simulator.model.events import Event, Heard, KeyPressed, MessageSaved, SpeechBegan, Start, TimerFired, VoiceEnded
from simulator.model.moments import Fact
from simulator.model.script import KeyName
from simulator.model.speech import Source, Transcript, Utterance
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import initial, step
from simulator.ui.shown import Snapshot

LINE_MS = 1_500


@dataclass
class Board:
    """The call as it goes on; ``t`` is session ms."""

    scene: Scene
    state: State = field(init=False)
    t: int = 0
    facts: list[Fact] = field(default_factory=list)
    _due: list[tuple[int, int, Event]] = field(default_factory=list)
    _timers: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        self.state = initial(self.scene)
        self.work_in(Start())

    def work_in(self, event: Event) -> tuple[Effect, ...]:
        self.state, effects = step(self.scene, self.state, self.t, event)
        for effect in effects:
            match effect:
                case Record(fact):
                    self.facts.append(fact)
                case StartTimer(timer, due):
                    self._timers[timer] = due
                    self._later(due, TimerFired(timer))
                case CancelTimer(timer):
                    self._timers.pop(timer, None)
                case Say(speech):
                    self._later(self.t + LINE_MS, VoiceEnded(speech, LINE_MS, complete=True))
                case _:
                    pass
        return effects

    def press(self, key: KeyName, argument: str = "") -> tuple[Effect, ...]:
        return self.work_in(KeyPressed(key, argument))

    def say(self, text: str) -> None:
        self._count += 1
        number = self._count
        self.work_in(SpeechBegan(number))
        began, self.t = self.t, self.t + 1_000
        self.work_in(Heard(Utterance(number, began, self.t, Source.TYPED), Transcript(text)))

    def save(self, **fields: str) -> None:
        self.work_in(MessageSaved({RecordField(name): value for name, value in fields.items()}))

    def wait(self, ms: int) -> None:
        """Let time go by; timers fire and lines end when they are due."""
        until = self.t + ms
        while self._due and self._due[0][0] <= until:
            due, _, event = heapq.heappop(self._due)
            if isinstance(event, TimerFired) and self._timers.get(event.timer) != due:
                continue
            if isinstance(event, TimerFired):
                del self._timers[event.timer]
            self.t = max(self.t, due)
            self.work_in(event)
        self.t = until

    def snapshot(self, **more: object) -> Snapshot:
        return Snapshot(self.scene, self.state, self.t, **more)  # type: ignore[arg-type]

    def _later(self, due: int, event: Event) -> None:
        self._count += 1
        heapq.heappush(self._due, (due, self._count, event))
