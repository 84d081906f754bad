"""The board's statistics of a whole call."""

from __future__ import annotations

from simulator.model.effects import Record
from simulator.model.events import KeyPressed, Start, TimerFired
from simulator.model.log import Entry
from simulator.model.script import KeyName
from simulator.session.scene import Scene
from simulator.session.statistics import statistics
from simulator.session.step import initial, step


def test_calls_are_counted_from_the_facts(scene: Scene) -> None:
    state, entries = initial(scene), []
    for t, event in (
        (0, Start()),
        (0, TimerFired("caller:wang")),
        (16_000, KeyPressed(KeyName.ANSWER, "1")),
        (17_000, KeyPressed(KeyName.HOLD)),
        (27_000, KeyPressed(KeyName.RETRIEVE)),
        (28_000, KeyPressed(KeyName.TRANSFER, "8000")),
        (28_800, TimerFired("reach:8000")),
        (30_900, TimerFired("refused:8000")),
        (31_000, KeyPressed(KeyName.TRANSFER, "8200")),
        (31_800, TimerFired("reach:8200")),
        (37_800, TimerFired("lift:8200")),
    ):
        state, effects = step(scene, state, t, event)
        entries += [Entry(0, t, effect.fact) for effect in effects if isinstance(effect, Record)]
    kept = statistics(entries)
    assert (kept.incoming, kept.answered, kept.answered_late, kept.abandoned) == (1, 1, 1, 0)
    assert (kept.mean_ring_ms, kept.held_ms) == (16_000, 10_000)
    assert kept.reached == {"8200": 1}
    assert kept.refused == {"extension_busy": 1}
