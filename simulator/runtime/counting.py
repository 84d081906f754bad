"""Statistics of the store as tables, for the terminal, the window and a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from simulator.model.text import Lang
from simulator.records import tally
from simulator.records.export import Table, who
from simulator.records.spreadsheet import kept_text, to_csv
from simulator.records.store.raters import agreement_of_raters
from simulator.records.store.sql import queries
from simulator.runtime.store import Store
from simulator.runtime.workspace import Workspace

SUBJECTS = ("errors", "enquiries", "raters")
NO_TITLES: Mapping[str, str] = {}


def counted(
    store: Store, subject: str, since: str, lang: Lang, titles: Mapping[str, str] = NO_TITLES
) -> tuple[Table, object]:
    """One of ``SUBJECTS`` as a table and as data; ``titles`` are what rules are called, by id."""
    if subject == "errors":
        worked = queries.work_by_month(store.database, since)
        known = store.trainees()
        data = [asdict(one) | {"number": who(known, one.trainee, lang)[0]} for one in worked]
        return tally.record_errors(worked, known, lang), data
    if subject == "enquiries":
        found = queries.enquiries(store.database, since)
        return tally.enquiries(found, lang), [asdict(one) for one in found]
    agreed = agreement_of_raters(store.database)
    return tally.raters(agreed, titles, lang), {rule or "all": asdict(one) for rule, one in agreed.items()}


def rule_titles(store: Store, workspace: Workspace) -> dict[str, str]:
    """What rules are called, by id, in the rulebooks of the calls that were rated twice."""
    twice = sorted({attempt for attempt, *_ in queries.judged_twice(store.database)})
    used = queries.rulebooks_of(store.database, twice)
    found: dict[str, dict[str, None]] = {}
    for folder in workspace.rulebook_folders():
        book = workspace.rulebook(folder.name)
        for rule in book.rules if book is not None and book.id in used else ():
            found.setdefault(rule.id, {})[rule.title] = None
    return {rule: " / ".join(names) for rule, names in found.items()}


def as_csv(made: Table) -> bytes:
    rows = ([kept_text(cell) if isinstance(cell, str) else cell for cell in row] for row in made.rows)
    return to_csv([made.headings, *rows]).encode("utf-8")
