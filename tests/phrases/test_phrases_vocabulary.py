"""What a vocabulary cannot spell."""

from __future__ import annotations

import pytest

from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import Place
from simulator.phrases.vocabulary import Unheard, unheard_in, unspelled

WORDS = frozenset(["您好", "您", "好", "总机", "综合", "管理部", "综合管理", "部", "请稍等", "稍等", "vip"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("您好，总机", ""),
        ("综合管理部", ""),  # 综合 + 管理部, although 综合管理 comes first
        ("恒城总机", "恒城"),
        ("恒恒您好", "恒"),
        ("总机8012", ""),
        ("VIP总机", ""),
        ("PPT总机", "pt"),
        ("總機", ""),
        ("，。", ""),
    ],
)
def test_what_is_left_over(text: str, left: str) -> None:
    assert unspelled(text, WORDS.__contains__) == left


def test_the_same_characters_are_told_once_at_their_place() -> None:
    phrases = {
        "greeting": Phrase("greeting", ("您好{company}", "{company}(恒城|总机)您好"), ("恒城您好",)),
        "wait": Phrase("wait", ("请稍等",), unless=("稍等鑫",)),
    }
    assert tuple(unheard_in(phrases, WORDS.__contains__)) == (
        Unheard(Place("greeting", "full", 1), 10, "恒城", "恒城"),
        Unheard(Place("wait", "unless", 0), 0, "稍等鑫", "鑫"),
    )
