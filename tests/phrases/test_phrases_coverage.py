"""Few wordings that take every branch of every choice, and the very short ones of a template."""

from __future__ import annotations

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import MOST, NAMES, Coverage, Place, Sampled, content_of

SLOTS = {"person": tuple(SpokenName(name) for name in ("李静", "张伟", "王磊", "刘芳"))}


def sampled(text: str, **others: Phrase) -> Sampled:
    phrase = Phrase("own", (text,))
    (found,) = Coverage({"own": phrase, **others}, SLOTS).of(phrase)
    return found


def test_every_branch_is_taken_once() -> None:
    assert sampled("(早上|下午|晚上)好[总机|话务员]").wordings == ("早上好总机", "下午好话务员", "晚上好")


def test_choices_inside_choices() -> None:
    assert set(sampled("请(稍(等|候)|等[一下])").wordings) == {"请稍等", "请稍候", "请等一下", "请等"}


def test_a_slot_is_filled_with_some_of_its_names() -> None:
    assert len(sampled("找{person}").wordings) == NAMES
    assert len(sampled("(转|接|找|呼叫){person}").wordings) == 4


def test_a_slot_without_names_has_no_wordings() -> None:
    assert sampled("转{department}").wordings == ()


def test_a_reference_stands_for_each_template_of_its_phrase() -> None:
    sorry = Phrase("sorry", ("[很|非常|实在]抱歉", "对不起"), ("不好意思",), part=True)
    wordings = sampled("<sorry>占线", sorry=sorry).wordings
    assert len(wordings) == 3
    assert {wording[-5:-2] for wording in wordings} >= {"对不起"}
    assert any(wording.startswith("不好意思") for wording in wordings)


def test_a_gap_is_left_empty() -> None:
    assert sampled("电话…占线").wordings == ("电话占线",)


def test_no_template_has_more_than_the_most() -> None:
    many = "|".join(f"{number}号" for number in range(100))
    assert len(sampled(f"({many})线").wordings) == MOST


def test_the_very_short_wordings_whichever_branches_they_take() -> None:
    number = Phrase("number", ("[联系]号码",), part=True)
    found = sampled("[请](留|报一下)[您的](电话|{person}|<number>)", number=number)
    assert found.at == Place("own", "full", 0)
    assert found.brief == ("留刘芳", "留号码", "留张伟", "留李静", "留王磊", "留电话")


def test_a_gap_may_be_silent_in_a_very_short_wording() -> None:
    assert sampled("他…(忙|在忙)").brief == ("他在忙", "他忙")


def test_function_words_are_no_content_and_a_negation_is_more() -> None:
    assert content_of("给您") == 0
    assert content_of("请您稍等") == 3
    assert content_of("不在") == 2
