"""Progress over attempts: series to plot, first against last, and what is weakest lately."""

from __future__ import annotations

from itertools import pairwise

from simulator.model.text import Lang
from simulator.ui.shown import Attempt
from simulator.ui.views.progress import clause_series, progress, weakest_clauses


def attempt(n: int, total: int, call: str = "busy", **more: object) -> Attempt:
    verdict = "pass" if total >= 8_000 else "fail"
    started = f"2026-03-{n + 1:02}T09:30:00+08:00"
    return Attempt(f"r{n}", call, f"来电 {call}", started, "practice", verdict, total, **more)  # type: ignore[arg-type]


def test_attempts_are_plotted_in_the_order_of_time() -> None:
    view = progress([attempt(2, 9_000), attempt(0, 6_000), attempt(1, 7_500)], Lang.ZH)
    (total,) = view.series
    assert [(point.x, point.y) for point in total.points] == [(0, 60.0), (1, 75.0), (2, 90.0)]
    assert total.name == "总分"
    assert [row.record for row in view.rows] == ["r2", "r1", "r0"]
    assert view.rows[0].started == "03-03 09:30"
    assert view.summary == "3 次通话，合格 1 次；总分从第一次到最近一次 +30.0"


def test_a_dimension_that_did_not_apply_leaves_a_gap_and_comes_in_its_order() -> None:
    attempts = [
        attempt(0, 6_000, dimensions={"timing": 40, "greeting": 50}),
        attempt(1, 7_000, dimensions={"greeting": 70}),
        attempt(2, 8_000, dimensions={"timing": 90, "greeting": 80}),
    ]
    view = progress(attempts, Lang.ZH)
    assert [series.name for series in view.series] == ["总分", "问候", "时效"]
    assert [(point.x, point.y) for point in view.series[2].points] == [(0, 40), (2, 90)]
    changes = {one.id: one.change for one in view.comparisons}
    assert changes == {"total": 20.0, "greeting": 30, "timing": 50}


def test_one_call_alone() -> None:
    attempts = [attempt(0, 6_000), attempt(1, 9_000, "fault"), attempt(2, 7_000)]
    view = progress(attempts, Lang.ZH, call="busy")
    assert [point.y for point in view.series[0].points] == [60.0, 70.0]
    assert view.calls == (("busy", "来电 busy"), ("fault", "来电 fault"))


def test_ticks_name_the_first_and_the_last_attempt_and_not_too_many() -> None:
    view = progress([attempt(n, 6_000) for n in range(20)], Lang.ZH, ticks=6)
    places = [place for place, _ in view.x_ticks]
    assert (places[0], places[-1]) == (0, 19)
    assert len(places) <= 7
    assert all(later - earlier >= 2 for earlier, later in pairwise(places))
    assert progress([attempt(0, 1)], Lang.ZH).x_ticks == ((0, "03-01 09:30"),)


def test_the_weakest_clauses_are_those_of_the_last_attempts() -> None:
    attempts = [
        attempt(0, 1, clauses={"A1": (0, 100)}),  # too long ago
        attempt(1, 1, clauses={"B1": (50, 100), "B2": (100, 100), "B3": (10, 100)}),
        attempt(2, 1, clauses={"B1": (100, 100)}),
        attempt(3, 1, clauses={"B3": (0, 300), "B4": (0, 0)}),
    ]
    weakest = weakest_clauses(attempts, 6)
    assert [(one.clause, one.share, one.attempts, one.lost) for one in weakest] == [
        ("B3", 2.5, 2, 390),
        ("B1", 75.0, 2, 50),
    ]
    assert len(weakest_clauses(attempts, 1)) == 1


def test_a_clause_over_time() -> None:
    attempts = [attempt(0, 1, clauses={"B1": (50, 100)}), attempt(1, 1), attempt(2, 1, clauses={"B1": (100, 100)})]
    assert [(point.x, point.y) for point in clause_series(attempts, "B1").points] == [(0, 50.0), (2, 100.0)]


def test_without_attempts_the_page_says_so() -> None:
    view = progress([], Lang.ZH)
    assert (view.series, view.x_ticks, view.comparisons, view.rows) == ((), (), (), ())
    assert "还没有成绩" in view.summary
