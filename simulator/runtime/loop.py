"""The loop: takes what the edges saw, in order, and feeds it to the call at the right session time."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.events import Event, Heard
from simulator.runtime.call import Call
from simulator.runtime.clock import SessionClock
from simulator.runtime.inbox import Happened, Inbox, Item, Recognised, Recognising


class Loop:
    """Runs one call to its end on whatever clock its inbox keeps.

    While a recognition is pending no timer fires and nothing is worked in: what happens meanwhile waits behind the
    result, with its own time.
    """

    def __init__(self, call: Call, inbox: Inbox) -> None:
        self.call = call
        self.inbox = inbox
        self.clock = SessionClock(inbox.now())
        self._pending: dict[int, int] = {}  # utterance -> session time at which it was found to have ended
        self._results: dict[int, Recognised] = {}
        self._waiting: list[tuple[int, Item]] = []

    def now(self) -> int:
        """Session ms at this moment; from any thread."""
        return self.clock.shown(self.inbox.now())

    def run(self) -> None:
        self.call.start()
        while not self.call.finished:
            item = self.inbox.get(self._deadline())
            if item is not None:
                self._take(item)
            elif not self.clock.holding:
                self.call.advance(self.clock.session(self.inbox.now()))

    def _deadline(self) -> int | None:
        due = self.call.next_due()
        if self.clock.holding or due is None:
            return None
        return self.clock.wall(due)

    def _take(self, item: Item) -> None:
        if isinstance(item, Recognised):
            if self._somebody_speaks():
                self.clock.active(item.wall)
            self._results[item.utterance] = item
            self._work_in_results()
            return
        t = self.clock.session(item.wall)
        self.clock.active(item.wall)
        if isinstance(item, Recognising):
            self._pending[item.utterance] = t
            self.clock.hold(item.wall)
            self._work_in_results()
        elif self.clock.holding:
            self._waiting.append((t, item))
        else:
            self.call.feed(t, item.event)

    def _somebody_speaks(self) -> bool:
        state = self.call.state
        return bool(state.speaking) or any(heard.speaking for heard in state.listening.values())

    def _work_in_results(self) -> None:
        """Apply results in the order of their utterances, each at its own time; then what waited behind them."""
        while self._pending:
            utterance = min(self._pending)
            result = self._results.pop(utterance, None)
            if result is None:
                return
            t = self._pending.pop(utterance)
            self._feed_waiting(before=t)
            self.call.feed(t, self._in_session_time(result.event))
            self.clock.release(result.wall)
        self._feed_waiting(before=None)

    def _in_session_time(self, event: Event) -> Event:
        """The edge knows when an utterance was on the wall clock only."""
        if not isinstance(event, Heard):
            return event
        start, end = self.clock.session(event.utterance.start), self.clock.session(event.utterance.end)
        return replace(event, utterance=replace(event.utterance, start=start, end=end))

    def _feed_waiting(self, before: int | None) -> None:
        waiting, self._waiting = sorted(self._waiting, key=lambda entry: entry[0]), []
        for t, item in waiting:
            if before is not None and t >= before:
                self._waiting.append((t, item))
            elif isinstance(item, Happened):
                self.call.feed(t, item.event)
