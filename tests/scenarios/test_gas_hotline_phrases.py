"""The gas hotline's own phrases: said in people's own words, and never by their dangerous opposites."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.phrases import Lexicon, Understanding, slots_of
from simulator.runtime.workspace import Workspace

SAID = Path(__file__).with_name("gas-hotline.said.tsv")
OWN = (
    "close_valve",
    "open_windows",
    "no_sparks",
    "leave_site",
    "ask_address",
    "dispatch_promise",
    "agree_visit_time",
    "ask_result",
)
SAFETY = frozenset(OWN[:4])


def _sentences() -> list[tuple[str, str]]:
    lines = SAID.read_text(encoding="utf-8").splitlines()
    return [(text, says) for text, says in (line.split("\t") for line in lines[1:])]


@pytest.fixture(scope="module")
def gas(library: Workspace) -> Lexicon:
    rulebook, company = library.rulebook("gas-hotline"), library.company("lanling")
    assert rulebook is not None
    assert company is not None
    return Lexicon.build(rulebook.phrases, slots_of(company))


@pytest.mark.parametrize(("text", "says"), _sentences())
def test_what_operators_say(gas: Lexicon, text: str, says: str) -> None:
    """All that the sentence says is heard; of the safety advice nothing else, and of any of it nothing in a ``-``."""
    heard = {match.phrase for match in gas.match(text, OWN) if match.understood is Understanding.YES}
    expected = set(says.split()) - {"-"}
    assert expected <= heard
    assert heard & SAFETY == expected & SAFETY
    assert expected or not heard
