"""The benchmark's sentences: labels that exist, nothing held out that anybody has seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.validity import exams
from benchmarks.validity.errors import characters
from benchmarks.validity.judging import said_rules
from benchmarks.validity.sentences import SPLITS, digest, load
from simulator.model.script import Say
from simulator.runtime import folders
from simulator.runtime.workspace import LoadedCall, Workspace

DATA = Path(__file__).parents[1] / "data"
EVERY = [sentence for split in SPLITS for sentence in load(split)]


@pytest.fixture(scope="module")
def calls() -> list[LoadedCall]:
    """Of the rulebook that the sentences are about."""
    workspace = Workspace(folders.library())
    return [workspace.load_call(file) for file in workspace.call_files() if file.parent.name == "switchboard"]


def test_there_are_enough_distinct_sentences() -> None:
    assert len({characters(sentence.text) for sentence in EVERY}) == len(EVERY) >= 250


def test_ids_are_unique() -> None:
    assert len({sentence.id for sentence in EVERY}) == len(EVERY)


def test_labels_name_phrases_of_the_rulebook(calls: list[LoadedCall]) -> None:
    known = set(calls[0].rulebook.phrases)
    assert {phrase for sentence in EVERY for phrase in sentence.says | sentence.either} <= known


def test_no_pair_is_both_said_and_disputed() -> None:
    assert [sentence.id for sentence in EVERY if sentence.says & sentence.either] == []


@pytest.mark.parametrize("split", SPLITS)
def test_every_phrase_that_a_rule_asks_for_is_said_in_either_split(split: str, calls: list[LoadedCall]) -> None:
    asked = {phrase for phrases, _ in said_rules(calls[0].rulebook).values() for phrase in phrases}
    assert asked <= {phrase for sentence in load(split) for phrase in sentence.says}


def test_dev_and_test_share_no_sentence() -> None:
    dev, test = ({characters(sentence.text) for sentence in load(split)} for split in SPLITS)
    assert not dev & test


def test_held_out_sentences_are_nowhere_else_in_the_tests_and_calls(calls: list[LoadedCall]) -> None:
    seen = set()
    for table in DATA.glob("*.tsv"):
        with table.open(encoding="utf-8", newline="") as file:
            seen |= {characters(row["transcript"]) for row in csv.DictReader(file, delimiter="\t")}
    for call in calls:
        for plan in call.plans.plans.values() if call.plans is not None else ():
            seen |= {characters(step.text) for step in plan.steps if isinstance(step, Say)}
    assert not seen & {characters(sentence.text) for sentence in load("test")}


def test_a_digest_names_the_held_out_table() -> None:
    assert len(digest("test")) == 12
    assert digest("test") != digest("dev")


def test_every_reworded_line_is_a_line_of_a_plan(calls: list[LoadedCall]) -> None:
    lines = {
        step.text
        for call in calls
        if call.plans is not None
        for step in call.plans.plans[exams.PERFECT].steps
        if isinstance(step, Say)
    }
    assert set(exams.wordings()) <= lines
