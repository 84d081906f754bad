"""A call's own phrases beside those of the rulebook: as if all had been compiled together."""

from __future__ import annotations

import pytest

from simulator.model.rulebook import Phrase
from simulator.phrases import Extended, Lexicon, Match, Recalling

RULEBOOK = {
    "today": Phrase(id="today", full=("今天", "今日"), part=True),
    "greeting": Phrase(id="greeting", full=("您好恒城集团",)),
    "closing": Phrase(id="closing", full=("感谢您的来电再见",)),
}
OWN = {
    "when": Phrase(id="when", full=("<today>下午送到",)),
    "closing": Phrase(id="closing", full=("祝您一路平安",)),
}
TEXTS = ("您好，恒城集团，今日下午送到。", "感谢您的来电，再见。", "祝您一路平安！", "今天")


@pytest.fixture(scope="module")
def extended() -> Extended:
    return Extended.of(Lexicon.build(RULEBOOK, {}), RULEBOOK, OWN, {})


@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_one_lexicon_of_all_finds(extended: Extended, text: str) -> None:
    together = Lexicon.build({**RULEBOOK, **OWN}, {})
    assert extended.match(text) == together.match(text)
    assert extended.match(text, ["when", "greeting"]) == together.match(text, ["when", "greeting"])
    assert extended.narrowed(TEXTS).match(text) == together.match(text)


def test_both_phrases_of_a_sentence_are_found(extended: Extended) -> None:
    assert [match.phrase for match in extended.match(TEXTS[0])] == ["greeting", "when"]


def test_the_calls_own_phrase_replaces_that_of_the_rulebook(extended: Extended) -> None:
    assert extended.match(TEXTS[1]) == ()
    assert [match.phrase for match in extended.match(TEXTS[2])] == ["closing"]


def test_an_unknown_phrase_is_an_error(extended: Extended) -> None:
    with pytest.raises(KeyError):
        extended.match(TEXTS[0], ["nobody"])


def test_a_matcher_that_hears_a_text_once_finds_the_same(extended: Extended, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Lexicon.build(RULEBOOK, {})
    recalling = extended.over(Recalling(base))
    for text in TEXTS:
        assert recalling.match(text) == extended.match(text)
        assert recalling.match(text, ["when", "greeting"]) == extended.match(text, ["when", "greeting"])
    assert recalling.narrowed(TEXTS).match(TEXTS[0]) == extended.match(TEXTS[0])

    def never(*_: object) -> tuple[Match, ...]:
        raise AssertionError("heard before")

    monkeypatch.setattr(base, "hear", never)
    assert [match.phrase for match in recalling.match(TEXTS[0], ["greeting"])] == ["greeting"]
