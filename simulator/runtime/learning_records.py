"""The calls of the store with the score that counts, for learning records: voided ones and erased people left out."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.ledger import AttemptMade, CourseReleased, Scored
from simulator.records.out.learning import ScoredCall
from simulator.records.store.sql import queries
from simulator.runtime.store import Store


def scored_calls(store: Store, since: str = "", trainee: str | None = None) -> Iterator[ScoredCall]:
    """The oldest first; ``since`` is the beginning of a time, ``trainee`` a pseudonym."""
    known, confirmed = store.trainees(), queries.confirmed_scores(store.database)
    chosen = None if trainee is None else [trainee]
    for one in reversed(queries.attempts(store.database, since=since, trainees=chosen)):
        made, score = store.body(one.id), store.body(one.score) if one.score else None
        person = known.get(one.trainee)
        if one.voided or person is None or person.erased:
            continue
        if isinstance(made, AttemptMade) and isinstance(score, Scored):
            course = store.body(made.course) if made.course else None
            released = course if isinstance(course, CourseReleased) else None
            yield ScoredCall(one.id, made, one.score, score, one.score in confirmed, person, released)
