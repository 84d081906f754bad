"""Session time: what the machine needs is taken out, what people do is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.runtime.clock import SessionClock
from simulator.runtime.inbox import WakingClock


def test_a_pending_recognition_stops_the_clock_until_the_result_is_in() -> None:
    clock = SessionClock(wall=1_000)
    assert clock.session(11_000) == 10_000
    clock.hold(11_000)
    clock.release(14_000)
    assert clock.session(14_000) == 10_000
    assert clock.session(15_000) == 11_000
    assert clock.wall(11_000) == 15_000


def test_what_somebody_does_meanwhile_keeps_its_own_time() -> None:
    clock = SessionClock(wall=0)
    clock.hold(10_000)
    clock.active(12_000)
    assert clock.session(12_000) == 12_000
    clock.release(13_000)
    assert clock.session(13_000) == 12_000, "only the second after the last activity was the machine's"


def test_two_recognitions_hold_until_both_are_in() -> None:
    clock = SessionClock(wall=0)
    clock.hold(10_000)
    clock.active(14_000)
    clock.hold(14_000)
    clock.release(15_000)
    assert clock.holding
    clock.release(17_000)
    assert clock.session(17_000) == 14_000


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), max_size=20))
def test_session_time_never_runs_backwards(pauses: list[tuple[int, int]]) -> None:
    clock, wall, last = SessionClock(wall=7), 7, 0
    for quiet, decode in pauses:
        wall += quiet
        assert clock.session(wall) >= last
        last = clock.session(wall)
        clock.hold(wall)
        wall += decode
        clock.release(wall)
        assert clock.session(wall) == last


def test_a_clock_on_the_desk_stands_still_while_only_the_machine_works() -> None:
    clock = SessionClock(wall=1_000)
    assert clock.shown(5_000) == 4_000
    clock.hold(11_000)
    assert clock.shown(12_500) == 10_000
    clock.active(13_000)
    assert clock.shown(13_500) == 12_000, "somebody was heard until then"
    clock.release(14_000)
    assert clock.shown(14_000) == 12_000
    assert clock.shown(15_000) == 13_000


def test_the_time_for_which_the_program_was_suspended_is_no_time() -> None:
    walls = iter([0, 400, 900, 3_600_900, 3_601_000])
    clock = WakingClock(lambda: next(walls))
    assert [clock.now() for _ in range(4)] == [400, 900, 900, 1_000]


def test_a_busy_machine_is_not_a_suspended_one() -> None:
    walls = iter([0, 2_900, 5_800])
    clock = WakingClock(lambda: next(walls))
    assert [clock.now() for _ in range(2)] == [2_900, 5_800]
