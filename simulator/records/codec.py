"""One canonical JSON form for the values of the model: derived from the dataclasses, strict in both directions.

In: a frozen dataclass of ``simulator.model``, or JSON text.  Out: JSON text that is byte for byte the same for equal
values (sorted keys, no spaces, UTF-8, no NaN), or the dataclass again.  Every field is written, so that a default that
changes later does not change what an old record says; a field that is missing on reading takes its default, so that a
record from before the field existed still reads.  Where an annotation allows several dataclasses, ``type`` names the
class.  Mappings become dicts; free JSON values (``Fact.detail``) stay what JSON makes of them.
"""

from __future__ import annotations

import json
import math
import operator
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias, TypeVar

from simulator.model.events import Event
from simulator.model.text import Text

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
T = TypeVar("T")

TAG = "type"
# Lone surrogates are no UTF-8; the others end a line for some readers (``str.splitlines``), and a record is one line.
_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
_ENDS = ("\x85", "\u2028", "\u2029")


@dataclass(frozen=True, slots=True)
class Malformed:
    """Why something is not a record.  ``where`` is the path inside the value (``detail.parties[1]``)."""

    where: str
    message: Text


class _Refused(Exception):
    """Carries the reason up to the public functions; each level adds its part of the path."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.path: list[str] = []

    def inside(self, part: str) -> _Refused:
        self.path.insert(0, part)
        return self

    def malformed(self) -> Malformed:
        return Malformed("".join(self.path).removeprefix("."), self.message)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How values of one annotation are written (raises TypeError) and read (raises ``_Refused``)."""

    encode: Callable[[Any], Json]
    decode: Callable[[Json], Any]


# --- public ----------------------------------------------------------------------------------------------------------


def encode(value: object) -> dict[str, Json]:
    """A dataclass of the model as JSON data.  TypeError for a value that its own annotations do not allow."""
    cls: Any = type(value)
    return typing.cast("dict[str, Json]", _shape(cls).encode(value))


def decode(cls: type[T], data: Json) -> T | Malformed:
    """The dataclass that ``data`` describes."""
    return typing.cast("T | Malformed", _decode(cls, data))


def encode_event(event: Event) -> dict[str, Json]:
    """An input of the session with the name of its class under ``type``."""
    return typing.cast("dict[str, Json]", _shape(Event).encode(event))


def decode_event(data: Json) -> Event | Malformed:
    """The input that ``data`` describes."""
    return typing.cast("Event | Malformed", _decode(Event, data))


def canonical(data: Json) -> str:
    """The one text of JSON data: one line, and valid UTF-8 even if a broken paste left half a character."""
    text = _encoder.encode(data)
    return text if _is_one_line(text) else _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _is_one_line(text: str) -> bool:
    """Whether nothing in it has to be escaped, as nearly always; found out much sooner than by looking for all four."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return not any(one in text for one in _ENDS)


def parse(text: str | bytes) -> Json | Malformed:
    """JSON data from text; duplicate keys, NaN and text that is not UTF-8 are refused."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        return typing.cast(Json, json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant))
    except _Refused as refused:
        return refused.malformed()
    except (ValueError, RecursionError) as error:  # bad UTF-8, bad JSON, numbers or nesting beyond Python's limits
        return Malformed("", Text("不是有效的 JSON", f"not valid JSON: {error}"))


def to_text(value: object) -> str:
    """A dataclass as canonical JSON text."""
    return canonical(encode(value))


def from_text(cls: type[T], text: str | bytes) -> T | Malformed:
    """The dataclass that JSON text describes."""
    data = parse(text)
    return data if isinstance(data, Malformed) else decode(cls, data)


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


# --- shapes, one for each kind of annotation -------------------------------------------------------------------------


def _decode(annotation: Any, data: Json) -> Any:
    try:
        return _shape(annotation).decode(data)
    except _Refused as refused:
        return refused.malformed()


@cache
def _shape(annotation: Any) -> _Shape:
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if isinstance(annotation, typing.NewType):
        return _shape(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _union_shape(arguments)
    if origin is tuple:
        return _list_shape(arguments[0]) if arguments[-1] is Ellipsis else _fixed_shape(arguments)
    if origin is Mapping:
        return _mapping_shape(*arguments)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _enum_shape(annotation)
    if isinstance(annotation, type) and is_dataclass(annotation):
        return _record_shape(annotation)
    raise TypeError(f"the codec has no form for {annotation!r}")


def _wrong(expected: str, data: object) -> _Refused:
    found = json.dumps(data, ensure_ascii=False, default=str)
    found = found if len(found) <= 60 else found[:57] + "..."
    return _Refused(Text(f"应为 {expected}，实为 {found}", f"expected {expected}, found {found}"))


def _scalar(cls: type, write: Callable[[Any], Json]) -> _Shape:
    def decode(data: Json) -> Any:
        if cls is float and type(data) is int:
            return float(data)
        if type(data) is not cls:
            raise _wrong({str: "text", int: "a whole number", float: "a number", bool: "true or false"}[cls], data)
        return data

    return _Shape(write, decode)


def _write_text(value: Any) -> Json:
    if not isinstance(value, str):
        raise TypeError(f"expected str, got {value!r}")
    return str(value)


def _write_int(value: Any) -> Json:
    if isinstance(value, bool):
        raise TypeError(f"expected int, got {value!r}")
    return operator.index(value)  # takes numpy integers too


def _write_float(value: Any) -> Json:
    if isinstance(value, bool | str) or not math.isfinite(value):
        raise TypeError(f"expected a finite float, got {value!r}")
    return float(value)


def _write_bool(value: Any) -> Json:
    if not isinstance(value, bool):
        raise TypeError(f"expected bool, got {value!r}")
    return value


def _write_json(value: Any) -> Json:
    """Any JSON value; tuples are arrays."""
    if value is None or isinstance(value, bool):
        return typing.cast(Json, value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return _write_float(value)
    if isinstance(value, list | tuple):
        return [_write_json(item) for item in value]
    if isinstance(value, Mapping):
        return {typing.cast(str, _write_text(key)): _write_json(item) for key, item in value.items()}
    return _write_int(value)


_SCALARS: dict[Any, _Shape] = {
    str: _scalar(str, _write_text),
    int: _scalar(int, _write_int),
    float: _scalar(float, _write_float),
    bool: _scalar(bool, _write_bool),
    object: _Shape(_write_json, lambda data: data),
}


def _enum_shape(cls: type[StrEnum]) -> _Shape:
    members = {member.value: member for member in cls}

    def decode(data: Json) -> StrEnum:
        if not isinstance(data, str) or data not in members:
            raise _wrong(f"one of {', '.join(members)}", data)
        return members[data]

    return _Shape(lambda value: cls(value).value, decode)


def _list_shape(annotation: Any) -> _Shape:
    item = _shape(annotation)
    read = item.decode

    def decode(data: Json) -> tuple[Any, ...]:
        if not isinstance(data, list):
            raise _wrong("a list", data)
        try:
            return tuple([read(value) for value in data])
        except _Refused:  # rarely: once more, to say where
            return tuple(_decode_item(item, index, value) for index, value in enumerate(data))

    return _Shape(lambda values: [item.encode(value) for value in _sequence(values)], decode)


def _fixed_shape(annotations: tuple[Any, ...]) -> _Shape:
    items = tuple(_shape(annotation) for annotation in annotations)

    def decode(data: Json) -> tuple[Any, ...]:
        if not isinstance(data, list) or len(data) != len(items):
            raise _wrong(f"a list of {len(items)}", data)
        return tuple(
            _decode_item(item, index, value) for index, (item, value) in enumerate(zip(items, data, strict=True))
        )

    return _Shape(
        lambda values: [item.encode(value) for item, value in zip(items, _sequence(values), strict=True)], decode
    )


def _sequence(values: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError(f"expected a tuple, got {values!r}")
    return values


def _decode_item(item: _Shape, index: int, value: Json) -> Any:
    try:
        return item.decode(value)
    except _Refused as refused:
        raise refused.inside(f"[{index}]") from None


def _mapping_shape(key_annotation: Any, value_annotation: Any) -> _Shape:
    key_shape, value_shape = _shape(key_annotation), _shape(value_annotation)

    def encode(values: Any) -> Json:
        return {typing.cast(str, key_shape.encode(key)): value_shape.encode(value) for key, value in values.items()}

    def decode(data: Json) -> dict[Any, Any]:
        if not isinstance(data, dict):
            raise _wrong("an object", data)
        return {key_shape.decode(key): _decode_field(value_shape, key, value) for key, value in data.items()}

    return _Shape(encode, decode)


def _decode_field(shape: _Shape, name: str, value: Json) -> Any:
    try:
        return shape.decode(value)
    except _Refused as refused:
        raise refused.inside(f".{name}") from None


def _record_shape(cls: type[Any]) -> _Shape:
    hints = typing.get_type_hints(cls)
    shapes = {field.name: _shape(hints[field.name]) for field in fields(cls)}
    readers = {name: shape.decode for name, shape in shapes.items()}
    needed = tuple(field.name for field in fields(cls) if not _has_default(field))

    def encode(value: Any) -> Json:
        if type(value) is not cls:
            raise TypeError(f"expected {cls.__name__}, got {value!r}")
        return {name: shape.encode(getattr(value, name)) for name, shape in shapes.items()}

    def decode(data: Json) -> Any:
        try:
            return cls(**{name: readers[name](value) for name, value in data.items()})  # type: ignore[union-attr]
        except (_Refused, KeyError, TypeError, AttributeError):  # rarely: once more, to say what is wrong and where
            return strictly(data)

    def strictly(data: Json) -> Any:
        if not isinstance(data, dict):
            raise _wrong(f"an object ({cls.__name__})", data)
        for name in data:
            if name not in shapes:
                raise _Refused(
                    Text(f"{cls.__name__} 没有“{name}”这一项", f"{cls.__name__} has no field {name!r}")
                ).inside(f".{name}")
        for name in needed:
            if name not in data:
                raise _Refused(Text(f"{cls.__name__} 缺少“{name}”", f"{cls.__name__} lacks the field {name!r}")).inside(
                    f".{name}"
                )
        return cls(**{name: _decode_field(shapes[name], name, value) for name, value in data.items()})

    return _Shape(encode, decode)


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _union_shape(options: tuple[Any, ...]) -> _Shape:
    """``X | None`` is null or X; several dataclasses are told apart by their names under ``type``."""
    classes = tuple(option for option in options if option is not types.NoneType)
    shape = _shape(classes[0]) if len(classes) == 1 else _tagged_shape(classes)
    if len(classes) == len(options):
        return shape
    return _Shape(
        lambda value: None if value is None else shape.encode(value),
        lambda data: None if data is None else shape.decode(data),
    )


def _tagged_shape(classes: tuple[type[Any], ...]) -> _Shape:
    shapes = {cls.__name__: _shape(typing.cast(Any, cls)) for cls in classes}
    if len(shapes) != len(classes) or any(TAG in cls.__dataclass_fields__ for cls in classes):
        raise TypeError(f"the classes {classes!r} cannot be told apart by name")

    def encode(value: Any) -> Json:
        name = type(value).__name__
        if type(value) not in classes:
            raise TypeError(f"expected one of {', '.join(shapes)}, got {value!r}")
        return {TAG: name, **typing.cast("dict[str, Json]", shapes[name].encode(value))}

    def decode(data: Json) -> Any:
        if not isinstance(data, dict):
            raise _wrong("an object", data)
        name = data.get(TAG)
        if not isinstance(name, str) or name not in shapes:
            raise _wrong(f"one of {', '.join(shapes)}", name).inside(f".{TAG}")
        return shapes[name].decode({key: value for key, value in data.items() if key != TAG})

    return _Shape(encode, decode)


# --- strict JSON -----------------------------------------------------------------------------------------------------


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise _Refused(Text("同一个键出现两次", "a key appears twice"))
    return data


def _no_constant(name: str) -> Json:
    raise _Refused(Text(f"不允许 {name}", f"{name} is not allowed"))
