"""What the gas-hotline rulebook certifies is pinned: a change of rules, weights or dispositions is a visible diff."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.model.rulebook import Basis, Dimension, Disposition, Rule, Rulebook
from simulator.runtime.workspace import Workspace

HERE = Path(__file__).parent
LOCATORS = HERE.parents[1] / "scenarios" / "locators.txt"
OWN = re.compile(r"C11\.")


@pytest.fixture(scope="module")
def gas(library: Workspace) -> Rulebook:
    found = library.rulebook("gas-hotline")
    assert found is not None
    return found


def _line(rule: Rule) -> str:
    marks = [rule.dimension, str(rule.points), rule.basis, *(["critical"] if rule.critical else [])]
    return f"{rule.id}: {' '.join(marks)} | {' '.join(rule.clauses)}"


def _pinned(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def test_rules_are_exactly_the_pinned_ones(gas: Rulebook) -> None:
    own = [rule for rule in gas.rules if any(OWN.match(locator) for locator in rule.clauses)]
    assert [_line(rule) for rule in own] == _pinned("gas-hotline.rules.txt")


def test_dispositions_are_exactly_the_pinned_ones(gas: Rulebook) -> None:
    own = [clause for clause in gas.clauses.values() if OWN.match(clause.locator)]
    assert [f"{clause.locator}: {clause.disposition}" for clause in own] == _pinned("gas-hotline.clauses.txt")


def test_every_clause_of_the_frozen_list_has_a_disposition(gas: Rulebook) -> None:
    frozen = {locator for locator in LOCATORS.read_text(encoding="utf-8").split() if OWN.match(locator)}
    assert frozen == {locator for locator in gas.clauses if OWN.match(locator)}
    assert len(frozen) == 15


def test_enforced_clauses_are_those_that_rules_cite(gas: Rulebook) -> None:
    cited = {locator for rule in gas.rules for locator in rule.clauses}
    assert cited == {c.locator for c in gas.clauses.values() if c.disposition is Disposition.ENFORCED}


def test_weights_and_thresholds(gas: Rulebook) -> None:
    weights = {dimension: weight.weight for dimension, weight in gas.dimensions.items()}
    assert weights == dict(zip(Dimension, (15, 25, 20, 25, 15), strict=True))
    assert {weight.floor for weight in gas.dimensions.values()} == {60}
    assert gas.pass_mark == 80


def test_only_what_the_text_says_fails_critically(gas: Rulebook) -> None:
    """Safety advice is the company's and not yet released: none of it is critical."""
    assert {rule.basis for rule in gas.rules if rule.critical} == {Basis.CLAUSE}


def test_interpretations_are_written_down(gas: Rulebook) -> None:
    assert [r.id for r in gas.rules if r.basis is not Basis.CLAUSE and not r.reading] == []
