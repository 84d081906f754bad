"""Names that tables misread are spelt with characters that cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin, pinyin

from audio.voice.respelling import _substitutes, respell, toned
from audio.voice.spoken import spoken
from simulator.model.company import SpokenName

MISREAD = [
    SpokenName("单国强", "shan4 guo2 qiang2", ("单总",)),
    SpokenName("曾丽", "zeng1 li4"),
    SpokenName("解晓东", "xie4 xiao3 dong1"),
    SpokenName("查理", "zha1 li3"),
    SpokenName("朴素", "piao2 su4"),
    SpokenName("翟天", "zhai2 tian1"),
    SpokenName("乐嘉", "yue4 jia1"),
    SpokenName("吕绿", "lü3 lǜ"),
]


def readings(text):
    return [toned(reading) for reading in lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)]


@pytest.mark.parametrize("name", MISREAD, ids=lambda name: name.text)
def test_a_name_is_read_as_its_pinyin_says(name):
    assert readings(respell(name.text, [name])) == [toned(syllable) for syllable in name.pinyin.split()]


@pytest.mark.parametrize("text", ["单先生", "单总", "单经理在吗"])
def test_the_surname_with_a_title_is_read_so_too(text):
    assert readings(respell(text, MISREAD))[0] == "shan4"


def test_the_surname_alone_is_read_so_too():
    assert readings(respell("免贵姓单。", MISREAD))[3] == "shan4"


def test_the_same_character_elsewhere_stays():
    assert respell("一单合同，不了解，单位", MISREAD) == "一单合同，不了解，单位"


def test_a_name_without_pinyin_or_with_too_little_stays():
    assert respell("单国强", [SpokenName("单国强"), SpokenName("单国强", "shan4 guo2")]) == "单国强"


def test_unknown_syllables_stay():
    assert respell("单", [SpokenName("单", "xyz9")]) == "单"


def test_every_substitute_is_read_as_wanted_and_few_could_be_read_otherwise():
    table = _substitutes()
    assert len(table) > 950
    doubtful = 0
    for syllable, char in table.items():
        (found,) = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)
        assert toned(found[0]) == syllable
        doubtful += len(found) > 1
    assert doubtful < len(table) / 4


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("shan4", "shan4"),
        ("shàn", "shan4"),
        ("lü4", "lv4"),
        ("lǜ", "lv4"),
        ("lv4", "lv4"),
        ("DE", "de5"),
        ("de5", "de5"),
    ],
)
def test_pinyin_in_any_spelling(written, form):
    assert toned(written) == form


def test_names_and_numbers_together():
    said = spoken("请单国强回电8012", MISREAD)
    assert said.endswith("回电八零幺二")
    assert readings(said)[1] == "shan4"


@given(st.text(max_size=40))
def test_without_names_nothing_changes(text):
    assert respell(text, []) == text
