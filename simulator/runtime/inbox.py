"""Where the edges put what happened, stamped with the wall clock, and where the loop waits for it."""

from __future__ import annotations

import heapq
import queue
import time
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


class Inbox(Protocol):
    """A clock and a queue in one, so that tests can jump from item to item."""

    def now(self) -> int:
        """Wall ms, monotonic."""
        ...

    def put(self, item: Item) -> None:
        """From any thread."""
        ...

    def get(self, deadline: int | None) -> Item | None:
        """The next item, or None once the wall clock has reached ``deadline``."""
        ...


class LiveInbox:
    """The real clock; items come from the threads of the sound card, the recogniser and the keyboard."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def now(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def put(self, item: Item) -> None:
        self._items.put(item)

    def get(self, deadline: int | None) -> Item | None:
        timeout = None if deadline is None else max(0.0, (deadline - self.now()) / 1000)
        try:
            return self._items.get(timeout=timeout)
        except queue.Empty:
            return None


class VirtualInbox:
    """A clock that jumps to the next item: what is put carries the time at which it arrives."""

    def __init__(self) -> None:
        self._now = 0
        self._items: list[tuple[int, int, Item]] = []
        self._order = 0

    def now(self) -> int:
        return self._now

    def put(self, item: Item) -> None:
        self._order += 1
        heapq.heappush(self._items, (max(item.wall, self._now), self._order, item))

    def drop_voice(self, speech: int) -> None:
        """Take back the end of a line that has been cut short."""
        self._items = [entry for entry in self._items if not _ends(entry[2], speech)]
        heapq.heapify(self._items)

    def get(self, deadline: int | None) -> Item | None:
        if self._items and (deadline is None or self._items[0][0] <= deadline):
            arrival, _, item = heapq.heappop(self._items)
            self._now = arrival
            return item
        if deadline is None:
            raise Deadlock
        self._now = max(self._now, deadline)
        return None


class Deadlock(Exception):
    """Nothing is due and nothing can happen any more."""


def _ends(item: Item, speech: int) -> bool:
    return isinstance(item, Happened) and isinstance(item.event, VoiceEnded) and item.event.speech == speech
