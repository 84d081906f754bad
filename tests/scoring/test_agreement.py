"""Agreement and standard error against published figures, and what must hold for any marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import agreement, chi_square, effective_size, standard_error, wilson


def of_table(table: Sequence[Sequence[int]]) -> list[list[tuple[int, int]]]:
    """The judgements of a table of counts (first judge down, second across), each in a call of its own."""
    return [[(row, column)] for row, counts in enumerate(table) for column, n in enumerate(counts) for _ in range(n)]


# --- published figures -----------------------------------------------------------------------------------------------


def test_kappa_of_cohens_own_example() -> None:
    """Cohen 1960, table 2: 200 diagnoses by two judges, po = .70, pe = .41, kappa = .492, limits .384 and .600."""
    found = agreement(of_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))
    assert found is not None
    assert (found.items, found.agreed) == (200, 140)
    assert found.kappa == pytest.approx(0.29 / 0.59)
    assert found.kappa_bounds is not None
    assert found.kappa_bounds.low == pytest.approx(0.384, abs=0.01)
    assert found.kappa_bounds.high == pytest.approx(0.600, abs=0.01)


def test_kappa_of_fleiss_diagnoses() -> None:
    """Fleiss, Levin & Paik 2003, table 18.1: po = .89, pe = .66, kappa = .68."""
    found = agreement(of_table([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found is not None
    assert found.kappa == pytest.approx(0.23 / 0.34)


def test_kappa_below_chance() -> None:
    """By hand: po = 0, pe = 1/2, kappa = -1."""
    found = agreement(of_table([[0, 5], [5, 0]]))
    assert found is not None
    assert found.kappa == -1


@pytest.mark.parametrize(
    ("hits", "size", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_bounds(hits: int, size: int, low: float, high: float) -> None:
    """Newcombe 1998, table I, method 3."""
    bounds = wilson(hits / size, size)
    assert (bounds.low, bounds.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("share", "freedom", "value"),
    [(0.025, 1, 0.000982), (0.975, 1, 5.024), (0.025, 10, 3.247), (0.975, 10, 20.483), (0.975, 100, 129.561)],
)
def test_chi_square_of_the_tables(share: float, freedom: int, value: float) -> None:
    assert chi_square(share, freedom) == pytest.approx(value, rel=1e-3)


def test_standard_error_of_repeated_peak_flow() -> None:
    """Bland & Altman 1986, Lancet 327:307, two readings of a peak flow meter: 2 sqrt(sum d^2 / n) = 43.2."""
    first = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
    second = [490, 397, 512, 401, 470, 611, 415, 431, 638, 429, 420, 633, 275, 492, 165, 372, 421]
    found = standard_error(list(zip(first, second, strict=True)))
    assert found is not None
    assert 2 * math.sqrt(2) * found.points == pytest.approx(43.2, abs=0.15)
    assert (found.calls, found.freedom) == (17, 17)


def test_standard_error_and_its_bounds_by_hand() -> None:
    """Differences 2, 4, 4, 2 of two markings: sqrt(40 / 8); chi-square of 4 degrees: 0.484 and 11.143."""
    found = standard_error([(80, 82), (70, 66), (90, 94), (60, 58)])
    assert found is not None
    assert found.points == pytest.approx(math.sqrt(5))
    assert (found.bounds.low, found.bounds.high) == pytest.approx((math.sqrt(20 / 11.143), math.sqrt(20 / 0.484)), 1e-3)


def test_a_call_that_was_marked_once_says_nothing() -> None:
    assert standard_error([(80.0,), ()]) is None
    assert standard_error([(80.0,), (70.0, 72.0)]) == standard_error([(70.0, 72.0)])


# --- judgements of the same call -------------------------------------------------------------------------------------


def test_disagreements_that_lie_in_one_call_widen_the_bounds() -> None:
    """By hand: 4 calls of 5, the same 15 of 20 agreed; all five wrong in one call, or spread."""
    agree, differ = (1, 1), (1, 2)
    lumped = [[agree] * 5, [agree] * 5, [agree] * 5, [differ] * 5]
    spread = [[agree] * 4 + [differ]] * 3 + [[agree] * 3 + [differ] * 2]
    # Between calls: (3 * 1.25^2 + 3.75^2) * 4/3 / 400; as single draws: .1875 / 19.
    assert effective_size(lumped) == pytest.approx(20 * (0.1875 / 19) / ((3 * 1.25**2 + 3.75**2) * 4 / 3 / 400))
    assert effective_size(spread) == 20
    narrow, wide = agreement(spread), agreement(lumped)
    assert narrow is not None
    assert wide is not None
    assert narrow.share == wide.share
    assert wide.share_bounds.low < narrow.share_bounds.low


def test_one_call_is_one_observation() -> None:
    assert effective_size([[(1, 1)] * 30]) == 1


# --- what holds for any marks ----------------------------------------------------------------------------------------

judgements = st.sampled_from(["pass", "fail", "not_applicable"])
calls = st.lists(st.lists(st.tuples(judgements, judgements), max_size=8), max_size=12)


@given(calls)
def test_agreement_is_bounded_and_inside_its_bounds(marked: list[list[tuple[str, str]]]) -> None:
    found = agreement(marked)
    assert (found is None) == (not any(marked))
    if found is None:
        return
    assert 0 <= found.share_bounds.low <= found.share <= found.share_bounds.high <= 1
    if found.kappa is not None:
        assert found.kappa_bounds is not None
        assert -1 <= found.kappa_bounds.low <= found.kappa + 1e-12
        assert found.kappa - 1e-12 <= found.kappa_bounds.high <= 1


@given(calls)
def test_agreement_is_symmetric(marked: list[list[tuple[str, str]]]) -> None:
    assert agreement(marked) == agreement([[(second, first) for first, second in call] for call in marked])


@given(calls)
def test_kappa_of_the_same_marks_is_one_or_undefined(marked: list[list[tuple[str, str]]]) -> None:
    found = agreement([[(first, first) for first, _ in call] for call in marked])
    if found is not None:
        used = {first for call in marked for first, _ in call}
        assert found.share == 1
        assert found.kappa == (1 if len(used) > 1 else None)


@given(calls)
def test_judgements_are_worth_no_more_than_they_are(marked: list[list[tuple[str, str]]]) -> None:
    total = sum(map(len, marked))
    assert (0 < effective_size(marked) <= total) if total else effective_size(marked) == 0


points = st.floats(0, 100)


@given(st.lists(st.tuples(points, points, points), min_size=1, max_size=20), st.randoms())
def test_standard_error_does_not_depend_on_order(marked: list[tuple[float, float, float]], chance) -> None:
    found = standard_error(marked)
    assert found is not None
    assert found.bounds.low <= found.points <= found.bounds.high
    shuffled = [chance.sample(call, 3) for call in chance.sample(marked, len(marked))]
    again = standard_error(shuffled)
    assert again is not None
    assert again.points == pytest.approx(found.points, abs=1e-9)


@given(st.lists(points, min_size=1, max_size=20))
def test_markings_that_agree_have_no_error(totals: list[float]) -> None:
    found = standard_error([(total, total) for total in totals])
    assert found is not None
    assert found.points == pytest.approx(0, abs=1e-9)
