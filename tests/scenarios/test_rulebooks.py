"""What the rulebooks certify is pinned: a change of rules, weights or dispositions is a visible diff.

``NAME.rules.txt`` and ``NAME.clauses.txt`` pin what a rulebook says itself; what it includes is pinned under the name
of the common rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.model.rulebook import Basis, Clause, Common, Dimension, Disposition, Rule, Rulebook, Weight
from simulator.runtime.workspace import Workspace

HERE = Path(__file__).parent
LIBRARY = HERE.parents[1] / "scenarios"
LOCATORS = (LIBRARY / "locators.txt").read_text(encoding="utf-8").split()
RULEBOOKS = [folder.name for folder in Workspace(LIBRARY).rulebook_folders()]
COMMONS = sorted(Workspace(LIBRARY).commons())


@pytest.fixture(params=RULEBOOKS)
def book(request: pytest.FixtureRequest, library: Workspace) -> Rulebook:
    found = library.rulebook(request.param)
    assert found is not None
    return found


@pytest.fixture(params=COMMONS)
def common(request: pytest.FixtureRequest, library: Workspace) -> Common:
    found = library.commons()[request.param]
    assert found is not None
    return found


def _line(rule: Rule) -> str:
    marks = [rule.dimension, str(rule.points), rule.basis, *(["critical"] if rule.critical else [])]
    return f"{rule.id}: {' '.join(marks)} | {' '.join(rule.clauses)}"


def _pinned(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def _included(book: Rulebook, library: Workspace) -> Iterator[Common]:
    commons = library.commons()
    return (found for name in book.includes if (found := commons[name]) is not None)


def _own_rules(book: Rulebook, library: Workspace) -> list[Rule]:
    included = [rule for common in _included(book, library) for rule in common.rules]
    return [rule for rule in book.rules if rule not in included]


def _own_clauses(book: Rulebook, library: Workspace) -> list[Clause]:
    included = {locator for common in _included(book, library) for locator in common.clauses}
    return [clause for clause in book.clauses.values() if clause.locator not in included]


def _of_texts(texts: tuple[str, ...]) -> list[str]:
    """The locators of the frozen list that belong to the texts: A2 has A2.1, C1 has C1.2 but not C10.1, B has B6."""
    begins = "|".join(rf"{text}(\.|$)" if text[-1].isdigit() else rf"{text}[-\d]" for text in texts)
    return [locator for locator in LOCATORS if re.match(begins, locator)]


# --- pins ------------------------------------------------------------------------------------------------------------


def test_rules_are_exactly_the_pinned_ones(book: Rulebook, library: Workspace) -> None:
    assert [_line(rule) for rule in _own_rules(book, library)] == _pinned(f"{book.id}.rules.txt")


def test_dispositions_are_exactly_the_pinned_ones(book: Rulebook, library: Workspace) -> None:
    found = [f"{clause.locator}: {clause.disposition}" for clause in _own_clauses(book, library)]
    assert found == _pinned(f"{book.id}.clauses.txt")


def test_common_rules_are_exactly_the_pinned_ones(common: Common) -> None:
    assert [_line(rule) for rule in common.rules] == _pinned(f"{common.id}.rules.txt")
    found = [f"{clause.locator}: {clause.disposition}" for clause in common.clauses.values()]
    assert found == _pinned(f"{common.id}.clauses.txt")


def test_weights_and_thresholds(book: Rulebook) -> None:
    assert book.dimensions == {
        Dimension.GREETING: Weight(15, 60),
        Dimension.PHRASING: Weight(25, 60),
        Dimension.HANDLING: Weight(20, 60),
        Dimension.RECORD: Weight(25, 60),
        Dimension.TIMING: Weight(15, 60),
    }
    assert book.pass_mark == 80
    assert book.no_answer_rings == 6
    assert book.long_call == 600_000


# --- clauses ---------------------------------------------------------------------------------------------------------


def test_each_of_the_292_locators_has_a_disposition_in_every_rulebook_it_belongs_to(library: Workspace) -> None:
    """A locator that no rulebook's texts hold has no home; one that its rulebook leaves out has no disposition."""
    assert len(set(LOCATORS)) == len(LOCATORS) == 292
    commons = [found for found in library.commons().values() if found]
    books = [found for name in RULEBOOKS if (found := library.rulebook(name))]
    given = {one.id: (set(_of_texts(one.basis_texts)), set(one.clauses)) for one in (*commons, *books)}
    without = [f"{locator} in {id_}" for id_, (texts, clauses) in given.items() for locator in sorted(texts - clauses)]
    homeless = set(LOCATORS).difference(*(texts for texts, _ in given.values()))
    assert (without, sorted(homeless)) == ([], [])


def test_every_clause_of_a_rulebooks_texts_has_a_disposition(book: Rulebook, library: Workspace) -> None:
    assert sorted(clause.locator for clause in _own_clauses(book, library)) == sorted(_of_texts(book.basis_texts))


def test_every_clause_of_the_common_texts_has_a_disposition(common: Common) -> None:
    assert sorted(common.clauses) == sorted(_of_texts(common.basis_texts))


def test_enforced_clauses_are_those_that_rules_cite(book: Rulebook) -> None:
    cited = {locator for rule in book.rules for locator in rule.clauses}
    enforced = {c.locator for c in book.clauses.values() if c.disposition is Disposition.ENFORCED}
    assert cited == enforced


def test_what_is_not_enforced_says_why(book: Rulebook) -> None:
    for clause in book.clauses.values():
        assert bool(clause.reason) == (clause.disposition is not Disposition.ENFORCED), clause.locator


def test_clauses_are_summarised_not_copied(book: Rulebook) -> None:
    """The summaries are shorter than any clause of the texts could be quoted at length."""
    assert max(len(clause.summary) for clause in book.clauses.values()) <= 60


# --- rules -----------------------------------------------------------------------------------------------------------


def test_interpretations_are_written_down(book: Rulebook) -> None:
    assert [r.id for r in book.rules if r.basis is not Basis.CLAUSE and not r.reading] == []


def test_only_what_the_text_says_fails_critically(book: Rulebook) -> None:
    assert {rule.basis for rule in book.rules if rule.critical} == {Basis.CLAUSE}
