"""The benchmark's sentences: labels that exist, nothing held out that anybody has seen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.validity import exams
from benchmarks.validity.books import Book, books, own
from benchmarks.validity.errors import characters
from benchmarks.validity.sentences import BATCHES, SPLITS, batch, digest, labelled, load, tables
from simulator.model.script import Say
from simulator.runtime import folders
from simulator.runtime.workspace import LoadedCall, Workspace

DATA = Path(__file__).parents[1] / "data"
EVERY = [sentence for split in SPLITS for sentence in load(split)]


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace(folders.library())


@pytest.fixture(scope="module")
def shelf(workspace: Workspace) -> tuple[Book, ...]:
    """Every rulebook."""
    return books(workspace)


@pytest.fixture(scope="module")
def calls(workspace: Workspace) -> list[LoadedCall]:
    """Those that exams are made of."""
    return [workspace.load_call(file) for file in workspace.call_files() if file.parent.name == "switchboard"]


def test_there_are_enough_distinct_sentences() -> None:
    assert len({characters(sentence.text) for sentence in EVERY}) == len(EVERY) >= 250


def test_ids_are_unique() -> None:
    assert len({sentence.id for sentence in EVERY}) == len(EVERY)


def test_every_rulebook_is_measured(workspace: Workspace, shelf: tuple[Book, ...]) -> None:
    assert {book.id for book in shelf} == {folder.name for folder in workspace.rulebook_folders()}
    assert shelf[0].id == "switchboard"


def test_labels_name_phrases_of_a_rulebook(shelf: tuple[Book, ...]) -> None:
    known = frozenset().union(*(book.phrases for book in shelf))
    assert {phrase for sentence in EVERY for phrase in sentence.says | sentence.either} <= known


def test_every_phrase_of_every_rulebook_is_measured_in_either_split(shelf: tuple[Book, ...]) -> None:
    unsaid = {
        (split, book.id, phrase.id)
        for split in SPLITS
        for said in ({phrase for sentence in load(split) for phrase in sentence.says},)
        for book in shelf
        for phrase in book.call.rulebook.phrases.values()
        if not phrase.part and phrase.id not in said
    }
    assert unsaid == set()


def test_a_rulebook_is_measured_by_what_it_has_alone(workspace: Workspace, shelf: tuple[Book, ...]) -> None:
    common = {id_: phrase for one in workspace.commons().values() if one for id_, phrase in one.phrases.items()}
    for book in shelf[1:]:
        assert book.phrases == own(book.call.rulebook, common)
        assert book.phrases
    assert {id_ for id_, phrase in common.items() if not phrase.part} <= shelf[0].phrases


def test_labels_that_came_later_are_added(shelf: tuple[Book, ...]) -> None:
    first = {one.id: one for one in batch("dev", "dev")}
    full = {one.id: one for one in load("dev")}
    assert first["p204"].says == {"decline_disclosure"}
    assert full["p204"].says == {"decline_disclosure", "explain_rule"}
    assert full["p204"].of(shelf[0].phrases).says == first["p204"].says


def test_a_split_has_every_table_once() -> None:
    ids = [one.id for split in SPLITS for name in tables(split) for one in batch(name, split)]
    assert len(BATCHES) == 2
    assert ids == [sentence.id for sentence in EVERY]
    assert labelled() == {phrase for sentence in EVERY for phrase in sentence.says}


def test_no_pair_is_both_said_and_disputed() -> None:
    assert [sentence.id for sentence in EVERY if sentence.says & sentence.either] == []


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
