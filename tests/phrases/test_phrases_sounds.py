"""The cost table says what Mandarin ears say."""

from __future__ import annotations

import pytest

from simulator.phrases.sounds import (
    EQUAL,
    FUZZY,
    NEAR,
    NEVER,
    OTHER,
    SYLLABLES,
    UNLIKE,
    Weight,
    cost_row,
    syllable_number,
)
from simulator.phrases.tables import readings, simplify, tables_digest

SPELLED = "yi ya yu yue yuan yun you yao ye wu wa wo wei wen ju jue jiu gui gun lv lve lu zhi zi qi er"


def cost(required: str, heard: str, weight: Weight = Weight.CONTENT) -> int:
    one, other = syllable_number(required), syllable_number(heard)
    assert one is not None
    assert other is not None
    return cost_row(one, weight)[other]


@pytest.mark.parametrize(
    ("required", "heard", "expected"),
    [
        ("zhan", "zhan", EQUAL),
        ("zhan", "zan", FUZZY),
        ("cheng", "chen", FUZZY),
        ("lan", "nang", FUZZY),
        ("hu", "fu", FUZZY),
        ("jie", "ji", NEAR),
        ("lu", "ru", NEAR),
        ("min", "mi", NEAR),
        ("min", "mian", NEAR),
        ("zong", "zou", NEAR),
        ("zhan", "zai", UNLIKE),
        ("za", "cai", OTHER),
        ("dian", "xin", UNLIKE),
        ("deng", "hou", UNLIKE),
        ("you", "you", EQUAL),
        ("yuan", "quan", UNLIKE),
        ("q.", "q.", EQUAL),
        ("q.", "w.", UNLIKE),
    ],
)
def test_costs(required: str, heard: str, expected: int) -> None:
    assert cost(required, heard) == expected
    assert cost(heard, required) == expected


def test_weights_limit_what_may_be_taken_for_a_syllable() -> None:
    assert cost("dian", "xin", Weight.FUNCTION) == OTHER
    assert cost("min", "mi", Weight.NAME) == NEAR
    assert cost("min", "wei", Weight.NAME) == NEVER
    assert cost("chen", "cheng", Weight.SURNAME) == FUZZY
    assert cost("shi", "si", Weight.EXACT) == NEVER


def test_every_reading_of_every_common_character_is_a_syllable() -> None:
    common = (chr(code) for code in range(0x4E00, 0x9FA6))
    strange = {reading[:-1] for char in common for reading in readings(char) if syllable_number(reading[:-1]) is None}
    assert strange <= {"ê", "hm", "m", "n", "ng", "hng"}


def test_syllables_spelled_differently_are_different_numbers() -> None:
    spelled = SPELLED.split()
    numbers = [syllable_number(one) for one in spelled]
    assert None not in numbers
    assert len(set(numbers)) == len(spelled)
    assert all(0 <= number < SYLLABLES for number in numbers if number is not None)


def test_rarities_of_the_dictionary_are_no_readings() -> None:
    assert readings("位") == ("wei4",)
    assert {"xing2", "hang2"} <= set(readings("行"))
    assert "shan4" in readings("单")
    assert "zhai2" in readings("翟")


def test_traditional_characters_become_simplified_and_stay_single() -> None:
    assert [simplify(char) for char in "單佔線麼a"] == list("单占线么a")


def test_the_digest_is_a_sha256() -> None:
    assert len(bytes.fromhex(tables_digest())) == 32
