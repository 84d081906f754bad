"""Shares and their bounds."""

from __future__ import annotations

import math

import pytest

from benchmarks.validity.bounds import Row, difference, share

VOICES = "abcd"


def rows(wrong: int, sentences: int = 100) -> list[Row]:
    """Each sentence in four voices; ``wrong`` sentences fail in all of them."""
    return [Row(f"s{n}", voice, n >= wrong, 1) for n in range(sentences) for voice in VOICES]


def test_the_share_is_that_of_the_clips() -> None:
    found = share(rows(5))
    assert (found.value, found.hits, found.of, found.sentences) == (0.95, 380, 400, 100)


def test_bounds_are_those_of_sentences_not_of_clips() -> None:
    found = share(rows(20))
    spread = 1.96 * math.sqrt(0.2 * 0.8 / 100)  # of 100 independent sentences, not of 400 clips
    assert found.low == pytest.approx(0.8 - spread, abs=0.015)
    assert found.high == pytest.approx(0.8 + spread, abs=0.015)


def test_a_voice_that_fails_widens_the_bounds() -> None:
    by_voice = [Row(f"s{n}", voice, voice != "a", 1) for n in range(100) for voice in VOICES]
    found = share(by_voice)
    assert found.value == 0.75
    assert found.low <= 0.3
    assert found.high == 1.0


def test_without_any_failure_the_bound_is_the_exact_binomial_one() -> None:
    found = share(rows(0))
    assert found.value == found.high == 1.0
    assert found.low == pytest.approx(0.025 ** (1 / 100))


def test_without_any_hit_the_bound_counts_every_trial_of_a_sentence_once() -> None:
    found = share(Row(f"s{n}", voice, 0, 45) for n in range(200) for voice in VOICES)
    assert found.value == found.low == 0.0
    assert found.high == pytest.approx(1 - 0.025 ** (1 / 9000))


def test_nothing_counted_is_unknown() -> None:
    found = share([])
    assert (found.value, found.low, found.high, found.of) == (0.0, 0.0, 1.0, 0.0)


def test_the_same_rows_always_have_the_same_bounds() -> None:
    assert share(rows(7)) == share(rows(7))


def test_a_difference_of_nothing_has_zero_in_its_bounds() -> None:
    women = [row for row in rows(10) if row.voice in "ab"]
    men = [row for row in rows(10) if row.voice in "cd"]
    value, low, high = difference(women, men)
    assert value == 0
    assert low <= 0 <= high


def test_a_difference_is_seen() -> None:
    women = [row for row in rows(0) if row.voice in "ab"]
    men = [row for row in rows(40) if row.voice in "cd"]
    value, low, high = difference(women, men)
    assert value == pytest.approx(0.4)
    assert 0.25 < low < 0.4 < high < 0.55
