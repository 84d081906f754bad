"""What is found where phrases cannot be told apart, and that nothing is found where they can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import Place
from simulator.phrases.siblings import Finding, Prover, Trouble, prove

SLOTS = {
    "company": (SpokenName("恒城集团"),),
    "person": (SpokenName("李静", also=("李经理",)), SpokenName("王磊")),
}


def found(*phrases: Phrase) -> tuple[Finding, ...]:
    return prove({phrase.id: phrase for phrase in phrases}, SLOTS)


GREETING = Phrase("greeting", ("您好{company}",), ("(早上|下午)好{company}",))
WAIT = Phrase("wait", ("请[您]稍(等|候)",))
TRANSFER = Phrase("transfer", ("我马上为您转接{person}",), ("(为|给|帮)您转接[到]{person}",))


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert found(GREETING, WAIT, TRANSFER) == ()


def test_a_wording_that_does_not_say_its_own_phrase() -> None:
    (one,) = found(Phrase("wait", ("请稍等", "请等一下再打"), unless=("请等一下再打",)), GREETING)
    assert (one.trouble, one.at, one.wording) == (Trouble.OWN, Place("wait", "full", 1), "请等一下再打")


def test_a_wording_that_says_a_sibling() -> None:
    hold = Phrase("hold", ("电话占线",), ("现在占线[，要不您请稍等一会儿]",))
    (one,) = found(GREETING, WAIT, hold)
    assert one.trouble is Trouble.SIBLING
    assert (one.at, one.template) == (Place("hold", "accepted", 0), "现在占线[，要不您请稍等一会儿]")
    assert (one.wording, one.said) == ("现在占线，要不您请稍等一会儿", "请稍等")
    assert (one.other, one.other_template, one.score) == ("wait", "请[您]稍(等|候)", 1.0)


def test_also_allows_it_in_one_direction() -> None:
    hold = Phrase("hold", ("现在占线，请稍等一会儿",), also=("wait",))
    assert found(WAIT, hold) == ()
    assert [one.trouble for one in found(Phrase("wait", WAIT.full, also=("hold",)), Phrase("hold", hold.full))] == [
        Trouble.SIBLING
    ]


def test_each_pair_is_told_once_with_the_clearest_example() -> None:
    hold = Phrase("hold", ("现在占线，请(稍等|稍候|稍微等等)一会儿", "还在占线，请稍等"))
    (one,) = found(WAIT, hold)
    assert one.wording == "还在占线，请稍等"


RUDE = Phrase("rude", ("急什么",), forbidden=True)


def test_a_polite_wording_is_forbidden_whatever_also_says() -> None:
    hurry = Phrase("hurry", ("我知道您为什么急什么都好办",), also=("rude",))
    (one,) = found(hurry, RUDE)
    assert (one.trouble, one.at.phrase, one.other, one.said) == (Trouble.FORBIDDEN, "hurry", "rude", "急什么")


def test_a_forbidden_wording_says_something_polite() -> None:
    impatient = Phrase("impatient", ("烦不烦请稍等",), forbidden=True)
    (one,) = found(WAIT, impatient)
    assert (one.trouble, one.at.phrase, one.other) == (Trouble.POLITE, "impatient", "wait")
    assert found(WAIT, Phrase("impatient", impatient.full, forbidden=True, also=("wait",))) == ()


@pytest.mark.parametrize("template", ["再见", "[谢谢您，]再见", "他很忙", "给您回"])
def test_too_short(template: str) -> None:
    found_ = found(Phrase("own", (template,)), GREETING)
    assert [(one.trouble, one.at) for one in found_] == [(Trouble.SHORT, Place("own", "full", 0))]


@pytest.mark.parametrize("template", ["不在", "请稍等", "转{person}", "8012号", "无人接听"])
def test_not_too_short(template: str) -> None:
    assert found(Phrase("own", (template,)), GREETING) == ()


def test_the_least_wording_is_told_and_the_next_where_that_is_meant_to_be_short() -> None:
    template = "(再见|下次再见面)"
    assert [one.wording for one in found(Phrase("own", (template,)))] == ["再见"]
    assert [one.wording for one in found(Phrase("own", (template, "拜拜"), short=("再见！",)))] == ["拜拜"]
    assert found(Phrase("own", (template, "拜拜"), short=("再见", "拜拜"))) == ()


@pytest.mark.parametrize("meant", ["您好再见", "下次再见面", "再会", "就再见"])
def test_what_is_meant_to_be_short_is_a_wording_and_too_short(meant: str) -> None:
    (one,) = found(Phrase("own", ("再见", "下次再见面"), short=("再见", meant)))
    assert (one.trouble, one.at, one.wording) == (Trouble.NEEDLESS, Place("own", "short", 1), meant)


def test_forbidden_phrases_may_be_short() -> None:
    assert found(Phrase("rude", ("闭嘴",), forbidden=True)) == ()


CHEN = Phrase("chen", ("您姓陈吗",))
CHENG = Phrase("cheng", ("您姓程吗",))


def test_too_alike_is_told_once_with_both_wordings() -> None:
    (one,) = found(CHEN, CHENG)
    assert one.trouble is Trouble.ALIKE
    assert {one.wording, one.other_wording} == {"您姓陈吗", "您姓程吗"}
    assert one.score == pytest.approx(0.9375)


def test_what_is_one_thing_may_be_alike() -> None:
    assert found(Phrase("chen", CHEN.full, also=("cheng",)), CHENG) == ()


def test_what_is_only_almost_another_is_not_taken_for_it() -> None:
    """Heard as it stands, one is said and the other almost: whoever listens takes the first."""
    assert found(Phrase("noise", ("电话里杂音非常大",)), Phrase("echo", ("电话里回音非常大",))) == ()


def test_parts_are_proved_in_what_they_are_part_of() -> None:
    soon = Phrase("soon", ("请稍等",), part=True)
    (one,) = found(soon, WAIT, Phrase("hold", ("电话占线，<soon>",)))
    assert (one.trouble, one.at.phrase, one.other) == (Trouble.SIBLING, "hold", "wait")


def test_it_is_always_the_same() -> None:
    phrases = (GREETING, Phrase("hold", ("现在占线，请(稍等|稍候)",)), WAIT, CHEN, CHENG)
    first = found(*phrases)
    assert len(first) == 2
    assert first == found(*phrases)


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    prove({"wait": WAIT, "transfer": TRANSFER}, SLOTS, lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


PARTS = (
    "您好",
    "请稍等",
    "占线",
    "为您转接",
    "{person}",
    "{company}",
    "李静",
    "李经理",
    "恒城集团",
    "8012",
    "[请]李静",
)


@st.composite
def rulebooks(draw: st.DrawFn) -> dict[str, Phrase]:
    """A few phrases in which names are said with slots and without."""
    template = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("".join)
    some = st.lists(template, max_size=2, unique=True).map(tuple)
    return {
        id_: Phrase(id_, (draw(template),), draw(some), unless=draw(some), forbidden=draw(st.integers(0, 4)) == 0)
        for id_ in "abc"
    }


@given(phrases=rulebooks())
@settings(deadline=None, max_examples=150)
def test_what_companies_have_in_common_is_what_each_of_them_has(phrases: dict[str, Phrase]) -> None:
    prover = Prover(phrases, SLOTS)
    for id_ in phrases:
        nameless = prover.prove_nameless(id_, phrases)
        alone, piece_by_piece = prover.prove(id_, phrases), prover.prove(id_, phrases, nameless)
        assert piece_by_piece == alone
        assert prover.prove(id_, ["a"], nameless).against.get("a") == alone.against.get("a")


def test_common_is_what_names_nobody() -> None:
    phrases = {"wait": WAIT, "hold": Phrase("hold", ("现在占线，请稍等", "请稍等{person}")), "greeting": GREETING}
    nameless = Prover(phrases, SLOTS).prove_nameless("hold", phrases)
    assert [one.template for one in nameless.against["wait"]] == ["现在占线，请稍等"]
