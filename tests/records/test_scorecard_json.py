"""The scorecard as JSON: the same bytes for the same scorecard, and nothing read that is not whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.scorecard import Scorecard
from simulator.records.codec import Malformed
from simulator.records.scorecard import scorecard_from_json, scorecard_to_json


def test_the_same_scorecard_gives_the_same_bytes(case: Any) -> None:
    text = scorecard_to_json(case.card)
    again = scorecard_from_json(text.encode("utf-8"))
    assert again == case.card
    assert not isinstance(again, Malformed)
    assert scorecard_to_json(again) == text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_cut_or_changed_document_is_refused(data: st.DataObject, values: Callable[[Any], Any]) -> None:
    text = scorecard_to_json(data.draw(values(Scorecard)))
    cut = data.draw(st.integers(0, len(text) - 1))
    assert isinstance(scorecard_from_json(text[:cut]), Malformed)
