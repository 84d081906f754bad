"""The duty plan of the company on the clock of the story: which mode is asked for, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.company import Duty
from simulator.model.script import SimulatedClock
from simulator.model.units import ClockTime
from simulator.session.calendar import duty_mode, until_change
from simulator.session.scene import Scene
from simulator.session.step import initial

from .playbook import play


def at(hours: int, minutes: int = 0) -> ClockTime:
    return ClockTime(hours * 60 + minutes)


DUTY = (Duty(at(8, 15), at(12)), Duty(at(13), at(17, 45)))


def on(scene: Scene, hours: int, minutes: int, speed: int = 1) -> Scene:
    """The office with a duty plan, in a story that begins at this time."""
    clock = SimulatedClock("2026-03-16", at(hours, minutes), speed)
    return replace(
        scene, company=replace(scene.company, duty=DUTY), script=replace(scene.script, callers={}, clock=clock)
    )


@pytest.mark.parametrize(
    ("clock", "mode", "minutes"),
    [
        ((8, 14), "automatic", 1),
        ((8, 15), "manual", 225),
        ((11, 59), "manual", 1),
        ((12, 0), "automatic", 60),
        ((13, 0), "manual", 285),
        ((17, 45), "automatic", 14 * 60 + 30),
        ((23, 59), "automatic", 8 * 60 + 16),
    ],
)
def test_the_plan_of_a_day(clock: tuple[int, int], mode: str, minutes: int) -> None:
    story = SimulatedClock("2026-03-16", at(*clock))
    assert duty_mode(DUTY, story, 0) == mode
    assert until_change(DUTY, story, 0) == minutes * 60_000


def test_story_time_runs_at_its_own_speed_and_past_midnight() -> None:
    fast = SimulatedClock("2026-03-16", at(17, 40), speed=7)
    wait = until_change(DUTY, fast, 0)
    assert wait == 42_858  # five minutes at seven times the speed, rounded up
    assert duty_mode(DUTY, fast, wait - 1) == "manual"
    assert duty_mode(DUTY, fast, wait) == "automatic"
    night = SimulatedClock("2026-03-16", at(23, 59), speed=60)
    assert duty_mode(DUTY, night, 9 * 60_000) == "manual"


def test_without_a_plan_nothing_is_asked_for(scene: Scene) -> None:
    assert duty_mode((), scene.script.clock, 0) == ""
    assert until_change((), scene.script.clock, 0) is None
    assert not initial(scene).automatic


def test_the_change_of_duty_is_stated_and_the_next_one_waited_for(scene: Scene) -> None:
    play(
        on(scene, 17, 44),
        """
        >> 0 start
        << fact started
        << timer duty 60000
        << timer after 60000
        >> 60000 timer duty
        << fact mode_expected mode=automatic
        << timer duty 52260000
        >> 61000 press mode automatic
        << fact mode mode=automatic
        """,
    )


def test_before_duty_the_board_is_found_in_automatic_mode(scene: Scene) -> None:
    state = play(
        on(scene, 8, 14),
        """
        >> 0 start
        << fact started
        << fact mode mode=automatic
        >> 60000 timer duty
        << fact mode_expected mode=manual
        >> 61000 press mode manual
        << fact mode mode=manual
        """,
    )
    assert not state.automatic


def test_switching_against_the_plan_is_noticed(scene: Scene) -> None:
    play(
        on(scene, 9, 30),
        """
        >> 0 start
        << fact started
        >> 1000 press mode automatic
        << fact mode mode=automatic
        << fact mode_expected mode=manual
        >> 2000 press mode manual
        << fact mode mode=manual
        """,
    )
