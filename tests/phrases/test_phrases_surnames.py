"""Surnames that nobody reads right who does not know them."""

from __future__ import annotations

import pytest

from simulator.phrases.surnames import SURNAMES, surprising
from simulator.phrases.tables import readings


@pytest.mark.parametrize("surname", SURNAMES)
def test_the_tables_expect_another_reading(surname: str) -> None:
    """At least one syllable is not the character's usual one: else there would be nothing to ask for."""
    syllables = SURNAMES[surname].split()
    assert len(syllables) == len(surname)
    assert any(readings(char)[0] != syllable for char, syllable in zip(surname, syllables, strict=True))


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单国强", "shan4"),
        ("尉迟恭", "yu4 chi2"),
        ("长城", ""),
        ("王单", ""),
        ("单", ""),
        ("尉迟", ""),
        ("王建国", ""),
    ],
)
def test_only_at_the_beginning_of_a_name(name: str, reading: str) -> None:
    assert surprising(name) == reading
