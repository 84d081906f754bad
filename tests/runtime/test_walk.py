"""A walk through a call: the person is asked when nobody speaks, and an empty answer lets the next thing happen."""

from __future__ import annotations

from pathlib import Path

from simulator.model.events import Event, KeyPressed, Stop
from simulator.model.script import KeyName
from simulator.runtime.call import Call
from simulator.runtime.performance import scene_of
from simulator.runtime.walk import walk
from simulator.runtime.workspace import Workspace
from tests.compiler.small_workspace import write_workspace


def _walked(folder: Path, *decisions: Event | str | None) -> list[tuple[int, str, int]]:
    """Session time, the caller's turn and the number of people speaking, whenever the person was asked."""
    workspace = Workspace(write_workspace(folder))
    scene = scene_of(workspace.load_call(workspace.find_call("demo")), 1)
    left, asked = list(decisions), []

    def decide(call: Call) -> Event | str | None:
        asked.append((call.t, call.state.parties["wang"].turn, len(call.state.speaking)))
        return left.pop(0) if left else Stop("finished")

    walk(scene, decide)
    return asked


def test_nobody_is_asked_while_somebody_speaks(tmp_path: Path) -> None:
    asked = _walked(tmp_path, KeyPressed(KeyName.ANSWER, "1"), "您好，恒城集团", "请稍等", None)
    assert [turn for _, turn, _ in asked] == ["", "", "opening", "opening", "opening"]
    assert {speaking for *_, speaking in asked} == {0}


def test_waiting_lets_the_next_thing_happen_and_no_more(tmp_path: Path) -> None:
    asked = _walked(tmp_path, KeyPressed(KeyName.ANSWER, "1"), None, None)
    times = [t for t, *_ in asked]
    assert times == sorted(times)
    assert times[2] - times[1] > 3_000  # the caller bore the silence, and asked
    assert asked[2][1] == ""


def test_the_same_answers_give_the_same_walk(tmp_path: Path) -> None:
    decisions = (KeyPressed(KeyName.ANSWER, "1"), "您好", None)
    assert _walked(tmp_path / "a", *decisions) == _walked(tmp_path / "b", *decisions)
