"""Why words count: what every phrase rule says of them, how near the others came, and what excuses them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.inquiry import Inquiry, PhraseReading, RuleReading, Standing
from simulator.model.checks import AnsweredWithin, NotSaid, Said
from simulator.model.rulebook import Phrase, Rule
from simulator.model.speech import Transcript

from .callsheet import Stage, rule, window

GREETING = rule(Said(("greeting",), window("answered", first=True)), "greet")
WAIT = rule(Said(("wait",), window("request")), "wait")
EITHER = rule(Said(("wait", "greeting"), window("request")), "either")
BOTH = rule(Said(("wait", "greeting"), window("request"), every=True), "both")
RUDE = rule(NotSaid(("rude",)), "rude")
KEYS = rule(AnsweredWithin(3), "keys")


@pytest.fixture
def ask(stage: Stage):
    def asked(rules: list[Rule], *heard: str | Transcript) -> dict[str, RuleReading]:
        inquiry = Inquiry(stage.scorer.company, replace(stage.scorer.rulebook, rules=tuple(rules)))
        spoken = [Transcript(one) if isinstance(one, str) else one for one in heard]
        return {reading.rule.id: reading for reading in inquiry.rules(spoken)}

    return asked


def best(readings: dict[str, RuleReading], name: str) -> PhraseReading:
    return readings[name].phrases[0]


def test_what_is_said_has_its_place_and_alignment(ask) -> None:
    reading = best(ask([GREETING], "喂。", "啊，您好，恒城集团。"), "greet")
    assert reading.standing is Standing.SAID
    assert (reading.first, reading.last) == (1, 1)
    assert reading.match is not None
    assert reading.text[reading.match.start : reading.match.end] == "您好，恒城集团"
    assert [step.required[0] for step in reading.match.alignment] == list("您好恒城集团")
    assert reading.score == 1


def test_only_rules_about_phrases_are_asked_and_the_nearest_comes_first(ask) -> None:
    readings = ask([KEYS, WAIT, RUDE, GREETING], "您好，恒城集团。")
    assert next(iter(readings)) == "greet"
    assert set(readings) == {"wait", "rude", "greet"}


@pytest.mark.parametrize("heard", ["您好，恒基集团。", "您好，红星集团。"])
def test_what_is_far_off_still_shows_how_far_also_in_a_name(ask, heard: str) -> None:
    reading = best(ask([GREETING], heard), "greet")
    assert reading.standing is Standing.NOT
    assert 0.3 <= reading.score < 1
    assert reading.match is not None
    assert [step.required[0] for step in reading.match.alignment if step.required][:3] == list("您好恒")
    assert any(step.cost for step in reading.match.alignment)


def test_a_name_heard_as_quite_another_is_given_as_the_reason(stage: Stage) -> None:
    long = Phrase("greeting", ("您好这里是{company}总机很高兴为您服务",))
    rulebook = replace(stage.scorer.rulebook, rules=(GREETING,), phrases={"greeting": long})
    (rule,) = Inquiry(stage.scorer.company, rulebook).rules([Transcript("您好这里是恒基集团总机很高兴为您服务")])
    reading = rule.phrases[0]
    assert reading.standing is Standing.NOT
    assert reading.score >= 0.8
    assert reading.why is not None
    assert "名称" in reading.why.zh


def test_what_resembles_nothing_has_no_match(ask) -> None:
    reading = best(ask([GREETING], "嗯"), "greet")
    assert (reading.standing, reading.match, reading.score) == (Standing.NOT, None, 0.0)


def test_another_hypothesis_is_for_a_person(ask) -> None:
    reading = best(ask([GREETING], Transcript("你哈很长几", 0.6, alternatives=("您好，恒城集团",))), "greet")
    assert reading.standing is Standing.ALMOST
    assert reading.hypothesis
    assert reading.text == "您好，恒城集团"


def test_a_sentence_cut_by_a_pause_is_for_a_person(ask) -> None:
    reading = best(ask([GREETING], "您好，恒", "城集团。"), "greet")
    assert (reading.standing, reading.first, reading.last) == (Standing.ALMOST, 0, 1)
    assert reading.why is not None
    assert "停顿" in reading.why.zh


def test_a_rule_stands_as_its_best_phrase_or_as_its_worst_where_it_demands_all(ask) -> None:
    readings = ask([EITHER, BOTH], "您好，恒城集团。")
    assert readings["either"].standing is Standing.SAID
    assert readings["both"].standing is Standing.NOT
    assert [one.phrase for one in readings["both"].phrases] == ["greeting", "wait"]
    assert ask([BOTH], "您好，恒城集团。", "请稍等。")["both"].standing is Standing.SAID


def test_forbidden_words_count_by_their_very_syllables_and_say_so(ask) -> None:
    said = best(ask([RUDE], "你急什么？"), "rude")
    assert said.standing is Standing.SAID
    near = best(ask([RUDE], "你几什么？"), "rude")
    assert near.standing is Standing.NOT or near.score == 1
    mumbled = best(ask([RUDE], "你记什门？"), "rude")
    assert mumbled.standing is Standing.NOT
    assert mumbled.why is None or "逐个音节" in mumbled.why.zh
