"""What the front desk says of its own: heard in people's own words, and not in what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.phrases import Lexicon, Understanding, slots_of
from simulator.runtime.workspace import Workspace

SAID = Path(__file__).with_name("office-phone.said.tsv")
OWN = ("line_check", "reply_time", "wrong_number")


def _sentences() -> list[tuple[str, str]]:
    lines = SAID.read_text(encoding="utf-8").splitlines()
    return [(text, says) for text, says in (line.split("\t") for line in lines[1:])]


@pytest.fixture(scope="module")
def office(library: Workspace) -> Lexicon:
    rulebook, company = library.rulebook("office-phone"), library.company("hengcheng")
    assert rulebook is not None
    assert company is not None
    return Lexicon.build(rulebook.phrases, slots_of(company))


@pytest.mark.parametrize(("text", "says"), _sentences())
def test_what_is_said_is_heard_and_nothing_else(office: Lexicon, text: str, says: str) -> None:
    heard = {match.phrase for match in office.match(text, OWN) if match.understood is Understanding.YES}
    assert heard == set(says.split()) - {"-"}


def test_an_answer_at_some_time_is_no_time(office: Lexicon) -> None:
    """稍后 promises a call, but says no time; 马上 says one, in other words than asked for."""
    later, at_once = "我稍后给您回电话。", "我马上给您答复。"
    assert "call_back_promise" in {match.phrase for match in office.match(later)}
    assert [match.phrase for match in office.match(later, ["reply_time"])] == []
    (match,) = office.match(at_once, ["reply_time"])
    assert match.wording == "paraphrase"
