"""What is left out because it cannot count is never missed: the matcher against itself with nothing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases import Lexicon, Match, sample
from simulator.phrases.columns import Columns
from simulator.phrases.outline import estimator
from simulator.phrases.search import MANY, Search

WORDS = (
    "您好",
    "请",
    "稍等",
    "电话",
    "占线",
    "为您",
    "转接",
    "一下",
    "来电",
    "感谢",
    "不方便",
    "二号线",
    "{person}",
    "{number}",
)
DAMAGE = "您电战线稍候没不嗯转机一八李静。，"
SLOTS = {"person": (SpokenName("李静", also=("李经理",)), SpokenName("单国强", "shan4 guo2 qiang2"))}


def match_all(compiled: Lexicon, text: str) -> tuple[Match, ...]:
    """Every template aligned everywhere: the index takes every syllable for heard, no template gives way to another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Columns, "least", lambda columns, _: (bytes(columns.size), (0,) * 5))
        patch.setattr(Search, "_may_be_better", lambda *_: True)
        return compiled.match(text)


@pytest.fixture(scope="module")
def operator_phrases(phrases: dict[str, Phrase], slots: dict[str, tuple[SpokenName, ...]]) -> list[str]:
    """Some wordings of every phrase."""
    return [text for phrase in phrases.values() for text in sample(phrase, slots, 4, phrases)]


@st.composite
def templates(draw: st.DrawFn) -> str:
    """Some words, some of them optional or with an alternative; the first is required."""
    parts = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS), st.integers(0, 3)), max_size=5))
    written = {0: "{0}", 1: "[{0}]", 2: "({0}|{1})", 3: "[{0}|{1}]"}
    return draw(st.sampled_from(WORDS)) + "".join(written[kind].format(one, other) for one, other, kind in parts)


@st.composite
def random_phrases(draw: st.DrawFn) -> Phrase:
    wordings = st.lists(templates(), max_size=2).map(tuple)
    phrase = Phrase("x", (draw(templates()),), draw(wordings), draw(wordings), almost=draw(st.sampled_from((0.4, 0.7))))
    return replace(phrase, unless=draw(wordings), forbidden=draw(st.integers(0, 5)) == 0)


def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with characters left out, put in and misheard."""
    characters = list(text)
    for at in draw(st.lists(st.integers(0, len(text)), max_size=5)):
        characters[at : at + draw(st.integers(0, 1))] = draw(st.sampled_from(("", *DAMAGE)))
    return "".join(characters)


@given(data=st.data(), sure=st.booleans(), allowance=st.integers(0, 8_000))
@settings(deadline=None, max_examples=60)
def test_all_nodes_at_once_weigh_what_each_weighs_by_itself(
    data: st.DataObject, sure: bool, allowance: int, operator_phrases: list[str], lexicon: Lexicon
) -> None:
    text = damaged(data.draw, data.draw(st.sampled_from(operator_phrases)))
    search = lexicon._search(text)
    slots, outlines = search.slots.sure if sure else search.slots.almost, search.outlines
    weighed = outlines.weighed(search.heard, slots, allowance)
    alone = [estimator(outlines, search.heard, slots, allowance)(node) for node in range(len(outlines.kinds))]
    assert list(weighed.above) == [cost > 0 for cost in alone]
    assert [min(cost, 1) for cost in weighed.costs.tolist()] == [min(cost, 1) for cost in alone]


@given(phrase=random_phrases(), data=st.data())
@settings(deadline=None, max_examples=400)
def test_leaving_out_what_cannot_count_changes_nothing(phrase: Phrase, data: st.DataObject) -> None:
    said = data.draw(st.lists(st.sampled_from(sample(phrase, SLOTS, 20)), min_size=1, max_size=2))
    text = damaged(data.draw, "".join(said))
    compiled = Lexicon.build({"x": phrase}, SLOTS)
    for many in (0, MANY):  # all nodes weighed at once, and those that are needed
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("simulator.phrases.search.MANY", many)
            assert compiled.match(text) == match_all(compiled, text)


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_nor_among_all_the_phrases_of_an_operator(
    lexicon: Lexicon, operator_phrases: list[str], data: st.DataObject
) -> None:
    text = damaged(data.draw, "".join(data.draw(st.lists(st.sampled_from(operator_phrases), max_size=4))))
    assert lexicon.match(text) == match_all(lexicon, text)


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_nor_does_a_lexicon_that_is_narrowed_to_some_texts(
    lexicon: Lexicon, operator_phrases: list[str], data: st.DataObject
) -> None:
    said = data.draw(st.lists(st.lists(st.sampled_from(operator_phrases), max_size=3), min_size=1, max_size=5))
    texts = [damaged(data.draw, "".join(one)) for one in said]
    narrow = lexicon.narrowed(texts)
    for text in texts:
        assert narrow.match(text) == lexicon.match(text)
