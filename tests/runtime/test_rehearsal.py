"""The machine's speed never changes the call: the shipped calls, played by their perfect plans (DESIGN decision 2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.events import Heard
from simulator.model.log import Log
from simulator.runtime import folders
from simulator.runtime.performance import plan_of, rehearse, scene_of
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace
from simulator.session.replay import replay

CALLS = ["gm-accepts", "complaint", "busy", "fault"]


@pytest.fixture(scope="module", params=CALLS)
def loaded(request: pytest.FixtureRequest) -> LoadedCall:
    workspace = Workspace(folders.library())
    return workspace.load_call(workspace.find_call(request.param))


def without_lag(log: Log) -> list[object]:
    """The entries without what the machine needed, which is noted and never counts."""
    return [
        (entry.n, entry.t, replace(entry.body, lag=0) if isinstance(entry.body, Heard) else entry.body)
        for entry in log.entries
    ]


def test_a_recogniser_of_three_or_thirty_seconds_gives_the_same_call_and_the_same_score(loaded: LoadedCall) -> None:
    plan = plan_of(loaded, "perfect")
    quick = rehearse(loaded, plan, seed=7)
    card = score_log(quick, loaded)
    for recognition_ms in (3_000, 30_000):
        slow = rehearse(loaded, plan, seed=7, recognition_ms=recognition_ms)
        assert without_lag(slow) == without_lag(quick)
        again = score_log(slow, loaded)
        assert (again.verdict, again.lowest, again.findings) == (card.verdict, card.lowest, card.findings)


def test_replay_states_every_fact_again(loaded: LoadedCall) -> None:
    log = rehearse(loaded, plan_of(loaded, "perfect"), seed=7)
    steps = list(replay(scene_of(loaded, 7), log))
    assert len(steps) > 20
    assert all(step.same for step in steps)


def test_a_temper_is_the_same_with_any_recogniser_and_in_replay() -> None:
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call("complaint"))
    for name in ("argues", "drives-her-away"):
        plan = plan_of(loaded, name)
        quick = rehearse(loaded, plan, seed=3)
        assert "angered" in [getattr(entry.body, "moment", "") for entry in quick.entries]
        for recognition_ms in (3_000, 30_000):
            assert without_lag(rehearse(loaded, plan, seed=3, recognition_ms=recognition_ms)) == without_lag(quick)
        assert all(step.same for step in replay(scene_of(loaded, 3), quick))


def test_the_seed_draws_the_wordings(loaded: LoadedCall) -> None:
    plan = plan_of(loaded, "perfect")
    spoken = {tuple(_said(rehearse(loaded, plan, seed))) for seed in range(4)}
    assert len(spoken) > 1
    assert _said(rehearse(loaded, plan, 1)) == _said(rehearse(loaded, plan, 1))


def _said(log: Log) -> list[str]:
    return [str(entry.body.detail["text"]) for entry in log.entries if getattr(entry.body, "moment", "") == "said"]
