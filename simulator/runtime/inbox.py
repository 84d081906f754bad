"""Where the edges put what happened, stamped with the wall clock, and where the loop waits for it."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from simulator.model.events import Event, VoiceEnded


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that an edge saw at ``wall`` ms."""

    wall: int
    event: Event


@dataclass(frozen=True, slots=True)
class Recognising:
    """An utterance was found to have ended at ``wall``; its result is on the way."""

    wall: int
    utterance: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The result for an utterance.

    ``event`` is ``Heard`` or ``SpeechDropped``; it applies at the wall time of ``Recognising``.
    """

    wall: int
    utterance: int
    event: Event


Item = Happened | Recognising | Recognised


class Intake(Protocol):
    """A clock, and where the edges put what they saw by it."""

    def now(self) -> int:
        """Wall ms, monotonic."""
        ...

    def put(self, item: Item) -> None:
        """From any thread.  An item of the future arrives at its time."""
        ...


class Inbox(Intake, Protocol):
    """A clock and a queue in one, so that tests can jump from item to item."""

    def drop_voice(self, speech: int) -> None:
        """Take back the end of a line that has been cut short."""
        ...

    def get(self, deadline: int | None) -> Item | None:
        """The next item, or None once the wall clock has reached ``deadline``."""
        ...


class _Heap:
    """Items in the order of their times, first come first served among equals."""

    def __init__(self) -> None:
        self._items: list[tuple[int, int, Item]] = []
        self._order = 0

    def push(self, wall: int, item: Item) -> None:
        self._order += 1
        heapq.heappush(self._items, (wall, self._order, item))

    def next(self) -> int | None:
        return self._items[0][0] if self._items else None

    def pop(self) -> Item:
        return heapq.heappop(self._items)[2]

    def drop_voice(self, speech: int) -> None:
        self._items = [entry for entry in self._items if not _ends(entry[2], speech)]
        heapq.heapify(self._items)


class WakingClock:
    """Monotonic ms without the time for which the program was suspended (a laptop that was closed, a stopped process).

    It has to be read every ``HEARTBEAT_MS``: between two readings that are ``SUSPENDED_MS`` apart nobody was awake.
    """

    HEARTBEAT_MS = 500
    SUSPENDED_MS = 3_000

    def __init__(self, read: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._last = read()
        self._slept = 0

    def now(self) -> int:
        """From any thread."""
        with self._lock:
            wall = self._read()
            if wall - self._last > self.SUSPENDED_MS:
                self._slept += wall - self._last
            self._last = wall
            return wall - self._slept


class LiveInbox:
    """The real clock; items come from the threads of the sound card, the recogniser and the keyboard."""

    def __init__(self, clock: WakingClock | None = None) -> None:
        self._heap = _Heap()
        self._changed = threading.Condition()
        self._clock = clock or WakingClock()

    def now(self) -> int:
        return self._clock.now()

    def put(self, item: Item) -> None:
        with self._changed:
            self._heap.push(item.wall, item)
            self._changed.notify()

    def drop_voice(self, speech: int) -> None:
        with self._changed:
            self._heap.drop_voice(speech)

    def get(self, deadline: int | None) -> Item | None:
        with self._changed:
            while True:
                now, due = self.now(), self._heap.next()
                if due is not None and due <= now:
                    return self._heap.pop()
                if deadline is not None and deadline <= now:
                    return None
                next_times = [wall for wall in (due, deadline, now + WakingClock.HEARTBEAT_MS) if wall is not None]
                self._changed.wait((min(next_times) - now) / 1000)


class VirtualInbox:
    """A clock that jumps to the next item."""

    def __init__(self) -> None:
        self._now = 0
        self._heap = _Heap()

    def now(self) -> int:
        return self._now

    def put(self, item: Item) -> None:
        self._heap.push(max(item.wall, self._now), item)

    def drop_voice(self, speech: int) -> None:
        self._heap.drop_voice(speech)

    def next_item(self) -> int | None:
        """When the next item arrives."""
        return self._heap.next()

    def get(self, deadline: int | None) -> Item | None:
        due = self._heap.next()
        if due is not None and (deadline is None or due <= deadline):
            self._now = due
            return self._heap.pop()
        if deadline is None:
            raise Deadlock
        self._now = max(self._now, deadline)
        return None


class Deadlock(Exception):
    """Nothing is due and nothing can happen any more."""


def _ends(item: Item, speech: int) -> bool:
    return isinstance(item, Happened) and isinstance(item.event, VoiceEnded) and item.event.speech == speech
