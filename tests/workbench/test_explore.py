"""The automatic player: it gets wherever the script can be got to, says what it cannot reach, and stops."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Branch, Line, Reaction, Turn
from simulator.model.temper import Mood, Temper
from simulator.model.text import Lang
from simulator.runtime.performance import rehearse, scene_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene
from simulator.session.step import initial, step, traced
from simulator.session.trace import Part, Spot, spots
from simulator.workbench.explore import NEVER_HAPPENED, NOT_UNDERSTOOD, Explored, explore
from simulator.workbench.why import told

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


def _moody(scene: Scene, *branches: Branch) -> Scene:
    """The caller begins tense, a greeting soothes, being told to wait angers, and fury leads to ``again``."""
    scene = _with_turn(scene, Turn("opening", branches=branches, otherwise=Reaction(say=(Line("什么？"),))))
    caller = scene.script.callers["wang"]
    temper = Temper(starts=2, soothed_by=("greeting",), angered_by=("wait",))
    actor = replace(caller.actor, manner=replace(caller.actor.manner, temper=temper), furious="again")
    callers = {**scene.script.callers, "wang": replace(caller, actor=actor)}
    return replace(scene, script=replace(scene.script, callers=callers))


def test_somebody_is_driven_to_fury_and_calmed(scene: Scene) -> None:
    say = (Line("哦。"),)
    moody = _moody(
        scene,
        Branch(hears=("sorry_busy",), say=say),
        Branch(hears=("sorry_busy",), say=say, temper=(Mood.CALM,)),
        Branch(hears=("sorry_busy",), say=say, temper=(Mood.ANGRY,)),
        Branch(happens=MomentRef(Moment.SOOTHED, "calm"), say=say),
        Branch(happens=MomentRef(Moment.ANGERED), go="waiting"),
    )
    found = explore(moody)
    assert {Spot("wang", "opening", Part.BRANCH, n) for n in range(5)} <= set(found.reached)
    assert {Spot("wang", "", Part.FURIOUS), Spot("wang", "again", Part.TURN)} <= set(found.reached)


def test_a_mood_that_nothing_leads_to_is_told(scene: Scene) -> None:
    moody = _moody(scene, Branch(hears=("sorry_busy",), say=(Line("哦。"),), temper=(Mood.CALM,)))
    caller = moody.script.callers["wang"]
    hard = replace(caller.actor.manner, temper=Temper(starts=2, angered_by=("wait",)))
    callers = {"wang": replace(caller, actor=replace(caller.actor, manner=hard))}
    found = explore(replace(moody, script=replace(moody.script, callers=callers)), patience=300)
    assert Spot("wang", "opening", Part.BRANCH, 0) in {one.spot for one in found.missed}
    assert Spot("wang", "", Part.FURIOUS) in found.reached
    assert told(moody, Spot("wang", "", Part.FURIOUS), Lang.ZH) == "wang 忍无可忍"
    assert told(moody, Spot("wang", "opening", Part.BRANCH, 0), Lang.ZH).endswith("听到 sorry_busy（平静）")


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
