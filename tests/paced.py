"""A call on a clock that a test moves: it stands still until the test lets it run to whatever comes next."""

from __future__ import annotations

import threading
from collections.abc import Callable

from simulator.model.effects import Effect, Record
from simulator.model.events import Event
from simulator.model.moments import Moment, MomentRef
from simulator.runtime.call import Call
from simulator.runtime.inbox import Item, _Heap

PATIENCE_S = 60.0
"""Real seconds after which a test that waits for a thread has failed."""


class PacedInbox:
    """An ``Inbox`` whose time goes on only by ``skip`` and ``run_for``; items of now are taken at once."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._heap = _Heap()
        self._now = 0
        self._limit = 0
        self._next: int | None = None  # what the loop waits for; None: nothing but items
        self._idle = False
        self._over = False

    def now(self) -> int:
        return self._now

    def put(self, item: Item) -> None:
        with self._changed:
            self._heap.push(max(item.wall, self._now), item)
            self._idle = False
            self._changed.notify_all()

    def drop_voice(self, speech: int) -> None:
        with self._changed:
            self._heap.drop_voice(speech)

    def get(self, deadline: int | None) -> Item | None:
        with self._changed:
            while True:
                due = self._heap.next()
                if due is not None and due <= self._now:
                    return self._heap.pop()
                times = [wall for wall in (due, deadline) if wall is not None]
                self._next = min(times, default=None)
                if self._next is not None and self._next <= self._limit:
                    self._now = max(self._now, self._next)
                    if due != self._next or (deadline is not None and deadline < due):
                        return None
                    continue
                self._now = max(self._now, self._limit)
                self._idle = True
                self._changed.notify_all()
                self._changed.wait()

    # --- for the test ------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until the loop has worked in everything up to now, or the call is over."""
        with self._changed:
            done = self._changed.wait_for(lambda: self._idle or self._over, PATIENCE_S)
            assert done, "the call does not come to rest"

    def end(self) -> None:
        """The call is over; nobody asks for items any more."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def run_for(self, ms: int) -> None:
        """Let so much time pass."""
        self.settle()
        with self._changed:
            self._limit = self._now + ms
            self._idle = False
            self._changed.notify_all()
        self.settle()

    def skip(self) -> None:
        """To whatever happens next."""
        self.settle()
        assert self._next is not None, "nothing will ever happen"
        self.run_for(self._next - self._now)

    def run_until(self, condition: Callable[[], bool], within: int = 600_000) -> None:
        """Until something is so, at most ``within`` ms of the call's time."""
        self.settle()
        end = self._now + within
        while not condition():
            assert not self._over, "the call is over"
            assert self._now < end, "it did not come about"
            self.skip()


class Follower:
    """A watcher that knows what has happened since it was last asked to forget; tells its clock when a call ends."""

    def __init__(self, clocks: list[PacedInbox]) -> None:
        self._clocks = clocks
        self.facts: list[MomentRef] = []
        self.call: Call | None = None
        self._changed = threading.Condition()

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        with self._changed:
            self.call = call
            self.facts += [MomentRef(e.fact.moment, e.fact.about) for e in effects if isinstance(e, Record)]
            self._changed.notify_all()
        if call.finished:
            self._clocks[-1].end()

    def wait(self, moment: Moment) -> None:
        """Until another thread has made something happen at the present time."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.happened(MomentRef(moment)), PATIENCE_S), moment

    def begin(self) -> None:
        """Another call."""
        self.call = None
        self.forget()

    def forget(self) -> None:
        self.facts.clear()

    def happened(self, moment: MomentRef) -> bool:
        return any(fact.moment is moment.moment and moment.about in ("", fact.about) for fact in self.facts)

    def quiet(self) -> bool:
        """It is the trainee's turn."""
        return self.call is not None and self.call.state.quiet()

    def finished(self) -> bool:
        return self.call is not None and self.call.state.finished
