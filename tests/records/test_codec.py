"""Every value of the model survives the codec, equal values give equal bytes, all else is refused by name."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.company import Company
from simulator.model.events import Event, Heard, KeyPressed, Start
from simulator.model.log import Adjudication, Header
from simulator.model.moments import Fact, Moment
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard
from simulator.model.script import CallScript, KeyName, PlanBook
from simulator.records.codec import (
    Malformed,
    canonical,
    decode,
    decode_event,
    encode,
    encode_event,
    from_text,
    parse,
    to_text,
)

RECORDS = [Fact, Header, Scorecard, Adjudication]
FILES = [Company, Rulebook, CallScript, PlanBook]
unhurried = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
@unhurried
@given(data=st.data())
def test_every_record_survives(cls: type[Any], data: st.DataObject, values: Callable[[Any], Any]) -> None:
    value = data.draw(values(cls))
    text = to_text(value)
    assert from_text(cls, text.encode("utf-8")) == value
    assert to_text(from_text(cls, text)) == text


@pytest.mark.parametrize("cls", FILES, ids=lambda cls: cls.__name__)
@settings(unhurried, max_examples=15)
@given(data=st.data())
def test_every_compiled_file_survives(cls: type[Any], data: st.DataObject, values: Callable[[Any], Any]) -> None:
    value = data.draw(values(cls))
    assert from_text(cls, to_text(value)) == value


@pytest.mark.parametrize("cls", typing.get_args(Event), ids=lambda cls: cls.__name__)
@unhurried
@given(data=st.data())
def test_every_event_survives(cls: type[Any], data: st.DataObject, values: Callable[[Any], Any]) -> None:
    value = data.draw(values(cls))
    text = canonical(encode_event(value))
    assert decode_event(parse(text.encode("utf-8"))) == value
    assert canonical(encode_event(decode_event(parse(text)))) == text


def test_the_text_is_canonical() -> None:
    assert canonical(encode_event(KeyPressed(KeyName.ANSWER, "1"))) == (
        '{"argument":"1","key":"answer","type":"KeyPressed"}'
    )
    one = Fact(Moment.ANSWERED, detail={"b": 1, "a": "您好"})
    other = Fact(Moment.ANSWERED, detail={"a": "您好", "b": 1})
    assert to_text(one) == to_text(other)
    assert '"detail":{"a":"您好","b":1}' in to_text(one)


def test_a_lone_surrogate_is_kept_and_the_text_stays_utf8() -> None:
    text = to_text(Fact(Moment.SAID, about="broken \ud83d paste"))
    assert from_text(Fact, text.encode("utf-8")) == Fact(Moment.SAID, about="broken \ud83d paste")


def test_numpy_numbers_are_written_as_numbers() -> None:
    assert encode(Fact(Moment.SAID, detail={"start": np.int64(5)}))["detail"] == {"start": 5}


def test_a_field_added_since_reads_as_its_default() -> None:
    assert decode_event({"type": "KeyPressed", "key": "hold"}) == KeyPressed(KeyName.HOLD)


@pytest.mark.parametrize(
    ("data", "where", "names"),
    [
        ({"type": "Explode"}, "type", "Explode"),
        ({"key": "hold"}, "type", "null"),
        ({"type": "Start", "loud": True}, "loud", "loud"),
        ({"type": "KeyPressed", "argument": "1"}, "key", "key"),
        ({"type": "KeyPressed", "key": "dance"}, "key", "dance"),
        ({"type": "VoiceEnded", "speech": "1", "played": 0, "complete": True}, "speech", '"1"'),
        ({"type": "VoiceEnded", "speech": 1, "played": True, "complete": True}, "played", "true"),
        ({"type": "VoiceEnded", "speech": 1, "played": 0, "complete": 1}, "complete", "1"),
        ({"type": "MessageSaved", "fields": {"shoe size": "45"}}, "fields", "shoe size"),
        ({"type": "MessageSaved", "fields": ["x"]}, "fields", "x"),
        ([], "", "[]"),
    ],
)
def test_what_is_no_event_is_refused_by_name(data: Any, where: str, names: str) -> None:
    refused = decode_event(data)
    assert isinstance(refused, Malformed)
    assert refused.where == where
    assert names in refused.message.en
    assert names in refused.message.zh


def test_the_place_of_an_error_is_a_path() -> None:
    data = encode_event(Heard(_utterance(), _transcript()))
    broken = json.loads(canonical(data).replace('"confidence":0.5', '"confidence":"high"'))
    refused = decode_event(broken)
    assert isinstance(refused, Malformed)
    assert refused.where == "transcript.words[0].confidence"


def _utterance() -> Any:
    from simulator.model.speech import Source, Utterance

    return Utterance(1, 0, 900, Source.VOICE)


def _transcript() -> Any:
    from simulator.model.speech import Transcript, Word

    return Transcript("您好", words=(Word("您好", 0, 500, 0.5),))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"\xff",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b"[" * 100_000,
        b"1" * 10_000,
    ],
    ids=["empty", "cut", "not utf-8", "duplicate key", "nan", "deep", "long number"],
)
def test_what_is_no_json_is_an_error_value(text: bytes) -> None:
    assert isinstance(parse(text), Malformed)


@pytest.mark.parametrize(
    "value",
    [
        Fact(Moment.SAID, detail={"when": object()}),
        Fact(Moment.SAID, detail={"rate": float("nan")}),
        Fact(Moment.SAID, line=1),  # type: ignore[arg-type]
    ],
    ids=["object", "nan", "number for text"],
)
def test_what_the_model_does_not_allow_is_not_written(value: Fact) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode(value)


def test_only_members_of_a_union_are_written() -> None:
    with pytest.raises(TypeError):
        encode_event(Fact(Moment.SAID))  # type: ignore[arg-type]
    assert encode_event(Start()) == {"type": "Start"}


@unhurried
@given(st.binary(max_size=60))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    parsed = parse(data)
    if not isinstance(parsed, Malformed):
        assert decode_event(parsed) is not None
        assert decode(Header, parsed) is not None
