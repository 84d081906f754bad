"""How fast lines are said: by the mood of the speaker, and slowly for a trainee who has asked for it."""

from __future__ import annotations

import pytest

from simulator.model.effects import Say
from simulator.model.script import Line
from simulator.runtime.inbox import VirtualInbox
from simulator.runtime.rehearsal import VirtualMouth
from simulator.runtime.sound import speed_of


@pytest.mark.parametrize(
    ("slow", "pace", "speed"), [(False, 100, 1.0), (False, 112, 1.12), (True, 100, 0.8), (True, 112, 0.896)]
)
def test_speed_of_a_line(slow: bool, pace: int, speed: float) -> None:
    assert speed_of(Say(1, "wang", Line("你好。"), slow=slow, pace=pace)) == pytest.approx(speed)


def test_a_line_said_faster_takes_less_time() -> None:
    mouth = VirtualMouth(VirtualInbox(), {"wang": 240})
    usual, faster = (mouth.duration(Say(1, "wang", Line("你好，我找一下张总。"), pace=pace)) for pace in (100, 112))
    assert usual == 2_000
    assert faster == 1_786
