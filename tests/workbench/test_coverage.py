"""A clause is proved by a plan that passes it and one that fails it; what applied nowhere proves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.rulebook import Common, Rulebook
from simulator.model.scorecard import Verdict
from simulator.runtime.workspace import Workspace
from simulator.workbench.coverage import Coverage, Played, Proof, coverage
from tests.compiler.small_workspace import write_workspace


@pytest.fixture
def files(tmp_path: Path) -> tuple[Common, Rulebook]:
    """A common with one enforced clause, C1 by the rule ``close``, and the rulebook: B1.1 by ``greet``."""
    workspace = Workspace(write_workspace(tmp_path))
    common, book = workspace.commons()["general"], workspace.rulebook("switchboard")
    assert common is not None
    assert book is not None
    return common, book


def _found(files: tuple[Common, Rulebook], *plans: tuple[str, str, set[Verdict]]) -> tuple[Coverage, Coverage]:
    """Each plan is a name, a rule and its verdicts."""
    played = [Played("switchboard", "demo", plan, {rule: frozenset(found)}) for plan, rule, found in plans]
    general, own = coverage(files[:1], files[1:], played)
    return general, own


def test_every_enforced_clause_is_there_once_and_a_gap_without_plans(files: tuple[Common, Rulebook]) -> None:
    general, own = _found(files)
    assert [(one.clause, one.rules) for one in general.gaps] == [("C1", ("close",))]
    assert [(one.clause, one.rules) for one in own.gaps] == [("B1.1", ("greet",))]


def test_full_with_one_that_passes_and_one_that_fails(files: tuple[Common, Rulebook]) -> None:
    _, own = _found(files, ("good", "greet", {Verdict.PASS}), ("bad", "greet", {Verdict.FAIL}))
    (clause,) = own.clauses
    assert (clause.passed, clause.failed) == ((Proof("demo", "good"),), (Proof("demo", "bad"),))
    assert own.gaps == ()


def test_what_is_common_is_proved_by_the_plans_of_those_that_include_it(files: tuple[Common, Rulebook]) -> None:
    general, own = _found(files, ("good", "close", {Verdict.PASS}), ("bad", "close", {Verdict.FAIL}))
    assert general.gaps == ()
    assert own.gaps == own.clauses


def test_what_is_put_to_a_person_can_be_failed(files: tuple[Common, Rulebook]) -> None:
    _, own = _found(files, ("rude", "greet", {Verdict.UNDECIDED}))
    assert [(one.passed, one.failed) for one in own.clauses] == [((), (Proof("demo", "rude"),))]


@pytest.mark.parametrize("verdict", [Verdict.PARTIAL, Verdict.NOT_APPLICABLE])
def test_what_is_neither_proves_neither(files: tuple[Common, Rulebook], verdict: Verdict) -> None:
    _, own = _found(files, ("half", "greet", {verdict}))
    assert [(one.passed, one.failed) for one in own.clauses] == [((), ())]


def test_a_plan_that_passes_once_and_fails_once_fails(files: tuple[Common, Rulebook]) -> None:
    _, own = _found(files, ("both", "greet", {Verdict.PASS, Verdict.FAIL}))
    assert [(one.passed, one.failed) for one in own.clauses] == [((), (Proof("demo", "both"),))]
