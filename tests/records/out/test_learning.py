"""xAPI statements by the clauses of the specification (1.0.3, part two), and what they say of adverse results."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from simulator.model.ledger import CourseReleased
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.model.standing import Trainee
from simulator.records.out.learning import ScoredCall, statements
from tests.records.store.samples import TRAINEE, attempt, mark, score

PERSON = Trainee(TRAINEE, "0012", "王芳", "客服部")
COURSE = CourseReleased("basics", "1", "总机", "00" * 32, 24, 2, 2)
CALL = ScoredCall("a1" * 32, attempt(begun="be" * 32, mode="exam"), "5c" * 32, score("a1" * 32), False, PERSON, COURSE)

IRI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:[^ ]+$"}
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}
LANGUAGE_MAP = {
    "type": "object", "minProperties": 1, "additionalProperties": {"type": "string"},
    "propertyNames": {"pattern": "^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$"},
}  # fmt: skip
EXTENSIONS = {"type": "object", "propertyNames": IRI}


def exactly(required: str, optional: str = "", /, **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    assert set(required.split() + optional.split()) == set(properties)
    return {
        "type": "object", "required": required.split(), "properties": properties, "additionalProperties": False,
    }  # fmt: skip


ACTIVITY = exactly(  # 2.4.4.1
    "objectType id definition",
    objectType={"const": "Activity"},
    id=IRI,
    definition=exactly("type name", "extensions", type=IRI, name=LANGUAGE_MAP, extensions=EXTENSIONS),
)
ACTIVITIES = {"type": "array", "minItems": 1, "items": ACTIVITY}
STATEMENT = exactly(
    "id actor verb object context timestamp version",
    "result",
    id=UUID,  # 2.4.1
    actor=exactly(  # 2.4.2.1, with one inverse functional identifier: 2.4.2.4
        "objectType account",
        "name",
        objectType={"const": "Agent"},
        name={"type": "string", "minLength": 1},
        account=exactly("homePage name", homePage=IRI, name={"type": "string", "minLength": 1}),
    ),
    verb=exactly("id display", id=IRI, display=LANGUAGE_MAP),  # 2.4.3
    object=ACTIVITY,
    result=exactly(  # 2.4.5
        "",
        "score success completion",
        score=exactly(  # 2.4.5.1
            "scaled raw min max",
            scaled={"type": "number", "minimum": -1, "maximum": 1},
            raw={"type": "number"},
            min={"type": "number"},
            max={"type": "number"},
        ),
        success={"type": "boolean"},
        completion={"type": "boolean"},
    ),
    context=exactly(  # 2.4.6
        "registration revision platform language extensions",
        "contextActivities statement",
        registration=UUID,
        revision={"type": "string"},
        platform={"type": "string"},
        language={"type": "string", "pattern": "^[a-z]{2}-[A-Z]{2}$"},
        extensions=EXTENSIONS,
        contextActivities=exactly("parent", "grouping", parent=ACTIVITIES, grouping=ACTIVITIES),
        statement=exactly("objectType id", objectType={"const": "StatementRef"}, id=UUID),
    ),
    timestamp={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},  # 2.4.7, ISO 8601
    version={"const": "1.0.3"},  # 2.4.10
)


def verbs(call: ScoredCall) -> list[str]:
    return [one["verb"]["id"].rpartition("/")[2] for one in map(dict, statements(call))]  # type: ignore[index]


CASES = {
    "exam": CALL,
    "confirmed": replace(CALL, confirmed=True, score=replace(CALL.score, verdict=Verdict.FAIL)),
    "practice": replace(CALL, course=None, attempt=attempt()),
    "without a number": replace(CALL, trainee=Trainee(TRAINEE, "", "李明", "")),
    "undecided": replace(CALL, score=replace(CALL.score, verdict=Verdict.UNDECIDED)),
}


@pytest.mark.parametrize("call", CASES.values(), ids=CASES)
def test_they_are_statements_by_the_specification(call: ScoredCall) -> None:
    made: list[Any] = list(statements(call))
    assert len(made) == 1 + len(call.score.marks)
    for statement in made:
        jsonschema.validate(statement, STATEMENT)
        if found := statement.get("result", {}).get("score"):
            assert found["min"] <= found["raw"] <= found["max"]
            assert found["scaled"] == pytest.approx(found["raw"] / found["max"])
        assert None not in statement.values()  # 2.2: no nulls
    assert len({one["id"] for one in made}) == len(made)


def test_the_schema_refuses_what_it_should() -> None:
    statement: Any = next(iter(statements(CALL)))
    for wrong in (
        {"id": "1"},
        {"actor": {"objectType": "Agent", "name": "王芳"}},
        {"result": {"score": {"scaled": 1.2, "raw": 1, "min": 0, "max": 1}}},
        {"extra": 1},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(statement | wrong, STATEMENT)


def test_who_did_what_in_which_exam() -> None:
    call, first, *_ = (dict[str, Any](one) for one in statements(CALL))
    assert call["actor"]["account"] == {"homePage": "https://zongji.invalid/employees", "name": "0012"}
    assert call["result"] == {
        "completion": True, "success": True, "score": {"scaled": 0.85, "raw": 85.0, "min": 0, "max": 100.0},
    }  # fmt: skip
    assert [one["definition"]["name"]["zh-CN"] for one in call["context"]["contextActivities"]["parent"]] == ["总机"]
    assert first["context"]["contextActivities"]["parent"] == [call["object"]]
    assert first["context"]["statement"]["id"] == call["id"]
    assert first["context"]["registration"] == call["context"]["registration"]
    assert first["object"]["definition"]["extensions"]["https://zongji.invalid/extensions/clauses"] == ["A2.3"]


def test_the_same_score_gives_the_same_statements_and_another_score_others() -> None:
    assert list(statements(CALL)) == list(statements(CALL))
    other = replace(CALL, score_id="5d" * 32)
    assert not {str(one["id"]) for one in statements(CALL)} & {str(one["id"]) for one in statements(other)}
    assert all(uuid.UUID(str(one["id"])).version == 5 for one in statements(CALL))


def test_nothing_adverse_is_told_as_final_before_a_person_confirmed_it() -> None:
    """PIPL, article 24: no decision by the machine alone."""
    marks = (mark("a#1", Verdict.FAIL, 0, 500, "A2.3"), mark("b#1", Verdict.PARTIAL, 200, 500, "A2.4"))
    failed = replace(CALL, score=score("a1" * 32, 4_000, Verdict.FAIL, marks=marks))
    assert verbs(failed) == ["scored", "scored", "scored"]
    assert all("success" not in dict[str, Any](one)["result"] for one in statements(failed))
    assert all(
        dict[str, Any](one)["context"]["extensions"]["https://zongji.invalid/extensions/provisional"]
        for one in statements(failed)
    )
    confirmed = replace(failed, confirmed=True)
    assert verbs(confirmed) == ["failed", "failed", "scored"]
    call = dict[str, Any](next(iter(statements(confirmed))))
    assert (call["result"]["success"], call["result"]["score"]["scaled"]) == (False, 0.4)


def test_what_awaits_a_ruling_has_no_score() -> None:
    marks = (mark("g#1", Verdict.UNDECIDED, 0, 800, "B4.1.1", dimension=Dimension.GREETING, highest=800),)
    call, criterion = statements(replace(CALL, score=score("a1" * 32, 0, Verdict.UNDECIDED, marks=marks)))
    assert call["result"] == {"completion": True}
    assert "result" not in criterion
