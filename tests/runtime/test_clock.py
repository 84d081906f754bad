"""Session time: what the machine needs is taken out, what people do is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.runtime.clock import SessionClock


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
