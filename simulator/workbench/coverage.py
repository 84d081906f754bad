"""Which enforced clauses the plans prove: for each of them the plans that pass it, and those that fail it.

What rests on words alone is never failed by a program but put to a person (``undecided``); under the virtual clock,
where every word is understood, that is where a person would fail it, and so it counts as failed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.model.rulebook import Clause, Common, Disposition, Rulebook
from simulator.model.scorecard import Verdict


@dataclass(frozen=True, slots=True)
class Played:
    """A plan that has worked its call, the id of its rulebook, and each rule with its findings' verdicts."""

    rulebook: str
    call: str
    plan: str
    verdicts: Mapping[str, frozenset[Verdict]]


@dataclass(frozen=True, slots=True)
class Proof:
    """A plan of a call."""

    call: str
    plan: str


@dataclass(frozen=True, slots=True)
class CoveredClause:
    """An enforced clause, the rules that cite it, and the plans that pass it and that fail it."""

    clause: str
    summary: str
    rules: tuple[str, ...]
    passed: tuple[Proof, ...]
    failed: tuple[Proof, ...]

    @property
    def full(self) -> bool:
        return bool(self.passed and self.failed)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The enforced clauses of a rulebook's own texts, or of what rulebooks include, in the order of its file."""

    rulebook: str
    clauses: tuple[CoveredClause, ...]

    @property
    def gaps(self) -> tuple[CoveredClause, ...]:
        return tuple(clause for clause in self.clauses if not clause.full)


def coverage(
    commons: Iterable[Common], rulebooks: Iterable[Rulebook], played: Iterable[Played]
) -> tuple[Coverage, ...]:
    """What plans prove of each rulebook, and of each common: its clauses are proved by the plans of any rulebook that
    includes it.

    A plan fails a clause by failing a rule that cites it; it passes the clause if such a rule applies and none gets
    less than all its points.
    """
    books, plans = tuple(rulebooks), tuple(played)
    found = []
    shared: dict[str, set[str]] = {}
    for common in commons:
        shared[common.id] = set(common.clauses)
        found.append(_covered(common.id, common.clauses, [book for book in books if common.id in book.includes], plans))
    for book in books:
        included = set[str]().union(*(shared.get(id_, set()) for id_ in book.includes))
        own = {locator: clause for locator, clause in book.clauses.items() if locator not in included}
        found.append(_covered(book.id, own, [book], plans))
    return tuple(found)


def _covered(id_: str, clauses: Mapping[str, Clause], books: Iterable[Rulebook], played: Iterable[Played]) -> Coverage:
    """The enforced among some clauses; ``books`` are those whose rules and plans count."""
    found = []
    for clause in (one for one in clauses.values() if one.disposition is Disposition.ENFORCED):
        rules = {book.id: [rule.id for rule in book.rules if clause.locator in rule.clauses] for book in books}
        became = [(Proof(one.call, one.plan), _of(one, rules[one.rulebook])) for one in played if one.rulebook in rules]
        passed = tuple(proof for proof, verdicts in became if verdicts == {Verdict.PASS})
        failed = tuple(proof for proof, verdicts in became if verdicts & {Verdict.FAIL, Verdict.UNDECIDED})
        cited = tuple(dict.fromkeys(rule for names in rules.values() for rule in names))
        found.append(CoveredClause(clause.locator, clause.summary, cited, passed, failed))
    return Coverage(id_, tuple(found))


def _of(played: Played, rules: Iterable[str]) -> frozenset[Verdict]:
    """The verdicts of all findings of the rules that applied."""
    found = frozenset[Verdict]().union(*(played.verdicts.get(rule, frozenset()) for rule in rules))
    return found - {Verdict.NOT_APPLICABLE}
