"""Reports made of the store: a page about one trainee, or about the class, with the name that its file gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simulator.model.standing import Trainee
from simulator.model.text import Lang
from simulator.records.out.report import class_report_page, trainee_report
from simulator.records.store.sql import queries
from simulator.runtime.learning_records import scored_calls
from simulator.runtime.store import Store


def report_on(
    store: Store, who: Trainee, since: str, today: date, clauses: Mapping[str, str], lang: Lang
) -> tuple[str, str]:
    """``since`` is the beginning of a time, ``clauses`` what each of them says."""
    certificates = queries.certificates(store.database, today, [who.trainee])
    calls = list(scored_calls(store, since, who.trainee))
    page = trainee_report(who, calls, certificates, clauses, today.isoformat(), lang)
    return f"report-{who.number or who.name}", page


def report_on_class(store: Store, since: str, today: date, clauses: Mapping[str, str], lang: Lang) -> tuple[str, str]:
    page = class_report_page(
        queries.class_report(store.database, since=since),
        store.trainees(),
        queries.certificates(store.database, today),
        queries.unconfirmed_failures(store.database, since=since),
        clauses,
        today.isoformat(),
        lang,
    )
    return f"report-class-{today.isoformat()}", page
