"""The door to the reading tables."""

from __future__ import annotations

import pypinyin
from hypothesis import given
from hypothesis import strategies as st

from simulator.phrases import normalise
from simulator.phrases.tables import reading_in_context

WORDS = (
    "银行",
    "行长",
    "音乐",
    "快乐",
    "长途",
    "重复",
    "单位",
    "为了",
    "因为",
    "不便",
    "谁的",
    "便宜",
    "〇",
    "8012",
    "q",
)
texts = st.lists(st.sampled_from(WORDS) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=8)


@given(texts.map("".join))
def test_readings_in_context_are_those_of_pypinyin(text: str) -> None:
    text = normalise(text).text
    spoken = pypinyin.pinyin(
        text, style=pypinyin.Style.TONE3, neutral_tone_with_five=True, errors=lambda other: [""] * len(other)
    )
    assert reading_in_context(text) == tuple(syllables[0] for syllables in spoken)
    assert len(reading_in_context(text)) == len(text)


def test_neighbours_decide_between_readings() -> None:
    assert reading_in_context("银行") == ("yin2", "hang2")
    assert reading_in_context("行走") == ("xing2", "zou3")
