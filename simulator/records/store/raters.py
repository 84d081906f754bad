"""Agreement between the raters who ruled on the same findings: what the first said, and what the second."""

from __future__ import annotations

from collections import defaultdict

from scoring.agreement import Agreement, agreement
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database


def agreement_of_raters(database: Database) -> dict[str, Agreement]:
    """By rule, and under ``""`` over all of them; empty where no finding was judged twice.

    A finding is judged twice when a second rater's ruling stands beside the one that counts; of several the latest.
    """
    calls: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for attempt, finding, first, second in queries.judged_twice(database):
        for rule in ("", finding.partition("#")[0]):
            calls[rule][attempt].append((first, second))
    found = {rule: agreement(list(calls[rule].values())) for rule in sorted(calls)}
    return {rule: one for rule, one in found.items() if one is not None}
