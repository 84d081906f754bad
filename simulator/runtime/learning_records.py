"""The calls of the store with the score that counts, for learning records: voided ones and erased people left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from simulator.model.ledger import AttemptMade, CourseReleased, Scored
from simulator.records.codec import Malformed
from simulator.records.out.learning import ScoredCall, statements
from simulator.records.store.canonical import read_payload
from simulator.records.store.sql import queries
from simulator.runtime.store import Store

CHUNK = 500
"""Attempts that are read at once."""
B = TypeVar("B")


def scored_calls(store: Store, since: str = "", trainee: str | None = None) -> Iterator[ScoredCall]:
    """The oldest first; ``since`` is the beginning of a time, ``trainee`` a pseudonym."""
    known, confirmed = store.trainees(), queries.confirmed_scores(store.database)
    courses = _bodies(store, CourseReleased)
    chosen = None if trainee is None else [trainee]
    listed = queries.attempts(store.database, since=since, trainees=chosen)[::-1]
    counted = [one for one in listed if not one.voided and one.trainee in known and not known[one.trainee].erased]
    for start in range(0, len(counted), CHUNK):
        chunk = counted[start : start + CHUNK]
        made = _bodies(store, AttemptMade, [one.id for one in chunk])
        scores = _bodies(store, Scored, [one.score for one in chunk if one.score])
        for one in chunk:
            if one.id in made and one.score in scores:
                course = courses.get(made[one.id].course)
                call, score, person = made[one.id], scores[one.score], known[one.trainee]
                yield ScoredCall(one.id, call, one.score, score, one.score in confirmed, person, course)


def as_xapi(store: Store, since: str = "") -> tuple[bytes, int]:
    """Those calls as xAPI statements in JSON, one for each call and criterion; and how many these are."""
    found = [statement for call in scored_calls(store, since) for statement in statements(call)]
    return json.dumps(found, ensure_ascii=False, indent=1).encode("utf-8"), len(found)


def _bodies(store: Store, kind: type[B], ids: Iterable[str] | None = None) -> dict[str, B]:
    """What the entries of a kind say, all or these."""
    wanted = () if ids is None else tuple(ids)
    if ids is not None and not wanted:
        return {}
    found: dict[str, B] = {}
    for stored in store.database.of_kind(kind.__name__, *wanted):
        entry = read_payload(stored.payload)
        if not isinstance(entry, Malformed) and isinstance(entry.body, kind):
            found[stored.id] = entry.body
    return found
