"""Calls that the operator is to make at a time agreed: due on the clock of the story, or a little early."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Branch, Caller, SimulatedClock, Turn
from simulator.model.units import ClockTime
from simulator.session.calendar import until
from simulator.session.scene import Scene
from simulator.session.state import State

from .conftest import lines
from .playbook import play

ELEVEN = ClockTime(11 * 60)


def agreed(scene: Scene, wang: Caller, *, speed: int = 1, begins: int = 10 * 60 + 30, **others: Caller) -> Scene:
    """The office in the morning: nobody rings, and Wang is to be called at eleven."""
    turns = {
        "answers": Turn("answers", say=lines("喂，哪位？"), branches=(Branch(hears=("closing",), go="bye"),)),
        "bye": Turn("bye", say=lines("再见。"), hang_up=True),
    }
    actor = replace(wang.actor, start="answers", turns=turns)
    due = replace(
        wang,
        actor=actor,
        line="",
        rings_at=None,
        important=False,
        calls_back_at="answers",
        due_at=ELEVEN,
        due_for="修好了没有",
    )
    clock = SimulatedClock("2026-03-16", ClockTime(begins), speed)
    return replace(scene, script=replace(scene.script, callers={"wang": due, **others}, clock=clock))


def test_it_is_due_at_its_time_and_the_session_waits_for_it(scene: Scene, wang: Caller) -> None:
    play(
        agreed(scene, wang),
        """
        >> 0 start
        << fact started
        << timer due:wang 1800000
        >> 1800000 timer due:wang
        << fact call_back_due actor=wang number=13800138000 purpose=修好了没有
        << timer after 1860000
        >> 1810000 press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        << timer outside:1 1816000
        << cancel after
        >> 1816000 timer outside:1
        << silence line:1
        << fact called_back line=1 actor=wang number=13800138000
        << cancel silence:wang
        << say 1 wang 喂，哪位？
        """,
    )


@pytest.mark.parametrize(("speed", "due"), [(1, 1_800_000), (7, 257_143), (60, 30_000)])
def test_the_clock_of_the_story_decides(scene: Scene, wang: Caller, speed: int, due: int) -> None:
    play(
        agreed(scene, wang, speed=speed),
        f"""
        >> 0 start
        << fact started
        << timer due:wang {due}
        """,
    )


def test_a_time_that_has_been_is_now() -> None:
    clock = SimulatedClock("2026-03-16", ClockTime(10 * 60 + 30), 7)
    assert until(ELEVEN, clock, 257_143) == 0
    assert until(ELEVEN, clock, 257_142) == 1
    assert until(ELEVEN, clock, 900_000) == 0


def dialled(scene: Scene, t: int) -> str:
    return f"""
        >> 0 start
        << fact started
        << timer due:wang 1800000
        >> {t} press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        """


OUT = """
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        """


def test_a_call_up_to_five_minutes_early_makes_it_due(scene: Scene, wang: Caller) -> None:
    early = 25 * 60_000
    play(
        agreed(scene, wang),
        dialled(scene, early)
        + "<< cancel due:wang\n<< fact call_back_due actor=wang number=13800138000 purpose=修好了没有\n"
        + OUT
        + f"<< timer outside:1 {early + 6000}",
    )


def test_a_call_before_that_is_another_call(scene: Scene, wang: Caller) -> None:
    too_early = 25 * 60_000 - 1
    state: State = play(agreed(scene, wang), dialled(scene, too_early) + OUT + f"<< timer outside:1 {too_early + 6000}")
    assert state.ringing_due == {"wang"}


def test_five_minutes_are_those_of_the_story(scene: Scene, wang: Caller) -> None:
    """At sixty times the speed they are five seconds."""
    play(
        agreed(scene, wang, speed=60),
        """
        >> 0 start
        << fact started
        >> 24000 press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        >> 25000 press release
        << fact released line=1 connected=False
        << silence line:1
        >> 25000 press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        << fact call_back_due actor=wang number=13800138000 purpose=修好了没有
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        """,
    )


def test_who_has_rung_before_from_the_same_number_is_called_back_as_the_other(scene: Scene, wang: Caller) -> None:
    """Whoever is to be called now answers, not the caller of this morning."""
    earlier = replace(wang, actor=replace(wang.actor, id="morning"), rings_at=None, rings_on=MomentRef(Moment.ENDED))
    office = agreed(scene, wang, begins=10 * 60 + 59)
    office = replace(office, script=replace(office.script, callers={"morning": earlier, **office.script.callers}))
    play(
        office,
        """
        >> 0 start
        << fact started
        >> 60000 timer due:wang
        << fact call_back_due actor=wang number=13800138000 purpose=修好了没有
        >> 61000 press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        >> 67000 timer outside:1
        << silence line:1
        << fact called_back line=1 actor=wang number=13800138000
        << say 1 wang 喂，哪位？
        """,
    )


def test_a_message_about_the_call_is_about_whom_was_called(scene: Scene, wang: Caller) -> None:
    """A hand-over at the end of a shift: the operator calls the next one and keeps the record."""
    play(
        agreed(scene, wang, speed=60),
        """
        >> 0 start
        << fact started
        >> 30000 timer due:wang
        << fact call_back_due actor=wang number=13800138000 purpose=修好了没有
        >> 31000 press dial_out 13800138000
        << tone line:1 dial
        << silence line:1
        << fact dialled_out line=1 number=13800138000
        << tone line:1 ringback
        >> 37000 timer outside:1
        << silence line:1
        << fact called_back line=1 actor=wang number=13800138000
        << say 1 wang 喂，哪位？
        >> 38000 press release
        << fact released line=1 actor=wang connected=False reason=ended
        << silence line:1
        << hush 1
        >> 50000 save matter=两单待派 for_whom=executive
        << fact message_saved line=1 actor=wang message=1 version=1
        >> 51000 relay 1 executive
        << fact message_relayed line=1 actor=wang message=1 to=executive
        """,
    )


def test_leaving_before_it_is_due_is_leaving_early(scene: Scene, wang: Caller) -> None:
    play(
        agreed(scene, wang),
        """
        >> 0 start
        << fact started
        >> 60000 stop finished
        << fact ended reason=abandoned
        << finish abandoned
        """,
    )
