"""Scores as Experience API (xAPI 1.0.3) statements: one for a call and one for each of its criteria.

Names are IRIs below a domain that can never exist (RFC 2606): they name, nobody can be tempted to fetch them.  The
ids of statements follow from the score (UUID 5), so what is sent twice is the same statement.  A result that is
against the trainee and that nobody has confirmed is told as a score, provisional, never as ``failed``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from simulator.model.ledger import AttemptMade, CourseReleased, Mark, Scored
from simulator.model.scorecard import Verdict
from simulator.model.standing import Trainee

Json: TypeAlias = dict[str, object]

BASE = "https://zongji.invalid/"
VERSION = "1.0.3"
ADL = "http://adlnet.gov/expapi/"
PASSED, FAILED, SCORED, ATTEMPTED = "passed", "failed", "scored", "attempted"
_SHOWN = {PASSED: "合格", FAILED: "不合格", SCORED: "得分", ATTEMPTED: "待裁定"}
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, BASE)
_LANGUAGE = "zh-CN"


@dataclass(frozen=True, slots=True)
class ScoredCall:
    """A call with the score that counts, as the store has it.  ``score_id`` and ``attempt_id`` are ids of entries."""

    attempt_id: str
    attempt: AttemptMade
    score_id: str
    score: Scored
    confirmed: bool  # a person stands for the result
    trainee: Trainee
    course: CourseReleased | None = None


def statements(call: ScoredCall) -> Iterator[Json]:
    """The call's own statement, then one for each finding of its score."""
    own = _call_statement(call)
    yield own
    for mark in call.score.marks:
        yield _criterion_statement(call, mark, str(own["id"]))


def _call_statement(call: ScoredCall) -> Json:
    verdict, score = call.score.verdict, call.score
    result: Json = {"completion": call.attempt.complete}
    if verdict is not Verdict.UNDECIDED:
        result["score"] = _score(score.lowest, 10_000)
    verb = _verb(verdict, call)
    parents = [] if call.course is None else [_course(call.course)]
    return _statement(call, "", verb, _call_activity(call), result, {"parent": parents} if parents else {})


def _criterion_statement(call: ScoredCall, mark: Mark, of: str) -> Json:
    result: Json = {}
    if mark.possible and mark.verdict is not Verdict.UNDECIDED:
        result["score"] = _score(mark.lowest, mark.possible)
    activities: Json = {"parent": [_call_activity(call)]}
    if call.course is not None:
        activities["grouping"] = [_course(call.course)]
    criterion: Json = {
        "objectType": "Activity",
        "id": f"{BASE}rules/{call.attempt.rulebook}/{mark.rule}",
        "definition": {
            "type": f"{ADL}activities/objective",
            "name": {_LANGUAGE: f"{mark.rule}（{'、'.join(mark.clauses)}）" if mark.clauses else mark.rule},
            "extensions": {
                f"{BASE}extensions/clauses": list(mark.clauses),
                f"{BASE}extensions/dimension": mark.dimension.value,
                f"{BASE}extensions/critical": mark.critical,
            },
        },
    }
    made = _statement(call, mark.finding, _verb(mark.verdict, call), criterion, result, activities)
    context = made["context"]
    assert isinstance(context, dict)
    context["statement"] = {"objectType": "StatementRef", "id": of}
    return made


def _statement(call: ScoredCall, finding: str, verb: str, what: Json, result: Json, activities: Json) -> Json:
    provisional = verb in (SCORED, ATTEMPTED)
    if verb in (PASSED, FAILED):
        result = {**result, "success": verb == PASSED}
    context: Json = {
        "registration": _uuid(call.attempt.begun or call.attempt_id),
        "revision": call.score.rulebook_sha256,
        "platform": f"zongji {call.score.program}",
        "language": _LANGUAGE,
        "extensions": {
            f"{BASE}extensions/attempt": call.attempt_id,
            f"{BASE}extensions/score": call.score_id,
            f"{BASE}extensions/mode": call.attempt.mode,
            f"{BASE}extensions/provisional": provisional and not call.confirmed,
        },
    }
    if activities:
        context["contextActivities"] = activities
    made: Json = {
        "id": _uuid(f"{call.score_id}/{finding}"),
        "actor": _actor(call.trainee),
        "verb": {"id": f"{ADL}verbs/{verb}", "display": {_LANGUAGE: _SHOWN[verb], "en": verb}},
        "object": what,
        "context": context,
        "timestamp": call.attempt.started,
        "version": VERSION,
    }
    return made | {"result": result} if result else made


def _verb(verdict: Verdict, call: ScoredCall) -> str:
    if verdict is Verdict.PASS:
        return PASSED
    if verdict is Verdict.UNDECIDED:
        return ATTEMPTED
    return FAILED if verdict is Verdict.FAIL and call.confirmed else SCORED


def _actor(trainee: Trainee) -> Json:
    """By employee number; somebody without one by the pseudonym."""
    kind, account = ("employees", trainee.number) if trainee.number else ("pseudonyms", trainee.trainee)
    made: Json = {"objectType": "Agent", "account": {"homePage": f"{BASE}{kind}", "name": account}}
    return made | {"name": trainee.name} if trainee.name else made


def _call_activity(call: ScoredCall) -> Json:
    return _activity(f"calls/{call.attempt.rulebook}/{call.attempt.call}", "assessment", call.attempt.title)


def _course(course: CourseReleased) -> Json:
    return _activity(f"courses/{course.course}", "course", course.title)


def _activity(path: str, kind: str, name: str) -> Json:
    definition = {"type": f"{ADL}activities/{kind}", "name": {_LANGUAGE: name}}
    return {"objectType": "Activity", "id": BASE + path, "definition": definition}


def _score(got: int, possible: int) -> Json:
    return {"scaled": round(got / possible, 4), "raw": got / 100, "min": 0, "max": possible / 100}


def _uuid(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))
