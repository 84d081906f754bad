"""The debrief: what needs attention first, why a verdict is what it is, and where everything is on the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.text import Lang
from simulator.ui.shown import Debrief, DimensionShown, FindingShown, Lane, Mark, Stretch, Tint
from simulator.ui.views.debrief import Choices, Show, appealable, debrief, points, step
from simulator.ui.views.timeline import Viewport, spread


def finding(
    name: str, state: str, lost: int = 0, *, critical: bool = False, dimension: str = "greeting", at: int = 0
) -> FindingShown:
    why = "措辞接近，但不完全符合" if state == "undecided" else ""
    return FindingShown(
        f"{name}#1",
        name,
        dimension,
        state,
        critical,
        600 - lost,
        600,
        ("B4.1.1",),
        "要说",
        "没有说",
        at=at,
        why_undecided=why,
    )


@pytest.fixture
def shown() -> Debrief:
    findings = (
        finding("passed", "pass", at=1_000),
        finding("small", "fail", 100, at=2_000),
        finding("big", "fail", 600, at=3_000),
        finding("doubt", "undecided", 600, at=4_000),
        finding("half", "partial", 300, dimension="record", at=5_000),
        finding("never", "not_applicable"),
    )
    return Debrief(
        record="r",
        title="找总经理",
        trainee="李敏",
        verdict="undecided",
        total=7_250,
        highest=8_450,
        pass_mark=80,
        dimensions=(DimensionShown("greeting", 15, 700, 1_500, 60), DimensionShown("record", 25, 2_500, 2_500, 60)),
        findings=findings,
        lanes=(
            Lane("线路", (Stretch(0, 2_000, Tint.RINGING, "振铃"), Stretch(2_000, 60_000, Tint.TALKING, "通话"))),
            Lane(
                "评分", marks=(Mark(3_000, Tint.FAIL, "big", "big#1"), Mark(3_100, Tint.UNDECIDED, "doubt", "doubt#1"))
            ),
        ),
        waves=(),
        length=60_000,
        recorded=True,
    )


def test_what_lost_most_comes_first_and_what_passed_is_folded_away(shown: Debrief) -> None:
    view = debrief(shown, Choices(), Lang.ZH)
    assert [row.title for row in view.rows] == ["big", "small", "doubt", "half"]
    assert view.rows[0].selected
    everything = debrief(shown, Choices(show=Show.EVERYTHING), Lang.ZH)
    assert [row.title for row in everything.rows] == ["big", "small", "doubt", "half", "passed", "never"]
    assert view.counts == (
        ("fail", "不合格", 2),
        ("undecided", "待裁定", 1),
        ("partial", "部分合格", 1),
        ("pass", "合格", 1),
        ("not_applicable", "不适用", 1),
    )


def test_a_critical_failure_stands_before_a_costly_one(shown: Debrief) -> None:
    worse = replace(shown, findings=(*shown.findings, finding("veto", "fail", 10, critical=True)))
    view = debrief(worse, Choices(), Lang.ZH)
    assert view.rows[0].title == "veto"
    assert "一票否决：veto" in view.reasons


def test_one_dimension_alone(shown: Debrief) -> None:
    view = debrief(shown, Choices(dimension="record"), Lang.ZH)
    assert [row.title for row in view.rows] == ["half"]
    assert [bar.selected for bar in view.dimensions] == [False, True]


def test_the_verdict_in_words(shown: Debrief) -> None:
    view = debrief(shown, Choices(), Lang.ZH)
    assert view.banner == "待裁定：72.5–84.5 分，有 1 项要由人裁定"
    assert (view.total, view.total_range, view.verdict) == ("72.5", "72.5–84.5", "待裁定")
    assert view.reasons == ("问候低于底线 60%",)
    failed = debrief(replace(shown, verdict="fail", highest=7_250), Choices(), Lang.ZH)
    assert failed.banner == "不合格：72.5 分，及格线 80 分"
    assert "总分低于及格线 80 分" in failed.reasons
    passed = debrief(
        replace(shown, verdict="pass", total=9_000, highest=9_000, dimensions=(), findings=()), Choices(), Lang.EN
    )
    assert (passed.banner, passed.reasons, passed.selected) == ("Passed with 90; 80 is needed", (), None)


def test_bars_show_share_and_floor(shown: Debrief) -> None:
    low, full = debrief(shown, Choices(), Lang.ZH).dimensions
    assert (low.points, low.below, low.floor) == ("7 / 15", True, 0.6)
    assert low.share == pytest.approx(7 / 15)
    assert (full.share, full.below) == (1.0, False)
    nothing = replace(shown, dimensions=(DimensionShown("timing", 15, 0, 0, 60),))
    (bar,) = debrief(nothing, Choices(), Lang.ZH).dimensions
    assert (bar.points, bar.below, bar.note) == ("–", False, "本次没有用到")


def test_the_selected_finding_says_why_it_is_undecided_and_can_be_appealed(shown: Debrief) -> None:
    detail = debrief(shown, Choices(selected="doubt#1"), Lang.ZH).selected
    assert detail is not None
    assert detail.why_undecided.startswith("措辞接近，但不完全符合\n机器听得不够准")
    assert detail.appeal == "提出异议"
    assert [part.label for part in detail.parts] == ["要求", "实际"]


def test_what_can_be_appealed(shown: Debrief) -> None:
    assert [appealable(one) for one in shown.findings] == [False, True, True, True, True, False]
    assert not appealable(replace(shown.findings[2], appealed=True))
    appealed = replace(shown, findings=(replace(shown.findings[2], appealed=True),))
    detail = debrief(appealed, Choices(), Lang.ZH).selected
    assert detail is not None
    assert detail.appeal == "已提出异议，等待裁定"


def test_nothing_is_played_without_a_recording(shown: Debrief) -> None:
    one = replace(shown.findings[2], span=(100, 900))
    with_sound = debrief(replace(shown, findings=(one,)), Choices(), Lang.ZH).selected
    without = debrief(replace(shown, findings=(one,), recorded=False), Choices(), Lang.ZH).selected
    assert with_sound is not None
    assert without is not None
    assert (with_sound.span, without.span) == ((100, 900), None)


def test_a_selected_finding_stays_listed_and_stepping_stops_at_the_ends(shown: Debrief) -> None:
    view = debrief(shown, Choices(selected="passed#1"), Lang.ZH)
    assert [row.title for row in view.rows if row.selected] == ["passed"]
    first = debrief(shown, Choices(), Lang.ZH)
    assert step(first, -1) == "big#1"
    assert step(first, 1) == "small#1"
    assert step(first, 99) == "half#1"
    assert step(debrief(replace(shown, findings=()), Choices(), Lang.ZH), 1) == ""


def test_points_are_written_without_needless_noughts() -> None:
    assert [points(n) for n in (8_750, 600, 25, 0, 10_000)] == ["87.5", "6", "0.25", "0", "100"]


# --- the timeline ----------------------------------------------------------------------------------------------------


def test_zooming_keeps_the_time_that_is_looked_at() -> None:
    view = Viewport(60_000)
    nearer = view.zoomed(2, around=15_000)
    assert (nearer.start, nearer.span) == (7_500, 30_000)
    assert nearer.zoomed(0.5, around=15_000).whole
    assert view.zoomed(1_000, around=0).span == 4_000
    assert view.zoomed(2, around=60_000).start == 30_000
    assert Viewport(2_000).zoomed(2, around=0).span == 2_000


def test_moving_stays_within_the_call_and_shows_what_is_asked_for() -> None:
    view = Viewport(60_000, 0, 20_000)
    assert view.moved(0.5).start == 10_000
    assert view.moved(-1).start == 0
    assert view.moved(99).start == 40_000
    assert view.showing(10_000) == view
    assert view.showing(30_000).start == 20_000
    assert view.showing(59_000).start == 40_000
    assert view.sees(20_000)
    assert not view.sees(20_001)
    assert Viewport(60_000).showing(59_900) == Viewport(60_000)


def test_marks_that_would_cover_each_other_get_rows_of_their_own_above_the_rest() -> None:
    marks = tuple(Mark(at, Tint.FAIL, str(at), f"{at}#1") for at in (3_000, 3_100, 9_000, 3_200, 3_300))
    stretch = Stretch(0, 10_000, Tint.TALKING, "通话")
    keys = Lane("按键", marks=(Mark(1_000, Tint.KEY, "应答"), Mark(1_010, Tint.KEY, "保持")))
    lanes = spread((Lane("线路", (stretch,)), keys, Lane("评分", marks=marks)), apart=500)
    assert [lane.name for lane in lanes] == ["评分", "", "线路", "按键"]
    assert [[mark.at for mark in lane.marks] for lane in lanes[:2]] == [[3_000, 9_000], [3_100, 3_200, 3_300]]
    assert lanes[2].stretches == (stretch,)
    assert lanes[3] == keys  # keys are thin and stay together
    assert [lane.name for lane in spread((Lane("评分", marks=marks),), apart=50)] == ["评分"]
    assert len(spread((Lane("评分", marks=marks),), apart=500, most=4)) == 4
