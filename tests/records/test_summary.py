"""Numbers, order and reasons as people read them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.scorecard import AlignedSyllable, Verdict
from simulator.records.summary import (
    Step,
    alignment_steps,
    clock,
    in_order,
    points,
    reasons,
    seconds,
    span_of_points,
)


@pytest.mark.parametrize(
    ("hundredths", "text"), [(0, "0"), (800, "8"), (1250, "12.5"), (357, "3.57"), (5, "0.05"), (-150, "-1.5")]
)
def test_points_have_no_idle_zeros(hundredths: int, text: str) -> None:
    assert points(hundredths) == text


@given(st.integers(-1_000_000, 1_000_000))
def test_points_are_exact(hundredths: int) -> None:
    assert round(float(points(hundredths)) * 100) == hundredths


def test_a_range_is_shown_only_where_something_is_undecided() -> None:
    assert span_of_points(800, 800) == "8"
    assert span_of_points(0, 800) == "0–8"


def test_times_are_read_as_minutes_and_seconds() -> None:
    assert clock(0) == "0:00.0"
    assert clock(61_250) == "1:01.2"
    assert clock(600_000) == "10:00.0"
    assert seconds(6_200).zh == "6.2 秒"
    assert seconds("soon").en == "soon"


def test_what_needs_attention_comes_first(case: Any) -> None:
    verdicts = [finding.verdict for finding in in_order(case.card.findings)]
    assert verdicts == [Verdict.FAIL, Verdict.UNDECIDED, Verdict.PARTIAL, Verdict.PASS, Verdict.NOT_APPLICABLE]


def test_a_critical_finding_comes_before_its_like(case: Any) -> None:
    plain = replace(case.card.findings[2], id="plain", critical=False)
    critical = replace(plain, id="critical", critical=True)
    assert [finding.id for finding in in_order([plain, critical])] == ["critical", "plain"]


def test_reasons_name_everything_that_stands_against_a_pass(case: Any) -> None:
    assert [reason.en for reason in reasons(case.card)] == [
        "Critical item failed: 不透露内部号码",
        "Record is below its floor of 60%",
        "1 to be ruled by a person",
    ]
    low = replace(case.card, lowest=7000, highest=7000)
    assert "The total is below the pass mark of 80" in [reason.en for reason in reasons(low)]


def test_a_clean_pass_needs_no_reason(case: Any) -> None:
    clean = replace(case.card, findings=case.card.findings[:1], dimensions=case.card.dimensions[:2], lowest=8650)
    assert reasons(clean) == ()


def test_each_step_of_an_alignment_is_named() -> None:
    alignment = (
        AlignedSyllable("nin", "nin", 0.0),
        AlignedSyllable("heng", "hen", 0.25),
        AlignedSyllable("tuan", "duan", 1.0),
        AlignedSyllable("ji", "", 1.0),
        AlignedSyllable("", "a", 0.6),
    )
    assert [step.step for step in alignment_steps(alignment)] == [
        Step.SAME,
        Step.NEAR,
        Step.OTHER,
        Step.MISSING,
        Step.EXTRA,
    ]
