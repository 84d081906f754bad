"""The automatic player: it gets wherever the script can be got to, says what it cannot reach, and stops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.script import Branch, Reaction, Turn
from simulator.runtime.performance import rehearse, scene_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene
from simulator.session.step import initial, step, traced
from simulator.session.trace import Part, Spot, spots
from simulator.workbench.explore import NEVER_HAPPENED, NOT_UNDERSTOOD, Explored, explore

OPENING = Spot("wang", "opening", Part.TURN)


def _with_turn(scene: Scene, turn: Turn) -> Scene:
    caller = scene.script.callers["wang"]
    actor = replace(caller.actor, turns={**caller.actor.turns, turn.id: turn})
    callers = {**scene.script.callers, "wang": replace(caller, actor=actor)}
    return replace(scene, script=replace(scene.script, callers=callers))


def test_every_place_is_reached(scene: Scene) -> None:
    found = explore(scene)
    assert found.missed == ()
    assert set(found.reached) == {
        spot
        for party, actor in (
            ("wang", scene.script.callers["wang"].actor),
            ("ext:8001", scene.script.staff["8001"].actor),
        )
        for spot, _ in spots(party, actor)
    }


def test_the_same_again_and_again(scene: Scene) -> None:
    assert explore(scene) == explore(scene)


def test_what_cannot_happen_is_told(unreachable: Scene) -> None:
    found = explore(unreachable)
    missed = {one.spot: one.why.en for one in found.missed}
    assert missed == {
        Spot("wang", "waiting", Part.BRANCH, 1): NEVER_HAPPENED.en.format(turn="waiting", moment="extension busy")
    }


def test_a_branch_behind_one_that_always_comes_first_is_told(scene: Scene) -> None:
    opening = scene.script.callers["wang"].actor.turns["opening"]
    behind = Branch(hears=("wait",), go="bye")
    found = explore(_with_turn(scene, replace(opening, branches=(*opening.branches, behind))))
    (missed,) = found.missed
    assert missed.spot == Spot("wang", "opening", Part.BRANCH, 3)
    assert missed.why == NOT_UNDERSTOOD.fill(phrases="wait", instead="wait")


def test_a_caller_who_says_the_same_for_ever_is_no_endless_search(scene: Scene) -> None:
    ring = Turn("opening", silence=Reaction(go="opening"), otherwise=Reaction(go="opening"))
    found: Explored = explore(_with_turn(scene, ring), patience=50)
    assert found.states < 1_000
    assert OPENING in found.reached


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_wordings_reach_the_same(loaded: LoadedCall, seed: int) -> None:
    assert explore(scene_of(loaded, seed)).missed == ()


def test_a_trace_changes_nothing_and_follows_the_log(loaded: LoadedCall) -> None:
    """Stepping through a log with and without the trace gives the same states and effects."""
    assert loaded.plans is not None
    log = rehearse(loaded, loaded.plans.plans["perfect"])
    scene, state, taken = scene_of(loaded, 1), initial(scene_of(loaded, 1)), []
    for entry in log.entries:
        if type(entry.body).__name__ == "Fact":
            continue
        after, effects, now = traced(scene, state, entry.t, entry.body)
        assert (after, effects) == step(scene, state, entry.t, entry.body)
        state = after
        taken += now
    assert taken[0] == OPENING
    assert Spot("ext:8001", "pick_up", Part.TURN) in taken
