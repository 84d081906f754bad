"""What the service centre says of its own: heard in people's own words, and not in what only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.rulebook import Rulebook
from simulator.phrases import Lexicon, Understanding, slots_of
from simulator.runtime.workspace import Workspace

SAID = Path(__file__).with_name("service-centre.said.tsv")
OWN = (
    "anything_else",
    "ask_address",
    "consult_caller",
    "contact_at_once",
    "dispatch",
    "explain_rule",
    "hold_consent",
    "welcome_opinion",
)


def _sentences() -> list[tuple[str, str]]:
    lines = SAID.read_text(encoding="utf-8").splitlines()
    return [(text, says) for text, says in (line.split("\t") for line in lines[1:])]


@pytest.fixture(scope="module")
def centre(library: Workspace) -> Rulebook:
    found = library.rulebook("service-centre")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def own_lexicon(library: Workspace, centre: Rulebook) -> Lexicon:
    company = library.company("anhe")
    assert company is not None
    return Lexicon.build(centre.phrases, slots_of(company))


@pytest.mark.parametrize(("text", "says"), _sentences())
def test_what_is_said_is_heard_and_nothing_else(own_lexicon: Lexicon, text: str, says: str) -> None:
    heard = {match.phrase for match in own_lexicon.match(text, OWN) if match.understood is Understanding.YES}
    assert heard == set(says.split()) - {"-"}


@pytest.mark.parametrize(
    "text",
    ["您好，安和物业客户服务中心零二八号接待员为您服务。", "您好，这里是安和物业。", "下午好，安和物业客户服务中心。"],
)
def test_both_greetings_of_the_text_count(own_lexicon: Lexicon, text: str) -> None:
    """D1.2.2 has one with the centre and the number, and one with the company only."""
    (match,) = own_lexicon.match(text, ["greeting"])
    assert match.understood is Understanding.YES
    assert match.wording in {"full", "accepted"}
