"""The phrases understand themselves, leave their siblings alone, and hear what polite operators really say."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.rulebook import Rulebook
from simulator.phrases import Lexicon, Understanding, sample, slots_of
from simulator.runtime.workspace import Workspace

HERE = Path(__file__).parent
SAMPLES = 16

ALSO = {
    ("accepted", "announce_transfer consult"),
    ("announce_transfer", "accepted ask_permission conference_open relay_promise transfer_reason"),
    ("ask_organisation", "ask_surname"),
    ("ask_permission", "accepted busy"),
    ("ask_phone", "call_back_promise"),
    ("ask_urgency", "ask_matter call_back_promise"),
    ("busy", "apology wait"),
    ("call_back_open", "late_reason noise report_fault"),
    ("conference_open", "busy meeting_notice"),
    ("confirm_doubt", "read_back"),
    ("consult", "absent hold_notice"),
    ("absent", "refused"),
    ("dont_know", "pass_the_buck"),
    ("full_number_greeting", "thanks_reply"),
    ("pass_the_buck", "argue dont_know"),
    ("refused", "absent"),
    ("hold_notice", "consult offer_hold read_back wait"),
    ("how_help", "ask_matter offer_relay"),
    ("late_apology", "apology resumed"),
    ("late_reason", "busy hold_notice refused"),
    ("no_answer", "apology"),
    ("noise", "confirm_doubt"),
    ("offer_hold", "hold_notice offer_message wait"),
    ("offer_other_extension", "announce_transfer offer_relay relay_promise"),
    ("offer_relay", "ask_matter how_help offer_other_extension relay_promise"),
    ("own_name_greeting", "ask_surname thanks_reply"),
    ("read_back", "confirm_doubt"),
    ("relay_promise", "announce_transfer offer_relay"),
    ("report_fault", "call_back_open noise"),
    ("resumed", "apology late_apology wait"),
    ("transfer_reason", "announce_transfer"),
    ("wait", "hold_notice"),
}
"""What a wording of the first phrase may also say, because people do say both at once, or because the two are one thing
at two moments.  Which of them counts, the rule's window decides."""

_ALLOWED = {(phrase, other) for phrase, others in ALSO for other in others.split()}


def _said(lexicon: Lexicon, text: str) -> set[str]:
    return {match.phrase for match in lexicon.match(text) if match.understood is Understanding.YES}


@pytest.fixture(scope="module")
def heard(library: Workspace, rulebook: Rulebook, lexicon: Lexicon) -> dict[tuple[str, str], set[str]]:
    """For each phrase and sample of it: every phrase that it says."""
    company = library.company("hengcheng")
    assert company is not None
    slots = slots_of(company)
    return {
        (phrase.id, text): _said(lexicon, text)
        for phrase in rulebook.phrases.values()
        if not phrase.part
        for text in sample(phrase, slots, SAMPLES)
    }


def test_every_wording_says_its_own_phrase(heard: dict[tuple[str, str], set[str]]) -> None:
    assert {key for key, phrases in heard.items() if key[0] not in phrases} == set()


def test_no_wording_says_a_sibling(heard: dict[tuple[str, str], set[str]]) -> None:
    extra = {(own, other, text) for (own, text), said in heard.items() for other in said - {own}}
    assert {found for found in extra if found[:2] not in _ALLOWED} == set()


def test_no_polite_wording_is_forbidden(rulebook: Rulebook, heard: dict[tuple[str, str], set[str]]) -> None:
    forbidden = {phrase.id for phrase in rulebook.phrases.values() if phrase.forbidden}
    assert forbidden == {"dont_know", "rude", "pass_the_buck", "vague", "argue"}
    assert {key for key, said in heard.items() if key[0] not in forbidden and said & forbidden} == set()


def _sentences() -> list[tuple[str, str]]:
    lines = (HERE / "said.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, says) for text, says in (line.split("\t") for line in lines[1:])]


@pytest.mark.parametrize(("text", "says"), _sentences())
def test_operators_are_understood_in_their_own_words(lexicon: Lexicon, text: str, says: str) -> None:
    assert set(says.split()) - {"-"} <= _said(lexicon, text)


@pytest.mark.parametrize("text", [text for text, says in _sentences() if says == "-"])
def test_other_talk_says_nothing(lexicon: Lexicon, text: str) -> None:
    assert _said(lexicon, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "请问您急什么时候要？",
        "不知道您方不方便留个电话？",
        "您知不知道他什么时候回来？",
        "请问您叫什么名字？",
        "线路不好，我听不清楚。",
        "没关系，这是我应该做的。",
        "不可能让您白跑一趟，我马上帮您转接。",
    ],
)
def test_what_only_looks_forbidden_is_not(rulebook: Rulebook, lexicon: Lexicon, text: str) -> None:
    forbidden = [phrase.id for phrase in rulebook.phrases.values() if phrase.forbidden]
    assert lexicon.match(text, forbidden) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请稍等，我马上为您转接财务部。", {"财务部"}),
        ("好的，我为您转接董事长秘书。", {"林悦"}),
        ("给您转综合管理部李经理，请稍候。", {"李红", "综合管理部"}),
        ("我这就帮您把电话转到客户服务中心。", {"客户服务中心"}),
    ],
)
def test_the_destination_is_named(lexicon: Lexicon, text: str, names: set[str]) -> None:
    (match,) = lexicon.match(text, ["announce_transfer"])
    assert match.slots["destination"] in names
