"""Fire or earthquake where the operator is: heard, said, and stated of whom the operator is talking to."""

from __future__ import annotations

import pytest

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Incident
from simulator.model.units import Ms
from simulator.session.scene import Scene

from .conftest import with_events
from .playbook import play

FIRE = "火警！请马上撤离。"
RINGS = """
    >> 0 start
    << fact started
    >> 0 timer caller:wang
    << tone line:1 ring
    << fact ringing line=1 actor=wang urgent=False
    """
TAKEN = (
    RINGS
    + """
    >> 2000 press answer 1
    << silence line:1
    << fact answered line=1 actor=wang ring_ms=2000
    """
)


@pytest.fixture
def burning(scene: Scene) -> Scene:
    return with_events(scene, Incident(alarm=FIRE, at=Ms(3_000)))


def test_a_caller_in_talk_is_to_be_left(burning: Scene) -> None:
    play(
        burning,
        TAKEN
        + f"""
        >> 3000 timer event:0
        << tone room alarm
        << fact alarm line=1 actor=wang text={FIRE}
        >> 9000 timer siren:room
        << silence room
        >> 12000 press release
        << fact released line=1 actor=wang connected=False reason=ended
        << silence line:1
        """,
    )


def test_a_caller_on_hold_is_not_asked_for(burning: Scene) -> None:
    play(
        burning,
        TAKEN
        + f"""
        >> 2500 press hold
        << fact held line=1 actor=wang auto=False
        >> 3000 timer event:0
        << tone room alarm
        << fact alarm text={FIRE}
        """,
    )


def test_nor_one_who_is_on_hold_during_a_consultation(burning: Scene) -> None:
    play(
        burning,
        TAKEN
        + f"""
        >> 2500 press consult 8001
        << fact held line=1 actor=wang auto=True
        << fact dialled line=1 actor=wang extension=8001 private=True
        >> 3000 timer event:0
        << tone room alarm
        << fact alarm text={FIRE}
        """,
    )


def test_nobody_is_on_the_line(burning: Scene) -> None:
    play(
        burning,
        RINGS
        + f"""
        >> 3000 timer event:0
        << tone room alarm
        << fact alarm text={FIRE}
        """,
    )


def test_it_may_follow_something(scene: Scene) -> None:
    follows = with_events(scene, Incident(alarm=FIRE, on=MomentRef(Moment.ANSWERED), delay=Ms(5_000)))
    play(
        follows,
        """
        >> 0 start
        << fact started
        << timer caller:wang 0
        >> 0 timer caller:wang
        << tone line:1 ring
        << fact ringing line=1 actor=wang urgent=False
        << timer ring:1 60000
        >> 2000 press answer 1
        << silence line:1
        << cancel ring:1
        << cancel attend:1
        << cancel silence:attendant:1
        << fact answered line=1 actor=wang ring_ms=2000
        << timer silence:wang 6000
        << timer event:0 7000
        """,
    )
