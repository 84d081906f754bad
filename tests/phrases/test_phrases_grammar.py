"""Templates are read with the place of every fault."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases import Lexicon, Template, TemplateError, parse_template, phrase_problems, sample


def test_slots_and_references_are_listed_once_in_order() -> None:
    template = parse_template("<hello>[您|你]{person}(找{department}|找{person})<hello>")
    assert isinstance(template, Template)
    assert template.slots == ("person", "department")
    assert template.references == ("hello",)


def test_full_width_brackets_are_brackets() -> None:
    template = parse_template("您（好｜早）［啊］｛company｝")
    assert isinstance(template, Template)
    assert template.slots == ("company",)


def test_a_gap_is_typed_once_or_twice() -> None:
    for text in ("您…好", "您……好"):
        template = parse_template(text)
        assert isinstance(template, Template)
        assert len(template.body.items) == 3


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("您好(啊", 2),
        ("您好)啊", 2),
        ("您好]", 2),
        ("(a|b]", 0),
        ("(|好)", 1),
        ("(好|)", 3),
        ("[]好", 1),
        ("好|早", 1),
        ("{nobody}好", 0),
        ("好{", 1),
        ("好<>", 1),
        ("好}", 1),
        ("[好]", 0),
        ("，。", 0),
        ("", 0),
        ("您好か", 2),
        ("好" * 2_001, 2_000),
        ("(" * 50, 16),
        ("…好", 0),
        ("好……", 2),
    ],
)
def test_a_fault_is_a_value_with_its_place(text: str, offset: int) -> None:
    error = parse_template(text)
    assert isinstance(error, TemplateError)
    assert error.offset == offset
    assert error.message.zh
    assert error.message.en


@given(st.text(alphabet="您好()[]{}<>|（）company，a…", max_size=40))
@settings(deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    read = parse_template(text)
    assert isinstance(read, Template | TemplateError)
    if isinstance(read, TemplateError):
        assert 0 <= read.offset <= len(text)


def phrases(**texts: str) -> dict[str, Phrase]:
    return {id_: Phrase(id_, (text,)) for id_, text in texts.items()}


def test_unknown_and_circular_references_are_reported() -> None:
    problems = phrase_problems(phrases(a="好<b>", b="好<c>", c="好<b>", d="好<nothing>", e="早"))
    assert [(one.phrase, one.offset) for one in problems] == [("a", 2), ("b", 2), ("c", 2), ("d", 2)]
    assert "b → c → b" in problems[0].message.zh


def test_a_template_that_grows_too_large_is_reported() -> None:
    texts = {"p0": "好早" * 20} | {f"p{n}": f"<p{n - 1}><p{n - 1}>" for n in range(1, 8)}
    assert "p7" in {one.phrase for one in phrase_problems(phrases(**texts))}


def test_building_from_faulty_phrases_is_an_error() -> None:
    with pytest.raises(ValueError, match="no slot"):
        Lexicon.build(phrases(a="好{nobody}"), {})


def test_a_sample_takes_every_branch_before_it_runs_out() -> None:
    phrase = Phrase("x", ("您(好|早)[啊](甲|乙|丙){company}", "<y>了"))
    texts = sample(phrase, {"company": (SpokenName("恒城", also=("恒城集团",)),)}, 12, phrases(y="再见[吧]"))
    assert len(texts) == len(set(texts)) == 12
    everything = "".join(texts)
    assert all(piece in everything for piece in ("好", "早", "啊", "甲", "乙", "丙", "集团", "再见吧了", "再见了"))


def test_a_sample_of_a_huge_template_is_bounded_and_of_a_small_one_complete() -> None:
    huge = Phrase("x", ("(一|二|三|四)" * 30,))
    assert len(sample(huge, {}, 50)) == 50
    assert set(sample(Phrase("x", ("您[很]好",)), {}, 50)) == {"您很好", "您好"}


def test_everything_sampled_matches_in_full(
    phrases: dict[str, Phrase], slots: dict[str, tuple[SpokenName, ...]]
) -> None:
    lexicon = Lexicon.build(phrases, slots)
    for phrase in phrases.values():
        for text in sample(phrase, slots, 40, phrases):
            (match,) = lexicon.match(text, [phrase.id])
            assert match.score == 1.0, (phrase.id, text)
            assert match.understood == "yes", (phrase.id, text)
