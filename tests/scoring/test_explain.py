"""Findings in words."""

from __future__ import annotations

from scoring import as_text, explain
from scoring.explain import marked, syllables
from simulator.model.checks import Said
from simulator.model.scorecard import AlignedSyllable, Evidence

from .callsheet import Stage, rule, window

GREETING = rule(Said(("greeting",), window("answered", first=True)), better="您好，{company}。")


def test_the_whole_explanation_in_both_languages(stage: Stage) -> None:
    card = stage.card("4000 answered\n 5000-6000 me 喂，哪位？\n 60000 released\n 60000 ended", [GREETING])
    text = as_text(card.findings[0], stage.scorer.rulebook.clauses)
    assert text.zh.splitlines() == [
        "[不合格] 规则  0.00/100.00",
        "  要求：接起来电时第一句说：您好，恒城集团。",
        "  实际：没有听到要求的用语",
        "  原文：喂，哪位？",
        "  建议：您好，恒城集团。",
        "  依据：B4.1.1 三声内接听并先问候报公司",
    ]
    assert (
        text.en.splitlines()[1] == "  Required: when the call was answered with the first words, say: 您好，恒城集团。"
    )


def test_a_doubt_says_why_and_shows_the_range(stage: Stage) -> None:
    card = stage.card("4000 answered\n 5000-6000 me(conf=0.2) 晴天的。\n 60000 released\n 60000 ended", [GREETING])
    text = as_text(card.findings[0], {}).en
    assert "0.00-100.00/100.00" in text
    assert "Undecided: this utterance was not recognised clearly" in text
    assert text.endswith("Clause: B4.1.1")


def test_a_pass_needs_no_better_wording(stage: Stage) -> None:
    card = stage.card("4000 answered\n 5000-6000 me 您好，恒城集团。\n 60000 released\n 60000 ended", [GREETING])
    assert "Better" not in [line.label.en for line in explain(card.findings[0], {})]


def test_the_matched_words_are_marked() -> None:
    assert marked(Evidence(quote="嗯您好恒城集团请讲", matched=(1, 7))) == "嗯【您好恒城集团】请讲"
    assert marked(Evidence(quote="喂")) == "喂"


def test_differing_syllables_are_marked() -> None:
    steps = (
        AlignedSyllable("qing3", "qing3", 0.0),
        AlignedSyllable("shao1", "xiao3", 0.6),
        AlignedSyllable("deng3", "", 1.0),
        AlignedSyllable("", "a1", 0.6),
    )
    assert syllables(steps) == "qing3 [shao1→xiao3] [−deng3] [+a1]"
