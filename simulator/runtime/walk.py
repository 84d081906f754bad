"""A walk through a call: a person decides step by step, and time stands still while they think.  Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulator.model.effects import Effect, Record, Say
from simulator.model.events import Event
from simulator.model.script import Say as SayStep
from simulator.runtime.call import Call, Watcher
from simulator.runtime.clock import SessionClock
from simulator.runtime.inbox import Deadlock, Happened, VirtualInbox
from simulator.runtime.performance import attend, virtual_mouth
from simulator.runtime.rehearsal import THINKING_MS, AsText, items_of
from simulator.session.scene import Scene

Decide = Callable[[Call], Event | str | None]
"""What the person does now that it is their turn: a key or a form, words to say, or None to wait for what comes."""


def walk(scene: Scene, decide: Decide, watchers: Iterable[Watcher] = ()) -> None:
    """Until the call is over, or nothing can happen any more.  No record is made."""
    walker = _Walker(decide)
    try:
        attend(scene, walker, virtual_mouth(scene), lambda entry: None, watchers)
    except Deadlock:
        return


class _Walker:
    """A trainee who is asked whenever nobody speaks."""

    def __init__(self, decide: Decide) -> None:
        self._decide = decide
        self._delivery = AsText()
        self._call: Call | None = None
        self._waiting = False
        self._last_done = 0
        self._utterances = 0

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        self._call = call
        if any(isinstance(effect, Record | Say) for effect in effects):
            self._waiting = False

    def due(self) -> int | None:
        call = self._call
        if call is None or call.finished or self._waiting or not call.state.quiet():
            return None
        return max(call.quiet_since, self._last_done) + THINKING_MS

    def act(self, clock: SessionClock, inbox: VirtualInbox) -> None:
        assert self._call is not None
        wall = inbox.now()
        self._last_done = t = clock.session(wall)
        decided = self._decide(self._call)
        if decided is None:
            self._waiting = True
        elif isinstance(decided, str):
            self._utterances += 1
            for segment in self._delivery.deliver(t, SayStep(decided)):
                for item in items_of(self._utterances, segment, wall, self._delivery):
                    inbox.put(item)
        else:
            inbox.put(Happened(wall, decided))
