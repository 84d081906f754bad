"""The table of hot keys: complete, without conflicts, and text fields keep what is theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.ui.views.keymap import (
    BINDINGS,
    EDITING,
    Action,
    Binding,
    Chord,
    Scope,
    chord_of,
    conflicts,
    hot_key,
    key_of,
    line_of,
    named,
    overview,
    resolve,
)


def test_every_action_has_one_hot_key() -> None:
    assert sorted(binding.action for binding in BINDINGS) == sorted(Action)


def test_no_chord_means_two_things_in_one_place() -> None:
    assert conflicts() == ()
    twice = Binding(Action.HOLD, Chord("escape"), Scope.CONSOLE, Text("", ""))
    assert conflicts((*BINDINGS, twice)) == ((Action.BACK, Action.HOLD),)


def test_no_hot_key_takes_what_text_fields_need() -> None:
    assert not {binding.chord for binding in BINDINGS} & EDITING


def test_every_key_of_the_board_is_a_function_key() -> None:
    shown = [hot_key(key) for key in KeyName]
    assert shown == [f"F{n}" for n in range(1, 13)]
    assert [key_of(Action(key.value)) for key in KeyName] == list(KeyName)
    assert key_of(Action.SEARCH) is None


def test_digits_are_lines() -> None:
    assert resolve(Chord("2"), Scope.CONSOLE) is Action.LINE_2
    assert line_of(Action.LINE_2) == "2"
    assert line_of(Action.ANSWER) == ""
    assert resolve(Chord("2"), Scope.DEBRIEF) is None


@pytest.mark.parametrize("key", ["2", "n", "space", "return", "left", "tab", "backspace", ","])
def test_a_text_field_swallows_plain_keys(key: str) -> None:
    for scope in Scope:
        assert resolve(Chord(key), scope, editing=True) is None


def test_function_keys_control_and_escape_work_from_within_a_text_field() -> None:
    assert resolve(Chord("f4"), Scope.CONSOLE, editing=True) is Action.TRANSFER
    assert resolve(Chord("s", ctrl=True), Scope.CONSOLE, editing=True) is Action.SAVE
    assert resolve(Chord("escape"), Scope.CONSOLE, editing=True) is Action.BACK
    assert resolve(Chord("z", ctrl=True), Scope.CONSOLE, editing=True) is None


def test_the_same_letter_may_serve_two_screens() -> None:
    assert resolve(Chord("n"), Scope.DEBRIEF) is Action.NEXT_FINDING
    assert resolve(Chord("n"), Scope.DRILL) is Action.NEXT_EXERCISE
    assert resolve(Chord("n"), Scope.CONSOLE) is None
    assert resolve(replace(Chord("n"), shift=True), Scope.DEBRIEF) is None


def test_labels_are_what_is_printed_on_keys() -> None:
    assert hot_key(Action.SAVE) == "Ctrl+S"
    assert hot_key(Action.BACK) == "Esc"
    assert hot_key(Action.FULL_SCREEN) == "Alt+Enter"
    assert chord_of(Action.PLAY).label == "Space"
    assert (chord_of(Action.SAVE).name, chord_of(Action.FULL_SCREEN).name) == ("ctrl+s", "alt+return")
    assert named(Action.SAVE, Lang.ZH) == "保存"


def test_the_overview_lists_what_holds_in_a_place() -> None:
    labels = [label for label, _ in overview(Scope.DEBRIEF, Lang.ZH)]
    assert "Space" in labels
    assert "Esc" in labels
    assert "F1" not in labels
