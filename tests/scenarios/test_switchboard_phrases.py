"""The phrases hear what polite operators really say; that they leave their siblings alone is proved by the check of the
whole library (``tests/cli/test_cli.py``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.rulebook import Rulebook
from simulator.phrases import Lexicon, Understanding

HERE = Path(__file__).parent


def _said(lexicon: Lexicon, text: str) -> set[str]:
    return {match.phrase for match in lexicon.match(text) if match.understood is Understanding.YES}


def test_what_is_forbidden(rulebook: Rulebook) -> None:
    forbidden = {phrase.id for phrase in rulebook.phrases.values() if phrase.forbidden}
    assert forbidden == {"dont_know", "rude", "pass_the_buck", "vague", "argue"}


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
