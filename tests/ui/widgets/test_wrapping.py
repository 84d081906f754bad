"""Breaking lines: nothing is lost, nothing sticks out, and no line begins or ends with the wrong sign."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.ui.widgets.wrapping import NOT_FIRST, NOT_LAST, ellipsis, wide, wrap


def advance(character: str) -> float:
    return 2 if wide(character) else 1


def cut(text: str, width: float) -> list[str]:
    return [text[a:b] for a, b in wrap(text, width, advance)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("请稍等", 100, ["请稍等"]),
        ("您好总机", 4, ["您好", "总机"]),
        ("您好，总机", 4, ["您", "好，", "总机"]),
        ("转（分机）", 4, ["转", "（分", "机）"]),
        ("please hold on", 8, ["please ", "hold on"]),
        ("分机 8012 忙", 6, ["分机 ", "8012 ", "忙"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("一\n\n二", 10, ["一", "", "二"]),
    ],
)
def test_lines(text: str, width: float, lines: list[str]) -> None:
    assert cut(text, width) == lines


ALPHABET = st.text(alphabet="您好总机王经理，。！？（）《》“”ab1 \n…", max_size=60)


@given(ALPHABET, st.integers(6, 40))
def test_nothing_is_lost(text: str, width: int) -> None:
    spans = wrap(text, width, advance)
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert text[end:start] in ("", "\n")


@given(ALPHABET, st.integers(6, 40))
def test_nothing_sticks_out_but_spaces(text: str, width: int) -> None:
    for line in cut(text, width):
        assert sum(map(advance, line.rstrip(" "))) <= width


@given(st.text(alphabet="您好总机王经理，。（）", max_size=60), st.integers(12, 40))
def test_signs_stay_with_their_words(text: str, width: int) -> None:
    lines = wrap(text, width, advance)
    for (start, end), (following, _) in itertools.pairwise(lines):
        tied = text[following] in NOT_FIRST or text[end - 1] in NOT_LAST
        if tied:  # only where all of the line is tied together and there was no other place
            inside = text[start:end]
            assert all(b in NOT_FIRST or a in NOT_LAST for a, b in itertools.pairwise(inside))


@given(ALPHABET, st.integers(2, 40))
def test_an_ellipsis_fits(text: str, width: int) -> None:
    short = ellipsis(text, width, advance)
    assert sum(map(advance, short)) <= max(width, advance("…"))
    assert short == text or short.endswith("…")
