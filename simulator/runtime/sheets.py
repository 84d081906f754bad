"""The tables that leave the store, one by one and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from simulator.model.text import Lang
from simulator.records.export import Exporter, Table
from simulator.records.store.sql import queries
from simulator.runtime.store import Store

SHEETS = ("attempts", "certificates", "clauses", "errors")


def sheet_named(store: Store, name: str, since: str, lang: Lang) -> Table:
    """One of ``SHEETS``; ``since`` is the beginning of a time."""
    exporter = Exporter(store.trainees(), lang)
    if name == "attempts":
        return exporter.attempts(queries.attempts(store.database, since=since))
    if name == "certificates":
        return exporter.certificates(queries.certificates(store.database, date.today()))
    report = queries.class_report(store.database, since=since)
    return exporter.clauses(report) if name == "clauses" else exporter.record_errors(report)


def every_sheet(store: Store, since: str, lang: Lang) -> Iterator[Table]:
    """What a workbook holds."""
    return (sheet_named(store, name, since, lang) for name in SHEETS)
