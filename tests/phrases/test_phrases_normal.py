"""Normalisation keeps what is spoken and knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.phrases import character_count, normalise, simplified


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("您好，恒城集团。", "您好恒城集团"),
        ("請稍後，電話佔線", "请稍后电话占线"),
        ("１３８　００", "13800"),
        ("看著辦", "看着办"),
        ("ＱＱ号", "qq号"),
        ("...", ""),
    ],
)
def test_what_is_spoken_is_kept(written: str, kept: str) -> None:
    assert normalise(written).text == kept


def test_a_span_maps_back_to_the_characters_as_written() -> None:
    text = "喂， 您好——橫程集團。"
    normal = normalise(text)
    start, end = normal.span(normal.text.index("横"), len(normal.text))
    assert text[start:end] == "橫程集團"


def test_pauses_are_remembered_but_hyphens_are_none() -> None:
    normal = normalise("没有，请稍等 138-00")
    assert [char for char, pause in zip(normal.text, normal.after_break, strict=True) if pause] == ["请"]


@given(st.text(max_size=60))
@settings(deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once.text).text == once.text


@given(st.text(max_size=60))
@settings(deadline=None)
def test_origins_rise_and_lie_in_the_text(text: str) -> None:
    origin = normalise(text).origin
    assert list(origin) == sorted(origin)
    assert all(0 <= at < len(text) for at in origin)


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_what_is_said_later_changes_nothing_before(before: str, after: str) -> None:
    assert normalise(before + after).text.startswith(normalise(before).text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("您好，恒城集团。", 6), ("分机8012", 6), ("加我QQ吧", 4), ("OK, VIP 客户", 4), ("", 0), ("don't", 1)],
)
def test_the_speech_rate_counts_characters_digits_and_latin_words(text: str, count: int) -> None:
    assert character_count(text) == count


@given(
    st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("，。 8ab著裡後乾"), max_size=30
    )
)
@settings(deadline=None)
def test_simplified_text_has_as_many_characters(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_what_a_recogniser_writes_in_traditional_characters_is_read_in_simplified_ones() -> None:
    assert simplified("我會馬上轉告周經理，是著名的說法") == "我会马上转告周经理，是著名的说法"
