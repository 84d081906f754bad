"""Replay: the inputs of a log run through the core again must state the same facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.effects import Effect, Record
from simulator.model.log import Entry, Log
from simulator.model.moments import Fact
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import initial, step


@dataclass(frozen=True, slots=True)
class Replayed:
    """One input of the log with what followed from it now, and the logged facts that followed then."""

    entry: Entry
    effects: tuple[Effect, ...]
    logged: tuple[Fact, ...]
    state: State

    @property
    def same(self) -> bool:
        return tuple(effect.fact for effect in self.effects if isinstance(effect, Record)) == self.logged


def replay(scene: Scene, log: Log) -> Iterator[Replayed]:
    """Step through a log.  The last input of a log that was cut off may lack facts that were never written."""
    state = initial(scene)
    for entry, facts in _inputs(log):
        assert not isinstance(entry.body, Fact)
        state, effects = step(scene, state, entry.t, entry.body)
        yield Replayed(entry, effects, facts, state)


def _inputs(log: Log) -> Iterator[tuple[Entry, tuple[Fact, ...]]]:
    """Each input entry with the facts written after it."""
    current: Entry | None = None
    facts: list[Fact] = []
    for entry in log.entries:
        if isinstance(entry.body, Fact):
            facts.append(entry.body)
            continue
        if current is not None:
            yield current, tuple(facts)
        current, facts = entry, []
    if current is not None:
        yield current, tuple(facts)
