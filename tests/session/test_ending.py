"""How a session ends that the trainee ends: over, or with something still to be handled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.company import Duty
from simulator.model.effects import Finish
from simulator.model.events import Event, Stop, TimerFired
from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Caller, Incident
from simulator.model.units import ClockTime, Ms
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import step

from .conftest import with_events
from .playbook import play
from .test_switchboard import GREETED, RINGING

BEFORE_THE_RING = """
    >> 0 start
    << fact started
"""
MISSED = (
    RINGING
    + """
    >> 40000 timer ring:1
    << fact hung_up line=1 actor=wang reason=abandoned
    << fact call_back_due line=1 actor=wang number=13800138000
    << silence line:1
"""
)
CONSULTING = (
    GREETED
    + """
    >> 8000 press consult 8001
    << fact held line=1 actor=wang auto=True
    << fact dialled line=1 actor=wang extension=8001 private=True
    >> 8800 timer reach:8001
    << tone ext:8001 ringback
"""
)
PASSED_ON = (
    GREETED
    + """
    >> 8000 press transfer 8200
    << fact dialled line=1 actor=wang extension=8200 private=False
    >> 8800 timer reach:8200
    << tone ext:8200 ringback
    >> 9000 press release
    << fact released line=1 actor=wang connected=False reason=passed_on
"""
)
PUT_THROUGH = (
    PASSED_ON
    + """
    >> 14800 timer lift:8200
    << silence ext:8200
    << fact extension_answered line=1 actor=ext:8200 extension=8200 private=False
    << fact connected line=1 actor=wang extension=8200 confirmed=False consulted=False
    << fact accepts line=1 actor=ext:8200 extension=8200
"""
)


def ended(scene: Scene, state: State, t: int, event: Event = Stop("finished")) -> str:  # noqa: B008 (it is frozen)
    """How the session has ended that this event ends."""
    _, effects = step(scene, state, t, event)
    (finish,) = (effect for effect in effects if isinstance(effect, Finish))
    return finish.reason


@pytest.mark.parametrize("playbook", [BEFORE_THE_RING, RINGING, GREETED, CONSULTING, PASSED_ON])
def test_it_is_abandoned_while_somebody_has_to_be_seen_to(scene: Scene, playbook: str) -> None:
    assert ended(scene, play(scene, playbook), 15_000) == "abandoned"


def test_it_is_over_when_the_last_has_gone(scene: Scene) -> None:
    state = play(scene, MISSED)
    assert ended(scene, state, 41_000) == "finished"
    assert ended(scene, state, 100_000, TimerFired("after")) == "finished", "by itself"


def test_who_talks_with_an_extension_needs_the_operator_no_more(scene: Scene, wang: Caller) -> None:
    assert ended(scene, play(scene, PUT_THROUGH), 16_000) == "finished"
    chatty = replace(scene, script=replace(scene.script, callers={"wang": replace(wang, talk_time=Ms(700_000))}))
    assert ended(chatty, play(chatty, PUT_THROUGH), 16_000) == "abandoned", "is to be reminded after ten minutes"


@pytest.mark.parametrize(
    ("when", "how"),
    [
        (Incident(alarm="火警", at=Ms(90_000)), "abandoned"),
        (Incident(alarm="火警", at=Ms(30_000)), "finished"),  # has been
        (Incident(alarm="火警", at=Ms(300_000)), "finished"),  # the session would be over before
        (Incident(alarm="火警", on=MomentRef(Moment.HUNG_UP), delay=Ms(20_000)), "abandoned"),
    ],
)
def test_what_the_script_would_still_have_brought_is_left_undone(scene: Scene, when: Incident, how: str) -> None:
    eventful = with_events(scene, when)
    assert ended(eventful, play(eventful, MISSED), 45_000) == how


@pytest.mark.parametrize(("turn", "how"), [("9:31", "abandoned"), ("9:45", "finished")])
def test_a_change_of_duty_before_the_end_has_to_be_seen_to(scene: Scene, turn: str, how: str) -> None:
    hours, minutes = map(int, turn.split(":"))
    duty = (Duty(ClockTime(8 * 60), ClockTime(hours * 60 + minutes)),)
    planned = replace(scene, company=replace(scene.company, duty=duty))
    assert ended(planned, play(planned, MISSED), 41_000) == how
