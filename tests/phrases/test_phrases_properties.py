"""What holds for every utterance and every template."""

from __future__ import annotations

import gc
import tracemalloc

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase, Wording
from simulator.phrases import Lexicon, Match, Understanding, sample

SPOKEN = "您你好请稍等后电话占线战在没有不要我为转接财务技术部恒城集团横程感谢的来信再见一二八零幺8012，。 abc著"
WORDS = ("您好", "请", "稍等", "电话", "占线", "为您", "转接", "一下", "来电", "感谢", "不方便", "二号线")

utterances = st.text(alphabet=SPOKEN, max_size=40) | st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


@st.composite
def templates(draw: st.DrawFn, depth: int = 2) -> str:
    """A template that requires at least one word."""
    parts = [draw(st.sampled_from(WORDS))]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.integers(0, 3 if depth else 0))
        if kind == 1:
            parts.append("[" + draw(templates(depth=depth - 1)) + "]")
        elif kind > 1:
            parts.append("(" + "|".join(draw(st.lists(templates(depth=depth - 1), min_size=2, max_size=3))) + ")")
        else:
            parts.append(draw(st.sampled_from(WORDS)))
    draw(st.randoms(use_true_random=False)).shuffle(parts)
    return "".join(parts)


relaxed = settings(deadline=None, max_examples=60)


@given(text=utterances)
@relaxed
def test_scores_and_spans_are_bounded(lexicon: Lexicon, text: str) -> None:
    for match in lexicon.match(text):
        assert 0.0 <= match.score <= 1.0
        assert 0 <= match.start < match.end <= len(text)
        assert all(0.0 <= one.cost <= 2.0 for one in match.alignment)


@given(text=utterances)
@relaxed
def test_matching_is_deterministic_and_in_order_of_appearance(lexicon: Lexicon, text: str) -> None:
    matches = lexicon.match(text)
    assert matches == lexicon.match(text)
    assert [match.start for match in matches] == sorted(match.start for match in matches)


@given(before=utterances, after=utterances)
@relaxed
def test_saying_more_never_makes_a_phrase_worse(
    lexicon: Lexicon, phrases: dict[str, Phrase], before: str, after: str
) -> None:
    longer = {match.phrase: match for match in lexicon.match(f"{before}，{after}")}
    for match in lexicon.match(before):
        if not (phrases[match.phrase].forbidden or phrases[match.phrase].unless):
            assert standing(longer[match.phrase]) >= standing(match)


def standing(match: Match) -> tuple[bool, bool, float]:
    """What a match is worth: understood, full points, score."""
    return match.understood is Understanding.YES, match.wording is not Wording.PARAPHRASE, match.score


@pytest.fixture(scope="module")
def turned(phrases: dict[str, Phrase], slots: dict[str, tuple[SpokenName, ...]]) -> Lexicon:
    """The same lexicon from mappings and lists in the opposite order."""
    return Lexicon.build(
        dict(reversed(phrases.items())), {slot: tuple(reversed(names)) for slot, names in reversed(slots.items())}
    )


@given(text=utterances)
@relaxed
def test_the_order_of_phrases_and_directory_does_not_matter(lexicon: Lexicon, turned: Lexicon, text: str) -> None:
    assert turned.match(text) == lexicon.match(text)


@given(template=templates(), text=utterances)
@relaxed
def test_a_template_is_the_best_of_its_variants(template: str, text: str) -> None:
    """The automaton of all variants against each variant alone: the same score, to the syllable."""
    phrase = Phrase("all", (template,))
    variants = sample(phrase, {}, 200)
    assume(len(variants) < 200)
    alone = {variant: Phrase(variant, (variant,)) for variant in variants}
    lexicon = Lexicon.build({**alone, "all": phrase}, {})
    best = max(map(standing, lexicon.match(text, alone)), default=None)
    assert [standing(match) for match in lexicon.match(text, ["all"])] == ([] if best is None else [best])


@given(template=templates())
@relaxed
def test_every_variant_matches_its_template(template: str) -> None:
    phrase = Phrase("x", (template,))
    lexicon = Lexicon.build({"x": phrase}, {})
    for text in sample(phrase, {}, 20):
        assert [match.score for match in lexicon.match(text)] == [1.0]


def test_memory_does_not_grow_with_use(lexicon: Lexicon) -> None:
    texts = [f"您好恒城集团请问您找哪位{number}电话占线" for number in range(60)]
    for text in texts[:20]:
        lexicon.match(text)
    gc.collect()
    tracemalloc.start()
    try:
        for text in texts[20:40]:
            lexicon.match(text)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        for text in texts[40:]:
            lexicon.match(text)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 20_000
