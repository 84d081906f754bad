"""What the switchboard rulebook certifies is pinned: a change of rules, weights or dispositions is a visible diff."""

from __future__ import annotations

import re
from pathlib import Path

from simulator.model.rulebook import Basis, Dimension, Disposition, Rule, Rulebook, Weight

HERE = Path(__file__).parent
LOCATORS = HERE.parents[1] / "scenarios" / "locators.txt"
BASIS = re.compile(r"B\d|A1\.3$|A[245]\.|C4\.3\.1$")
"""The clauses that the rulebook rests on: all of B, with A1.3, A2, A4 and A5, and what the common rules account for."""


def _line(rule: Rule) -> str:
    marks = [rule.dimension, str(rule.points), rule.basis, *(["critical"] if rule.critical else [])]
    return f"{rule.id}: {' '.join(marks)} | {' '.join(rule.clauses)}"


def _pinned(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def test_rules_are_exactly_the_pinned_ones(rulebook: Rulebook) -> None:
    assert [_line(rule) for rule in rulebook.rules] == _pinned("switchboard.rules.txt")


def test_dispositions_are_exactly_the_pinned_ones(rulebook: Rulebook) -> None:
    found = [f"{clause.locator}: {clause.disposition}" for clause in rulebook.clauses.values()]
    assert found == _pinned("switchboard.clauses.txt")


def test_weights_and_thresholds(rulebook: Rulebook) -> None:
    assert rulebook.dimensions == {
        Dimension.GREETING: Weight(15, 60),
        Dimension.PHRASING: Weight(25, 60),
        Dimension.HANDLING: Weight(20, 60),
        Dimension.RECORD: Weight(25, 60),
        Dimension.TIMING: Weight(15, 60),
    }
    assert rulebook.pass_mark == 80
    assert rulebook.no_answer_rings == 6
    assert rulebook.long_call == 600_000


def test_every_clause_of_the_frozen_list_has_a_disposition(rulebook: Rulebook) -> None:
    frozen = [locator for locator in LOCATORS.read_text(encoding="utf-8").split() if BASIS.match(locator)]
    assert sorted(rulebook.clauses) == sorted(frozen)
    assert len(frozen) == 46


def test_enforced_clauses_are_those_that_rules_cite(rulebook: Rulebook) -> None:
    cited = {locator for rule in rulebook.rules for locator in rule.clauses}
    enforced = {c.locator for c in rulebook.clauses.values() if c.disposition is Disposition.ENFORCED}
    assert cited == enforced


def test_what_is_not_enforced_says_why(rulebook: Rulebook) -> None:
    for clause in rulebook.clauses.values():
        assert bool(clause.reason) == (clause.disposition is not Disposition.ENFORCED), clause.locator


def test_interpretations_are_written_down(rulebook: Rulebook) -> None:
    assert [r.id for r in rulebook.rules if r.basis is not Basis.CLAUSE and not r.reading] == []


def test_only_what_the_text_says_fails_critically(rulebook: Rulebook) -> None:
    assert {rule.basis for rule in rulebook.rules if rule.critical} == {Basis.CLAUSE}


def test_clauses_are_summarised_not_copied(rulebook: Rulebook) -> None:
    """The summaries are shorter than any clause of the texts could be quoted at length."""
    assert max(len(clause.summary) for clause in rulebook.clauses.values()) <= 60
