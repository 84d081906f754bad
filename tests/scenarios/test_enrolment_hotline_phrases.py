"""What the enrolment hotline says of its own: heard in people's own words, and not in what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.phrases import Lexicon, Understanding, slots_of
from simulator.runtime.workspace import Workspace

SAID = Path(__file__).with_name("enrolment-hotline.said.tsv")
OWN = ("ask_needs", "send_materials", "ask_address", "not_judge_others", "wrong_number")


def _sentences() -> list[tuple[str, str]]:
    lines = SAID.read_text(encoding="utf-8").splitlines()
    return [(text, says) for text, says in (line.split("\t") for line in lines[1:])]


@pytest.fixture(scope="module")
def hotline(library: Workspace) -> Lexicon:
    rulebook, company = library.rulebook("enrolment-hotline"), library.company("zhiyuan")
    assert rulebook is not None
    assert company is not None
    return Lexicon.build(rulebook.phrases, slots_of(company))


@pytest.mark.parametrize(("text", "says"), _sentences())
def test_what_is_said_is_heard_and_nothing_else(hotline: Lexicon, text: str, says: str) -> None:
    heard = {match.phrase for match in hotline.match(text, OWN) if match.understood is Understanding.YES}
    assert heard == set(says.split()) - {"-"}
