"""Explores one call with several seeds, and puts into words what was not reached."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.text import Lang, Text
from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.trace import Spot
from simulator.workbench.explore import explore
from simulator.workbench.why import told


@dataclass(frozen=True, slots=True)
class Found:
    """One call: how many places were reached, which were not with any seed and why, and the states followed up."""

    call: str
    reached: int
    missed: tuple[tuple[Text, Text], ...]
    states: int


def explored(loaded: LoadedCall, seeds: int) -> Found:
    """A place counts as reached if it is with any of the seeds; the first that reaches everything is the last tried."""
    missed: dict[Spot, Text] = {}
    states, total = 0, 0
    for seed in range(1, seeds + 1):
        scene = scene_of(loaded, seed)
        found = explore(scene)
        states += found.states
        total = len(found.reached) + len(found.missed)
        now = {one.spot: one.why for one in found.missed}
        missed = now if seed == 1 else {spot: why for spot, why in missed.items() if spot in now}
        if not missed:
            break
    told_of = ((Text(told(scene, spot, Lang.ZH), told(scene, spot, Lang.EN)), why) for spot, why in missed.items())
    return Found(loaded.script.id, total - len(missed), tuple(told_of), states)
