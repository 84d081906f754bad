"""The published schema describes the scorecard as it is: every field, every value, nothing else."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib import resources
from typing import Any

import pytest

from simulator.model.rulebook import Basis, Dimension
from simulator.model.scorecard import (
    AlignedSyllable,
    AudioSpan,
    DimensionScore,
    Evidence,
    Finding,
    SanctionDue,
    Scorecard,
    Verdict,
)
from simulator.model.text import Text
from simulator.records.scorecard import scorecard_to_json

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
SCHEMA = json.loads(resources.files("simulator.records").joinpath("scorecard.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_a_scorecard_fits_the_schema(case: Any) -> None:
    VALIDATOR.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(scorecard_to_json(case.card)))


@pytest.mark.parametrize(
    ("cls", "place"),
    [
        (Scorecard, SCHEMA),
        *((cls, SCHEMA["$defs"][cls.__name__]) for cls in (Text, DimensionScore, Finding, Evidence, AudioSpan)),
        (AlignedSyllable, SCHEMA["$defs"]["AlignedSyllable"]),
        (SanctionDue, SCHEMA["$defs"]["SanctionDue"]),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_the_schema_knows_every_field_and_no_other(cls: type[Any], place: dict[str, Any]) -> None:
    names = {field.name for field in fields(cls)}
    assert set(place["properties"]) == names
    assert set(place["required"]) == names
    assert place["additionalProperties"] is False


def test_the_schema_knows_every_value() -> None:
    finding = SCHEMA["$defs"]["Finding"]["properties"]
    assert finding["verdict"]["enum"] == list(Verdict)
    assert finding["basis"]["enum"] == list(Basis)
    assert finding["dimension"]["enum"] == list(Dimension)


def test_the_schema_refuses_what_is_no_scorecard(case: Any) -> None:
    data = json.loads(scorecard_to_json(case.card))
    for change in ({"verdict": "splendid"}, {"lowest": 12_000}, {"extra": 1}, {"findings": [{}]}):
        assert not VALIDATOR.is_valid({**data, **change})
