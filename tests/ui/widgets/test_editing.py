"""The text of a field against the plainest model of it there can be, and what people expect of words and undo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.ui.widgets.editing import Editing, composed, digits_only, word_around

TEXTS = st.text(alphabet="ab 12,，王经理\n", max_size=6)
STEPS = st.one_of(
    st.tuples(st.just("insert"), TEXTS),
    st.tuples(st.just("delete"), st.sampled_from([-1, 1])),
    st.tuples(st.just("move"), st.sampled_from([-1, 1])),
    st.tuples(st.just("select"), st.sampled_from([-1, 1])),
    st.tuples(st.just("to"), st.integers(0, 30)),
    st.tuples(st.just("all"), st.none()),
    st.tuples(st.just("word"), st.sampled_from([-1, 1])),
)


class Plain:
    """A list of characters and two numbers."""

    def __init__(self) -> None:
        self.text, self.caret, self.anchor = "", 0, 0

    def do(self, step: str, value: object) -> None:
        start, end = sorted((self.caret, self.anchor))
        if step == "insert":
            self._put(start, end, str(value))
        elif step == "delete" and start != end:
            self._put(start, end, "")
        elif step == "delete" and value == -1 and self.caret > 0:
            self._put(self.caret - 1, self.caret, "")
        elif step == "delete" and value == 1:
            self._put(self.caret, self.caret + 1, "")
        elif step == "move":
            edge = start if value == -1 else end
            self.caret = self.anchor = edge if start != end else self._within(self.caret + int(str(value)))
        elif step == "select":
            self.caret = self._within(self.caret + int(str(value)))
        elif step == "to":
            self.caret = self.anchor = self._within(int(str(value)))
        elif step == "all":
            self.anchor, self.caret = 0, len(self.text)

    def _put(self, start: int, end: int, new: str) -> None:
        if start == end and not new:
            return
        self.text = self.text[:start] + new + self.text[end:]
        self.caret = self.anchor = start + len(new)

    def _within(self, at: int) -> int:
        return min(max(0, at), len(self.text))


def apply(editing: Editing, step: str, value: object) -> None:
    if step == "insert":
        editing.insert(str(value), typed=True)
    elif step == "delete":
        editing.delete(int(str(value)))
    elif step == "move":
        editing.move(int(str(value)))
    elif step == "select":
        editing.move(int(str(value)), select=True)
    elif step == "to":
        editing.move_to(int(str(value)))
    elif step == "all":
        editing.select_all()
    elif step == "word":
        editing.move(int(str(value)), word=True, select=True)


@given(st.lists(STEPS, max_size=40))
def test_editing_does_what_the_plain_model_does(steps: list[tuple[str, object]]) -> None:
    editing, plain = Editing(lines=True), Plain()
    for step, value in steps:
        if step == "word":
            continue
        apply(editing, step, value)
        plain.do(step, value)
        assert (editing.text, editing.caret, editing.anchor) == (plain.text, plain.caret, plain.anchor)


@given(st.lists(STEPS, max_size=40))
def test_undoing_everything_and_doing_it_again(steps: list[tuple[str, object]]) -> None:
    editing = Editing("王", lines=True)
    seen = {editing.text}
    for step, value in steps:
        apply(editing, step, value)
        seen.add(editing.text)
    last = editing.text
    while editing.undo():
        assert editing.text in seen
    assert editing.text == "王"
    while editing.redo():
        assert editing.text in seen
    assert editing.text == last


@given(st.lists(STEPS, max_size=30), st.integers(1, 5))
def test_a_mask_and_a_length_hold_whatever_is_done(steps: list[tuple[str, object]], most: int) -> None:
    editing = Editing(most=most, allowed=digits_only)
    for step, value in steps:
        apply(editing, step, value)
        assert len(editing.text) <= most
        assert all(map(digits_only, editing.text))
        assert 0 <= editing.caret <= len(editing.text)
        assert 0 <= editing.anchor <= len(editing.text)


def test_a_stretch_of_typing_is_undone_at_once_and_a_move_ends_it() -> None:
    editing = Editing()
    for letter in "王经理":
        editing.insert(letter, typed=True)
    editing.move(-1)
    editing.insert("总", typed=True)
    assert editing.text == "王经总理"
    editing.undo()
    assert editing.text == "王经理"
    editing.undo()
    assert editing.text == ""


def test_a_key_that_is_not_allowed_leaves_the_selection_alone() -> None:
    editing = Editing("123", allowed=digits_only)
    editing.select_all()
    assert not editing.insert("x")
    assert editing.text == "123"
    assert editing.selected == "123"


def test_one_line_has_no_newlines() -> None:
    editing = Editing()
    editing.insert("一\r\n二\n三")
    assert editing.text == "一 二 三"


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("请转王经理, ext 8012", 3, "请转王经理"),
        ("请转王经理, ext 8012", 8, "ext"),
        ("请转王经理, ext 8012", 20, "8012"),
        ("请转王经理，谢谢", 5, "，"),
        ("", 0, ""),
    ],
)
def test_a_word_is_a_stretch_of_one_kind(text: str, at: int, word: str) -> None:
    start, end = word_around(text, at)
    assert text[start:end] == word


def test_word_keys_stop_where_words_begin() -> None:
    editing = Editing("转 王经理 8012")
    stops = []
    while editing.caret:
        editing.move(-1, word=True)
        stops.append(editing.caret)
    assert stops == [6, 2, 0]
    editing.move(1, word=True)
    assert editing.caret == 2


def test_deleting_a_word() -> None:
    editing = Editing("转王经理 8012")
    editing.delete(-1, word=True)
    assert editing.text == "转王经理 "


def test_a_long_composition_arrives_in_pieces() -> None:
    whole = composed(composed("", "zong ji hua wu yuan", 0), " qing zhu yi", 19)
    assert whole == "zong ji hua wu yuan qing zhu yi"
    assert composed(whole, "zong", 0) == "zong"
