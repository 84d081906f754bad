"""The shipped manners: enough wordings for every mood, and tempers that the rulebooks' phrases move."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from simulator.compiler import compile_manners
from simulator.model.script import Manner
from simulator.model.temper import Mood
from simulator.runtime.workspace import Workspace
from simulator.session.temper import fitting

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
MANNERS = compile_manners((LIBRARY / "manners.yaml").read_bytes(), "manners.yaml").value or {}
LINES = ("almost", "otherwise", "silence", "held_long", "give_up")
PEOPLE = {
    *("calm", "hurried", "angry", "crying", "threatening", "executive", "hard_of_hearing", "unclear"),
    *("dialect", "dialect_northeast", "talkative", "timid", "silent", "technician"),
}


@cache
def phrases() -> frozenset[str]:
    """The phrases of all rulebooks that calls are scored by."""
    workspace = Workspace(LIBRARY)
    return frozenset(name for call in workspace.call_files() for name in workspace.load_call(call).rulebook.phrases)


def test_the_manners_are_those_that_calls_rely_on() -> None:
    assert set(MANNERS) == PEOPLE


@pytest.mark.parametrize("manner", MANNERS.values(), ids=lambda manner: manner.id)
def test_nobody_says_the_same_every_time(manner: Manner) -> None:
    for name in LINES:
        for mood in Mood:
            texts = [line.text for line in fitting(getattr(manner, name), mood)]
            assert len(texts) == len(set(texts)) >= 3, (name, mood)


@pytest.mark.parametrize("manner", MANNERS.values(), ids=lambda manner: manner.id)
def test_tempers_name_phrases_that_a_rulebook_has(manner: Manner) -> None:
    """In manners unknown phrases are passed over, so nobody else would notice a slip of the pen."""
    assert manner.temper is not None
    assert manner.temper.soothed_by
    assert {*manner.temper.soothed_by, *manner.temper.angered_by} <= phrases()
    assert not set(manner.temper.soothed_by) & set(manner.temper.angered_by)
