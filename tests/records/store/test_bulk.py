"""The bulk of a score is left out of reading where it is canonical, and only there."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from simulator.model.ledger import LedgerEntry
from simulator.records.codec import canonical
from simulator.records.store.bulk import without_bulk
from simulator.records.store.canonical import payload_of

from .samples import score


@pytest.fixture(scope="module")
def payload() -> str:
    """Of a score with marks and clauses."""
    body = score("1" * 64)
    return payload_of(LedgerEntry("a" * 32, 1, "", "2026-03-16T09:00:00Z", body)).decode("utf-8")


def test_a_score_is_read_without_its_bulk(payload: str) -> None:
    short = without_bulk(payload)
    body = json.loads(short)["body"]
    assert (body["marks"], body["clauses"]) == ([], {})
    whole = json.loads(payload)
    assert whole["body"]["marks"]
    assert whole["body"]["clauses"]
    whole["body"] |= {"marks": [], "clauses": {}}
    assert short == canonical(whole)


def test_everything_else_is_left_as_it_is(payload: str) -> None:
    short = without_bulk(payload)
    assert without_bulk(short) == short
    for text in ("", "{}", '{"marks":[', '"marks":[]', '{"a":"\\"marks\\":[1]"}', '{"marks":[{"clauses":[]}]}'):
        assert without_bulk(text) == text


def first_mark(payload: str) -> str:
    return canonical(json.loads(payload)["body"]["marks"][0])


CHANGES: dict[str, Callable[[str], str]] = {
    "a space": lambda text: text.replace(",", ", ", 1),
    "a name twice": lambda text: text.replace('"critical":', '"critical":false,"critical":', 1),
    "another order": lambda text: canonical(json.loads(text)).replace('{"clauses":', '{"a":1,"clauses":', 1),
    "an escape": lambda text: text.replace('"finding":"', '"finding":"\\u0041', 1),
    "another form of a number": lambda text: text.replace('"highest":', '"highest":0', 1),
    "a line's end": lambda text: text.replace('"finding":"', '"finding":"\u2028', 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_marks_in_any_other_form_are_read(payload: str, change: Callable[[str], str]) -> None:
    mark = first_mark(payload)
    changed = payload.replace(mark, change(mark), 1)
    assert changed != payload
    assert change(mark) in without_bulk(changed)


def test_a_clause_that_is_there_twice_is_read(payload: str) -> None:
    clauses = json.loads(payload)["body"]["clauses"]
    name, total = next(iter(clauses.items()))
    one = f"{canonical(name)}:{canonical(total)}"
    twice = payload.replace(one, f"{one},{one}", 1)
    assert twice != payload
    assert f"{one},{one}" in without_bulk(twice)


def test_clauses_in_another_order_are_read() -> None:
    total = '{"failed":0,"points":1,"possible":1}'
    for clauses, canonical_ in ((f'"a":{total},"a!":{total}', True), (f'"a!":{total},"a":{total}', False)):
        text = f'{{"clauses":{{{clauses}}}}}'
        assert (without_bulk(text) == '{"clauses":{}}') is canonical_
