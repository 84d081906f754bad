"""What the policy texts hold out for what failed (C5, A6.2): listed with its clauses, and people decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Finding, SanctionDue, Verdict


def sanctions_due(rulebook: Rulebook, findings: Iterable[Finding]) -> Iterator[SanctionDue]:
    """The sanctions of the rulebook one of whose rules failed; what is undecided or partly right calls for none."""
    failed = [finding for finding in findings if finding.verdict is Verdict.FAIL]
    for sanction in rulebook.sanctions.values():
        found = tuple(finding.id for finding in failed if finding.rule in sanction.rules)
        if found:
            yield SanctionDue(
                sanction.id, sanction.title, sanction.band, sanction.clauses, found, amount=sanction.amount
            )
