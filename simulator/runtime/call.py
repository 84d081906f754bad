"""A call being run: the state, its timers, its log entries, and the edges that carry the effects out."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Protocol

from simulator.model.effects import (
    CancelTimer,
    Effect,
    Finish,
    LineNoise,
    PlayTone,
    Record,
    Refuse,
    Say,
    StartTimer,
    StopSaying,
    StopTone,
)
from simulator.model.events import Event, Start, TimerFired
from simulator.model.log import Entry
from simulator.model.ring import Tone
from simulator.model.script import LineFault
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import initial, step


class Mouth(Protocol):
    """Where everything that can be heard goes.  Every ``say`` is answered by a ``VoiceEnded`` event."""

    def say(self, t: int, effect: Say) -> None: ...

    def stop_saying(self, t: int, speech: int) -> None: ...

    def tone(self, channel: str, tone: Tone) -> None: ...

    def stop_tone(self, channel: str) -> None: ...

    def noise(self, fault: LineFault | None) -> None: ...


class Watcher(Protocol):
    """Somebody who looks on: the terminal, the window, an automatic trainee."""

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None: ...


class Call:
    """Feeds events to the session core in order of time, timers included, and keeps the log."""

    def __init__(self, scene: Scene, mouth: Mouth, log: Callable[[Entry], None]) -> None:
        self.scene = scene
        self.state: State = initial(scene)
        self.t = 0
        self.quiet_since = 0
        self.watchers: list[Watcher] = []
        self._mouth = mouth
        self._log = log
        self._entries = 0
        self._timers: dict[str, tuple[int, int]] = {}  # name -> (due, order)
        self._queue: list[tuple[int, int, str]] = []
        self._order = 0

    @property
    def finished(self) -> bool:
        return self.state.finished

    def start(self) -> None:
        self._step(0, Start())

    def next_due(self) -> int | None:
        """Session time of the next timer."""
        while self._queue and self._timers.get(self._queue[0][2]) != self._queue[0][:2]:
            heapq.heappop(self._queue)
        return self._queue[0][0] if self._queue else None

    def advance(self, t: int) -> None:
        """Fire every timer due at or before ``t``."""
        while not self.finished and (due := self.next_due()) is not None and due <= t:
            _, _, name = heapq.heappop(self._queue)
            del self._timers[name]
            self._step(max(due, self.t), TimerFired(name))

    def feed(self, t: int, event: Event) -> None:
        """Work in what happened at ``t``, after everything that was due before."""
        self.advance(t)
        if not self.finished:
            self._step(max(t, self.t), event)

    def _step(self, t: int, event: Event) -> None:
        self.t = t
        self._write(event)
        was_quiet = self.state.quiet()
        self.state, effects = step(self.scene, self.state, t, event)
        if not (was_quiet and self.state.quiet()):
            self.quiet_since = t
        for effect in effects:
            self._carry_out(effect)
        for watcher in self.watchers:
            watcher.stepped(self, t, event, effects)

    def _write(self, body: object) -> None:
        self._entries += 1
        self._log(Entry(self._entries, self.t, body))  # type: ignore[arg-type]  # Event | Fact by construction

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Record(fact):
                self._write(fact)
            case StartTimer(timer, due):
                self._order += 1
                self._timers[timer] = (due, self._order)
                heapq.heappush(self._queue, (due, self._order, timer))
            case CancelTimer(timer):
                self._timers.pop(timer, None)
            case Say():
                self._mouth.say(self.t, effect)
            case StopSaying(speech):
                self._mouth.stop_saying(self.t, speech)
            case PlayTone(channel, tone):
                self._mouth.tone(channel, tone)
            case StopTone(channel):
                self._mouth.stop_tone(channel)
            case LineNoise(fault):
                self._mouth.noise(fault)
            case Refuse() | Finish():
                pass  # for the watchers
